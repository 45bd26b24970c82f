"""Swaps and cover: asked by whose turn it is, answered by whom it was asked of, chased until then."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.handoffs.actions.rota import NOTICED, keep, tell_changed
from thirdoption.program.handoffs.actions.rota_notices import later_tell
from thirdoption.program.handoffs.models import RotaFeed, ShiftAnswer, ShiftAsking, ShiftRequest
from thirdoption.program.handoffs.queries import rota_requests as queries
from thirdoption.program.handoffs.queries.rota import hold, rota
from thirdoption.program.handoffs.rules import rota as rules
from thirdoption.program.handoffs.rules import rota_requests as asking
from thirdoption.program.handoffs.rules.rota_requests import Asked, Stretch
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_ENDED = "Somebody else was quicker, or this was taken back. Load the page again."


def ask_swap(
    *, other: UUID, gives: Stretch, takes: Stretch | None, key: UUID | None = None, by: Acting, at: datetime
) -> ShiftRequest:
    """Ask a colleague to take a stretch of one's own, for one of theirs or for nothing.

    Whoever asks stays on call until the colleague says yes. Raises Refused when it is not theirs to give.
    """
    check(by, Permission.TAKE_HANDOFF)
    plan = _plan(gives, takes, by=by, at=at)
    asking.check_can_ask(plan, worker=by.hand, gives=gives, at=at)
    if other not in {one.pk for one in queries.colleagues(by=by)}:
        raise hidden()
    asking.check_can_cover(plan, worker=other, gives=gives, at=at)
    if takes is not None:
        asking.check_can_return(plan, other=other, takes=takes, gives=gives, at=at)
    return _ask(other, [other], gives, takes, key=key, by=by, at=at)


def ask_cover(*, gives: Stretch, key: UUID | None = None, by: Acting, at: datetime) -> ShiftRequest:
    """Ask everybody who is free then to take a stretch of one's own; the system goes on asking."""
    check(by, Permission.TAKE_HANDOFF)
    plan = _plan(gives, None, by=by, at=at)
    asking.check_can_ask(plan, worker=by.hand, gives=gives, at=at)
    busy = rules.layer_of(plan, gives.layer, gives.starts_at, gives.ends_at)
    free = [one.pk for one in queries.colleagues(by=by) if not rules.of_worker(busy, one.pk)]
    return _ask(None, free, gives, None, key=key, by=by, at=at)


def agree(*, request: UUID, by: Acting, at: datetime) -> None:
    """Say yes to a swap, or take what needs cover: the rota changes now. The first wins; the second is told.

    Raises Refused (conflict) when it is answered, when the turn has changed, or for one's own request.
    """
    check(by, Permission.TAKE_HANDOFF)
    hold(site=by.site)
    found = queries.request(by=by, pk=request)
    if found.other_id not in (None, by.worker) or found.asked_by_id == by.worker:
        raise hidden()
    answer = getattr(found, "answer", None)
    if answer and (answer.state, answer.worker_id) == (Asked.AGREED, by.worker):
        return  # a second tap
    _check_open(found)
    gives, takes = queries.gives(found), queries.takes(found)
    before = rota(site=by.site, start=at, end=max(_end(gives, takes), at + NOTICED))
    for change in asking.agreed(
        before.plan,
        asked_by=found.asked_by_id,
        answered_by=by.hand,
        gives=gives,
        takes=takes,
        at=at,
    ):
        keep(change=change, request=found.pk, by=by, at=at)
    _answer(found, Asked.AGREED, by=by, at=at)
    later_tell(workers=[found.asked_by_id], event="shift_answered", subject=found.pk, by=by, at=at)
    tell_changed(before=before, subject=found.pk, besides=[found.asked_by_id], by=by, at=at)


def decline(*, request: UUID, by: Acting, at: datetime) -> None:
    """Say no: a swap ends with it; cover is still asked of the others, and of nobody twice who said no.

    When nobody is left to ask, those who plan the rota are told.
    """
    check(by, Permission.TAKE_HANDOFF)
    hold(site=by.site)
    found = queries.request(by=by, pk=request)
    if by.worker not in {one.worker_id for one in found.askings.all()}:
        raise hidden()
    _check_open(found)
    if found.other_id is not None:
        _answer(found, Asked.DECLINED, by=by, at=at)
        later_tell(workers=[found.asked_by_id], event="shift_answered", subject=found.pk, by=by, at=at)
        return
    ShiftAsking(request=found, worker_id=by.hand, at=at, said_no=True).save(force_insert=True)
    record(by=by, verb="cannot cover", noun="shift request", objects=[found.pk, by.hand], at=at)
    if not queries.unanswered(queries.request(by=by, pk=request)):
        _tell_planners(found, by=by, at=at)


