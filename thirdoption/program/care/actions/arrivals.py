"""Taking a person over from the officer."""

from datetime import date, datetime
from uuid import UUID

from thirdoption.program.care.actions.taking_part import take_up
from thirdoption.program.care.models import (
    CaseManager,
)
from thirdoption.program.care.queries import may_have_people
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE


def receive(
    *,
    handoff: Handoff,
    name: str,
    date_of_birth: date | None,
    where_to_find: str,
    language: str,
    case_manager: Worker,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Person:
    """Take a person over from the officer, and into the people of a case manager, in one act."""
    check(by, Permission.TAKE_HANDOFF)
    if not may_have_people(site=by.site, worker=case_manager.pk, at=at):
        raise Refused(INVALID, "Choose from the list.", "case_manager")
    person = handoffs.take_over(
        handoff=handoff,
        name=name,
        date_of_birth=date_of_birth,
        where_to_find=free_text(where_to_find, field="where_to_find", limit=300),
        language=language,
        key=key,
        by=by,
        at=at,
    )
    first = CaseManager.objects.filter(person=person).order_by("since").first()
    if first is None:
        take_up(person=person, worker=case_manager, by=by, at=at)
    elif first.worker_id != case_manager.pk:
        raise Refused(CONFLICT, SENT_BEFORE)
    return person
