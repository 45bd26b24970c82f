"""The worker's own safety: silent while their time runs; then a colleague, who leads, whom the site names."""

from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.factories.line import NUMBERS, Line
from thirdoption.jobs import line as engine
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import safety
from thirdoption.program.handoffs.models import Handoff, Outing, SafetyStep
from thirdoption.program.handoffs.queries import safety as queries
from thirdoption.program.handoffs.rules import State
from thirdoption.program.handoffs.rules.safety import Rule


def goes(line: Line, key: str = "on-call") -> Any:
    """A call that a worker accepts and sets out for."""
    call = line.call()
    with line.world.acting(key) as by:
        found = Handoff.objects.get(pk=call)
        handoffs.accept(handoff=found, by=by, at=line.world.at)
        handoffs.set_out(handoff=found, by=by, at=line.world.at)
    line.settle()
    return call


def told(line: Line, *, company: bool = False) -> list[str]:
    """Who was told of a worker, or asked for company, in order."""
    keys = {number: key for key, number in NUMBERS.items()}
    word = "come along" if company else "not heard"
    return [keys[one.to] for one in line.inbox() if word in one.body]


def mine(line: Line, key: str = "on-call") -> Outing:
    return Outing.objects.get(worker=line.world.workers[key])


def minutes(line: Line, number: float) -> None:
    line.wait(number * 60)


def home(line: Line, key: str = "on-call", by_key: str = "") -> None:
    with line.world.acting(by_key or key) as by:
        safety.come_home(outing=mine(line, key), by=by, at=line.world.at)


def test_it_is_silent_until_the_time_runs_out(line: Line) -> None:
    goes(line)
    minutes(line, 59.9)
    assert told(line) == []
    minutes(line, 0.2)
    assert told(line) == ["case-manager"]
    assert not any("Kim" in one.body or "LEAD" in one.body for one in line.inbox())


def test_then_the_supervisor_then_everybody_again_and_again(line: Line) -> None:
    goes(line)
    minutes(line, 60)
    minutes(line, 5)
    assert told(line) == ["case-manager", "supervisor"]
    minutes(line, 15)  # nobody is named here, so everybody follows
    assert told(line)[2:] == ["case-manager", "case-manager-2", "supervisor"]
    minutes(line, 10)
    assert told(line)[5:] == ["case-manager", "case-manager-2", "supervisor"]
    assert "on-call" not in told(line)


def test_whom_the_site_names_is_told_last(line: Line) -> None:
    line.reach("manager", address="+15185550177")
    with line.world.acting("supervisor") as by:
        safety.set_rule(rule=Rule(minutes=30, named="program_manager"), by=by, at=line.world.at)
    goes(line)
    minutes(line, 36)
    assert told(line) == ["case-manager", "supervisor"]
    minutes(line, 4)
    assert [one.to for one in line.inbox() if "not heard" in one.body][2:] == ["+15185550177"]


def test_home_safe_ends_it_and_said_twice_is_once(line: Line) -> None:
    goes(line)
    minutes(line, 30)
    home(line)
    home(line)
    minutes(line, 120)
    assert told(line) == [] and mine(line).home_at is not None
    assert not SafetyStep.objects.filter(done_at=None).exists()


def test_who_is_home_is_home_from_every_call(line: Line) -> None:
    """From one call to the next without a tap between: nobody is woken for the one that was forgotten."""
    goes(line)
    minutes(line, 30)
    goes(line)
    first, second = Outing.objects.order_by("began_at")
    with line.world.acting("on-call") as by:
        safety.come_home(outing=second, by=by, at=line.world.at)
    minutes(line, 120)
    assert told(line) == []
    with line.world.acting("supervisor") as by:
        assert queries.out(by=by) == []
    first.refresh_from_db()
    assert first.home_at == Outing.objects.get(pk=second.pk).home_at
    goes(line)
    with line.world.acting("on-call") as by:  # an old page's tap says nothing of the third
        safety.come_home(outing=first, by=by, at=line.world.at)
        assert len(queries.out(by=by)) == 1


def test_one_tap_makes_it_longer_and_two_taps_are_one(line: Line) -> None:
    goes(line)
    minutes(line, 50)
    for _tap in range(2):
        with line.world.acting("on-call") as by:
            safety.extend(outing=mine(line), extended=0, by=by, at=line.world.at)
    minutes(line, 29.9)
    assert told(line) == []
    minutes(line, 0.2)
    assert told(line) == ["case-manager"]


def test_a_colleague_who_reached_them_begins_it_anew(line: Line) -> None:
    goes(line)
    minutes(line, 61)
    with line.world.acting("supervisor") as by:
        (out,) = queries.out(by=by)
        assert out.told_at is not None and out.due_at == line.world.at + timedelta(minutes=4)
    with line.world.acting("case-manager") as by:
        safety.extend(outing=mine(line), extended=0, by=by, at=line.world.at)
    minutes(line, 19)
    assert told(line) == ["case-manager"]
    minutes(line, 2)
    assert told(line) == ["case-manager"] * 2


def test_it_goes_on_after_the_hand_off_has_ended(line: Line) -> None:
    call = goes(line)
    with line.world.acting("on-call") as by:
        handoffs.end(handoff=Handoff.objects.get(pk=call), because=State.PERSON_LEFT, by=by, at=line.world.at)
    minutes(line, 61)
    assert told(line) == ["case-manager"]
    home(line, by_key="supervisor")
    assert mine(line).home_said_by == line.world.workers["supervisor"]


