"""Fills a database with the made-up year: `python -m bench.data owner|app SIZE SEED`, in a process of its own."""

import sys
import uuid
from datetime import UTC, datetime, timedelta

from thirdoption.command.django import setup


def main(role: str, size: int, seed: int) -> None:
    """The owner makes the place; the app role fills it by the actions that pages call."""
    setup(role)
    if role == "owner":
        found()
    else:
        interim(size)


def found():
    from django.db import transaction

    from thirdoption.demo import directory, place
    from thirdoption.program.ground import policies
    from thirdoption.program.services.actions.directory import import_directory

    policies.migrate(rehearsal=True)
    now = datetime.now(UTC)
    with transaction.atomic():
        place.found(launched=now.date() - timedelta(days=365), now=now)


def interim(size):
    from tests.factories import walk
    from tests.factories.fixtures import World, run_waiting_jobs
    from thirdoption.demo import place, directory
    from thirdoption.program.sites.models import Site
    from thirdoption.program.services.actions.directory import import_directory
    from thirdoption.program.care import actions as care

    site = Site.objects.get()
    w = World(site, place.workers(site), datetime.now(UTC) - timedelta(days=200))
    with w.acting("manager") as by:
        for source, rows in directory.batches(today=w.at.date()):
            import_directory(site=site, source=source, rows=rows, by=by, at=w.at)
    for n in range(16 if size == 1 else 160):
        w.pass_time(hours=20)
        number = f"26-{n:05}-X"
        r, p = walk.handed_over(w, name=f"Made Up {n}", incident_number=number)
        walk.released(w, p, r)
        at = w.at
        walk.intake(w, p, r)
        with w.acting("case-manager") as by:
            for k in range(6):
                care.set_goal(person=p, words="A door I can lock", by=by, at=w.at)
                care.note_contact(person=p, kind="made", how="in_person", minutes=20, line="Met at the kitchen", sensitive="", by=by, at=w.at)
        w.at = at


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
