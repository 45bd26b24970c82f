"""The line pages until a human says yes: by steps, at once where nobody is left to wait for."""

from datetime import timedelta

import pytest

from tests.factories.line import NUMBERS, Line
from tests.factories.policies import REHEARSAL, setting
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import EscalationStep, Handoff
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.handoffs.rules import State
from thirdoption.program.messages.rules import Kind


def test_the_first_on_call_is_paged_at_once_and_nobody_else(line: Line) -> None:
    call = line.call()
    assert line.paged() == ["on-call"]
    assert line.steps(call) == [("first", "paged"), ("next", ""), ("everybody", ""), ("supervisor", "")]


def test_a_silent_night_pages_everybody_in_turn(line: Line) -> None:
    call = line.call()
    line.wait(59)
    assert line.paged() == ["on-call"]
    line.wait(2)
    assert line.paged() == ["on-call", "case-manager"]
    line.wait(60)
    assert sorted(line.paged()[2:]) == ["case-manager", "case-manager-2", "on-call"]
    line.wait(118)
    assert "supervisor" not in line.paged()
    line.wait(3)
    assert line.paged()[-1] == "supervisor"
    assert line.state(call) == ("requested", "") and queries.is_exhausted(handoff=call)


def test_yes_by_message_accepts_as_that_worker_and_ends_the_paging(line: Line) -> None:
    call = line.call()
    assert "is yours" in line.says("on-call", "Yes")
    assert line.state(call) == ("accepted", "on-call")
    line.wait(600)
    assert line.paged() == ["on-call"]
    assert [outcome for _step, outcome in line.steps(call)] == ["paged", "stopped", "stopped", "stopped"]
    assert not queries.is_exhausted(handoff=call)


def test_busy_pages_the_next_at_once_and_brings_the_rest_nearer(line: Line) -> None:
    call = line.call()
    line.wait(10)
    assert "who is next" in line.says("on-call", "busy")
    assert line.paged() == ["on-call", "case-manager"]
    left = EscalationStep.objects.filter(handoff=call, done_at__isnull=True).order_by("number")
    assert [one.due_at - line.world.at for one in left] == [timedelta(seconds=60), timedelta(seconds=180)]


def test_everybody_passes_and_the_supervisor_is_paged_at_once(line: Line) -> None:
    line.call()
    for key in ("on-call", "case-manager", "case-manager-2"):
        line.says(key, "pass")
    assert line.paged() == ["on-call", "case-manager", "case-manager-2", "supervisor"]


def test_who_passed_is_not_asked_again_by_the_same_call(line: Line) -> None:
    line.call()
    line.says("on-call", "pass")
    line.wait(130)
    assert line.paged().count("on-call") == 1 and line.paged().count("case-manager-2") == 1


def test_who_was_busy_is_asked_again_when_all_are(line: Line) -> None:
    line.call()
    line.says("on-call", "busy")
    line.wait(130)
    assert line.paged().count("on-call") == 2


def test_nobody_on_call_pages_the_supervisor_at_once(bare: Line) -> None:
    bare.reach("supervisor")
    call = bare.call()
    assert bare.paged() == ["supervisor"]
    assert bare.steps(call) == [
        ("first", "nobody"),
        ("next", "nobody"),
        ("everybody", "nobody"),
        ("supervisor", "paged"),
    ]


def test_no_method_at_all_is_no_page_and_the_next_is_asked(bare: Line) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("case-manager")
    bare.call()
    assert bare.paged() == ["case-manager"]
    assert [one.channel for one in bare.pages_of("on-call")] == ["in_app"]


def test_an_unverified_number_does_not_count(bare: Line) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("on-call", verified=False)
    bare.reach("case-manager")
    bare.call()
    assert bare.paged() == ["case-manager"]


def test_two_calls_at_once_page_two_people(line: Line) -> None:
    first, second = line.call(), line.call()
    assert line.paged() == ["on-call", "case-manager"]
    line.says("case-manager", "yes")
    assert line.state(second) == ("accepted", "case-manager") and line.state(first)[0] == "requested"


def test_who_is_with_somebody_is_asked_last_but_asked(line: Line) -> None:
    line.call()
    line.says("on-call", "yes")
    line.call()
    assert line.paged()[-1] == "case-manager"
    line.wait(121)
    assert line.paged()[-3:].count("on-call") == 1


def test_the_only_one_on_call_gets_the_second_call_too(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call")
    bare.call()
    bare.call()
    assert bare.paged() == ["on-call", "on-call"]


def test_a_call_that_has_ended_pages_nobody_any_more(line: Line) -> None:
    call = line.call()
    with line.world.acting("on-call") as by:
        ended = Handoff.objects.get(pk=call)
        handoffs.end(handoff=ended, because=State.CANCELLED, by=by, at=line.world.at)
    line.wait(300)
    assert line.paged() == ["on-call"]


def test_a_yes_after_the_escalation_is_still_a_yes(line: Line) -> None:
    call = line.call()
    line.wait(900)
    assert queries.is_exhausted(handoff=call)
    assert "is yours" in line.says("case-manager-2", "YES")
    assert line.state(call) == ("accepted", "case-manager-2")


def test_every_verified_way_is_used_at_once(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call", Kind.SMS, Kind.VOICE)
    bare.call()
    assert len(bare.inbox("on-call")) == 1 and len(bare.inbox("on-call", "Calls")) == 1
    assert NUMBERS["on-call"] == bare.inbox("on-call")[0].to


@pytest.mark.parametrize("seconds", [30, None])
def test_how_long_a_page_is_waited_for_is_the_policy_s_to_say(
    line: Line, monkeypatch: pytest.MonkeyPatch, seconds: int | None
) -> None:
    """Where it is not known yet, a minute; whoever leads is told after four times as long."""
    policy = setting(REHEARSAL, "answer_seconds", seconds)
    monkeypatch.setattr(queries, "policy_as_written", lambda _version: policy)
    call, wait = line.call(), seconds or 60
    line.wait(wait - 1)
    assert line.paged() == ["on-call"]
    line.wait(2)
    assert line.paged() == ["on-call", "case-manager"]
    line.wait(3 * wait)
    assert line.steps(call)[-1] == ("supervisor", "paged")
