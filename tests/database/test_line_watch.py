"""Watching the watcher: what was due and did not happen fails loudly, and nothing else does."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.urls import reverse

from tests.factories import walk
from tests.factories.line import Line
from thirdoption.jobs import background
from thirdoption.jobs import line as engine
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import escalation, line_tests, safety
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries.escalation import is_exhausted
from thirdoption.program.handoffs.rules import State
from thirdoption.program.messages import actions as messages
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.staff.queries import program


def health(line: Line) -> tuple[int, dict[str, Any]]:
    answer = line.client.get(reverse("line:heartbeat"))
    return answer.status_code, answer.json()


def test_a_line_at_rest_is_well(line: Line) -> None:
    line.call()
    assert engine.watch(line.world.at) == []
    status, told = health(line)
    assert status == 200 and told == {"lag_seconds": 0.0, "beat_seconds_ago": 0.0, "faults": 0}


def test_an_engine_that_never_beat_is_told(bare: Line) -> None:
    assert health(bare)[0] == 503


def test_an_engine_that_stands_is_told_at_once_by_its_beat(line: Line) -> None:
    line.settle()
    line.world.pass_time(seconds=11)
    status, told = health(line)
    assert status == 503 and told["beat_seconds_ago"] == 11


def test_an_auditor_that_stands_is_told(line: Line) -> None:
    engine.watch(line.world.at)
    line.settle()
    assert health(line)[0] == 200
    line.world.pass_time(seconds=31)
    line.settle()
    assert health(line)[0] == 503


def test_what_breaks_in_one_part_stops_no_page_and_is_told(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = line.call()
    engine.watch(line.world.at)
    with monkeypatch.context() as broken:
        for part in (line_tests, safety):
            broken.setattr(part, "step", raises)
        line.world.pass_time(seconds=60)
        with pytest.raises(KeyError):
            engine.wake(line.world.at)
        assert line.steps(call)[1] == ("next", "paged")
    assert health(line)[1]["beat_seconds_ago"] == 60, "whoever watches hears of it"
    engine.wake(line.world.at)
    assert health(line)[1]["beat_seconds_ago"] == 0


def raises(**_given: Any) -> int:
    raise KeyError("something that nobody thought of")


@pytest.mark.parametrize("error", [KeyError, OperationalError, InterfaceError])
def test_nothing_that_goes_wrong_ends_who_looks_after_the_line(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No part of the job process is gone for good while the process seems to live."""
    stop, tries = threading.Event(), list[int]()

    def act() -> None:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise error("whatever")

    monkeypatch.setattr(background, "connection", SimpleNamespace(close=lambda: None))
    background.keep_going(stop, 0.001, act)
    assert len(tries) == 3


def test_a_step_that_was_due_and_did_not_happen_fails_loudly(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.call()
    line.world.pass_time(seconds=75)  # and no engine
    (fault,) = engine.watch(line.world.at)
    assert fault.code == "step is late"
    status, told = health(line)
    assert status == 503 and told["faults"] == 1 and told["lag_seconds"] == 15
    line.settle()
    assert engine.watch(line.world.at) == [] and health(line)[0] == 200


def test_a_yes_for_which_the_line_was_not_called_fails_loudly(line: Line) -> None:
    """Its job waits or fails again and again: there is no hand-off yet, and an officer waits."""
    referral = walk.contact(line.world)
    with line.world.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=line.world.at)
    assert engine.watch(line.world.at) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '31 seconds'")
    assert [one.code for one in engine.watch(line.world.at)] == ["nobody was called"]
    line.settle()
    assert engine.watch(line.world.at) == []


def test_a_clock_that_is_set_back_fails_loudly(line: Line) -> None:
    """What is due in a minute is due in an hour then: an engine finds nothing to do, and nothing late."""
    call = line.call()
    line.world.pass_time(hours=-1)
    found = engine.watch(line.world.at)
    assert [(one.code, one.handoff) for one in found] == [("a clock was set back", call)]


def test_a_call_without_steps_fails_loudly(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(escalation, "PLAN", ())
    line.call()
    assert [one.code for one in engine.watch(line.world.at)] == ["no steps"]


def test_a_call_that_nobody_leads_fails_loudly(bare: Line) -> None:
    """Nobody on call, and no supervisor has a number: nobody was paged, and somebody must know.

    It is tried again all the same: a number that is added meanwhile is paged.
    """
    call = bare.call()
    assert [one for _step, one in bare.steps(call)] == [*["nobody"] * 4, ""]
    assert [one.code for one in engine.watch(bare.world.at)] == ["nobody leads"]
    bare.reach("supervisor")
    bare.wait(61)
    assert bare.paged() == ["supervisor"] and not engine.watch(bare.world.at)


def test_while_no_page_gets_through_it_is_tried_again_and_everybody_knows(line: Line) -> None:
    """The carrier refuses all night: the officer reads what is done instead, and a monitor hears of it."""
    line.faults(reject=1.0)
    call = line.call()
    line.wait(330)
    assert line.steps(call)[-2:] == [("again", "paged"), ("again", "")]
    assert [one.code for one in engine.watch(line.world.at)] == ["nobody leads"] and health(line)[0] == 503
    with line.world.acting("officer"):
        assert is_exhausted(handoff=call)
    line.faults()
    line.wait(61)
    assert engine.watch(line.world.at) == [] and health(line)[0] == 200


def test_nobody_with_a_way_is_tried_again_until_somebody_has_one(bare: Line) -> None:
    bare.on_call("on-call")
    call = bare.call()
    bare.reach("on-call")
    bare.wait(61)
    assert bare.paged() == ["on-call"] and bare.steps(call)[-1] == ("again", "paged")


def test_a_page_that_nobody_wants_any_more_is_not_missed_for_ever(line: Line) -> None:
    """Somebody said yes before it left, or its number said STOP: it need not leave."""
    call = line.call()
    with line.world.acting("on-call") as by:
        handoffs.end(handoff=Handoff.objects.get(pk=call), because=State.CANCELLED, by=by, at=line.world.at)
    way = ContactMethod.objects.get(worker=line.world.workers["supervisor"].pk)
    with ground.opened(program(line.world.site.pk, line.world.at)) as by:
        to = messages.To(way.worker, "en", (way,))
        messages.send(to=[to], template="hand-off", subject=call, by=by, at=by.now())
    line.settle()
    line.world.pass_time(minutes=5)
    line.settle()
    assert "supervisor" not in line.paged() and engine.watch(line.world.at) == []


def test_the_heartbeat_tells_nothing_of_anybody(line: Line) -> None:
    line.call()
    told = line.client.get(reverse("line:heartbeat")).content.decode()
    assert set(health(line)[1]) == {"lag_seconds", "beat_seconds_ago", "faults"} and len(told) < 100
