"""The timeline of a person: whatever has a date, from every part of the record, in one list.

A part is a SELECT of (at, kind, what, words, sensitive, worker) for `%(people)s`; `PARTS` has them all,
and who adds one adds its kind here. `what` is a code that a page puts into words,
`words` were typed by somebody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

PARTS: dict[str, str] = {
    "contact": """
SELECT k.at, 'contact' AS kind, k.kind || ' ' || k.how AS what, k.line AS words, k.sensitive AS sensitive,
    k.worker_id AS worker
FROM care_contact k WHERE k.person_id = ANY (%(people)s)""",
    "goal": """
SELECT g.at, 'goal', 'set', g.words, '', g.worker_id FROM care_goal g WHERE g.person_id = ANY (%(people)s)
UNION ALL
SELECT p.at, 'goal', p.said,
    coalesce(s.words, g.words) || CASE WHEN p.note = '' THEN '' ELSE ': ' || p.note END, '', p.worker
FROM care_goal g JOIN care_plansaid p ON p.thing_id = g.id LEFT JOIN care_planstep s ON s.id = p.step_id
WHERE g.person_id = ANY (%(people)s) AND p.said <> 'changed'
UNION ALL
SELECT s.at, 'goal', 'step', s.words, '', s.worker
FROM care_goal g JOIN care_planstep s ON s.thing_id = g.id WHERE g.person_id = ANY (%(people)s)""",
    "status": """
SELECT f.at, 'status', f.kind || ' ' || f.of || ' ' || f.code, f.as_of::text, '', f.worker_id
FROM care_fact f WHERE f.person_id = ANY (%(people)s) AND f.code <> 'mistake'
    AND NOT EXISTS (SELECT 1 FROM care_fact l WHERE l.mends_id = f.id)""",
    "event": """
SELECT e.at, 'event', e.kind, '', e.done, e.worker_id
FROM care_safetyevent e WHERE e.person_id = ANY (%(people)s)
    AND NOT EXISTS (SELECT 1 FROM care_safetyevent l WHERE l.mends_id = e.id)
UNION ALL
SELECT s.at, 'event', 'death_' || s.state, '', CASE WHEN s.note = '' THEN d.words ELSE s.note END, s.worker
FROM care_death d JOIN care_deathstatus s ON s.thing_id = d.id WHERE d.person_id = ANY (%(people)s)
UNION ALL
SELECT d.at, 'event', 'death_noted', '', d.words, d.worker_id
FROM care_death d WHERE d.person_id = ANY (%(people)s)""",
    "engagement": """
SELECT t.since, 'engagement', 'active', '', '', NULL::uuid
FROM care_participation t WHERE t.person_id = ANY (%(people)s)
UNION ALL
SELECT s.at, 'engagement', s.state, s.note, '', s.worker
FROM care_participation t JOIN care_participationstatus s ON s.thing_id = t.id
WHERE t.person_id = ANY (%(people)s)""",
    "connection": """
SELECT s.at, 'connection', s.state, v.name || ', ' || o.name, '', s.worker
FROM services_connection c JOIN services_connectionstatus s ON s.thing_id = c.id
JOIN services_service v ON v.id = c.service_id JOIN services_organization o ON o.id = v.organization_id
WHERE c.person_id = ANY (%(people)s)""",
    "intake": """
SELECT i.at, 'intake', 'done', '', '', i.worker_id FROM care_intake i WHERE i.person_id = ANY (%(people)s)""",
    "coming": """
SELECT h.handed_over_at, 'coming', 'handed_over', '', '', NULL::uuid
FROM handoffs_handoff h WHERE h.person_id = ANY (%(people)s) AND h.handed_over_at IS NOT NULL""",
    "charge": """
SELECT s.at, 'charge', s.state, '', '', NULL::uuid
FROM handoffs_handoff h JOIN matters_matter m ON m.referral_id = h.referral_id
JOIN matters_matterstatus s ON s.thing_id = m.id WHERE h.person_id = ANY (%(people)s)
UNION ALL
SELECT c.at, 'charge', c.kind, '', '', c.worker_id
FROM matters_othercase c WHERE c.person_id = ANY (%(people)s)""",
}


@dataclass(frozen=True)
class Moment:
    """One line of the timeline."""

    at: datetime
    kind: str
    what: str
    words: str
    sensitive: str
    worker: str


def kinds() -> tuple[str, ...]:
    """What can be chosen."""
    return tuple(PARTS)


def _union(chosen: Iterable[str]) -> str:
    wanted = [one for one in chosen if one in PARTS] or list(PARTS)
    return " UNION ALL ".join(PARTS[one] for one in wanted)


def count(*, people: Sequence[UUID], chosen: Iterable[str] = ()) -> int:
    """How many lines there are, of the chosen kinds or of all."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_union(chosen)}) x", {"people": list(people)})
        return int(cursor.fetchone()[0])


def timeline(
    *, people: Sequence[UUID], chosen: Iterable[str] = (), skip: int = 0, limit: int = 50
) -> list[Moment]:
    """What is on record with a date, newest first, in one statement.

    What the viewer may not see is not there. The view of the person is already on the trail.
    """
    statement = f"""
WITH x (at, kind, what, words, sensitive, worker) AS ({_union(chosen)}),
page AS (SELECT * FROM x ORDER BY at DESC, kind, what, words LIMIT %(limit)s OFFSET %(skip)s)
SELECT page.at, page.kind, page.what, page.words, page.sensitive, coalesce(w.name, '')
FROM page LEFT JOIN staff_worker w ON w.id = page.worker
ORDER BY page.at DESC, page.kind, page.what, page.words
"""
    values: dict[str, Any] = {"people": list(people), "skip": skip, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Moment(*row) for row in cursor.fetchall()]
