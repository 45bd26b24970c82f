"""What a channel says at once of a message that it was given."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.rules import State


@dataclass(frozen=True)
class Sent:
    """A state, the carrier's own id of the message, and why it did not go; `gone`: for ever."""

    state: State
    carrier_id: str = ""
    why: str = ""
    gone: bool = False


class Channel(Protocol):
    """Whatever can send a message: a carrier of SMS and voice, a mail server, a browser's push service."""

    @property
    def stays_in_house(self) -> bool:
        """Whether what is sent reaches nobody outside: a rehearsal may use no other."""
        ...

    def send(self, message: Outgoing, *, site: UUID) -> Sent:
        """Send one message; never raises for what a carrier does."""
        ...
