"""Contact methods of workers, messages to them, what became of each, and what was replied."""

from thirdoption.program.messages.models.messages import Delivery, Message, Reply
from thirdoption.program.messages.models.methods import Address, ContactMethod

__all__ = ["Address", "ContactMethod", "Delivery", "Message", "Reply"]
