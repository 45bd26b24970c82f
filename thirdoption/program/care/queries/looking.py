"""Whom the team looks for: they stay in the caseload, and this is where to look."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.queries import LISTED_ONCE, SAME
from thirdoption.program.trail.actions import seen


@dataclass(frozen=True)
class Lost:
    """Somebody the team looks for: since when, what was said then, where they were met, and who tried.

    `met_place` and `met_how` are of the last contact made; `tried` counts since then.
    """

    person: UUID
    name: str
    since: datetime
    note: str
    where: str
    language: str
    worker_id: UUID | None
    worker: str
    met_at: datetime | None
    met_how: str
    met_place: str
    tried: int
    tried_at: datetime | None
    tried_how: str
    tried_by: str


_LOOKING = f"""
SELECT t.person_id, p.name, s.at, s.note, p.where_to_find, p.language, m.id, coalesce(m.name, ''),
    k.at, coalesce(k.how, ''), coalesce(k.place, ''),
    coalesce(x.many, 0), x.at, coalesce(x.how, ''), coalesce(x.name, '')
FROM care_participation t
JOIN people_person p ON p.id = t.person_id
JOIN care_participationstatus s ON s.thing_id = t.id AND s.number = t.version
CROSS JOIN LATERAL (SELECT {SAME.format(person="t.person_id")} AS records) r
LEFT JOIN LATERAL (SELECT w.id, w.name FROM care_casemanager c JOIN staff_worker w ON w.id = c.worker_id
    WHERE c.person_id = t.person_id AND c.until IS NULL LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT c.at, c.how, c.place FROM care_contact c
    WHERE c.person_id = ANY (r.records) AND c.kind = 'made' ORDER BY c.at DESC LIMIT 1) k ON true
LEFT JOIN LATERAL (SELECT count(*) OVER () AS many, c.at, c.how, w.name FROM care_contact c
    JOIN staff_worker w ON w.id = c.worker_id
    WHERE c.person_id = ANY (r.records) AND c.kind = 'tried' AND c.at >= coalesce(k.at, '-infinity')
    ORDER BY c.at DESC LIMIT 1) x ON true
WHERE t.site_id = %(site)s AND t.state = 'looking_for'
    AND (%(worker)s::uuid IS NULL OR m.id = %(worker)s)
    AND {LISTED_ONCE.format(person="t.person_id")}
    AND NOT EXISTS (SELECT 1 FROM care_death d WHERE d.person_id = ANY (r.records) AND d.state = 'noted')
ORDER BY x.at NULLS FIRST, s.at LIMIT %(limit)s
"""


def looking_for(*, by: Acting, worker: UUID | None = None, limit: int = 200) -> list[Lost]:
    """Whom the team looks for, or this worker alone: whom nobody tried longest first."""
    values: dict[str, Any] = {"site": by.site, "worker": worker, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_LOOKING, values)
        found = [Lost(*row) for row in cursor.fetchall()]
    if found:
        seen(by=by, noun="person", objects=[one.person for one in found])
    return found
