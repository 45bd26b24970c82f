"""All that a person's page tells besides who they are, by written statements.

Each page asks them, and building them from models each time took longer than running them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.queries.charges import Charge, charges
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import LISTED_WITH


def _rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Coming:
    """How a person came to the program once: when, with which charge waiting, and its intake.

    `intake_by` is the last day for the intake while a charge waits for it; `talked` where the first
    talk is held and the policy asks for more until the intake counts as done; `charge` is the state of the
    charge, None where the contact was no offense. `referral` is None where the community asked, where an
    officer asked the line to come and said nothing else, and where nothing says any more how they came.
    """

    person: UUID
    referral: UUID | None
    came_at: datetime
    charge: str | None
    intake_by: date | None
    intake_at: datetime | None
    intake_with: str | None
    talked: bool
    needs: tuple[str, ...]
    words: str


_COMINGS = f"""
WITH RECURSIVE t (root, id) AS ({LISTED_WITH})
SELECT x.root, h.referral_id, h.handed_over_at, m.state, m.deadline_on,
    CASE WHEN f.id IS NOT NULL THEN i.at END, w.name, i.needs, i.words, i.id IS NOT NULL AND f.id IS NULL
FROM t x JOIN handoffs_handoff h ON h.person_id = x.id
JOIN referrals_referral r ON r.id = h.referral_id
LEFT JOIN matters_matter m ON m.referral_id = r.id
LEFT JOIN care_intake i ON i.referral_id = r.id
LEFT JOIN care_confirmation f ON f.referral_id = r.id
LEFT JOIN staff_worker w ON w.id = i.worker_id
WHERE (i.id IS NULL OR f.id IS NULL OR NOT %(open_only)s)
UNION ALL
SELECT x.root, NULL, s.at, NULL, NULL, i.at, w.name, i.needs, i.words, false
FROM t x JOIN referrals_communityreferral a ON a.person_id = x.id
JOIN referrals_communityreferralstatus s ON s.thing_id = a.id AND s.number = a.version
LEFT JOIN care_intake i ON i.asked = a.id
LEFT JOIN staff_worker w ON w.id = i.worker_id
WHERE (i.id IS NULL OR NOT %(open_only)s)
UNION ALL
-- whom the line met by a call without a referral, and nobody had met before
SELECT x.root, NULL, h.handed_over_at, NULL, NULL, i.at, w.name, i.needs, i.words, false
FROM t x JOIN handoffs_handoff h ON h.person_id = x.id
LEFT JOIN care_intake i ON i.asked = h.id
LEFT JOIN staff_worker w ON w.id = i.worker_id
WHERE h.referral_id IS NULL AND (i.id IS NULL OR NOT %(open_only)s)
    AND NOT EXISTS (SELECT 1 FROM handoffs_handoff o WHERE o.person_id = h.person_id
        AND (o.referral_id IS NOT NULL OR o.handed_over_at < h.handed_over_at))
    AND NOT EXISTS (SELECT 1 FROM referrals_communityreferral a WHERE a.person_id = h.person_id)
UNION ALL
-- an intake of which nothing says any more how the person came, and whoever has none yet
SELECT x.root, NULL, coalesce(i.at, p.since), NULL, NULL, i.at, w.name, i.needs, i.words, false
FROM t x JOIN care_participation p ON p.person_id = x.id
LEFT JOIN care_intake i ON i.person_id = p.person_id AND i.referral_id IS NULL
    AND (i.asked IS NULL OR i.asked = p.person_id)
LEFT JOIN staff_worker w ON w.id = i.worker_id
WHERE (i.id IS NULL OR NOT %(open_only)s) AND (i.id IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM handoffs_handoff h WHERE h.person_id = p.person_id)
    AND NOT EXISTS (SELECT 1 FROM referrals_communityreferral a WHERE a.person_id = p.person_id))
ORDER BY 3 DESC
"""


def comings(*, people: Iterable[UUID], open_only: bool = False) -> list[Coming]:
    """How these people came, newest first; `open_only` where the intake is still to do."""
    return [_coming(row) for row in _rows(_COMINGS, people=list(people), open_only=open_only)]


def _coming(row: tuple[Any, ...]) -> Coming:
    person, referral, came_at, charge, deadline_on, intake_at, intake_with, needs, words, talked = row
    return Coming(
        person=person,
        referral=referral,
        came_at=came_at,
        charge=charge,
        intake_by=deadline_on if charge in WAITING and intake_at is None else None,
        intake_at=intake_at,
        intake_with=intake_with,
        needs=tuple(needs or ()),
        words=words or "",
        talked=talked,
    )


@dataclass(frozen=True)
class Goal:
    """A goal in the person's own words."""

    words: str
    at: datetime


