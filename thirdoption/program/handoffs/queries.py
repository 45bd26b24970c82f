"""Reading the line: who is on call, and which hand-offs are open."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff, HandoffStatus, OnCall
from thirdoption.program.handoffs.rules import OPEN
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.actions import seen


def on_call(*, site: UUID, at: datetime) -> list[Worker]:
    """Who answers the line of a site at a moment."""
    stretches = OnCall.objects.filter(site=site, ends_at__gt=at, starts_at__lte=at)
    return [stretch.worker for stretch in stretches.select_related("worker").order_by("starts_at", "id")]


def of_referral(*, by: Acting, referral: UUID) -> Handoff | None:
    """The hand-off of a referral while the viewer may still follow it: state and who comes."""
    return Handoff.objects.select_related("accepted_by").filter(referral=referral).first()


def coming(*, referrals: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Of these referrals, where the hand-off is and who comes: {referral: (state, name or nothing)}."""
    wanted = list(referrals)
    if not wanted:
        return {}
    rows = Handoff.objects.filter(referral__in=wanted).values_list("referral", "state", "accepted_by__name")
    return {referral: (state, name or "") for referral, state, name in rows}


def times(*, handoff: Handoff) -> dict[str, datetime]:
    """When a hand-off came into each of its states."""
    return dict(HandoffStatus.objects.filter(thing=handoff).order_by("number").values_list("state", "at"))


def calls(*, by: Acting, limit: int = 20) -> list[Handoff]:
    """The hand-offs under way with what happened and under which policy, oldest first."""
    found = list(
        Handoff.objects.filter(site=by.site, state__in=OPEN)
        .select_related("referral__policy", "accepted_by")
        .order_by("requested_at")[:limit]
    )
    if found:
        seen(by=by, noun="handoff", objects=[one.pk for one in found])
    return found


def call(*, by: Acting, pk: UUID) -> Handoff:
    """One hand-off with all that a worker who comes has to know, in one statement.

    Raises Refused (not found) for what is not there or not theirs.
    """
    around = ("referral__policy", "referral__author", "referral__organization", "accepted_by")
    found = Handoff.objects.select_related(*around).filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="handoff", objects=[pk])
    return found


def gaps(*, site: UUID, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of time from `start` to `end` in which nobody is on call."""
    rows = OnCall.objects.filter(site=site, ends_at__gt=start, starts_at__lt=end).order_by("starts_at", "id")
    found, covered = [], start
    for starts_at, ends_at in rows.values_list("starts_at", "ends_at"):
        if starts_at > covered:
            found.append((covered, starts_at))
        covered = max(covered, ends_at)
    return [*found, (covered, end)] if covered < end else found
