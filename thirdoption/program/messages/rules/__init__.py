"""The rules of messages: channels, what became of one, its words, and what an answer says."""

from thirdoption.program.messages.rules.answers import Heard, Word, read, read_key
from thirdoption.program.messages.rules.channels import (
    LOST,
    Kind,
    State,
    cleaned_address,
    is_lost,
    reference,
    shown_end,
    verification_code,
)
from thirdoption.program.messages.rules.texts import TEMPLATES, body

__all__ = [
    "LOST",
    "TEMPLATES",
    "Heard",
    "Kind",
    "State",
    "Word",
    "body",
    "cleaned_address",
    "is_lost",
    "read",
    "read_key",
    "reference",
    "shown_end",
    "verification_code",
]
