"""Rehearsing a night of the line: its plan, and what happened against the targets."""

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings

from thirdoption.demo.night import ACCOUNT, LINE_URL, NUMBER, Call, Night, Say, first_evening
from thirdoption.demo.rehearsal_carrier import Carrier, Faults, server
from thirdoption.demo.year import work_until_empty
from thirdoption.jobs.carriers import twilio
from thirdoption.program.ground import acting
from thirdoption.program.handoffs.actions import line_tests, rota
from thirdoption.program.handoffs.models import EscalationStep, LineTest
from thirdoption.program.handoffs.queries.escalation import faults
from thirdoption.program.handoffs.queries.rota import gaps
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.staff.queries import acting as acting_of
from thirdoption.program.staff.queries import program
from thirdoption.web.line import views

HOURS, HOURS_AWAY = 10, 1
FIRST_PAGE, ANSWER = timedelta(seconds=10), timedelta(minutes=5)
CALLS = ((20, "officer"), (75, "officer-2"), (75, "officer-3"), (170, "officer"), (255, "officer-2"),
         (300, "officer"), (390, "officer-3"))  # fmt: skip
"""Minutes after ten in the evening, and who calls; two at once, and one while the carrier is away."""
AWAY = (298, 303)


def play(
    *,
    site: Site,
    seed: int,
    now: datetime,
    say: Say,
    carrier_is_away: bool = False,
    work: Callable[[], object] = work_until_empty,
) -> bool:
    """Play a night at a made-up place; whether no hand-off was silent."""
    if not site.made_up:
        raise ValueError("A night is rehearsed only at a made-up place.")
    with carrier_served(seed) as carrier:
        night = Night(site, carrier, work, say, seed, first_evening(site, now))
        began = night.at
        carrier.faults = usual = Faults(lose=0.1, duplicate=0.1, reorder=True)
        down = Faults(down=True)
        if carrier_is_away:
            carrier.faults = usual = down

        def change(to: Faults) -> None:
            carrier.faults = to
            night.tell("The carrier is away" if to.down else "The carrier is back")

        for minutes, faulty in zip(AWAY, (down, usual), strict=True):
            night.after(timedelta(minutes=minutes), partial(change, faulty))
        for minutes, officer in CALLS:
            night.after(timedelta(minutes=minutes), partial(night.officer_calls, officer))
        night.after(timedelta(minutes=1), night.look)
        _begin_a_shift(night)
        with clock_of(night):
            night.until(began + timedelta(hours=HOURS_AWAY if carrier_is_away else HOURS))
            return _report(night, began)


@contextmanager
def carrier_served(seed: int) -> Iterator[Carrier]:
    """A rehearsal carrier on this machine, and settings that lead there."""
    carrier = Carrier(ACCOUNT, uuid.uuid4().hex, LINE_URL, seed=seed)
    http = server(carrier)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{http.server_port}"
    given = {"CARRIER_URL": url, "CARRIER_ACCOUNT": ACCOUNT, "CARRIER_TOKEN": carrier.token,
             "CARRIER_NUMBER": NUMBER, "LINE_URL": LINE_URL}  # fmt: skip
    before = {name: getattr(settings, name) for name in given}
    for name, value in given.items():
        setattr(settings, name, value)
    twilio.close()
    try:
        yield carrier
    finally:
        twilio.close()
        for name, value in before.items():
            setattr(settings, name, value)
        http.shutdown()
        http.server_close()
        thread.join()


@contextmanager
def clock_of(night: Night) -> Iterator[None]:
    """The webhooks take the night's time for theirs."""
    before = views.clock
    views.clock = lambda: night.at
    try:
        yield
    finally:
        views.clock = before


def _begin_a_shift(night: Night) -> None:
    """Somebody comes on call beside the others for the night, and is tested as whoever begins a shift."""
    lead, at = night.workers["supervisor"], night.at
    with acting.opened(acting_of(lead, at=at)) as by:
        who = night.workers["case-manager-3"]
        rota.put_on_call(worker=who, starts_at=at, ends_at=at + timedelta(hours=HOURS), by=by, at=at)
    with acting.opened(program(night.site.pk, at)) as by:
        line_tests.plan(by=by, at=at + timedelta(seconds=1))


def _tests(night: Night) -> str:
    """How many tests of the line there were, and how many were answered."""
    tests = LineTest.objects.filter(site=night.site.pk)
    answered = tests.filter(answered_at__isnull=False).count()
    return f"Tests at the beginning of a shift: {answered} of {tests.count()} answered"


def _report(night: Night, began: datetime) -> bool:
    """What the night came to, against the targets; whether no hand-off was silent."""
    policy = policy_on(night.site, local_day(night.site, night.at))[1]
    asked = policy.settings["response_minutes"].value
    arrival = timedelta(minutes=asked) if isinstance(asked, int) else None
    silent = _silent(night)
    answered = [one for one in night.calls if one.answered]
    say = night.say
    say("")
    hours = round((night.at - began) / timedelta(hours=1))
    say(f"{len(night.calls)} calls in {hours} hours, {len(answered)} answered by a human")
    say(_line("From the call to the first page", ((one.at, one.paged) for one in night.calls), FIRST_PAGE))
    say(_line("From the call to a yes", ((one.at, one.answered) for one in night.calls), ANSWER))
    say(_line("From the call to arriving", ((one.at, one.arrived) for one in night.calls), arrival))
    say(_line("From the call to a free officer", ((one.at, one.free) for one in night.calls), None))
    say(_tests(night))
    say(f"Heartbeat as an outside monitor reads it: {sum(night.beats)} of {len(night.beats)} well")
    say(f"Colleagues told that somebody had not checked in: {night.missed}")
    coming = gaps(site=night.site.pk, start=began, end=began + timedelta(days=14))
    say(f"Gaps in the rota in the next two weeks: {len(coming)}")
    say(f"What the auditor found: {', '.join(sorted(set(night.faults))) or 'nothing'}")
    say(f"Silent hand-offs: {len(silent)}" + "".join(f" (call {one.number})" for one in silent))
    return not silent


def _silent(night: Night) -> list[Call]:
    """Calls that nobody answered and of which nobody who leads was told."""
    with acting.opened(program(night.site.pk, night.at)) as by:
        found = {one.handoff for one in faults(by=by, at=night.at)}
        going_on = set(EscalationStep.objects.filter(done_at=None).values_list("handoff", flat=True))
        return [
            one
            for one in night.calls
            if one.answered is None and (one.paged is None or one.handoff in found or one.handoff in going_on)
        ]


def _line(title: str, pairs: Iterable[tuple[datetime, datetime | None]], target: timedelta | None) -> str:
    took = sorted(end - start for start, end in pairs if end is not None)
    if not took:
        return f"{title}: never"
    middle, most = took[len(took) // 2], took[-1]
    words = f"{title}: median {_long(middle)}, longest {_long(most)}"
    if target is None:
        return f"{words}; no target is set"
    late = sum(one > target for one in took)
    return f"{words}; target {_long(target)}, {'met by all' if not late else f'{late} later'}"


def _long(span: timedelta) -> str:
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
