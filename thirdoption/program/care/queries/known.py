"""Looking for somebody by name before making them anew: for care workers, and as the database lets them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.queries import name_like
from thirdoption.program.ground.acting import Acting
from thirdoption.program.trail.actions import seen


@dataclass(frozen=True)
class Known:
    """Somebody with a name like that: born when, and whose people they are (nothing when nobody's)."""

    person: UUID
    name: str
    born: date | None
    works_with: str


_KNOWN = """
SELECT p.id, p.name, p.date_of_birth, coalesce(w.name, '')
FROM people_person p
LEFT JOIN care_casemanager c ON c.person_id = p.id AND c.until IS NULL
LEFT JOIN staff_worker w ON w.id = c.worker_id
WHERE p.site_id = %(site)s AND p.name ILIKE %(name)s
ORDER BY p.name, p.id LIMIT %(limit)s
"""


def known(*, by: Acting, name: str, limit: int = 10) -> list[Known]:
    """People of the program with a name like this one; that somebody looked is on the trail (R-69)."""
    values: dict[str, Any] = {"site": by.site, "name": name_like(name), "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, values)
        found = [Known(*row) for row in cursor.fetchall()]
    seen(by=by, noun="person", objects=[one.person for one in found])
    return found
