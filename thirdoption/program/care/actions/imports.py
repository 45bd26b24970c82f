"""Taking a workbook that was looked at, and taking it back."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import connection

from thirdoption.program.care.actions.taking_part import change_engagement, take_up
from thirdoption.program.care.models import Brought, Contact, Participation, SavedMap
from thirdoption.program.care.queries.imports import Judged, Taken
from thirdoption.program.care.rules import Engagement
from thirdoption.program.care.rules.imports import Kind
from thirdoption.program.care.rules.imports.before import EARLIER, noon, sensitive_of
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE, add_once, number, record

DAYS = 30
"""For how many days what a workbook brought can be taken back."""


def bring(*, judged: Judged, key: UUID | None = None, by: Acting, at: datetime) -> UUID:
    """Take the rows of a list that can be taken; the number by which they are taken back.

    A second tap (the same `key`) takes nothing twice. Raises Refused (conflict) where nothing can be taken.
    """
    check(by, Permission.BRING_ALONG)
    batch = number(by=by, key=key)
    if Brought.objects.filter(batch=batch).exists():
        return batch
    if not judged.taken:
        raise Refused(CONFLICT, "No row of this file can be taken.")
    met = [_bring_one(judged.kind, one, batch, by, at) for one in judged.taken]
    record(by=by, verb="bring along", noun="person", objects=[batch, *dict.fromkeys(met)], at=at)
    return batch


def _bring_one(kind: Kind, one: Taken, batch: UUID, by: Acting, at: datetime) -> UUID:
    contact = None
    if kind == Kind.CONTACTS and one.person:
        person, contact = one.person, _contact(one, one.person, by, at)
        contact.save(force_insert=True)
    else:
        person = _person(one, by, at)
    row = Brought(
        pk=uuid5(batch, str(one.reading.row.line)),  # two taps at once: the second takes nothing
        site_id=by.site,
        person_id=person,
        worker_id=by.hand,
        at=at,
        batch=batch,
        kind=kind,
        line=one.reading.row.line,
        made=contact is None,
        contact=contact.pk if contact else None,
        release=one.reading.release,
        source=one.reading.source,
    )
    if not add_once(row, same=()):
        raise Refused(CONFLICT, SENT_BEFORE)
    return person


def _person(one: Taken, by: Acting, at: datetime) -> UUID:
    row = one.reading
    person = people.welcome(
        name=row.name, date_of_birth=row.born, where_to_find=row.where, language=row.language, by=by, at=at
    )
    participation = (
        take_up(person=person, worker=one.worker, by=by, at=at) if one.worker else _nobodys(person, by, at)
    )
    if row.state != Engagement.ACTIVE:
        change_engagement(participation=participation, to=row.state, note="", by=by, at=at)
    return person.pk


def _nobodys(person: Person, by: Acting, at: datetime) -> Participation:
    """A person who takes part and whom nobody works with yet."""
    found = Participation(site_id=by.site, person=person, state=Engagement.ACTIVE, since=at)
    found.save(force_insert=True)
    return found


def _contact(one: Taken, person: UUID, by: Acting, at: datetime) -> Contact:
    """A contact of before, under the hand of who brought it; whose it was stands in the text."""
    row = one.reading
    return Contact(
        site_id=by.site,
        person_id=person,
        worker_id=by.hand,
        at=min(noon(row.day), at) if row.day else at,
        noted_at=at,
        kind=row.kind,
        how=row.how,
        minutes=row.minutes,
        line=EARLIER,
        sensitive=sensitive_of(row.note, row.worker),
    )


def take_back(*, batch: UUID, by: Acting, at: datetime) -> tuple[int, int]:
    """Take back what one workbook brought: (rows that went, rows that stay as somebody worked on them since).

    Raises Refused (not found) where there is nothing of it, or longer ago than 30 days.
    """
    check(by, Permission.BRING_ALONG)
    whom = list(Brought.objects.filter(batch=batch).values_list("person_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT gone, kept FROM sharing.take_back(%s)", [batch])
        gone, kept = cursor.fetchone()
    if not gone + kept:
        raise hidden()
    record(by=by, verb="take back", noun="person", objects=[batch, *dict.fromkeys(whom)], at=at)
    return gone, kept


def save_map(*, name: str, kind: Kind, columns: dict[str, str], by: Acting, at: datetime) -> None:
    """Keep which head of a list is which field, by a name; the same name again replaces it."""
    check(by, Permission.BRING_ALONG)
    name = free_text(name, field="name", limit=60, required=True)
    found = {"kind": kind, "columns": columns, "at": at}
    if not SavedMap.objects.filter(site=by.site, name=name).update(**found):
        SavedMap(site_id=by.site, name=name, **found).save(force_insert=True)
    record(by=by, verb="save map", noun="map", at=at)
