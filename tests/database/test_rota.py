"""The rota in the database: planning, changing, and the one answer that everybody asks for."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.worlds import connect
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.actions import rota as actions
from thirdoption.program.handoffs.models import Override
from thirdoption.program.handoffs.queries.rota import gaps, on_call, rota
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.messages.models import Message

HOUR = timedelta(hours=1)
TURN_ENDS = datetime(2026, 11, 24, 14, tzinfo=UTC)
"""When Kim Delgado's week ends: nine o'clock on a Tuesday."""


def names(world: World, at: datetime | None = None) -> list[str]:
    return [one.name.split()[0] for one in on_call(site=world.site.pk, at=at or world.at)]


def change(world: World, who: str = "supervisor", **given: Any) -> Override:
    """A change of the first layer, an hour from now for four hours where nothing else is given."""
    keys = {name: given.pop(name, None) for name in ("away", "worker")}
    ids = {name: world.workers[key].pk if key else None for name, key in keys.items()}
    times = {"layer": Layer.FIRST, "starts_at": world.at + HOUR, "ends_at": world.at + 5 * HOUR, **given}
    with world.acting(who) as by:
        return actions.override(**times, **ids, by=by, at=world.at)


def plan(world: World, *order: str, **given: Any) -> Any:
    values = {"layer": Layer.FIRST, "starts_on": date(2026, 11, 23), "hand_over": time(9), "days": 1,
              "most_hours": None, **given}  # fmt: skip
    ids = [world.workers[key].pk for key in order]
    with world.acting("supervisor") as by:
        return actions.plan_rotation(**values, order=ids, by=by, at=world.at)


def told(world: World, who: str, template: str = "rota") -> int:
    run_waiting_jobs()
    with world.acting(who):
        mine = Message.objects.filter(worker=world.workers[who].pk, template=template)
        return mine.count()


def test_the_weeks_go_round_with_a_first_and_a_second(world: World) -> None:
    assert names(world) == ["Kim", "Dana"]
    assert names(world, TURN_ENDS - timedelta(microseconds=1)) == ["Kim", "Dana"]
    assert names(world, TURN_ENDS) == ["Dana", "Luis"]
    assert names(world, TURN_ENDS + 21 * 24 * HOUR) == ["Kim", "Dana"]
    assert gaps(site=world.site.pk, start=world.at, end=world.at + timedelta(days=60)) == []


def test_the_hand_over_keeps_to_the_wall_clock_when_the_clocks_go_forward(world: World) -> None:
    found = rota(
        site=world.site.pk, start=datetime(2027, 3, 9, 12, tzinfo=UTC), end=datetime(2027, 3, 17, tzinfo=UTC)
    )
    week = next(one for one in found.turns if one.starts_at.day == 9 and one.starts_at.hour == 14)
    assert (week.hours, week.ends_at) == (167, datetime(2027, 3, 16, 13, tzinfo=UTC))


def test_a_new_rotation_changes_the_future_and_leaves_the_past(world: World) -> None:
    start = world.at - timedelta(days=30)
    before = rota(site=world.site.pk, start=start, end=world.at).turns
    plan(world, "case-manager-3", "on-call")
    monday = datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert names(world, monday - HOUR) == ["Kim", "Dana"]
    assert names(world, monday) == ["Priya", "Dana"]
    assert names(world, monday + 24 * HOUR) == ["Kim", "Luis"]
    world.pass_time(days=10)
    assert rota(site=world.site.pk, start=start, end=before[-1].ends_at).turns == before


def test_a_rotation_from_today_holds_from_now_and_hands_over_by_its_clock(world: World) -> None:
    plan(world, "case-manager-2", "case-manager-3", starts_on=date(2026, 11, 20))
    assert names(world, world.at - HOUR) == ["Kim", "Dana"]
    assert names(world) == ["Luis", "Dana"]
    assert names(world, datetime(2026, 11, 21, 14, tzinfo=UTC)) == ["Priya", "Dana"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"starts_on": date(2026, 11, 19)}, "past stays"), ({"order": ("officer",)}, "could not find")],
)
def test_a_rotation_that_cannot_be(world: World, given: dict[str, Any], sentence: str) -> None:
    order = given.pop("order", ("on-call",))
    with pytest.raises(Refused, match=sentence):
        plan(world, *order, **given)
    assert plan(world, "on-call").number == 4


def test_only_a_planner_plans(world: World) -> None:
    for who in ("case-manager", "officer", "manager"):
        with pytest.raises(Refused, match="could not find"):
            change(world, who, away="on-call", worker="case-manager-3")
    change(world, away="on-call", worker="case-manager-3")
    assert names(world, world.at + HOUR) == ["Priya", "Dana"]


def test_an_override_conflict_says_who_is_not_on_call(world: World) -> None:
    change(world, away="on-call", worker="case-manager-3")
    with pytest.raises(Refused, match="not on call at that time"):
        change(world, away="on-call", worker="case-manager-2")
    change(world, away="case-manager-3", worker="case-manager-2")
    assert names(world, world.at + 2 * HOUR) == ["Luis", "Dana"]


def test_an_override_that_includes_now_works_at_once_and_leaves_what_was(world: World) -> None:
    change(world, away="on-call", worker="case-manager-3", starts_at=world.at - HOUR)
    assert names(world) == ["Priya", "Dana"]
    assert names(world, world.at - timedelta(minutes=1)) == ["Kim", "Dana"]
    with pytest.raises(Refused, match="time has passed"):
        change(world, away="on-call", starts_at=world.at - 2 * HOUR, ends_at=world.at)


def test_a_gap_is_there_before_it_happens_and_the_second_is_still_paged(world: World) -> None:
    change(world, away="on-call")
    assert names(world, world.at + HOUR) == ["Dana"]
    look = {"site": world.site.pk, "start": world.at, "end": world.at + timedelta(days=2)}
    assert gaps(**look) == []
    with world.acting("supervisor") as by:
        actions.override(
            layer=Layer.SECOND, starts_at=world.at + 2 * HOUR, ends_at=world.at + 9 * HOUR,
            away=world.workers["case-manager"].pk, worker=None, by=by, at=world.at,
        )  # fmt: skip
    assert gaps(**look) == [(world.at + 2 * HOUR, world.at + 5 * HOUR)]


def test_whose_shifts_change_is_told_and_nobody_else(world: World) -> None:
    change(world, away="on-call", worker="case-manager-3")
    assert [told(world, key) for key in ("on-call", "case-manager-3", "case-manager", "supervisor")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    plan(world, "on-call", days=7, starts_on=date(2026, 11, 24))
    assert told(world, "case-manager") == 1


def test_a_worker_who_left_is_a_gap_and_not_the_next_ones_turn(committed: World) -> None:
    world = committed
    with connect("owner", connection.settings_dict["NAME"]) as owner:
        left = (world.at + 2 * HOUR, world.workers["on-call"].pk)
        owner.execute("UPDATE staff_worker SET until = %s WHERE id = %s", left)
    assert names(world, world.at + HOUR) == ["Kim", "Dana"]
    assert names(world, world.at + 3 * HOUR) == ["Dana"]
    found = rota(site=world.site.pk, start=world.at, end=TURN_ENDS)
    kim = world.workers["on-call"].pk
    assert [one.missing for one in found.turns if one.layer == Layer.FIRST] == [(), (kim,)]
    with pytest.raises(Refused, match="could not find"):
        change(world, worker="on-call")


def test_a_site_without_a_rota_has_nobody_and_one_gap(world: World) -> None:
    end = world.at + HOUR
    assert on_call(site=uuid4(), at=world.at) == []
    assert gaps(site=uuid4(), start=world.at, end=end) == [(world.at, end)]


def test_hours_above_what_the_planner_set_are_told(world: World) -> None:
    assert rota(site=world.site.pk, start=world.at, end=TURN_ENDS).tired() == {}
    plan(world, "on-call", "case-manager", "case-manager-2", most_hours=60)
    look = rota(site=world.site.pk, start=world.at, end=world.at + timedelta(days=14))
    assert look.most == 60
    assert {look.name(one) for one in look.tired()} >= {"Kim Delgado", "Dana Whitfield"}


def test_the_answer_is_one_statement_after_years_of_planning(world: World) -> None:
    """A new rotation a month and a change a day for a year; `make bench` measures it."""
    with world.acting("supervisor") as by:
        for month in range(1, 13):
            actions.plan_rotation(
                layer=Layer.FIRST, starts_on=date(2027, month, 1), hand_over=time(9), days=7,
                order=[world.workers[key].pk for key in ("on-call", "case-manager", "case-manager-2")],
                most_hours=None, by=by, at=world.at,
            )  # fmt: skip
    night = {"layer": "first", "away_id": None, "site_id": world.site.pk, "made_at": world.at}
    Override.objects.bulk_create(
        Override(number=day + 10, worker_id=world.workers["case-manager-3"].pk, **night,
                 starts_at=world.at + timedelta(days=day, hours=8),
                 ends_at=world.at + timedelta(days=day, hours=20))
        for day in range(365)
    )  # fmt: skip
    moment = datetime(2027, 6, 3, 4, tzinfo=UTC)
    assert len(on_call(site=world.site.pk, at=moment)) == 3
    with CaptureQueriesContext(connection) as asked:
        on_call(site=world.site.pk, at=moment)
    assert len(asked) == 1
