"""Reading the tests of the line: whose shift has just begun, what waits for an answer, who was silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import LineTest
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.handoffs.rules.rota import began

TEST = "test"
LOOK_BACK = timedelta(hours=2)
"""A shift that began longer ago is tested no more: the program was away then."""
REST = timedelta(hours=12)
"""Whoever was tested in this time is not tested again, however short their stretches are."""


def begun(*, by: Acting, at: datetime) -> list[tuple[UUID, datetime]]:
    """Whose shift began just now and has no test yet, with when it began."""
    since = at - LOOK_BACK
    turns = rota(site=by.site, start=since, end=at + timedelta(seconds=1)).turns
    found = {worker: began(turns, worker, at) for turn in turns for worker in turn.workers}
    fresh = [(worker, start) for worker, start in found.items() if start is not None and start > since]
    rows = LineTest.objects.filter(worker__in=[worker for worker, _start in fresh], shift_at__gt=at - REST)
    tested = set(rows.values_list("worker", flat=True)) if fresh else set()
    return [(worker, start) for worker, start in fresh if worker not in tested]


def waiting(*, worker: UUID, at: datetime) -> UUID | None:
    """The test that a worker has not answered yet, if there is one from the last hours."""
    rows = LineTest.objects.filter(worker=worker, sent_at__isnull=False, answered_at__isnull=True)
    last = rows.filter(shift_at__gt=at - REST).order_by("-shift_at").first()
    return last.pk if last else None


def own(*, by: Acting, pk: UUID) -> LineTest:
    """A worker's own test. Raises Refused (not found) for what is not there and for a colleague's."""
    found = LineTest.objects.filter(pk=pk, site=by.site, worker=by.hand).first()
    if found is None:
        raise hidden()
    return found


@dataclass(frozen=True)
class Silent:
    """Who did not answer a test, and when their shift began."""

    name: str
    shift_at: datetime


def silent(*, by: Acting, since: datetime) -> list[Silent]:
    """Who did not answer a test since a moment, the last first."""
    rows = LineTest.objects.filter(
        site=by.site, shift_at__gt=since, told_at__isnull=False, answered_at__isnull=True
    )
    ordered = rows.order_by("-shift_at").values_list("worker__name", "shift_at")
    return [Silent(name, shift_at) for name, shift_at in ordered]
