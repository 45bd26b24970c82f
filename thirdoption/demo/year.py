"""Playing the made-up year at Fort Orange: the directory, the plan, and the story's ids at the end."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from thirdoption.demo import directory, place, rota
from thirdoption.demo.carrier import Carrier
from thirdoption.demo.events import Mark, Year
from thirdoption.demo.stage import Thread
from thirdoption.jobs import reactions
from thirdoption.program.ground import acting, later
from thirdoption.program.matters.models import Matter
from thirdoption.program.reports.rules.release import quarter_slug
from thirdoption.program.services import actions as services
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.queries import acting as acting_of
from thirdoption.program.trail.actions import seal

Progress = Callable[[int, int], None]
REACTIONS = reactions.__name__  # imported so that every event of the year has its reaction


_TAKE = """
    DELETE FROM procrastinate_jobs WHERE id = (
        SELECT min(id) FROM procrastinate_jobs WHERE status = 'todo') RETURNING task_name, args"""


def work_until_empty() -> None:
    """Take the waiting jobs from the queue and perform them here, oldest first.

    What `working.work(until_empty=True)` does, without the tenth of a second that its beginning and end
    take each time. A job that goes wrong ends the year.
    """
    queue: Any = later  # only that module may import the queue
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE)
            job = cursor.fetchone()
        if job is None:
            return
        arguments = job[1] if isinstance(job[1], dict) else json.loads(job[1])
        queue.app.tasks[job[0]].func(**arguments)


def play(
    year: Year,
    *,
    site: Site,
    work: Callable[[], object] = work_until_empty,
    progress: Progress = lambda done, of: None,
) -> dict[str, str]:
    """Play a plan at a made-up place, as the app role, and give back the ids of Marisol's story.

    The database has to take a time that a context brings (`policies.migrate(rehearsal=True)`).
    """
    if not site.made_up:
        raise ValueError("A made-up year is played only at a made-up place.")
    fill_directory(site, year)
    carrier = Carrier(site, year.contacts, work)
    for done, moment in enumerate(year.moments, start=1):
        carrier.carry(moment)
        progress(done, len(year.moments))
    rota.ask(site, year.until)
    work()
    seal()
    marisol = [carrier.threads[one.number] for one in year.marked(Mark.MARISOL)]
    return _story(carrier, marisol[0], year) if marisol else {}


def fill_directory(site: Site, year: Year) -> None:
    """Import the rehearsal's directory; a second time changes nothing."""
    at = min(year.moments[0].at, year.until) - timedelta(hours=1)
    manager = place.workers(site)["manager"]
    for source, rows in directory.batches(today=year.until.date()):
        with acting.opened(acting_of(manager, at=at)) as by:
            services.import_directory(site=site, rows=rows, source=source, by=by, at=at)


def _story(carrier: Carrier, marisol: Thread, year: Year) -> dict[str, str]:
    """What the demo's strip needs to lead through the story."""
    referral, handoff, person, release = marisol.referral, marisol.handoff, marisol.person, marisol.release
    if referral is None or handoff is None or person is None or release is None:
        raise LookupError("The plan does not tell Marisol's story to its end.")
    with acting.opened(acting_of(carrier.workers["liaison"], at=year.until)):
        matter = Matter.objects.get(referral=referral.pk)
    last = year.quarters[-1]
    return {
        "referral": str(referral.pk),
        "person": str(person.pk),
        "handoff": str(handoff.pk),
        "matter": str(matter.pk),
        "release": str(release.pk),
        "report_slug": quarter_slug(place.CODE, date(last[0], 3 * last[1] + 1, 1)),
    }
