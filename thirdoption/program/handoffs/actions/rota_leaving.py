"""A worker leaves: whoever takes their shifts takes their place in the turns, and nobody else's day moves."""

from datetime import datetime
from zoneinfo import ZoneInfo

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.actions.rota import NOTICED, keep, say, tell_changed
from thirdoption.program.handoffs.models import Rotation
from thirdoption.program.handoffs.queries.rota import hold, overrides, rota, rotations
from thirdoption.program.handoffs.rules import rota as rules
from thirdoption.program.sites.queries import zone
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


def hand_over_shifts(*, worker: Worker, to: Worker, by: Acting, at: datetime) -> None:
    """Give every shift of a worker from now on to another: the running one, changes, and all turns."""
    check(by, Permission.PLAN_ROTA)
    hold(site=by.site)
    here = ZoneInfo(zone(by.site))
    before = rota(site=by.site, start=at, end=at + NOTICED)
    changed = overrides(site=by.site, at=at)
    said = rotations(site=by.site, at=at)
    for one in said:
        if worker.pk in one.order:
            later = [x.begins_at for x in said if x.layer == one.layer and x.begins_at > at]
            _instead(one, worker, to, here, later, by, at)
    for change in changed:
        if change.worker_id == worker.pk:
            span = rules.Override(
                rules.Layer(change.layer), max(change.starts_at, at), change.ends_at, worker.pk, to.pk
            )
            keep(change=span, by=by, at=at)
    record(by=by, verb="hand over", noun="rota", objects=[worker.pk, to.pk], at=at)
    tell_changed(before=before, subject=worker.pk, besides=[worker.pk], by=by, at=at)


def _instead(
    one: Rotation,
    worker: Worker,
    to: Worker,
    here: ZoneInfo,
    later: list[datetime],
    by: Acting,
    at: datetime,
) -> None:
    order = [to.pk if each == worker.pk else each for each in one.order]
    begins = one.begins_at
    if begins <= at:
        # the running turn by an override; the turns from the next on as they would have been
        plain = rules.Rotation(
            rules.Layer(one.layer), one.begins_at, one.hand_over, one.days, tuple(one.order)
        )
        number, ends = rules.turn_at(plain, here, at)
        ends = min([ends, *later])
        if one.order[number % len(one.order)] == worker.pk:
            keep(change=rules.Override(plain.layer, at, ends, worker.pk, to.pk), by=by, at=at)
        if ends in later:
            return
        first = (number + 1) % len(order)
        order, begins = order[first:] + order[:first], ends
    made = Rotation(
        begins_at=begins, hand_over=one.hand_over, days=one.days, order=order, most_hours=one.most_hours
    )
    say(row=made, layer=rules.Layer(one.layer), by=by, at=at)