@dataclass(frozen=True)
class Note:
    """A contact made or tried, and by whom."""

    kind: str
    how: str
    minutes: int | None
    line: str
    sensitive: str
    at: datetime
    worker: str
    pk: UUID
    place: str
    person: UUID


@dataclass(frozen=True)
class Asked:
    """What a provider was asked."""

    state: str
    asks: str
    made_at: datetime
    service: str
    organization: str


@dataclass(frozen=True)
class Signed:
    """A release; `withdrawn_at` when it was taken back."""

    pk: UUID
    referral: UUID | None
    form: str
    recipient_name: str
    information: str
    expires_at: datetime | None
    signed_at: datetime
    withdrawn_at: datetime | None

    def holds(self, at: datetime) -> bool:
        """Whether it still authorizes anything at a moment."""
        return not self.withdrawn_at and (self.expires_at is None or self.expires_at > at)


@dataclass(frozen=True)
class Told:
    """One line of the accounting: what was told under which release (R-23)."""

    release: UUID
    what: str
    told_at: datetime


@dataclass(frozen=True)
class Record:
    """All that a person's page tells besides who they are, everything newest first."""

    goals: list[Goal]
    contacts: list[Note]
    comings: list[Coming]
    connections: list[Asked]
    releases: list[Signed]
    told: list[Told]
    charges: list[Charge]


_GOALS = """
SELECT g.words, g.at FROM care_goal g
WHERE g.person_id = ANY (%(people)s) AND NOT EXISTS (SELECT 1 FROM care_goal n WHERE n.before_id = g.id)
    AND coalesce((SELECT p.said FROM care_plansaid p WHERE p.thing_id = g.id AND p.step_id IS NULL
        ORDER BY p.at DESC LIMIT 1), 'open') IN ('open', 'in_the_way')
ORDER BY g.at DESC LIMIT 20
"""
_CONTACTS = """
SELECT k.kind, k.how, k.minutes, k.line, k.sensitive, k.at, w.name, k.id, k.place, k.person_id
FROM care_contact k JOIN staff_worker w ON w.id = k.worker_id
WHERE k.person_id = ANY (%(people)s) ORDER BY k.at DESC LIMIT 20
"""
_CONNECTIONS = """
SELECT c.state, c.asks, c.made_at, s.name, o.name
FROM services_connection c
JOIN services_service s ON s.id = c.service_id
JOIN services_organization o ON o.id = s.organization_id
WHERE c.person_id = ANY (%(people)s) ORDER BY c.made_at DESC
"""
_RELEASES = """
SELECT r.id, r.referral, r.form, r.recipient_name, r.information, r.expires_at, r.signed_at, w.at
FROM sharing_release r LEFT JOIN sharing_withdrawal w ON w.release_id = r.id
WHERE r.person_id = ANY (%(people)s) ORDER BY r.signed_at DESC
"""
_TOLD = """
SELECT release_id, what, told_at FROM sharing_disclosure
WHERE person_id = ANY (%(people)s) ORDER BY told_at DESC
"""


def _of(person: Person, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a person's records. A plan of one record is kept; of several one is made each time."""
    if len(person.records) > 1:
        return _rows(statement, people=list(person.records))
    return _rows(statement.replace("= ANY (%(people)s)", "= %(person)s"), person=person.pk)


def goals(*, person: Person) -> list[Goal]:
    """A person's goals, newest first."""
    return [Goal(*row) for row in _of(person, _GOALS)]


def contacts(*, person: Person) -> list[Note]:
    """A person's contacts, newest first."""
    return [Note(*row) for row in _of(person, _CONTACTS)]


def record(*, person: Person) -> Record:
    """What was written and signed of a person; the view of the person is already on the trail."""
    came = comings(people=person.records)
    return Record(
        goals=goals(person=person),
        contacts=contacts(person=person),
        comings=came,
        connections=[Asked(*row) for row in _of(person, _CONNECTIONS)],
        releases=[Signed(*row) for row in _of(person, _RELEASES)],
        told=[Told(*row) for row in _of(person, _TOLD)],
        charges=charges(people=person.records) if any(one.charge for one in came) else [],
    )
