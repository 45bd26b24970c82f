"""Whom an officer met again: known to the program, as only the program finds out."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.care import queries
from thirdoption.program.care.actions import change_engagement
from thirdoption.program.care.rules import TAKEN_BACK_IN, Engagement
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import calls
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission


def meet_again(*, handoff: Handoff, person: UUID, by: Acting, at: datetime) -> Person:
    """Take somebody over whom the program knows: who is back in touch is active, nobody re-applies.

    The person comes with `works_with`, whose people they are. Raises Refused (not found) alike for unknown
    and protected.
    """
    check(by, Permission.WRITE_CARE)
    known = queries.in_touch(by=by, pk=person)
    calls.recognize(handoff=handoff, person=known, by=by, at=at)
    if known.participation.state in TAKEN_BACK_IN:
        change_engagement(participation=known.participation, to=Engagement.ACTIVE, note="", by=by, at=at)
    return known
