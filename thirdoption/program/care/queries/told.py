"""What was told of a person: on the law's ground, and under releases, in one accounting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.models import Told
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person

YEARS = timedelta(days=3 * 366)
"""How far back the accounting goes: three years (42 CFR 2.25, R-23)."""


@dataclass(frozen=True)
class Telling:
    """One telling without consent, with the last that was said of it."""

    pk: UUID
    ground: str
    recipient: str
    facts: tuple[str, ...]
    what: str
    court_order: str
    state: str
    at: datetime
    told_at: datetime | None
    worker_id: UUID
    worker: str
    said_by: str
    note: str


@dataclass(frozen=True)
class Accounted:
    """One line of the accounting: `ground` where the law said so, `release` where the person did."""

    told_at: datetime
    recipient: str
    what: str
    facts: tuple[str, ...]
    ground: str
    court_order: str
    release: UUID | None
    purpose: str
    notice: str
    worker: str


_TELLINGS = """
SELECT t.id, t.ground, t.recipient, t.facts, t.what, t.court_order, t.state, t.at, t.told_at, t.worker_id,
    w.name, coalesce(v.name, ''), coalesce(s.note, '')
FROM care_told t JOIN staff_worker w ON w.id = t.worker_id
LEFT JOIN care_toldstatus s ON s.thing_id = t.id AND s.number = t.version
LEFT JOIN staff_worker v ON v.id = s.worker
WHERE t.person_id = ANY (%s) ORDER BY t.at DESC, t.id
"""
_ACCOUNTING = """
SELECT t.told_at, t.recipient, t.what, t.facts, t.ground, t.court_order, NULL::uuid, '', '', w.name
FROM care_told t JOIN staff_worker w ON w.id = t.worker_id
WHERE t.person_id = ANY (%(people)s) AND t.told_at > %(since)s
UNION ALL
SELECT d.told_at, d.recipient, d.what, ARRAY[]::varchar[], '', '', d.release_id, d.purpose,
    d.notice_version, ''
FROM sharing_disclosure d WHERE d.person_id = ANY (%(people)s) AND d.told_at > %(since)s
ORDER BY 1 DESC
"""


def tellings(*, people: Sequence[UUID]) -> list[Telling]:
    """What was noted to be told without consent, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_TELLINGS, [list(people)])
        rows = cursor.fetchall()
    return [Telling(*_plain(row)) for row in rows]


def accounting(*, people: Sequence[UUID], at: datetime) -> list[Accounted]:
    """Everything that was told of a person in three years, on whatever ground, the newest first (R-23)."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTING, {"people": list(people), "since": at - YEARS})
        rows = cursor.fetchall()
    return [Accounted(*_plain(row)) for row in rows]


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [tuple(one) if isinstance(one, list) else one for one in row]


def telling(*, person: Person, pk: UUID) -> Told:
    """One telling of this person. Raises Refused (not found) alike for unknown, protected and another's."""
    found = Told.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found
