"""What touched a person's safety, and a death."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from thirdoption.program.care.models import Death, SafetyEvent
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person


@dataclass(frozen=True)
class Happened:
    """One event; `mended` where a later one put it right."""

    pk: UUID
    kind: str
    day: date
    place: str
    done: str
    told: str
    gave: str
    doses: int | None
    at: datetime
    worker: str
    mended: bool


@dataclass(frozen=True)
class Passing:
    """A death that was noted, with the last that was said of it."""

    pk: UUID
    state: str
    day: date
    about: bool
    words: str
    at: datetime
    worker_id: UUID
    worker: str
    said_by: str
    note: str


_EVENTS = """
SELECT e.id, e.kind, e.day, e.place, e.done, e.told, e.gave, e.doses, e.at, w.name,
    EXISTS (SELECT 1 FROM care_safetyevent l WHERE l.mends_id = e.id)
FROM care_safetyevent e JOIN staff_worker w ON w.id = e.worker_id
WHERE e.person_id = ANY (%s) ORDER BY e.day DESC, e.at DESC, e.id
"""
_DEATHS = """
SELECT d.id, d.state, d.day, d.about, d.words, d.at, d.worker_id, w.name, coalesce(v.name, ''),
    coalesce(s.note, '')
FROM care_death d JOIN staff_worker w ON w.id = d.worker_id
LEFT JOIN care_deathstatus s ON s.thing_id = d.id AND s.number = d.version
LEFT JOIN staff_worker v ON v.id = s.worker
WHERE d.person_id = ANY (%s) ORDER BY d.at DESC, d.id
"""


def events(*, people: Sequence[UUID]) -> list[Happened]:
    """All that was noted, the newest day first."""
    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [list(people)])
        return [Happened(*row) for row in cursor.fetchall()]


def deaths(*, people: Sequence[UUID]) -> list[Passing]:
    """Deaths that were noted, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_DEATHS, [list(people)])
        return [Passing(*row) for row in cursor.fetchall()]


def event(*, person: Person, pk: UUID) -> SafetyEvent:
    """One event of this person. Raises Refused (not found) alike for unknown, protected and another's."""
    found = SafetyEvent.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found


def death(*, person: Person, pk: UUID) -> Death:
    """One noted death of this person. Raises Refused (not found) alike for unknown, protected, another's."""
    found = Death.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found
