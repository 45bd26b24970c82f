"""What the job process does for charges each night: the program's own sealing of those that were declined.

From three o'clock of the day after the decision on, so that the notices can be printed before. A program that
was switched off at night does it later.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from thirdoption.jobs import background
from thirdoption.program.care import queries as care
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import sealing
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day, policy_of

HOUR, EVERY = 3, 900.0
AT_ONCE = 20
"""Charges of one transaction: sealing locks tables that pages write, and years may be due on one day."""
NOBODY_COMES = frozenset({State.DECLINED, State.CANCELLED})
"""Ends of a hand-off after which nobody comes to an intake any more: the figures know how it went on."""


def due(*, by: Acting, at: datetime) -> list[tuple[sealing.Due, list[Matter]]]:
    """What is due to be sealed at a site, in parts that are small enough for one transaction."""
    site = Site.objects.get(pk=by.site)
    if at.astimezone(ZoneInfo(site.zone)).hour < HOUR:
        return []
    found = queries.declined(by=by)
    referrals = [one.referral_id for one in found]
    confirmed = care.confirmed(referrals=referrals)
    rows = Handoff.objects.filter(referral__in=referrals).values_list(
        "referral_id", "state", "handed_over_at"
    )
    came = {referral: local_day(site, when) for referral, _state, when in rows if when}
    ended = {referral for referral, state, _when in rows if state in NOBODY_COMES}
    all_due: dict[sealing.Due, list[Matter]] = defaultdict(list)
    for one in found:
        waits = one.referral_id not in confirmed and one.referral_id not in ended
        settings = policy_of(one.policy)
        now = sealing.due(
            state=one.state,
            on_decline=settings.setting("sealing_on_decline").value,
            after_days=settings.setting("seal_after_days").value,
            decided_on=local_day(site, one.decided_at) if one.decided_at else None,
            came_on=came.get(one.referral_id),
            counts_close_on=one.deadline_on if waits else None,
            today=local_day(site, at),
        )
        if now:
            all_due[now].append(one)
    return [
        (how, some[first : first + AT_ONCE])
        for how, some in all_due.items()
        for first in range(0, len(some), AT_ONCE)
    ]


def _seal(part: tuple[sealing.Due, list[Matter]], by: Acting) -> int:
    how, some = part
    return actions.seal_due(matters=some, strength=how.strength, basis=how.basis, by=by, at=by.now())


def look(at: datetime | None = None) -> int:
    """Seal what is due at every site, each part by itself; how many. `at` in rehearsals only."""
    work: list[tuple[UUID, Callable[[Acting], int]]] = []

    def find(by: Acting) -> None:
        parts = due(by=by, at=by.now())
        work.extend((by.site, partial(_seal, part)) for part in parts)

    try:
        background.at_every_site(at, find)
    finally:
        sealed = sum(background.each_alone(at, work))
    return sealed


def start() -> None:
    """Begin in the background. A rehearsal keeps the charges of its made-up year to be looked at."""
    if not settings.REHEARSAL:
        background.start("charges", EVERY, look)
