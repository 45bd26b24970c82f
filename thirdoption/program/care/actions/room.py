"""Whether a worker may take one more person."""

from datetime import datetime

from thirdoption.program.care.queries.caseload import most_of, with_worker
from thirdoption.program.care.rules import check_has_room
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission


def check_place(*, worker: Worker, by: Acting, at: datetime, field: str | None = None) -> None:
    """Raise Refused (conflict) when a worker has as many people as may be at a moment.

    One at a time for each worker: two who count at once would both find the last place.
    """
    check(by, Permission.WRITE_CARE)
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    people, _records = with_worker(worker=worker.pk)
    check_has_room(people, most_of(worker=worker.pk, site=by.site, at=at), field)
