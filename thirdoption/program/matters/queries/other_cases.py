"""Reading the other cases of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Told:
    """One other case as a person told it; `next_on` is the next date in court, if there is one."""

    kind: str
    court: str
    next_on: date | None
    asks: str
    at: datetime


# written out: every person's page asks it, and building it from the model took longer than running it
_TOLD = """
SELECT kind, court, next_on, asks, at FROM matters_othercase
WHERE person_id = ANY (%(people)s) ORDER BY next_on NULLS LAST, at DESC, id
"""


def other_cases(*, people: Sequence[UUID]) -> list[Told]:
    """The other cases that these records' person told of, the next date first and those without one last."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"people": list(people)})
        return [Told(*row) for row in cursor.fetchall()]
