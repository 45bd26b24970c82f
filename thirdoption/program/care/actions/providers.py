"""Asking a provider for something, under the release that is signed for it."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.people.models import Person
from thirdoption.program.services import actions as services
from thirdoption.program.services.models import Connection, Service
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE


def ask_provider(
    *,
    person: Person,
    service: UUID,
    recipient: str,
    asks: str,
    text: str,
    language: str,
    signed_name: str,
    expires_at: datetime,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Connection:
    """Ask a provider for something under the release that the person signs for it, in one act.

    `recipient` is the provider's name as the signed text has it. A second tap gives the same.
    """
    check(by, Permission.WRITE_CARE)
    asked = Service.objects.filter(pk=service, site=by.site).first()
    if asked is None:
        raise hidden()
    asks = free_text(asks, field="asks", limit=300, required=True)
    release = sharing.sign_connection_release(
        person=person,
        service=service,
        recipient=recipient,
        text=text,
        language=language,
        signed_name=signed_name,
        expires_at=expires_at,
        key=key,
        by=by,
        at=at,
    )
    before = Connection.objects.filter(release=release).first()
    if before is not None:
        if before.asks != asks:
            raise Refused(CONFLICT, SENT_BEFORE)
        return before
    return services.connect(person=person, service=asked, release=release, asks=asks, by=by, at=at)
