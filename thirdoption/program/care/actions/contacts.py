"""Contacts made or tried, and putting right what was written of one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from thirdoption.program.care.actions.taking_part import change_engagement
from thirdoption.program.care.models import Contact, ContactAmendment, Participation
from thirdoption.program.care.queries import colleagues as team
from thirdoption.program.care.rules import TAKEN_BACK_IN, ContactKind, Engagement, How
from thirdoption.program.care.rules.contacts import (
    COLLEAGUES,
    LINE_LIMIT,
    PLACE_LIMIT,
    SENSITIVE_LIMIT,
    WHY_LIMIT,
    check_when,
)
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.care.tables import AMENDABLE
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_LIST = "Choose from the list."
_SAME = ("person", "kind", "how", "minutes", "place", "line", "sensitive", "colleagues")
_MOVED = "Somebody changed this while you looked at it. Load the page again."


def note_contact(
    *,
    person: Person,
    kind: str,
    how: str,
    minutes: int | None,
    line: str,
    sensitive: str,
    place: str = "",
    colleagues: Sequence[UUID] = (),
    happened_at: datetime | None = None,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Contact:
    """Keep a contact made or tried. A contact made takes a person back in: nobody re-applies.

    `happened_at` is when it was, if not now; `colleagues` were there too; `minutes` is how long it took.
    Raises Refused (invalid) for a time to come, and (conflict) when something else came with this key.
    """
    check(by, Permission.WRITE_CARE)
    if colleagues and (
        len(colleagues) > COLLEAGUES or not set(colleagues) <= {one.pk for one, _many in team(by=by)}
    ):
        raise Refused(INVALID, _LIST, "colleagues")
    contact = Contact(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=check_when(happened_at or at, at),
        noted_at=at,
        colleagues=list(colleagues),
        **_written(kind, how, minutes, place, line, sensitive),
    )
    if not add_once(contact, same=(*_SAME, "at") if happened_at else _SAME):
        return contact
    record(by=by, verb="note contact", noun="person", objects=[person.pk, contact.pk], at=at)
    if kind == ContactKind.MADE:
        _back_in_touch(person, contact, by, at)
    return contact


def _back_in_touch(person: Person, contact: Contact, by: Acting, at: datetime) -> None:
    """Who was met is in touch, by each record; a contact of earlier, written late, says nothing of now."""
    away = Participation.objects.filter(person__in=person.records, state__in=TAKEN_BACK_IN)
    # two who met somebody at the same moment: the second waits, and finds them in touch
    for participation in away.select_for_update(no_key=True).order_by("pk"):
        said = participation.statuses.order_by("-number").values_list("at", flat=True).first()
        if contact.noted_at == contact.at or said is None or contact.at >= said:
            change_engagement(participation=participation, to=Engagement.ACTIVE, note="", by=by, at=at)


def amend_contact(
    *,
    contact: Contact,
    kind: str,
    how: str,
    minutes: int | None,
    line: str,
    sensitive: str,
    place: str,
    happened_at: datetime,
    version: int,
    by: Acting,
    at: datetime,
) -> Contact:
    """Put right what was written; how it stood stays beside it, with who changed it and when.

    A contact that was only tried takes back that the person is in touch, where nothing was said since.
    Raises Refused (conflict) when somebody else amended it since the writer saw it (`version`).
    """
    check(by, Permission.WRITE_CARE)
    values = {**_written(kind, how, minutes, place, line, sensitive), "at": check_when(happened_at, at)}
    was = {name: getattr(contact, name) for name in AMENDABLE}
    if was == values:
        return contact
    if contact.version != version:
        raise Refused(CONFLICT, _MOVED)
    was_at = was.pop("at")
    kept = ContactAmendment(
        thing=contact,
        number=version + 1,
        was_at=was_at,
        at=at,
        worker=by.hand,
        organization=by.organization,
        **was,
    )
    if not add_once(kept, same=(), taken=_MOVED):
        raise Refused(CONFLICT, _MOVED)
    changed = Contact.objects.filter(pk=contact.pk, version=version)
    if changed.update(**values, version=version + 1) != 1:
        raise Refused(CONFLICT, _MOVED)
    record(by=by, verb="amend contact", noun="person", objects=[contact.person_id, contact.pk], at=at)
    if (was["kind"], kind) == (ContactKind.MADE, ContactKind.TRIED):
        _as_before(contact, by, at)
    return Contact.objects.get(pk=contact.pk)


def _as_before(contact: Contact, by: Acting, at: datetime) -> None:
    """Whom this contact took back in, and nobody met: they are looked for again, with what was known."""
    now = Participation.objects.filter(person__in=contact.person.records, state=Engagement.ACTIVE)
    for participation in now.select_for_update(no_key=True).order_by("pk"):
        last = list(participation.statuses.order_by("-number")[:2])
        if len(last) == 2 and last[0].at == contact.noted_at:
            to, note = Engagement(last[1].state), last[1].note
            change_engagement(participation=participation, to=to, note=note, by=by, at=at)


def _written(
    kind: str, how: str, minutes: int | None, place: str, line: str, sensitive: str
) -> dict[str, str | int | None]:
    if kind not in set(ContactKind) or how not in set(How):
        raise Refused(INVALID, _LIST, "how")
    if minutes is not None and not 0 <= minutes <= 1440:
        raise Refused(INVALID, "Give the minutes as a number from 0 to 1440.", "minutes")
    return {
        "kind": kind,
        "how": how,
        "minutes": minutes,
        "place": free_text(place, field="place", limit=PLACE_LIMIT),
        "line": free_text(line, field="line", limit=LINE_LIMIT, required=True),
        "sensitive": free_text(sensitive, field="sensitive", limit=SENSITIVE_LIMIT),
    }


def export_contacts(*, person: Person, why: str, by: Acting, at: datetime) -> None:
    """Keep that a person's contacts leave as a file, and what for (R-69); there is no file without this."""
    check(by, Permission.EXPORT_CARE)
    why = free_text(why, field="why", limit=WHY_LIMIT, required=True)
    record(by=by, verb="export contacts", noun="person", objects=person.records, why=why, at=at)
