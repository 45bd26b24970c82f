"""Reading who is out there, and what a site set for their safety."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff, Outing, SafetyRule, SafetyStep
from thirdoption.program.handoffs.queries.escalation import Fault
from thirdoption.program.handoffs.rules import OPEN
from thirdoption.program.handoffs.rules.escalation import LATE
from thirdoption.program.handoffs.rules.safety import LATE_STEPS, Rule, Why, needs_two
from thirdoption.program.handoffs.rules.safety import SafetyStep as Step
from thirdoption.program.staff.models import Worker

CHECK_IN, COMPANY = MESSAGES = ("check-in", "come-along")
"""The messages: a colleague was not heard of, and a colleague should not go alone."""


def rule(*, site: UUID) -> Rule:
    """What holds at a site; where it set nothing, an hour and no rule that two go."""
    found = SafetyRule.objects.filter(site=site).order_by("-number").first()
    if found is None:
        return Rule()
    return Rule(found.minutes, found.named, found.two_from, found.two_until, tuple(found.two_places))


def two_go(*, handoff: Handoff, at: datetime, found: Rule) -> Why | None:
    """Whether two go to a hand-off now, by the site's own rule."""
    if not found.two_places and found.two_from is None:
        return None
    zone = ZoneInfo(handoff.asked.site.zone)
    return needs_two(found, at=at, zone=zone, place=handoff.asked.place)


def out(*, by: Acting, worker: UUID | None = None, handoff: UUID | None = None) -> list[Outing]:
    """Who of the team is out now, whoever is missed first; of one worker or one hand-off if named.

    `due_at` is until when nothing is said. One statement.
    """
    rows = _open(by)
    if worker is not None:
        rows = rows.filter(worker=worker)
    if handoff is not None:
        rows = rows.filter(handoff=handoff)
    late = Q(
        handoff__safety_steps__done_at__isnull=True,
        handoff__safety_steps__step__in=LATE_STEPS,
        handoff__safety_steps__worker=F("worker"),
    )
    due = Min("handoff__safety_steps__due_at", filter=late)
    found = rows.select_related("worker", "handoff__referral__site", "handoff__call").annotate(due_at=due)
    return list(found.order_by(F("told_at").asc(nulls_last=True), "began_at", "id"))


def outing(*, by: Acting, pk: UUID) -> Outing:
    """One outing of the team. Raises Refused (not found) for another site's."""
    found = Outing.objects.filter(pk=pk, site=by.site).select_related("worker").first()
    if found is None:
        raise hidden()
    return found


def is_out(*, handoff: UUID) -> bool:
    """Whether anybody who went out for a hand-off is not home yet."""
    return Outing.objects.filter(handoff=handoff, home_at__isnull=True).exists()


def is_wanted(*, template: str, subject: UUID) -> bool:
    """Whether a message of a worker's safety still makes sense."""
    if template == CHECK_IN:
        return is_out(handoff=subject)
    if template == COMPANY:
        return SafetyStep.objects.filter(handoff=subject, step=Step.COMPANY).exists() and (
            Handoff.objects.filter(pk=subject, state__in=OPEN).exists()
        )
    return True


@dataclass(frozen=True)
class Company:
    """A second worker was asked to come along: since when, and who comes, if anybody does."""

    asked: bool
    comes: str


def company(*, handoff: UUID) -> Company:
    """Whether a second worker was asked to come along, and whether one does."""
    went = Outing.objects.filter(handoff=handoff).exclude(worker=OuterRef("worker")).order_by("began_at")
    asked = SafetyStep.objects.filter(handoff=handoff, step=Step.COMPANY)
    rows = asked.annotate(comes=Subquery(went.values("worker__name")[:1])).values_list("comes", flat=True)
    found = list(rows[:1])
    return Company(bool(found), (found[0] if found else "") or "")


def named(*, site: UUID, role: str, at: datetime) -> dict[UUID, str]:
    """Whom the site named to be told last: {worker: language}; nobody where it named no role."""
    there = Worker.objects.filter(site=site, role=role).filter(Q(until__isnull=True) | Q(until__gt=at))
    rows = there.order_by("since", "name").values_list("pk", "user__language")
    return dict(rows) if role else {}


def faults(*, by: Acting, at: datetime) -> list[Fault]:
    """Re-read everybody who is out: who should have been told of, or is watched by nothing."""
    steps = SafetyStep.objects.filter(site=by.site, done_at__isnull=True)
    late = steps.filter(due_at__lt=at - LATE).order_by("due_at").values_list("handoff", flat=True)
    found = [Fault("check-in is late", one) for one in dict.fromkeys(late)]
    watched = set(steps.filter(step__in=LATE_STEPS).values_list("handoff", "worker"))
    there = _open(by).values_list("handoff", "worker")
    return found + [Fault("nobody watches", one[0]) for one in there if one not in watched]


def _open(by: Acting) -> QuerySet[Outing]:
    return Outing.objects.filter(site=by.site, home_at__isnull=True)
