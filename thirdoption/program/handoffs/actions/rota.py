"""Planning who answers the line. Who is on call is never stored: it follows from what is said here."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.handoffs.actions.rota_notices import later_tell
from thirdoption.program.handoffs.models import Override, Rotation
from thirdoption.program.handoffs.models.rota import Said
from thirdoption.program.handoffs.queries.rota import CAN_ANSWER, Rota, hold, rota
from thirdoption.program.handoffs.rules import rota as rules
from thirdoption.program.handoffs.rules.rota_requests import check_can_override
from thirdoption.program.sites.queries import zone
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

NOTICED = timedelta(days=60)
"""How far ahead a worker is told that their shifts changed."""
S = TypeVar("S", bound=Said)


def put_on_call(
    *, worker: Worker, starts_at: datetime, ends_at: datetime, by: Acting, at: datetime
) -> Override:
    """Put a worker on call for a stretch of time, beside whoever is first."""
    check(by, Permission.PLAN_ROTA)
    return _change(rules.Override(rules.Layer.FIRST, starts_at, ends_at, worker=worker.pk), by=by, at=at)


def override(
    *,
    layer: rules.Layer,
    starts_at: datetime,
    ends_at: datetime,
    away: UUID | None,
    worker: UUID | None,
    by: Acting,
    at: datetime,
) -> Override:
    """Somebody answers instead of another, beside the others, or nobody does, from now at the earliest.

    Raises Refused (conflict) when the absent worker is not on call then, or the time has passed.
    """
    check(by, Permission.PLAN_ROTA)
    if ends_at <= at:
        raise Refused(CONFLICT, "This time has passed.", "ends_at")
    change = rules.Override(layer, max(starts_at, at), ends_at, away, worker)
    return _change(change, by=by, at=at)


def plan_rotation(
    *,
    layer: rules.Layer,
    starts_on: date,
    hand_over: time,
    days: int,
    order: Sequence[UUID],
    most_hours: int | None,
    by: Acting,
    at: datetime,
) -> Rotation:
    """Workers in turn from a day on, by the site's wall clock; nobody in `order` ends the layer.

    The past stays as it was: from today on means from now on. Raises Refused for an earlier day.
    """
    check(by, Permission.PLAN_ROTA)
    hold(site=by.site)
    here = ZoneInfo(zone(by.site))
    today = at.astimezone(here).date()
    if starts_on < today:
        raise Refused(INVALID, "The past stays as it was. Begin today or later.", "starts_on")
    _check_can_answer(order, by)
    begins_at = rules.wall_clock(starts_on, hand_over, here)
    made = Rotation(
        begins_at=max(begins_at, at) if starts_on == today else begins_at,
        hand_over=hand_over,
        days=days,
        order=list(order),
        most_hours=most_hours,
    )
    before = rota(site=by.site, start=at, end=at + NOTICED)
    say(row=made, layer=layer, by=by, at=at)
    record(by=by, verb="plan", noun="rotation", objects=[made.pk, *order], at=at)
    tell_changed(before=before, subject=made.pk, by=by, at=at)
    return made


def keep(*, change: rules.Override, request: UUID | None = None, by: Acting, at: datetime) -> Override:
    """Write down a change that was checked. The rota has to be held."""
    check(by, Permission.TAKE_HANDOFF)
    made = Override(
        starts_at=change.starts_at,
        ends_at=change.ends_at,
        away_id=change.away,
        worker_id=change.worker,
        request_id=request,
    )
    return say(row=made, layer=change.layer, by=by, at=at)


def tell_changed(
    *, before: Rota, subject: UUID, besides: Collection[UUID] = (), by: Acting, at: datetime
) -> None:
    """Tell everybody whose coming shifts are others now than `before`, but not who changed them."""
    check(by, Permission.TAKE_HANDOFF)
    if by.worker is None:
        return  # set-up: nobody works here yet
    after = rota(site=by.site, start=before.start, end=before.end)
    there = {one for turn in (*before.turns, *after.turns) for one in turn.workers} - {by.worker, *besides}
    changed = [
        one
        for one in sorted(there)
        if rules.of_worker(before.turns, one) != rules.of_worker(after.turns, one)
    ]
    later_tell(workers=changed, event="rota_changed", subject=subject, by=by, at=at)


def _change(change: rules.Override, *, by: Acting, at: datetime) -> Override:
    hold(site=by.site)
    _check_can_answer([one for one in (change.worker,) if one], by)
    before = rota(site=by.site, start=at, end=max(change.ends_at, at + NOTICED))
    check_can_override(before.plan, change, at=at)
    made = keep(change=change, by=by, at=at)
    people = [one for one in (change.worker, change.away) if one]
    record(by=by, verb="change", noun="rota", objects=[made.pk, *people], at=at)
    tell_changed(before=before, subject=made.pk, by=by, at=at)
    return made


def say(*, row: S, layer: rules.Layer, by: Acting, at: datetime) -> S:
    """Write down something said of a layer, after all that was said before. The rota has to be held."""
    check(by, Permission.TAKE_HANDOFF)
    last = type(row)._default_manager.filter(site=by.site).aggregate(last=Max("number"))["last"]
    row.site_id, row.number, row.layer = by.site, (last or 0) + 1, layer
    row.made_at, row.made_by_id = at, by.worker
    row.save(force_insert=True)
    return row


def _check_can_answer(workers: Iterable[UUID], by: Acting) -> None:
    """Raise Refused (not found) unless all work here and may take a hand-off."""
    wanted = set(workers)
    found = Worker.objects.filter(pk__in=wanted, site=by.site, role__in=CAN_ANSWER, until__isnull=True)
    if found.count() != len(wanted):
        raise hidden()
