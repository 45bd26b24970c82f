"""The one port to whoever carries messages out of the house: SMS and voice, e-mail, web push."""

from uuid import UUID

from django.conf import settings

from thirdoption.jobs.carriers.mail import Mail
from thirdoption.jobs.carriers.outcome import Channel, Sent
from thirdoption.jobs.carriers.push import Push
from thirdoption.jobs.carriers.twilio import Twilio
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.rules import Kind, State
from thirdoption.program.sites.models import Site


class Inside:
    """Where nothing is connected in a rehearsal: the inbox is the table of messages."""

    stays_in_house = True

    def send(self, message: Outgoing, *, site: UUID) -> Sent:
        """Keep it."""
        return Sent(State.SENT, "rehearsal")


def channel(kind: str, *, rehearsal: bool, address: str = "") -> Channel | None:
    """The channel for a kind of contact method, or None if it is not set up.

    In a rehearsal, or for a place that is made up, only one that stays in the house.
    """
    found: Channel | None = None
    if kind in (Kind.SMS, Kind.VOICE) and settings.CARRIER_URL:
        found = Twilio()
    elif kind == Kind.EMAIL and settings.EMAIL_HOST:
        found = Mail()
    elif kind == Kind.PUSH:
        found = Push(address)
    if rehearsal and (found is None or not found.stays_in_house):
        return Inside()
    return found


def send(message: Outgoing, *, site: UUID, made_up: bool) -> Sent:
    """Send a message by its channel; what cannot be sent is refused here and now.

    Whatever a carrier does that nobody thought of is a loss like any other: were it raised, the message would
    be sent again and again, and nobody else be asked.
    """
    found = channel(message.kind, rehearsal=made_up or settings.REHEARSAL, address=message.address)
    if found is None:
        return Sent(State.REJECTED, why="not set up")
    try:
        return found.send(message, site=site)
    except Exception as error:
        return Sent(State.UNDELIVERED, why=type(error).__name__)


def may_call(*, site: UUID) -> bool:
    """Whether a carrier is connected that may ring telephones for this place."""
    made_up = Site.objects.values_list("made_up", flat=True).get(pk=site)
    found = channel(Kind.VOICE, rehearsal=made_up or settings.REHEARSAL)
    return found is not None and not isinstance(found, Inside)
