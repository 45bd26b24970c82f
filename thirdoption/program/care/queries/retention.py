"""Whose time runs out: for who leads by name, for who runs the program as counts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.trail.actions import seen

AHEAD = 90
"""Days that are looked ahead, as private.ending does for both."""

_PEOPLE = """
SELECT p.id, p.name, e.due FROM sharing.people_ending() e JOIN people_person p ON p.id = e.person
ORDER BY e.due, p.name
"""


@dataclass(frozen=True)
class Ending:
    """One person whose identity is destroyed on a day, if nothing happens with them until then."""

    person: UUID
    name: str
    due: date


def people_ending(*, by: Acting) -> list[Ending]:
    """Whose time runs out within the days ahead, among those whom the worker may see."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE)
        found = [Ending(*row) for row in cursor.fetchall()]
    if found:
        seen(by=by, noun="person", objects=[one.person for one in found])
    return found


def records_ending() -> tuple[list[tuple[str, int]], int]:
    """How many end in each month ("2026-11") of the days ahead, and how many have ended; nobody is named."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT month, many FROM sharing.records_ending()")
        rows: list[tuple[str, int]] = cursor.fetchall()
    return [row for row in rows if row[0]], sum(many for month, many in rows if not month)
