"""Swaps and cover: asked, agreed, declined, taken back, run out; chased; and two who take the same."""

import time
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.database.test_races import at_once, rows
from tests.database.test_rota import HOUR, TURN_ENDS, names, told
from tests.factories.fixtures import World
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.actions import rota
from thirdoption.program.handoffs.actions import rota_requests as actions
from thirdoption.program.handoffs.models import Override, ShiftAnswer, ShiftRequest
from thirdoption.program.handoffs.queries.rota_requests import feed, open_requests
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.handoffs.rules.rota_requests import Stretch
from thirdoption.program.staff.queries import program

DAY = timedelta(days=1)


def tonight(world: World, *, hours: tuple[float, float] = (2, 12), layer: Layer = Layer.FIRST) -> Stretch:
    return Stretch(layer, world.at + hours[0] * HOUR, world.at + hours[1] * HOUR)


def act(world: World, who: str, action: Any, **given: Any) -> Any:
    with world.acting(who) as by:
        return action(**given, by=by, at=world.at)


def swap(world: World, who: str = "on-call", other: str = "case-manager-2", **given: Any) -> ShiftRequest:
    values = {"gives": tonight(world), "takes": None, **given}
    return act(world, who, actions.ask_swap, other=world.workers[other].pk, **values)


def cover(world: World, who: str = "on-call", **given: Any) -> ShiftRequest:
    return act(world, who, actions.ask_cover, **{"gives": tonight(world), **given})


def chase(world: World, asked: ShiftRequest) -> bool:
    """What the program itself does each minute."""
    with ground.opened(program(world.site.pk, world.at)) as by:
        return actions.chase(request=asked.pk, by=by, at=world.at)


def state(asked: ShiftRequest) -> str:
    found = ShiftAnswer.objects.filter(request=asked).first()
    return found.state if found else "asked"


def test_a_swap_changes_nothing_until_the_other_agrees(world: World) -> None:
    back = Stretch(Layer.FIRST, TURN_ENDS + 7 * DAY, TURN_ENDS + 8 * DAY)  # a day of Luis Arroyo's week
    asked = swap(world, takes=back)
    inside = world.at + 3 * HOUR
    assert (names(world, inside), names(world, back.starts_at)) == (["Kim", "Dana"], ["Luis", "Priya"])
    assert told(world, "case-manager-2", "shift-request") == 1
    act(world, "case-manager-2", actions.agree, request=asked.pk)
    assert (names(world, inside), names(world, back.starts_at)) == (["Luis", "Dana"], ["Kim", "Priya"])
    assert names(world, back.ends_at) == ["Luis", "Priya"]
    assert told(world, "on-call", "shift-answer") == 1
    assert state(asked) == "agreed" and open_requests(site=world.site.pk) == []


def test_a_swap_that_includes_now_works_at_once(world: World) -> None:
    asked = swap(world, gives=tonight(world, hours=(-3, 4)))
    world.pass_time(minutes=10)
    act(world, "case-manager-2", actions.agree, request=asked.pk)
    assert names(world) == ["Luis", "Dana"]
    assert names(world, world.at - timedelta(minutes=1)) == ["Kim", "Dana"], "what was, stays"
    assert names(world, asked.ends_at) == ["Kim", "Dana"]


@pytest.mark.parametrize(
    ("who", "given", "sentence"),
    [
        ("case-manager-2", {"other": "on-call"}, "turn of your own"),
        ("on-call", {"hours": (2, 24 * 6)}, "turn of your own"),
        ("on-call", {"hours": (4, 2)}, "ends before it begins"),
        ("on-call", {"hours": (-4, -2)}, "time has passed"),
        ("on-call", {"other": "officer"}, "could not find"),
        ("on-call", {"other": "on-call"}, "could not find"),
        ("on-call", {"takes": Stretch(Layer.FIRST, TURN_ENDS, TURN_ENDS + DAY)}, "turn has changed"),
        ("officer", {}, "could not find"),
    ],
)
def test_a_swap_that_cannot_be_asked(world: World, who: str, given: dict[str, Any], sentence: str) -> None:
    values = dict(given)
    if "hours" in values:
        values["gives"] = tonight(world, hours=values.pop("hours"))
    with pytest.raises(Refused, match=sentence):
        swap(world, who, **values)
    assert swap(world) is not None


def test_only_who_was_asked_answers_and_only_who_asked_takes_back(world: World) -> None:
    asked = swap(world)
    for who in ("on-call", "case-manager-3", "supervisor"):
        with pytest.raises(Refused, match="could not find"):
            act(world, who, actions.agree, request=asked.pk)
    for who in ("case-manager-3", "supervisor"):
        with pytest.raises(Refused, match="could not find"):
            act(world, who, actions.decline, request=asked.pk)
        with pytest.raises(Refused, match="could not find"):
            act(world, who, actions.take_back, request=asked.pk)
    act(world, "case-manager-2", actions.decline, request=asked.pk)
    assert state(asked) == "declined" and names(world, world.at + 3 * HOUR) == ["Kim", "Dana"]
    for action in (actions.agree, actions.decline):
        with pytest.raises(Refused, match="Somebody else was quicker"):
            act(world, "case-manager-2", action, request=asked.pk)


