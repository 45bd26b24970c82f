"""Reminding of dates in time: the program's own act each night. A date by itself does nothing to anybody."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from thirdoption.program.ground.acting import Acting
from thirdoption.program.loop.models import ClockRun
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.queries import live_methods, quiet
from thirdoption.program.sites.queries import zone
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import colleagues
from thirdoption.program.staff.rules import Permission

HOUR = 6
DATED = "dated"
LEADS = "supervisor"
DAY = timedelta(days=1)


def remind(*, by: Acting, at: datetime) -> ClockRun | None:
    """Tell each case manager once a night how many of their tasks have a date; None when it was done.

    From six o'clock at the site. What became due since the last run counts, so a night that was missed is
    made up; a date that has passed is no reminder, it waits for a person on Monday's list. Of charges that
    are in nobody's care the supervisors hear. The message has a number and no name (R-37).
    """
    check(by, Permission.RUN_LINE)
    local = at.astimezone(ZoneInfo(zone(by.site)))
    today = local.date()
    last = ClockRun.objects.filter(site=by.site).order_by("-day").first()
    if local.hour < HOUR or (last is not None and last.day >= today):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker, tasks FROM loop.reminders(%s)", [last.day if last else today - DAY])
        due: dict[UUID | None, int] = dict(cursor.fetchall())
    nobodys = due.pop(None, 0)
    there = colleagues(site=by.site, roles=[LEADS] if nobodys else [], ids=due)
    tasks = {one.pk: due.get(one.pk, 0) + (nobodys if one.role == LEADS else 0) for one in there}
    run = ClockRun(site_id=by.site, day=today, at=at, workers=len(tasks), nobodys=nobodys)
    run.charges = sum(due.values()) + nobodys
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        return None  # another process was quicker
    ways = live_methods(workers=tasks)
    alike: dict[int, list[To]] = defaultdict(list)
    for one in there:
        alike[tasks[one.pk]].append(To(one.pk, one.user.language, tuple(quiet(ways.get(one.pk, ())))))
    for number, to in alike.items():
        send(to=to, template=DATED, subject=run.pk, code=str(number), by=by, at=at)
    return run
