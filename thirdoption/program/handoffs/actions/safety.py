"""The worker's own safety: silent until nobody hears of them; then a colleague, who leads, whom a site names.

The steps are rows with a due time, as those of the escalation are, and the same wake does them: `at` is a
value. Nobody is asked how they are before the time runs out, and one tap makes it longer or says "home safe".
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, QuerySet

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.handoffs.models import Handoff, Outing, Pulse, SafetyRule, SafetyStep
from thirdoption.program.handoffs.queries import escalation
from thirdoption.program.handoffs.queries import safety as queries
from thirdoption.program.handoffs.rules import OPEN, Outcome
from thirdoption.program.handoffs.rules.escalation import in_turn
from thirdoption.program.handoffs.rules.safety import (
    AGAIN_AFTER,
    COMPANY_PLAN,
    LATE_STEPS,
    MORE,
    Rule,
    Why,
    check_rule,
    late_plan,
    whom,
)
from thirdoption.program.handoffs.rules.safety import SafetyStep as Step
from thirdoption.program.messages import queries as messages
from thirdoption.program.messages.actions import To, send
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

AT_ONCE = 100


def set_off(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """A worker is on the way from now on, and is missed when nothing is heard of them for so long.

    Said twice it is one outing. A part of the act that says where the hand-off is.
    """
    check(by, Permission.TAKE_HANDOFF)
    if Outing.objects.filter(handoff=handoff, worker=by.hand).exists():
        return
    rule = queries.rule(site=by.site)
    Outing(site=by.site, handoff=handoff, worker_id=by.hand, began_at=at, extended=0).save(force_insert=True)
    _add(handoff.pk, by, late_plan(timedelta(minutes=rule.minutes)), at=at)


def ask_company(*, handoff: Handoff, by: Acting, at: datetime) -> Why | None:
    """Where the site says that two go, a second worker is asked to come along. A part of accepting."""
    check(by, Permission.TAKE_HANDOFF)
    why = queries.two_go(handoff=handoff, at=at, found=queries.rule(site=by.site))
    if why is not None:
        _add(handoff.pk, by, COMPANY_PLAN, at=at)
    return why


def come_along(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I come along": nobody else is asked any more, and this worker's own time runs too."""
    check(by, Permission.TAKE_HANDOFF)
    found = Handoff.objects.select_for_update(no_key=True).get(pk=handoff.pk)
    second = queries.company(handoff=handoff.pk)
    if found.state not in OPEN or not second.asked or found.accepted_by_id == by.worker:
        raise Refused(CONFLICT, "Nobody asks for company here any more. Load the page again.")
    if Outing.objects.filter(handoff=handoff, worker=by.hand).exists():
        return
    if second.comes:
        raise Refused(CONFLICT, "Somebody else comes along already.")
    Pulse.objects.hold(handoff.pk)
    _steps(handoff.pk).exclude(step__in=LATE_STEPS).update(done_at=at, outcome=Outcome.STOPPED)
    set_off(handoff=handoff, by=by, at=at)
    record(by=by, verb="come along", noun="handoff", objects=[handoff.pk], at=at)


def extend(*, outing: Outing, extended: int, by: Acting, at: datetime) -> None:
    """Make it 20 minutes longer; a second tap on the same page makes it no longer than the first.

    A colleague who reached the worker may say so too.
    """
    check(by, Permission.TAKE_HANDOFF)
    Pulse.objects.hold(outing.handoff_id)
    mine = Outing.objects.filter(pk=outing.pk, extended=extended, home_at__isnull=True)
    if not mine.update(extended=F("extended") + 1, told_at=None):
        return
    steps = _late(outing)
    due = steps.filter(step=Step.COLLEAGUE).values_list("due_at", flat=True).first()
    steps.update(done_at=at, outcome=Outcome.STOPPED)
    first = max(due or at, at) + MORE - at
    _add(outing.handoff_id, by, late_plan(first), at=at, worker=outing.worker_id)
    record(by=by, verb="make longer", noun="outing", objects=[outing.pk, outing.worker_id], at=at)


