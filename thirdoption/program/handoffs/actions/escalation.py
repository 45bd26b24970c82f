"""The engine of the line: steps are rows with a due time, and `step` does all that is due.

A job process wakes it each second; the queue only sends what it has decided. `at` is a value, so a test or a
rehearsal plays a night in seconds.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet

from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import EscalationStep, Handoff, Heartbeat, Pulse
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.handoffs.rules import Outcome, State, Step
from thirdoption.program.handoffs.rules.escalation import (
    AGAIN_AFTER,
    MOST_STEPS,
    PLAN,
    PLAN_GIVEN_BACK,
    Known,
    Steps,
    answer_time,
    choose,
    in_turn,
    still_waits,
)
from thirdoption.program.messages import queries as messages
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.rules import reference
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import program
from thirdoption.program.staff.rules import Permission

AT_ONCE = 100
"""How many steps one round does: few enough to be short, and a second engine does the others."""


def begin(*, handoff: Handoff, author: UUID | None, by: Acting, at: datetime) -> None:
    """Write what is due from `at` on for a hand-off that was just asked for, and wake the engine.

    `author` follows it on a live page.
    """
    check(by, Permission.CALL_LINE)
    page = {"subject": handoff.subject, "author_id": author, "number": 0}
    Pulse(site_id=by.site, handoff=handoff, **page).save(force_insert=True)
    _add(handoff, PLAN, 0, by, at)


def begin_again(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Write what is due once somebody gave a hand-off back: everybody but them, at once."""
    check(by, Permission.TAKE_HANDOFF)
    last = EscalationStep.objects.filter(handoff=handoff).aggregate(last=Max("number"))["last"]
    _add(handoff, PLAN_GIVEN_BACK, last or 0, by, at)


def _add(handoff: Handoff, plan: Steps, last: int, by: Acting, at: datetime) -> None:
    answer = answer_time(queries.policy(handoff=handoff, at=at))
    EscalationStep.objects.bulk_create(
        EscalationStep(site=by.site, handoff=handoff, number=number, step=step, due_at=at + times * answer)
        for number, (step, times) in enumerate(plan, start=last + 1)
    )
    later.run("step_line", program(by.site, by.at))


