"""Records that named workers alone may open: for a supervisor, without a name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.trail.actions import seen


@dataclass(frozen=True)
class Restricted:
    """One record: since when, who may open it, when it is looked at again, whether none of them is left."""

    person: UUID
    since: datetime
    workers: tuple[str, ...]
    review_on: date
    alone: bool


def restricted(*, by: Acting) -> list[Restricted]:
    """What is restricted at the site, what nobody can open first; of a person only that they are there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, since, workers, review_on, alone FROM sharing.restricted_records()")
        found = [
            Restricted(pk, at, tuple(names), day, alone) for pk, at, names, day, alone in cursor.fetchall()
        ]
    seen(by=by, noun="restriction", objects=[one.person for one in found])
    return sorted(found, key=lambda one: (not one.alone, one.review_on))
