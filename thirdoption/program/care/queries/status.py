"""What is known of a person's life: what holds now of each thing, and how it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from thirdoption.program.care.models import Fact
from thirdoption.program.care.rules.status import MISTAKE
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.sites.queries import zone


@dataclass(frozen=True)
class Known:
    """One fact; `mended` where a later one put it right, `mends` where it is itself a correction."""

    pk: UUID
    kind: str
    of: str
    code: str
    value: int | None
    as_of: date
    about: bool
    source: str
    at: datetime
    worker: str
    mends: UUID | None
    mended: bool


_FACTS = """
SELECT f.id, f.kind, f.of, f.code, f.value, f.as_of, f.about, f.source, f.at, w.name, f.mends_id,
    EXISTS (SELECT 1 FROM care_fact l WHERE l.mends_id = f.id)
FROM care_fact f JOIN staff_worker w ON w.id = f.worker_id
WHERE f.person_id = ANY (%s) ORDER BY f.as_of DESC, f.at DESC, f.id
"""


def today_at(*, site: UUID, at: datetime) -> date:
    """The calendar day at a site."""
    return at.astimezone(ZoneInfo(zone(site))).date()


def facts(*, people: Sequence[UUID]) -> list[Known]:
    """All that was noted, the newest day first, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, [list(people)])
        return [Known(*row) for row in cursor.fetchall()]


def holding(found: Sequence[Known]) -> dict[tuple[str, str], Known]:
    """What holds now, by kind and thing: the newest day that nobody put right."""
    now: dict[tuple[str, str], Known] = {}
    for one in found:
        if not one.mended and one.code != MISTAKE:
            now.setdefault((one.kind, one.of), one)
    return now


def fact(*, person: Person, pk: UUID) -> Fact:
    """One fact of this person. Raises Refused (not found) alike for unknown, protected and another's."""
    found = Fact.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found
