"""Who is on call, asked of the made-up year with years of planning on top: milliseconds, without a server.

It runs in a process of its own (`python -m bench.rota`), so that the measuring client has no Django in it.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from datetime import time as of_day
from statistics import median

from bench import ROOT
from bench.results import Result

NUMBER, NIGHTS, MONTHS = 500, 365, 36


def figure(database: str) -> Result:
    """The median of one answer; the slowest of a hundred beside it."""
    environment = {**os.environ, "THIRDOPTION_DATABASE": database}
    command = [sys.executable, "-m", "bench.rota"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    usual, slow = (float(one) for one in done.stdout.split())
    return Result("rota.on_call", usual, "ms", 2, note=f"99 of 100 under {slow:.2f}")


def main() -> None:
    """Plan, ask, take the plan back, and print the two figures of the database that is named."""
    from thirdoption.command.django import setup

    setup("app")
    from django.db import transaction

    from thirdoption.program.handoffs.queries.rota import on_call
    from thirdoption.program.sites.models import Site

    site, now = Site.objects.get(), datetime.now(UTC)
    with transaction.atomic():
        _plan(site, now)
        took = []
        for number in range(NUMBER):
            moment = now + timedelta(hours=7 * number)
            begun = time.perf_counter()
            there = on_call(site=site.pk, at=moment)
            took.append((time.perf_counter() - begun) * 1000)
            if not there:
                raise RuntimeError(f"nobody is on call on {moment}")
        transaction.set_rollback(True)
    took.sort()
    print(median(took), took[NUMBER * 99 // 100])


def _plan(site: object, now: datetime) -> None:
    """Another order a month for three years, and somebody beside the first each night of a year."""
    from thirdoption.demo import place
    from thirdoption.program.handoffs.models import Override, Rotation
    from thirdoption.program.handoffs.rules.rota import Layer

    people = list(place.workers(site).values())  # type: ignore[arg-type]
    team = [one.pk for one in people if one.role in ("on_call_worker", "case_manager")]
    said = {"site": site, "layer": Layer.FIRST, "made_at": now}
    Rotation.objects.bulk_create(
        Rotation(
            **said,
            number=1000 + month,
            begins_at=now + timedelta(days=30 * (month - MONTHS // 2)),
            hand_over=of_day(9),
            days=7,
            order=team[month % 4 :] + team[: month % 4],
        )
        for month in range(MONTHS)
    )
    Override.objects.bulk_create(
        Override(
            **said,
            number=1000 + night,
            worker_id=team[night % 4],
            starts_at=now + timedelta(days=night),
            ends_at=now + timedelta(days=night, hours=12),
        )
        for night in range(NIGHTS)
    )


if __name__ == "__main__":
    main()
