"""The charges of a person as the program works with them: dates, who moved them, and who did not do what.

One statement for the whole page. What it counts is what we did, never what the person did.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.matters.rules import WAITING, ticket_comes_first


@dataclass(frozen=True)
class Moved:
    """One change of a date: who made it for which organization, what it becomes, and why if we may know.

    `note` is what was said of it openly; `why`, from `since` to `until`, is the program's own.
    """

    kind: str
    at: datetime
    becomes: date | None
    note: str
    worker: str
    organization: str
    since: date | None
    until: date | None
    why: str


@dataclass(frozen=True)
class Charge:
    """One charge by which a person came, with its dates and what we did about its intake.

    `tried` and `made` count our contacts since the person came; `defended` says whether a defender takes
    part at the site. `changes` are the newest first.
    """

    pk: UUID
    referral: UUID
    state: str
    charge_model: str
    policy: UUID
    incident_number: str
    offense: str
    law: str
    offense_class: str
    held_on: date
    deadline_on: date
    returnable_on: date | None
    file_by: date | None
    came_at: datetime
    confirmed_on: date | None
    defended: bool
    tried: int
    made: int
    last_tried: datetime | None
    changes: tuple[Moved, ...]

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in WAITING

    @property
    def ticket_before(self) -> bool:
        """Whether the person is expected in court before the intake has to be done."""
        return ticket_comes_first(self.returnable_on, self.deadline_on)


_CHARGES = """
SELECT m.id, m.referral_id, m.state, m.charge_model, m.policy_id, m.incident_number, m.offense, m.law,
    m.offense_class, m.held_on, m.deadline_on, m.returnable_on, m.file_by, h.handed_over_at, f.confirmed_on,
    EXISTS (SELECT 1 FROM sites_agency a WHERE a.site_id = m.site_id AND a.kind = 'defense'),
    k.tried, k.made, k.last_tried, coalesce(d.changes, '[]')
FROM handoffs_handoff h
JOIN matters_matter m ON m.referral_id = h.referral_id
LEFT JOIN care_confirmation f ON f.referral_id = m.referral_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE c.kind = 'tried') AS tried,
        count(*) FILTER (WHERE c.kind = 'made') AS made,
        max(c.at) FILTER (WHERE c.kind = 'tried') AS last_tried
    FROM care_contact c WHERE c.person_id = h.person_id AND c.at >= h.handed_over_at) k
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(c.kind, c.at, c.becomes, c.note, coalesce(w.name, ''), a.name,
        r.since, r.until, coalesce(r.words, '')) ORDER BY c.number DESC) AS changes
    FROM matters_datechange c
    JOIN sites_agency a ON a.id = c.organization
    LEFT JOIN staff_worker w ON w.id = c.worker
    LEFT JOIN matters_datereason r ON r.change_id = c.id
    WHERE c.thing_id = m.id AND c.referral_id = m.referral_id) d ON true
WHERE h.person_id = ANY (%s)
ORDER BY m.deadline_on, m.id
"""


def charges(*, people: Sequence[UUID]) -> list[Charge]:
    """Every charge by which these records' person came, the nearest date first."""
    with connection.cursor() as cursor:
        cursor.execute(_CHARGES, [list(people)])
        return [Charge(*(*row[:-1], _changes(row[-1]))) for row in cursor.fetchall()]


def _changes(found: Any) -> tuple[Moved, ...]:
    rows = json.loads(found) if isinstance(found, str) else found
    return tuple(
        Moved(kind, datetime.fromisoformat(at), _day(becomes), note, who, whom, _day(since), _day(until), why)
        for kind, at, becomes, note, who, whom, since, until, why in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
