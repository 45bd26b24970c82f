"""Recording attendance, which opens rights."""

from datetime import date, datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.staff import actions as staff
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record
from thirdoption.program.training.models import Attendance


def attend(
    *, worker: Worker, course: str, on: date, counts_until: date, by: Acting, at: datetime
) -> Attendance:
    """Record that a worker of this site attended a course, and until when it counts.

    Raises Refused (not found) for a worker of another site.
    """
    staff.check(by, Permission.RECORD_TRAINING)
    if worker.site_id != by.site:
        raise hidden()
    attendance = Attendance(
        worker=worker, course=course, attended_on=on, counts_until=counts_until, recorded_by=by.worker
    )
    attendance.save(force_insert=True)
    staff.set_trained_until(worker=worker, until=counts_until)
    record(by=by, verb="attend", noun="training", objects=[worker.pk], at=at)
    return attendance
