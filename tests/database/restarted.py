"""Calls the line in a home of its own and restarts its PostgreSQL mid-escalation; for test_line_restart.

Prints as JSON what became of the steps, and how often each worker was paged.
"""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from thirdoption.command import database
from thirdoption.command.database import programs
from thirdoption.command.django import setup
from thirdoption.command.home import home

database.ready()
FOUND = ("thirdoption.command.demo_parts", "found", "--seed", "1", "--until", datetime.now(UTC).isoformat())
subprocess.run([sys.executable, "-m", *FOUND], check=True)
setup()

from django.db import DatabaseError, connection  # noqa: E402

from thirdoption.demo import place, walk  # noqa: E402
from thirdoption.demo.year import work_until_empty  # noqa: E402
from thirdoption.jobs import background  # noqa: E402
from thirdoption.jobs import line as engine  # noqa: E402
from thirdoption.program.ground import acting  # noqa: E402
from thirdoption.program.handoffs.actions import escalation  # noqa: E402
from thirdoption.program.handoffs.models import EscalationStep  # noqa: E402
from thirdoption.program.messages.models import Delivery, Message  # noqa: E402
from thirdoption.program.referrals import actions as referrals  # noqa: E402
from thirdoption.program.sites.models import Site  # noqa: E402
from thirdoption.program.staff.queries import acting as acting_of  # noqa: E402
from thirdoption.program.staff.queries import program  # noqa: E402


def wait_for(so: Any) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            if so():
                return
        except DatabaseError:
            connection.close()
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def steps() -> list[tuple[str, str]]:
    return list(EscalationStep.objects.order_by("number").values_list("step", "outcome"))


def main() -> None:
    site, clock = Site.objects.get(), [datetime.now(UTC)]
    workers = place.workers(site)
    stop = threading.Event()
    first = threading.Thread(
        target=background.keep_going, args=(stop, 0.05, lambda: engine.wake(clock[0])), daemon=True
    )
    first.start()
    with acting.opened(acting_of(workers["officer"], at=clock[0])) as by:
        facts = {**walk.FACTS, "incident_number": "26-1-R", "occurred_at": clock[0].isoformat()}
        given = {"author": workers["officer"], "key": site.pk, "facts": facts, "perceived_race": "unknown"}
        referral = referrals.record_contact(**given, by=by, at=clock[0])
        referrals.offer(referral=referral, accepted=True, by=by, at=clock[0])
    work_until_empty()
    wait_for(lambda: steps()[:1] == [("first", "paged")])
    stop.set()  # this engine goes down with the server; its successor begins below
    first.join()
    clock[0] += timedelta(seconds=61)
    cut = "not cut"
    try:
        with acting.opened(program(site.pk, clock[0])) as by:
            assert escalation.step(by=by, at=clock[0]) == 1
            # as a power cut does: nothing is written any more, and nobody is asked
            programs.run(["pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", str(home() / "database")])
    except DatabaseError:
        cut = "cut before its commit"
    connection.close()
    come_again(clock)
    told = {"cut": cut, "steps": steps(), **paged(program(site.pk, clock[0]))}
    sys.stdout.write(json.dumps(told) + "\n")


def come_again(clock: list[datetime]) -> None:
    """Another engine finds no server, asks again, and does what is due when there is one."""
    again = threading.Event()
    threading.Thread(
        target=background.keep_going, args=(again, 0.05, lambda: engine.wake(clock[0])), daemon=True
    ).start()
    time.sleep(0.5)
    database.ready()
    wait_for(lambda: steps()[:2] == [("first", "paged"), ("next", "paged")])
    again.set()
    work_until_empty()


def paged(by: Any) -> dict[str, Any]:
    """How many pages each worker got, and how many left."""
    with acting.opened(by):
        pages = Message.objects.filter(method__isnull=False, template="hand-off")
        each = Counter(pages.values_list("worker", flat=True))
        left = Delivery.objects.filter(message__template="hand-off").count()
    return {"paged": sorted(each.values()), "left": left}


if __name__ == "__main__":
    main()