def come_home(*, outing: Outing, by: Acting, at: datetime) -> None:
    """Say that a worker is home safe: they themself, or a colleague who knows. Said twice it is once.

    Who went on from one call to the next is home from all of them, and nobody is told of any.
    """
    check(by, Permission.TAKE_HANDOFF)
    out = Outing.objects.filter(worker=outing.worker_id, site=by.site, home_at__isnull=True)
    if not out.filter(pk=outing.pk).exists():
        return  # an old page's second tap says nothing of a call that came later
    home = [one.pk for one in out.order_by("handoff") if _home(one, by, at)]
    if home:
        record(by=by, verb="come home", noun="outing", objects=[*home, outing.worker_id], at=at)


def _home(outing: Outing, by: Acting, at: datetime) -> bool:
    """End one outing, unless somebody was quicker."""
    Pulse.objects.hold(outing.handoff_id)
    mine = Outing.objects.filter(pk=outing.pk, home_at__isnull=True)
    if not mine.update(home_at=at, home_said_by=by.hand):
        return False
    _late(outing).update(done_at=at, outcome=Outcome.STOPPED)
    return True


def set_rule(*, rule: Rule, by: Acting, at: datetime) -> SafetyRule:
    """Set what holds at a site for its workers' safety from now on."""
    check(by, Permission.PLAN_ROTA)
    check_rule(rule)
    last = SafetyRule.objects.filter(site=by.site).aggregate(last=Max("number"))["last"]
    made = SafetyRule(
        site_id=by.site,
        number=(last or 0) + 1,
        minutes=rule.minutes,
        named=rule.named,
        most_in_a_row=rule.most_in_a_row,
        two_from=rule.two_from,
        two_until=rule.two_until,
        two_places=list(rule.two_places),
        made_at=at,
        made_by_id=by.hand,
    )
    made.save(force_insert=True)
    record(by=by, verb="set", noun="safety rule", objects=[made.pk], at=at)
    return made


# The engine's part


def step(*, by: Acting, at: datetime) -> int:
    """Do everything that is due for workers' safety at a site; how many steps that was.

    As with the escalation: what another engine has in hand is left to it, and what a killed one had in hand
    was not committed.
    """
    check(by, Permission.RUN_LINE)
    done = 0
    while due := _take(by, at):
        team = _Team(by, at)
        for one in due:
            one.done_at, one.outcome = at, team.tell(one)
        SafetyStep.objects.bulk_update(due, ["done_at", "outcome"])
        for one in due:
            _look_on(one, by, at)
        done += len(due)
    return done


def go_on(*, handoff: UUID, template: str, by: Acting, at: datetime) -> None:
    """A message about a worker reached nobody: the next step is due now."""
    check(by, Permission.RUN_LINE)
    Pulse.objects.hold(handoff)
    late = template == queries.CHECK_IN
    for worker in set(_steps(handoff).values_list("worker", flat=True)):
        kind = LATE_STEPS if late else set(Step) - LATE_STEPS
        following = _steps(handoff).filter(worker=worker, step__in=kind).exclude(step=Step.AGAIN)
        if late and not Outing.objects.filter(handoff=handoff, worker=worker, told_at__isnull=False).exists():
            continue  # this one was not missed: the message was about the other
        if (one := following.order_by("number").first()) is not None:
            _steps(handoff).filter(pk=one.pk, due_at__gt=at).update(due_at=at)


def _take(by: Acting, at: datetime) -> list[SafetyStep]:
    """What is due and in nobody's hands, each worker's next step only; in hand until the end."""
    due = SafetyStep.objects.filter(site=by.site, done_at__isnull=True, due_at__lte=at)
    first = due.order_by("due_at", "number")
    taken = Pulse.objects.take(first.values_list("handoff", flat=True)[:AT_ONCE])
    found: dict[tuple[UUID, UUID], SafetyStep] = {}
    for one in first.filter(handoff__in=taken):
        found.setdefault((one.handoff_id, one.worker_id), one)
    return list(found.values())


