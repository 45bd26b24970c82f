"""Taking a month of a worker's minutes out of the program, for pay."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.queries.minutes import Span, minutes
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


def export_minutes(*, worker: UUID, start: datetime, end: datetime, by: Acting, at: datetime) -> list[Span]:
    """A worker's minutes on call and out: their own, or for who plans the rota. It is on the trail."""
    check(by, Permission.TAKE_HANDOFF)
    found = minutes(by=by, workers=[worker], start=start, end=end)
    record(by=by, verb="export", noun="minutes", objects=[worker], at=at)
    return found