def take_back(*, request: UUID, by: Acting, at: datetime) -> None:
    """Take back what one asked, while nobody has said yes."""
    check(by, Permission.TAKE_HANDOFF)
    hold(site=by.site)
    found = queries.request(by=by, pk=request)
    if found.asked_by_id != by.worker:
        raise hidden()
    _check_open(found)
    _answer(found, Asked.TAKEN_BACK, by=by, at=at)


def chase(*, request: UUID, by: Acting, at: datetime) -> bool:
    """Ask those again who have not answered, when it is time; True when something was done.

    What nobody took before it was over has run out. `by` is the program itself.
    """
    check(by, Permission.RUN_LINE)
    hold(site=by.site)
    found = queries.request(by=by, pk=request)
    if hasattr(found, "answer"):
        return False
    if found.ends_at <= at:
        _answer(found, Asked.RAN_OUT, by=by, at=at)
        return True
    again = asking.to_remind(asked=queries.unanswered(found), starts_at=found.starts_at, at=at)
    _ask_again(found, again, by=by, at=at)
    return bool(again)


def open_feed(*, of_team: bool, by: Acting, at: datetime) -> RotaFeed:
    """Make a secret address of a calendar; the one that there was opens nothing any more."""
    check(by, Permission.TAKE_HANDOFF)
    RotaFeed.objects.filter(worker=by.hand, of_team=of_team).delete()
    feed = RotaFeed(site_id=by.site, worker_id=by.hand, of_team=of_team, made_at=at)
    feed.save(force_insert=True)
    record(by=by, verb="open", noun="calendar", objects=[feed.pk, by.hand], at=at)
    return feed


def close_feed(*, of_team: bool, by: Acting, at: datetime) -> None:
    """Make the address of a calendar open nothing."""
    check(by, Permission.TAKE_HANDOFF)
    RotaFeed.objects.filter(worker=by.hand, of_team=of_team).delete()
    record(by=by, verb="close", noun="calendar", objects=[by.hand], at=at)


def _tell_planners(found: ShiftRequest, *, by: Acting, at: datetime) -> None:
    """Page those who plan the rota about a request that nobody takes."""
    planners = [one.pk for one in queries.planners(site=by.site)]
    later_tell(workers=planners, event="shift_has_nobody", subject=found.pk, by=by, at=at)


def _plan(gives: Stretch, takes: Stretch | None, *, by: Acting, at: datetime) -> rules.Plan:
    start = min(one.starts_at for one in (gives, takes) if one)
    return rota(site=by.site, start=start, end=_end(gives, takes)).plan


def _end(gives: Stretch, takes: Stretch | None) -> datetime:
    return max(one.ends_at for one in (gives, takes) if one)


def _ask(
    other: UUID | None,
    of: list[UUID],
    gives: Stretch,
    takes: Stretch | None,
    *,
    key: UUID | None,
    by: Acting,
    at: datetime,
) -> ShiftRequest:
    found = ShiftRequest(
        id=number(by=by, key=key),
        site_id=by.site,
        asked_by_id=by.hand,
        other_id=other,
        layer=gives.layer,
        starts_at=gives.starts_at,
        ends_at=gives.ends_at,
        takes_layer=takes.layer if takes else "",
        takes_starts_at=takes.starts_at if takes else None,
        takes_ends_at=takes.ends_at if takes else None,
        asked_at=at,
    )
    if not add_once(found, same=("layer", "starts_at", "ends_at", "other")):
        return found
    verb = "ask for a swap" if other else "ask for cover"
    record(by=by, verb=verb, noun="shift request", objects=[found.pk, *of], at=at)
    _ask_again(found, of, by=by, at=at)
    if not of:
        _tell_planners(found, by=by, at=at)
    return found


def _ask_again(found: ShiftRequest, of: list[UUID], *, by: Acting, at: datetime) -> None:
    for worker in of:
        ShiftAsking(request=found, worker_id=worker, at=at, said_no=False).save(force_insert=True)
    later_tell(workers=of, event="shift_asked", subject=found.pk, by=by, at=at)


def _check_open(found: ShiftRequest) -> None:
    if hasattr(found, "answer"):
        raise Refused(CONFLICT, _ENDED)


def _answer(found: ShiftRequest, state: Asked, *, by: Acting, at: datetime) -> None:
    try:
        with transaction.atomic():
            answer = ShiftAnswer(request=found, state=state, worker_id=by.worker, at=at)
            answer.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, _ENDED) from error
    verb = state.replace("_", " ")
    record(by=by, verb=verb, noun="shift request", objects=[found.pk, found.asked_by_id], at=at)
