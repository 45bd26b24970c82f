"""What the job process does for the rota each minute: the telephone's file, chasing, and looking ahead."""

import json
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid5

from thirdoption.jobs import background
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions import line_tests, rota_notices, rota_requests, summaries
from thirdoption.program.handoffs.queries.rota import gaps
from thirdoption.program.handoffs.queries.rota_phone import answer
from thirdoption.program.handoffs.queries.rota_requests import open_requests, planners
from thirdoption.program.messages.models import Message

log = logging.getLogger("thirdoption")
AHEAD, AGAIN, EVERY = timedelta(days=14), timedelta(days=1), 60.0
GAP = "shift_has_nobody"


def look(folder: Path, at: datetime | None = None) -> None:
    """Look after the rota of every site; `at` in rehearsals only."""

    def keep(by: Acting) -> None:
        keep_file(folder, by=by, at=by.now())

    background.at_every_site(at, keep, lambda by: look_after(by=by, at=by.now()))


def look_after(*, by: Acting, at: datetime) -> None:
    """Chase what was asked, warn of gaps, test who comes on call, and sum up the day."""
    for one in open_requests(site=by.site):
        rota_requests.chase(request=one.pk, by=by, at=at)
    warn_of_gaps(by=by, at=at)
    line_tests.plan(by=by, at=at)
    summaries.send_due(by=by, at=at)


def keep_file(folder: Path, *, by: Acting, at: datetime) -> None:
    """Write who is on call where the telephone finds it while pages or database are down.

    The file is replaced whole, by each process with its own, and only its owner may read it: it has numbers.
    """
    told = answer(by=by, at=at)
    path = folder / f"on-call-{told['site']}.json"
    new = path.with_suffix(f".{os.getpid()}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(told, file, indent=1)
    new.replace(path)


def warn_of_gaps(*, by: Acting, at: datetime) -> int:
    """Tell those who plan the rota of each gap within two weeks, once a day until it is mended; how many."""
    found = gaps(site=by.site, start=at, end=at + AHEAD)
    if not found:
        return 0
    told = Message.objects.filter(template=rota_notices.NOTICES[GAP], made_at__gt=at - AGAIN)
    known = set(told.values_list("subject", flat=True))
    new = []
    for start, end in found:
        # a gap is known by its end: its beginning moves on while it lasts
        subject = uuid5(by.site, f"gap {(end if start <= at else start).isoformat()}")
        if subject not in known:
            new.append(subject)
    for worker in planners(site=by.site):
        for subject in new:
            rota_notices.tell(worker=worker.pk, event=GAP, subject=subject, by=by, at=at)
    return len(new)


def start(folder: Path) -> None:
    """Begin in the background; what could not be done now is done the next minute."""
    background.start("rota", EVERY, lambda: look(folder))
