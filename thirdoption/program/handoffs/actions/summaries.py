"""The summary of what comes: once a day to who leads and to whoever is on call then, on Mondays for the week.

The message says only that it is there; the page behind it shows what it is (R-37).
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.queries import rota
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.models import Message
from thirdoption.program.messages.queries import live_methods, quiet
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import colleagues
from thirdoption.program.staff.rules import ROLES, Permission, may

HOUR = 8
SUMMARY = "summary"
MONDAY = 0
LEADS = [code for code in ROLES if may(code, Permission.SEE_LINE) and may(code, Permission.KEEP_METHODS)]


def send_due(*, by: Acting, at: datetime) -> int:
    """Send today's summary once it is eight o'clock at the site, if it was not sent yet; to how many."""
    check(by, Permission.RUN_LINE)
    local = at.astimezone(ZoneInfo(Site.objects.values_list("zone", flat=True).get(pk=by.site)))
    subject = uuid5(by.site, f"summary {local.date().isoformat()}")
    if local.hour < HOUR or _was_sent(subject):
        return 0
    rota.hold(site=by.site)
    if _was_sent(subject):  # by another process, while this one waited
        return 0
    ahead = timedelta(days=7 if local.weekday() == MONDAY else 1)
    coming = rota.rota(site=by.site, start=at, end=at + ahead).turns
    on_call = {worker for turn in coming for worker in turn.workers}
    there = colleagues(site=by.site, roles=LEADS, ids=on_call)
    ways = live_methods(workers=[one.pk for one in there])
    to = [To(one.pk, one.user.language, tuple(quiet(ways.get(one.pk, ())))) for one in there]
    send(to=to, template=SUMMARY, subject=subject, by=by, at=at)
    return len(to)


def _was_sent(subject: UUID) -> bool:
    return Message.objects.filter(template=SUMMARY, subject=subject).exists()
