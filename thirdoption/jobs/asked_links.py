"""A provider is asked by link: it leaves by mail, without a name, and once more when nobody answered."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from thirdoption.jobs import carriers
from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.rules import Kind, body
from thirdoption.program.services.actions import links
from thirdoption.program.services.models import ProviderLink
from thirdoption.program.services.queries.connected import address_of
from thirdoption.program.services.rules.connections import REMIND_DAYS, Way
from thirdoption.program.sites.models import Site


def send(*, link: UUID, by: Acting, at: datetime) -> None:
    """Send a link that was not sent yet, and note what the mail server said."""
    found = ProviderLink.objects.filter(pk=link, ended_at__isnull=True, sent="", way=Way.EMAIL).first()
    if found is not None:
        state = _send(found.pk, found.address, found.language, by)
        links.note_sent(link=found, state=state, by=by, at=at)


def remind(*, by: Acting) -> int:
    """Ask once more, as the program, those providers who did not answer; how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT link, address, language FROM sharing.remind_providers(%s)", [REMIND_DAYS])
        due = cursor.fetchall()
    for link, address, language in due:
        _send(link, address, language, by)
    return len(due)


def _send(link: UUID, address: str, language: str, by: Acting) -> str:
    made_up = Site.objects.values_list("made_up", flat=True).get(pk=by.site)
    text = body("asked", language, code=address_of(link))
    message = Outgoing(link, "asked", link, Kind.EMAIL, address, language, text)
    return str(carriers.send(message, site=by.site, made_up=made_up).state)
