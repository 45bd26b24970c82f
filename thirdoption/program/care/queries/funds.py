"""Help with money: of a person, what waits for an answer, and sums of a place without people."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.care.models import Fund, FundReceipt
from thirdoption.program.care.rules.funds import FundState
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.trail.actions import seen

WAITING = 200


@dataclass(frozen=True)
class Asked:
    """One request, with all that was said of it since: state, when, by whom and why. Sums are cents."""

    pk: UUID
    person: UUID
    name: str
    kind: str
    cents: int
    payee: str
    why: str
    state: str
    at: datetime
    worker_id: UUID
    worker: str
    said: tuple[tuple[str, datetime, str, str], ...]
    paid: int
    returned: int
    receipts: tuple[UUID, ...]


_ASKED = """
SELECT f.id, f.person_id, p.name, f.kind, f.cents, f.payee, f.why, f.state, f.at, f.worker_id, w.name,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(s.state, s.at, coalesce(v.name, ''), s.note)
            ORDER BY s.number), '[]')
        FROM care_fundstatus s LEFT JOIN staff_worker v ON v.id = s.worker
        WHERE s.thing_id = f.id AND s.number > 0),
    coalesce((SELECT m.cents FROM care_fundstatus m WHERE m.thing_id = f.id AND m.state = 'paid'), 0),
    coalesce((SELECT m.cents FROM care_fundstatus m WHERE m.thing_id = f.id AND m.state = 'returned'), 0),
    ARRAY(SELECT r.id FROM care_fundreceipt r WHERE r.thing_id = f.id ORDER BY r.at, r.id)
FROM care_fund f JOIN people_person p ON p.id = f.person_id JOIN staff_worker w ON w.id = f.worker_id
"""


def of_person(*, people: Sequence[UUID]) -> list[Asked]:
    """The requests of a person, in whichever of their records, the newest first; one statement."""
    return _rows(f"{_ASKED} WHERE f.person_id = ANY (%s) ORDER BY f.at DESC, f.id", [list(people)])


def waiting(*, by: Acting) -> list[Asked]:
    """What waits for an answer at the place, the oldest first; who was shown is on the trail."""
    where = f"{_ASKED} WHERE f.site_id = %s AND f.state = %s ORDER BY f.at, f.id LIMIT %s"
    found = _rows(where, [by.site, FundState.ASKED, WAITING])
    if found:
        seen(by=by, noun="person", objects=sorted({one.person for one in found}))
    return found


def fund(*, person: Person, pk: UUID) -> Fund:
    """One request of this person. Raises Refused (not found) alike for unknown, protected and another's."""
    found = Fund.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found


def receipt(*, person: Person, pk: UUID) -> FundReceipt:
    """One receipt of this person. Raises Refused (not found) alike for unknown, protected and another's."""
    found = (
        FundReceipt.objects.select_related("thing").filter(thing__person__in=person.records, pk=pk).first()
    )
    if found is None:
        raise hidden()
    return found


def _rows(statement: str, values: list[Any]) -> list[Asked]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [
            Asked(*[*first, _said(said), paid, returned, tuple(receipts)])
            for *first, said, paid, returned, receipts in cursor.fetchall()
        ]


def _said(steps: str) -> tuple[tuple[str, datetime, str, str], ...]:
    return tuple((state, datetime.fromisoformat(at), who, note) for state, at, who, note in json.loads(steps))
