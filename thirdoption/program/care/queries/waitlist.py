"""Who takes part and is with nobody, or with somebody who has left: in the order of getting a place."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.queries.caseload import WITHOUT, policy_now
from thirdoption.program.care.rules.caseload import NOT_COUNTED
from thirdoption.program.care.rules.waitlist import Waits, arrests_first, in_order
from thirdoption.program.ground.acting import Acting
from thirdoption.program.trail.actions import seen

_WAITING = f"""
SELECT t.person_id, t.name, t.state, coalesce(b.until, t.since), l.at, l.kind,
    EXISTS (SELECT 1 FROM handoffs_handoff h JOIN referrals_referral r ON r.id = h.referral_id
        WHERE h.person_id = t.person_id AND r.door = 'arrest_diversion')
FROM (SELECT t.person_id, p.name, t.state, t.since, t.site_id {WITHOUT}) t
LEFT JOIN LATERAL (SELECT c.until FROM care_casemanager c WHERE c.person_id = t.person_id
    ORDER BY c.until DESC NULLS LAST LIMIT 1) b ON true
LEFT JOIN LATERAL (SELECT k.at, k.kind FROM care_contact k
    WHERE k.person_id = t.person_id ORDER BY k.at DESC LIMIT 1) l ON true
"""


def wait_list(*, by: Acting, today: date) -> tuple[list[Waits], bool]:
    """Everybody who waits, the next on top, and whether arrest diversions go first. Nobody is left out."""
    first = arrests_first(policy_now(site=by.site, today=today))
    found = in_order(_waiting(by.site, by.now()), arrest_first=first)
    if found:
        seen(by=by, noun="person", objects=[one.person for one in found])
    return found, first


def ahead_of(*, person: UUID, site: UUID, today: date, at: datetime) -> int:
    """How many come before a person who waits; 0 for who is with somebody. Nobody is shown."""
    first = arrests_first(policy_now(site=site, today=today))
    order = [one.person for one in in_order(_waiting(site, at), arrest_first=first)]
    return order.index(person) if person in order else 0


def _waiting(site: UUID, at: datetime) -> list[Waits]:
    values: dict[str, Any] = {"site": site, "past": list(NOT_COUNTED), "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, values)
        return [Waits(*row) for row in cursor.fetchall()]
