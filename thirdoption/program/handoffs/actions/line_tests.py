"""Tests of the line: at the beginning of a shift a page that has to be answered, so that a gap shows in time.

Like the escalation, each is a row with a due time, and the engine does what is due.
"""

from datetime import datetime, timedelta
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.handoffs.actions.rota_notices import later_tell
from thirdoption.program.handoffs.models import LineTest
from thirdoption.program.handoffs.queries import line_tests as queries
from thirdoption.program.handoffs.queries.rota_requests import planners
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.queries import live_methods
from thirdoption.program.messages.rules import reference
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

ANSWER_WITHIN = timedelta(minutes=15)


def plan(*, by: Acting, at: datetime) -> int:
    """Write a test, due now, for everybody whose shift has just begun; how many."""
    check(by, Permission.RUN_LINE)
    found = queries.begun(by=by, at=at)
    rows = [LineTest(site=by.site, worker_id=who, shift_at=start, due_at=at) for who, start in found]
    LineTest.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def step(*, by: Acting, at: datetime) -> int:
    """Send the tests that are due, and tell who leads of those that nobody answered; how many that was."""
    check(by, Permission.RUN_LINE)
    rows = LineTest.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
    open_ones = rows.filter(site=by.site, answered_at__isnull=True, told_at__isnull=True)
    due = list(open_ones.filter(due_at__lte=at).select_related("worker__user")[:100])
    for one in due:
        if one.sent_at is None:
            _send(one, by, at)
        else:
            one.told_at = at
            leaders = [each.pk for each in planners(site=by.site)]
            later_tell(workers=leaders, event="test_silent", subject=one.pk, by=by, at=at)
    LineTest.objects.bulk_update(due, ["sent_at", "due_at", "told_at"])
    return len(due)


def _send(test: LineTest, by: Acting, at: datetime) -> None:
    """By every way at once, as a page would come."""
    methods = tuple(live_methods(workers=[test.worker_id]).get(test.worker_id, ()))
    to = [To(test.worker_id, test.worker.user.language, methods)]
    send(to=to, template=queries.TEST, subject=test.pk, code=reference(test.pk), by=by, at=at)
    test.sent_at, test.due_at = at, at + ANSWER_WITHIN


def answer(*, test: LineTest, by: Acting, at: datetime) -> None:
    """Say on the page that a test came."""
    check(by, Permission.TAKE_HANDOFF)
    if not _came(test.pk, by.hand, at):
        raise Refused(CONFLICT, "This test was answered already.")
    record(by=by, verb="answer", noun="test of the line", objects=[test.pk], at=at)


def hear(*, test: UUID, worker: UUID, by: Acting, at: datetime) -> bool:
    """A worker answered a test by message or key; False if it is no test of theirs."""
    check(by, Permission.RUN_LINE)
    _came(test, worker, at)
    return LineTest.objects.filter(pk=test, worker=worker).exists()


def _came(test: UUID, worker: UUID, at: datetime) -> bool:
    rows = LineTest.objects.filter(pk=test, worker=worker, answered_at__isnull=True)
    return bool(rows.update(answered_at=at))