class _Team:
    """Who can be told now: read once for all steps that are done together."""

    def __init__(self, by: Acting, at: datetime) -> None:
        self.by, self.at = by, at
        team = escalation.team(site=by.site, at=at)
        named = queries.named(site=by.site, role=queries.rule(site=by.site).named, at=at)
        self.languages = {**team.languages, **named}
        self.methods = messages.live_methods(workers=self.languages)
        turn = in_turn(team.on_call, escalation.engaged(site=by.site, at=at))
        self.on_call, self.lead, self.named = (
            [one for one in some if one in self.methods] for some in (turn, team.supervisors, named)
        )

    def tell(self, one: SafetyStep) -> Outcome:
        """Tell whom a step is for."""
        template = queries.CHECK_IN if one.step in LATE_STEPS else queries.COMPANY
        if not self._is_wanted(one, template):
            return Outcome.STOPPED
        there = Outing.objects.filter(handoff=one.handoff_id, home_at=None)
        out = set(there.values_list("worker", flat=True))
        asked = messages.pages(subjects=[one.handoff_id], template=template).get(one.handoff_id, {})
        chosen = whom(
            Step(one.step),
            out=out | {one.worker_id},
            on_call=self.on_call,
            supervisors=self.lead,
            named=self.named,
            asked=asked if template == queries.COMPANY else (),
        )
        to = [To(who, self.languages[who], tuple(self.methods[who])) for who in chosen]
        send(to=to, template=template, subject=one.handoff_id, by=self.by, at=self.at)
        return Outcome.PAGED if to else Outcome.NOBODY

    def _is_wanted(self, one: SafetyStep, template: str) -> bool:
        if template == queries.COMPANY:
            return Handoff.objects.filter(pk=one.handoff_id, state__in=OPEN).exists()
        mine = Outing.objects.filter(handoff=one.handoff_id, worker=one.worker_id, home_at=None)
        return bool(mine.update(told_at=self.at))


def _look_on(one: SafetyStep, by: Acting, at: datetime) -> None:
    """Where a step led to nobody the next is due now; after the last, everybody again in a while."""
    if one.outcome == Outcome.STOPPED:
        return
    kind = LATE_STEPS if one.step in LATE_STEPS else set(Step) - LATE_STEPS
    left = _steps(one.handoff_id).filter(worker=one.worker_id, step__in=kind).order_by("number").first()
    if left is not None and one.outcome == Outcome.NOBODY:
        _steps(one.handoff_id).filter(pk=left.pk, due_at__gt=at).update(due_at=at)
    elif left is None and one.step in LATE_STEPS:
        _add(one.handoff_id, by, [(Step.AGAIN, AGAIN_AFTER)], at=at, worker=one.worker_id)


def _add(
    handoff: UUID,
    by: Acting,
    plan: Iterable[tuple[Step, timedelta]],
    *,
    at: datetime,
    worker: UUID | None = None,
) -> None:
    """Write what is due from now on for a worker."""
    who = worker or by.hand
    before = SafetyStep.objects.filter(handoff=handoff, worker=who).aggregate(last=Max("number"))["last"] or 0
    whose = {"site": by.site, "handoff_id": handoff, "worker_id": who}
    SafetyStep.objects.bulk_create(
        SafetyStep(**whose, number=number, step=step, due_at=at + after)
        for number, (step, after) in enumerate(plan, start=before + 1)
    )


def _steps(handoff: UUID) -> QuerySet[SafetyStep]:
    return SafetyStep.objects.filter(handoff=handoff, done_at__isnull=True)


def _late(outing: Outing) -> QuerySet[SafetyStep]:
    return _steps(outing.handoff_id).filter(worker=outing.worker_id, step__in=LATE_STEPS)
