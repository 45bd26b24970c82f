"""Telling workers about their shifts: the program itself sends, because only it may see a number."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.queries import live_methods, quiet
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import program
from thirdoption.program.staff.rules import Permission

NOTICES = {
    "rota_changed": "rota",
    "shift_asked": "shift-request",
    "shift_answered": "shift-answer",
    "shift_has_nobody": "rota-gap",
    "methods_changed": "methods",
    "test_silent": "test-silent",
    "officer_told": "notice",
    "look_again": "look-again",
}
"""What workers are told of beside hand-offs, each with the template of its message."""


def tell(*, worker: UUID, event: str, subject: UUID, by: Acting, at: datetime) -> None:
    """Send a worker a notice that says only that they should look; it rings only who has no other way."""
    check(by, Permission.RUN_LINE)
    found = Worker.objects.select_related("user").filter(pk=worker, site=by.site, until__isnull=True).first()
    if found is None:
        return
    ways = live_methods(workers=[worker]).get(worker, [])
    to = To(worker, found.user.language, tuple(quiet(ways) or ways))
    send(to=[to], template=NOTICES[event], subject=subject, by=by, at=at)


def later_tell(*, workers: Iterable[UUID], event: str, subject: UUID, by: Acting, at: datetime) -> None:
    """Tell these workers when this transaction has committed."""
    check(by, Permission.RUN_LINE if by.worker is None else Permission.TAKE_HANDOFF)
    for worker in workers:
        later.run(event, program(by.site, by.at), worker=worker, subject=subject)
