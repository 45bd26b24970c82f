"""Marisol's story in the database of a served place, told by the program's own actions."""

import os
import subprocess
import sys

_CODE = '''
from thirdoption.command.django import setup
setup()
import time
from datetime import timedelta
from zoneinfo import ZoneInfo
from django.db import connection
from django.utils import timezone
from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.published import publish
from thirdoption.demo import place
from thirdoption.program.care import actions as care
from thirdoption.program.sites.models import Site
def wait_for_jobs():
    """The served place has a job process of its own."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    raise RuntimeError("the job process did not finish")


walk.run_waiting_jobs = wait_for_jobs
site = Site.objects.get(name=place.NAME)
night = (timezone.now() - timedelta(days=6)).astimezone(ZoneInfo(site.zone)).replace(hour=23, minute=41)
world = World(site, place.workers(site), night)
referral, person = walk.handed_over(world, name="Marisol Quintavera")
walk.released(world, person, referral)
walk.intake(world, person, referral)
with world.acting("case-manager") as by:
    care.set_goal(person=person, words="A place where my son can sleep", by=by, at=world.pass_time(hours=1))
for line in ("Met at the kitchen; her son slept through it", "Saw the room together; the key fits"):
    with world.acting("case-manager") as by:
        care.note_contact(
            person=person, kind="made", how="in_person", minutes=40, line=line, sensitive="",
            by=by, at=world.pass_time(hours=20),
        )
publish(world)
'''


def tell(database: str) -> None:
    """One night, its release, the intake, and a published quarter."""
    env = {**os.environ, "THIRDOPTION_DATABASE": database}
    subprocess.run([sys.executable, "-c", _CODE], env=env, check=True)
