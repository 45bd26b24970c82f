"""Noting another case of a person: what they told, or asked help with (law 7: no criminal history)."""

from datetime import date, datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import OtherCase
from thirdoption.program.matters.rules.other_cases import ASKS_LIMIT, COURT_LIMIT, check_case, said
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record


def note_case(
    *,
    person: Person,
    kind: str,
    court: str,
    next_on: date | None,
    asks: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> OtherCase:
    """Keep another case apart from the held charges. Raises Refused (invalid) for a history number (R-39)."""
    check(by, Permission.WRITE_CARE)
    case = OtherCase(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        kind=check_case(kind),
        court=said(court, field="court", limit=COURT_LIMIT),
        next_on=next_on,
        asks=said(asks, field="asks", limit=ASKS_LIMIT),
    )
    if add_once(case, same=("person", "kind", "court", "next_on", "asks")):
        record(by=by, verb="note case", noun="person", objects=[person.pk, case.pk], at=at)
    return case
