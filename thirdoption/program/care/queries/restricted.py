"""Records that named workers alone may open: for a supervisor, without a name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.trail.actions import seen


@dataclass(frozen=True)
class Restricted:
    """One record: since when, who may open it, when it is looked at again, whether none of them is left.

    `opened`: whether it is open to the reader now.
    """

    person: UUID
    since: datetime
    workers: tuple[str, ...]
    review_on: date
    alone: bool
    opened: bool


def reference(person: UUID) -> str:
    """A short mark by which the named and a supervisor speak of a record without a name."""
    return person.hex[-4:].upper()


def restricted(*, by: Acting) -> list[Restricted]:
    """What is restricted at the site, what nobody can open first; of a person only that they are there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.person, since, workers, review_on, alone, p.id IS NOT NULL"
            " FROM sharing.restricted_records() r LEFT JOIN people_person p ON p.id = r.person"
        )
        found = [Restricted(pk, at, tuple(names), *more) for pk, at, names, *more in cursor.fetchall()]
    seen(by=by, noun="restriction", objects=[one.person for one in found])
    return sorted(found, key=lambda one: (not one.alone, one.review_on))