def test_nobody_else_on_call_tells_the_supervisor_at_once(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call")
    bare.reach("supervisor")
    goes(bare)
    minutes(bare, 60)
    assert told(bare) == ["supervisor"]


def test_a_message_that_the_carrier_refuses_tells_the_next_at_once(line: Line) -> None:
    goes(line)
    line.faults(rejected=[NUMBERS["case-manager"]])
    minutes(line, 60)
    assert told(line) == ["supervisor"]
    line.faults(undelivered=[NUMBERS["supervisor"]])
    minutes(line, 20)
    assert told(line).count("supervisor") >= 2


def test_who_is_out_comes_last_when_somebody_else_calls(line: Line) -> None:
    goes(line)
    line.call()
    assert line.paged()[-1] == "case-manager"


def test_the_time_runs_from_setting_out_and_not_from_the_yes(line: Line) -> None:
    call = line.call()
    line.says("on-call", "yes")
    minutes(line, 90)
    assert told(line) == [] and not Outing.objects.exists()
    with line.world.acting("on-call") as by:
        handoffs.arrive(handoff=Handoff.objects.get(pk=call), by=by, at=line.world.at)
    minutes(line, 61)  # whoever is around the corner is out from being there on
    assert told(line) == ["case-manager"]


# Two go


@pytest.fixture
def in_twos(line: Line) -> Line:
    """Two go to the pharmacy, at any hour."""
    with line.world.acting("supervisor") as by:
        safety.set_rule(rule=Rule(two_places=("made-up street",)), by=by, at=line.world.at)
    return line


def test_unset_means_no_rule(line: Line) -> None:
    goes(line)
    minutes(line, 5)
    assert told(line, company=True) == []


def test_a_second_worker_is_asked_then_all_and_the_first_who_comes_ends_it(in_twos: Line) -> None:
    call = goes(in_twos)
    assert told(in_twos, company=True) == ["case-manager"]
    in_twos.wait(61)
    assert sorted(told(in_twos, company=True)[1:]) == ["case-manager", "case-manager-2", "supervisor"]
    handoff = Handoff.objects
    with in_twos.world.acting("case-manager-2") as by:
        safety.come_along(handoff=handoff.get(pk=call), by=by, at=in_twos.world.at)
    with in_twos.world.acting("case-manager") as by, pytest.raises(Refused):
        safety.come_along(handoff=handoff.get(pk=call), by=by, at=in_twos.world.at)
    with in_twos.world.acting("on-call") as by, pytest.raises(Refused):
        safety.come_along(handoff=handoff.get(pk=call), by=by, at=in_twos.world.at)
    assert queries.company(handoff=call).comes == "Luis Arroyo"
    assert {one.worker_id for one in Outing.objects.all()} == {
        in_twos.world.workers[key].pk for key in ("on-call", "case-manager-2")
    }
    home(in_twos)
    minutes(in_twos, 61)  # the second one is missed by themself
    assert len(told(in_twos)) == 1


def test_nobody_is_asked_for_company_once_the_hand_off_is_over(in_twos: Line) -> None:
    call = goes(in_twos)
    with in_twos.world.acting("on-call") as by:
        handoffs.end(
            handoff=Handoff.objects.get(pk=call), because=State.CANCELLED, by=by, at=in_twos.world.at
        )
    in_twos.wait(120)
    assert told(in_twos, company=True) == ["case-manager"]


def test_a_rule_of_hours_over_midnight(line: Line) -> None:
    local = line.world.at.astimezone(ZoneInfo(line.world.site.zone))
    begins, ends = (local - timedelta(hours=1)).time(), (local + timedelta(hours=1)).time()
    with line.world.acting("supervisor") as by:
        safety.set_rule(rule=Rule(two_from=ends, two_until=begins), by=by, at=line.world.at)
    goes(line)
    assert told(line, company=True) == []
    with line.world.acting("supervisor") as by:
        safety.set_rule(rule=Rule(two_from=begins, two_until=ends), by=by, at=line.world.at)
    goes(line, "case-manager")
    assert told(line, company=True) == ["case-manager-2"]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(minutes=5),
        Rule(named="officer"),
        Rule(two_from=time(22)),
        Rule(two_from=time(22), two_until=time(22)),
        Rule(two_places=("x",)),
    ],
)
def test_what_is_no_rule_is_refused(line: Line, rule: Rule) -> None:
    with line.world.acting("supervisor") as by, pytest.raises(Refused):
        safety.set_rule(rule=rule, by=by, at=line.world.at)
    with line.world.acting("on-call") as by, pytest.raises(Refused):
        safety.set_rule(rule=Rule(), by=by, at=line.world.at)


# Watching


def test_a_check_in_that_was_due_and_told_nobody_fails_loudly(line: Line) -> None:
    goes(line)
    line.world.pass_time(minutes=61)  # and no engine
    assert [one.code for one in engine.watch(line.world.at)] == ["check-in is late"]
    line.settle()
    assert engine.watch(line.world.at) == []


def test_somebody_who_is_out_with_nothing_due_fails_loudly(line: Line) -> None:
    goes(line)
    SafetyStep.objects.update(done_at=line.world.at)
    assert [one.code for one in engine.watch(line.world.at)] == ["nobody watches"]
