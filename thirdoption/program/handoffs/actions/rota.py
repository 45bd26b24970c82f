"""Planning who answers the line."""

from datetime import datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import OnCall
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


def put_on_call(
    *, worker: Worker, starts_at: datetime, ends_at: datetime, by: Acting, at: datetime
) -> OnCall:
    """Put a worker on call for a stretch of time."""
    check(by, Permission.PLAN_ROTA)
    stretch = OnCall(site_id=worker.site_id, worker=worker, starts_at=starts_at, ends_at=ends_at)
    stretch.save(force_insert=True)
    record(by=by, verb="put on call", noun="worker", objects=[worker.pk], at=at)
    return stretch