def stop(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Nobody is paged any more: somebody said yes, or the hand-off has ended."""
    check(by, Permission.TAKE_HANDOFF)
    Pulse.objects.hold(handoff.pk)
    _open_steps(handoff.pk).update(done_at=at, outcome=Outcome.STOPPED)


def step(*, by: Acting, at: datetime) -> int:
    """Do everything that is due at a site; how many steps that was. This is the whole engine.

    A hand-off that another engine has in hand is left to it, so nobody is paged twice; what an engine that
    was killed had in hand was not committed, so nobody is forgotten.
    """
    check(by, Permission.RUN_LINE)
    done = 0
    while due := _take(by, at):
        _Round(by, at, due).do()
        done += len(due)
    return done


def go_on(*, handoff: UUID, by: Acting, at: datetime) -> None:
    """Take the next step at once if nobody who was paged can say yes any more.

    Whatever took the last hope away: a carrier's refusal, "busy", "pass", STOP.
    """
    check(by, Permission.RUN_LINE)
    Pulse.objects.hold(handoff)
    if not Handoff.objects.filter(pk=handoff, state=State.REQUESTED).exists():
        return
    if _open_steps(handoff).exists():
        if not still_waits(queries.known(handoffs=[handoff], at=at).get(handoff, {})):
            hurry(handoff=handoff, by=by, at=at)
            later.run("step_line", by)
    elif not _leader_was_reached(by, handoff, at):
        _try_again(by, handoff, at)


def hurry(*, handoff: UUID, by: Acting, at: datetime) -> None:
    """Bring the next step to now, and those after it as much nearer. Whoever asks holds its pulse.

    Trying again is not hurried: it waits for a carrier that was away.
    """
    check(by, Permission.RUN_LINE)
    steps = list(_open_steps(handoff).exclude(step=Step.AGAIN).order_by("number"))
    nearer = max(steps[0].due_at - at, timedelta(0)) if steps else timedelta(0)
    for one in steps:
        _open_steps(handoff).filter(pk=one.pk).update(due_at=one.due_at - nearer)


def beat(*, name: str, lag: timedelta, faults: int = 0, by: Acting, at: datetime) -> None:
    """A part of the engine says that it lives, how late it was, and how much it found amiss."""
    check(by, Permission.RUN_LINE)
    told = {"at": at, "lag_ms": int(lag / timedelta(milliseconds=1)), "faults": faults}
    if not Heartbeat.objects.filter(name=name).update(**told):
        Heartbeat.objects.bulk_create([Heartbeat(name=name, **told)], ignore_conflicts=True)


def _open_steps(handoff: UUID) -> QuerySet[EscalationStep]:
    return EscalationStep.objects.filter(handoff=handoff, done_at__isnull=True)


def _take(by: Acting, at: datetime) -> list[EscalationStep]:
    """What is due and in nobody's hands, each hand-off's next step only; in hand until the end."""
    due = EscalationStep.objects.filter(site=by.site, done_at__isnull=True, due_at__lte=at)
    first = due.order_by("due_at", "number")
    taken = Pulse.objects.take(first.values_list("handoff", flat=True)[:AT_ONCE])
    found: dict[UUID, EscalationStep] = {}
    for one in first.filter(handoff__in=taken):
        found.setdefault(one.handoff_id, one)
    return list(found.values())


def _leader_was_reached(by: Acting, handoff: UUID, at: datetime) -> bool:
    """Whether a page to somebody who leads has left and was not lost since, or they said something to it."""
    since = queries.given_back(handoffs=[handoff]).since
    asked = messages.pages(subjects=[handoff], template=queries.PAGE, since=since).get(handoff, {})
    leaders = queries.team(site=by.site, at=at).supervisors
    back = since.get(handoff)
    return any(
        one.left or any(back is None or said_at > back for _word, said_at in one.said)
        for who, one in asked.items()
        if who in leaders
    )


def _try_again(by: Acting, handoff: UUID, at: datetime) -> None:
    """Whoever leads could not be paged: everybody again in a while, when the carrier may be back."""
    last = EscalationStep.objects.filter(handoff=handoff).order_by("-number")[0]
    again = EscalationStep(
        site=by.site, handoff_id=handoff, number=last.number + 1, step=Step.AGAIN, due_at=at + AGAIN_AFTER
    )
    EscalationStep.objects.bulk_create([again], ignore_conflicts=True)


class _Round:
    """The steps that are done together: who can be paged is read once for all of them."""

    def __init__(self, by: Acting, at: datetime, due: list[EscalationStep]) -> None:
        self.by, self.at, self.due = by, at, due
        ids = [one.handoff_id for one in due]
        rows = Handoff.objects.filter(pk__in=ids, state=State.REQUESTED).values_list("pk", "comes_first")
        self.asked = dict(rows)
        self.due.sort(key=lambda one: not self.asked.get(one.handoff_id))  # whose page takes who is free
        self.team = queries.team(site=by.site, at=at)
        self.known = queries.known(handoffs=ids, at=at)
        self.engaged = queries.engaged(site=by.site, at=at)
        everybody = {*self.team.on_call, *self.team.supervisors}
        self.methods = messages.live_methods(workers=everybody)

    def do(self) -> None:
        """Page, and note what was done; what leads to nobody makes the next step due now."""
        for one in self.due:
            one.done_at, one.outcome = self.at, self._page(one)
        EscalationStep.objects.bulk_update(self.due, ["done_at", "outcome"])
        for one in self.due:
            if one.outcome != Outcome.STOPPED:
                self._look_on(one)
        Pulse.objects.beat({one.handoff_id for one in self.due})

    def _page(self, one: EscalationStep) -> Outcome:
        """Page whom a step is for."""
        if one.handoff_id not in self.asked:
            return Outcome.STOPPED
        known = self.known.setdefault(one.handoff_id, {})
        elsewhere = {who for who, calls in self.engaged.items() if calls - {one.handoff_id}}
        chosen = choose(
            Step(one.step),
            on_call=in_turn(self.team.on_call, elsewhere),
            supervisors=self.team.supervisors,
            known=known,
            at=self.at,
        )
        to = [To(who, self.team.languages[who], tuple(self.methods.get(who, ()))) for who in chosen]
        subject = one.handoff_id
        send(to=to, template=queries.PAGE, subject=subject, code=reference(subject), by=self.by, at=self.at)
        for each in to:
            reached = bool(each.methods)
            known[each.worker] = Known(self.at, reached, passed=False, refused=False)
            if reached:
                self.engaged.setdefault(each.worker, set()).add(subject)
        return Outcome.PAGED if any(each.methods for each in to) else Outcome.NOBODY

    def _look_on(self, one: EscalationStep) -> None:
        """Where nobody is left to wait for, the next step is due now; after the last, everybody again."""
        if _open_steps(one.handoff_id).exists():
            if not still_waits(self.known[one.handoff_id]):
                hurry(handoff=one.handoff_id, by=self.by, at=self.at)
        elif (
            one.outcome == Outcome.NOBODY
            and one.number < MOST_STEPS
            and not _leader_was_reached(self.by, one.handoff_id, self.at)
        ):
            _try_again(self.by, one.handoff_id, self.at)
