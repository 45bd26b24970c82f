"""A prosecutor's list by link: the link leaves by mail, and its code, where it can, by a message.

Neither is kept anywhere: both are made from the program's own key when they leave.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from thirdoption.jobs import carriers
from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.queries import Outgoing, live_numbers
from thirdoption.program.messages.rules import Kind, State, body
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.actions import links
from thirdoption.program.staff.models import ListLink
from thirdoption.program.staff.rules.links import CodeBy, LinkState, code_of, token_of


def send(*, link: UUID, by: Acting, at: datetime) -> None:
    """Send a link that waits, and note what the mail server said; the code follows only a link that left."""
    found = ListLink.objects.select_related("recipient__user").get(pk=link)
    if found.sent or found.state_at(at) != LinkState.WAITING:
        return
    user = found.recipient.user
    sent = _send(found, Kind.EMAIL, user.email, body("list", user.language, code=address_of(link)), by)
    links.note_sent(link=found, state=sent, by=by, at=at)
    if sent == State.SENT and found.code_by == CodeBy.MESSAGE:
        for number in live_numbers(worker=found.recipient_id)[:1]:
            code = code_of(link, settings.SECRET_KEY)
            _send(found, Kind.SMS, number, body("verify", user.language, code=code), by)


def address_of(link: UUID) -> str:
    """The whole address that opens a link: of this installation, as its line's carrier reaches it."""
    here = settings.LINE_URL or f"{'https' if settings.HTTPS else 'http'}://{settings.ALLOWED_HOSTS[0]}"
    return f"{here}/partners/by-link/{token_of(link, settings.SECRET_KEY)}/"


def _send(link: ListLink, kind: Kind, address: str, text: str, by: Acting) -> str:
    made_up = Site.objects.values_list("made_up", flat=True).get(pk=by.site)
    language = link.recipient.user.language
    message = Outgoing(link.pk, "list", link.pk, kind, address, language, text)
    return str(carriers.send(message, site=by.site, made_up=made_up).state)