def test_what_was_taken_back_cannot_be_agreed_to(world: World) -> None:
    asked = swap(world)
    act(world, "on-call", actions.take_back, request=asked.pk)
    with pytest.raises(Refused, match="taken back"):
        act(world, "case-manager-2", actions.agree, request=asked.pk)
    assert state(asked) == "taken_back" and not Override.objects.exists()


def test_a_turn_that_changed_meanwhile_is_not_given_twice(world: World) -> None:
    first, second = swap(world), swap(world, other="case-manager-3")
    act(world, "case-manager-2", actions.agree, request=first.pk)
    with pytest.raises(Refused, match="turn has changed since"):
        act(world, "case-manager-3", actions.agree, request=second.pk)
    assert names(world, world.at + 3 * HOUR) == ["Luis", "Dana"]


def test_cover_is_asked_of_everybody_who_is_free_and_the_first_yes_takes_it(world: World) -> None:
    asked = cover(world)
    of = {one.worker.name.split()[0] for one in asked.askings.select_related("worker")}
    assert of == {"Dana", "Luis", "Priya", "Ruth"}  # Dana is second then, which is another layer
    assert names(world, world.at + 3 * HOUR) == ["Kim", "Dana"], "who asks stays until somebody says yes"
    act(world, "case-manager-3", actions.agree, request=asked.pk)
    assert names(world, world.at + 3 * HOUR) == ["Priya", "Dana"]
    with pytest.raises(Refused, match="Somebody else was quicker"):
        act(world, "case-manager-2", actions.agree, request=asked.pk)


def test_cover_is_chased_until_it_runs_out(world: World) -> None:
    asked = cover(world, gives=tonight(world, hours=(40, 50)))
    asks = {key: told(world, key, "shift-request") for key in ("case-manager-2", "case-manager-3")}
    assert asks == {"case-manager-2": 1, "case-manager-3": 1}
    act(world, "case-manager-2", actions.decline, request=asked.pk)
    assert not chase(world, asked), "not yet"
    world.pass_time(hours=24)
    assert chase(world, asked)
    world.pass_time(hours=2)  # in the last day it is every two hours
    assert chase(world, asked)
    assert told(world, "case-manager-3", "shift-request") == 3
    assert told(world, "case-manager-2", "shift-request") == 1, "nobody is asked again after a no"
    world.pass_time(hours=24)
    assert chase(world, asked)
    assert state(asked) == "ran_out"
    assert not chase(world, asked)
    with pytest.raises(Refused):
        act(world, "case-manager-3", actions.agree, request=asked.pk)


def test_when_everybody_says_no_the_planner_is_told(world: World) -> None:
    asked = cover(world)
    for who in ("case-manager", "case-manager-2", "case-manager-3"):
        act(world, who, actions.decline, request=asked.pk)
    assert told(world, "supervisor", "rota-gap") == 0
    act(world, "supervisor", actions.decline, request=asked.pk)
    assert told(world, "supervisor", "rota-gap") == 1
    assert state(asked) == "asked", "it stays open: somebody may still change their mind"


def test_twenty_take_the_same_cover_and_one_has_it(committed: World) -> None:
    world = committed
    asked = cover(world)
    team = ("case-manager", "case-manager-2", "case-manager-3", "supervisor")

    def take(number: int) -> str:
        by = world.by(team[number % len(team)])
        with ground.opened(by):
            time.sleep(0.02)
            actions.agree(request=asked.pk, by=by, at=world.at)
        return str(by.worker)

    said = at_once(20, take)
    (winner,) = set(said) - {"conflict"}
    assert Counter(said) == {winner: 5, "conflict": 15}  # each of four taps five times
    assert rows("SELECT worker_id::text FROM handoffs_override") == [(winner,)]
    assert rows("SELECT state, worker_id::text FROM handoffs_shiftanswer") == [("agreed", winner)]


def test_two_planners_change_one_night_and_the_second_is_told(committed: World) -> None:
    world = committed

    def change(number: int) -> str:
        by = world.by("supervisor")
        other = world.workers[("case-manager-2", "case-manager-3")[number % 2]].pk
        night = {"starts_at": world.at + HOUR, "ends_at": world.at + 9 * HOUR}
        with ground.opened(by):
            kim = world.workers["on-call"].pk
            rota.override(layer=Layer.FIRST, **night, away=kim, worker=other, by=by, at=world.at)
        return "done"

    assert Counter(at_once(10, change)) == {"done": 1, "conflict": 9}


def test_a_calendar_s_address_is_replaced_and_closed(world: World) -> None:
    first = act(world, "on-call", actions.open_feed, of_team=False)
    second = act(world, "on-call", actions.open_feed, of_team=False)
    team = act(world, "on-call", actions.open_feed, of_team=True)
    assert feed(key=first.key) is None and feed(key=second.key) == second
    act(world, "on-call", actions.close_feed, of_team=False)
    assert feed(key=second.key) is None and feed(key=team.key) == team
