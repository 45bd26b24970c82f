"""Who is on call: turns by the wall clock, what was changed in them, and what is never true of any rota."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thirdoption.program.handoffs.rules.rota import (
    Layer,
    Override,
    Plan,
    Rotation,
    answers_all,
    at_moment,
    gaps,
    layer_of,
    most_hours,
    of_worker,
    stretches,
    turns,
    wall_clock,
)

ALBANY = ZoneInfo("America/New_York")
KIM, DANA, LUIS, PRIYA = (UUID(int=number) for number in range(1, 5))
HOUR = timedelta(hours=1)


def rotation(
    day: date = date(2026, 11, 2),
    *,
    layer: Layer = Layer.FIRST,
    at: time = time(9),
    days: int = 7,
    order: tuple[UUID, ...] = (KIM, DANA, LUIS),
    zone: ZoneInfo = ALBANY,
) -> Rotation:
    return Rotation(layer, wall_clock(day, at, zone), at, days, order)


def local(text: str, zone: ZoneInfo = ALBANY) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


WEEKS = Plan(ALBANY, [rotation()])


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        ("2026-11-02T08:59", []),
        ("2026-11-02T09:00", [KIM]),
        ("2026-11-09T08:59", [KIM]),
        ("2026-11-09T09:00", [DANA]),
        ("2026-11-16T09:00", [LUIS]),
        ("2026-11-23T09:00", [KIM]),
        ("2027-11-01T09:00", [DANA]),  # 52 weeks on
    ],
)
def test_weeks_in_turn_hand_over_by_the_wall_clock(moment: str, who: list[UUID]) -> None:
    assert at_moment(WEEKS, local(moment)) == who


def test_a_daily_turn_is_23_and_25_hours_long_when_the_clocks_change() -> None:
    plan = Plan(ALBANY, [rotation(date(2026, 3, 1), days=1)])
    spring = layer_of(plan, Layer.FIRST, local("2026-03-07T09:00"), local("2026-03-09T09:00"))
    assert [one.hours for one in spring] == [23, 24]  # the clocks go forward in the night to the 8th
    autumn = layer_of(plan, Layer.FIRST, local("2026-10-31T09:00"), local("2026-11-02T09:00"))
    assert [one.hours for one in autumn] == [25, 24]


def test_a_hand_over_in_the_hour_that_a_clock_skips_or_shows_twice_still_joins() -> None:
    plan = Plan(ALBANY, [rotation(date(2026, 3, 1), at=time(2, 30), days=1)])
    skipped = layer_of(plan, Layer.FIRST, local("2026-03-07T02:30"), local("2026-03-09T02:30"))
    assert [one.hours for one in skipped] == [24, 23]
    assert skipped[0].ends_at == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)  # half past three by the new clock
    twice = Plan(ALBANY, [rotation(date(2026, 10, 1), at=time(1, 30), days=1)])
    shown = layer_of(twice, Layer.FIRST, local("2026-10-31T01:30"), local("2026-11-02T01:30"))
    assert [one.hours for one in shown] == [24, 25]


def test_a_later_rotation_holds_from_its_day_and_the_past_stays() -> None:
    changed = Plan(ALBANY, [rotation(), rotation(date(2026, 11, 12), days=1, order=(PRIYA, LUIS))])
    before = local("2026-11-12T09:00")
    assert stretches(changed, local("2026-11-01T00:00"), before) == stretches(
        WEEKS, local("2026-11-01T00:00"), before
    )
    assert at_moment(changed, before) == [PRIYA]
    assert at_moment(changed, before + 24 * HOUR) == [LUIS]


def test_of_two_rotations_from_one_day_the_later_said_holds() -> None:
    plan = Plan(ALBANY, [rotation(), rotation(order=(PRIYA,))])
    assert at_moment(plan, local("2026-11-02T09:00")) == [PRIYA]


def test_a_layer_that_ends_is_a_gap_and_the_second_answers() -> None:
    second = rotation(layer=Layer.SECOND, order=(DANA, LUIS, KIM))
    plan = Plan(ALBANY, [rotation(), second, rotation(date(2026, 11, 9), order=())])
    assert at_moment(plan, local("2026-11-03T12:00")) == [KIM, DANA]
    assert at_moment(plan, local("2026-11-10T12:00")) == [LUIS]
    found = stretches(plan, local("2026-11-02T09:00"), local("2026-11-16T09:00"))
    assert gaps(found) == []
    first = [one for one in found if one.layer == Layer.FIRST]
    assert gaps(first) == [(local("2026-11-09T09:00"), local("2026-11-16T09:00"))]


def change(start: str, end: str, away: UUID | None, worker: UUID | None) -> Override:
    return Override(Layer.FIRST, local(start), local(end), away, worker)


def test_instead_beside_and_nobody() -> None:
    night = ("2026-11-03T20:00", "2026-11-04T08:00")
    inside = local("2026-11-04T00:00")
    instead = Plan(ALBANY, WEEKS.rotations, [change(*night, KIM, PRIYA)])
    assert at_moment(instead, inside) == [PRIYA]
    assert at_moment(instead, local(night[0]) - HOUR) == at_moment(instead, local(night[1])) == [KIM]
    assert at_moment(Plan(ALBANY, WEEKS.rotations, [change(*night, None, PRIYA)]), inside) == [KIM, PRIYA]
    nobody = Plan(ALBANY, WEEKS.rotations, [change(*night, KIM, None)])
    found = stretches(nobody, local("2026-11-02T09:00"), local("2026-11-09T09:00"))
    assert gaps(found) == [(local(night[0]), local(night[1]))]
    assert [one.missing for one in found if one.layer == Layer.FIRST] == [(), (KIM,), ()]


def test_what_is_said_later_builds_on_what_was_said_before() -> None:
    said = [
        change("2026-11-03T09:00", "2026-11-05T09:00", KIM, PRIYA),
        change("2026-11-04T09:00", "2026-11-06T09:00", PRIYA, DANA),  # Priya has the 3rd and 4th only
        change("2026-11-04T09:00", "2026-11-05T09:00", KIM, LUIS),  # Kim is not on call then: nothing changes
    ]
    plan = Plan(ALBANY, WEEKS.rotations, said)
    noon = {day: at_moment(plan, local(f"2026-11-0{day}T12:00")) for day in range(2, 7)}
    assert noon == {2: [KIM], 3: [PRIYA], 4: [DANA], 5: [KIM], 6: [KIM]}


def test_the_turn_of_a_worker_who_left_is_a_gap_and_never_the_next_ones() -> None:
    plan = Plan(ALBANY, WEEKS.rotations, left={DANA: local("2026-11-11T17:00")})
    assert at_moment(plan, local("2026-11-11T16:59")) == [DANA]
    found = stretches(plan, local("2026-11-02T09:00"), local("2026-12-07T09:00"))
    assert gaps(found) == [
        (local("2026-11-11T17:00"), local("2026-11-16T09:00")),
        (local("2026-11-30T09:00"), local("2026-12-07T09:00")),
    ]
    assert {one.missing for one in found if one.layer == Layer.FIRST and not one.workers} == {(DANA,)}
    covered = Plan(
        ALBANY, WEEKS.rotations, [change("2026-11-30T09:00", "2026-12-07T09:00", DANA, PRIYA)], plan.left
    )
    assert at_moment(covered, local("2026-12-01T12:00")) == [PRIYA]


def test_hours_count_once_and_in_the_fullest_days() -> None:
    daily = Plan(ALBANY, [rotation(days=1, order=(KIM, DANA)), rotation(layer=Layer.SECOND, order=(KIM,))])
    found = stretches(daily, local("2026-11-02T09:00"), local("2026-11-23T09:00"))
    assert most_hours(found, KIM) == 168
    first = [one for one in found if one.layer == Layer.FIRST]
    assert (most_hours(first, KIM), most_hours(first, DANA), most_hours(first, PRIYA)) == (96, 96, 0)


def test_whether_a_worker_answers_all_of_a_time() -> None:
    found = layer_of(WEEKS, Layer.FIRST, local("2026-11-02T09:00"), local("2026-11-23T09:00"))
    assert answers_all(found, KIM, local("2026-11-03T09:00"), local("2026-11-09T09:00"))
    assert not answers_all(found, KIM, local("2026-11-03T09:00"), local("2026-11-09T09:01"))
    assert not answers_all(found, KIM, local("2027-11-03T09:00"), local("2027-11-03T09:01"))


def test_a_month_of_turns_is_what_asking_each_minute_says() -> None:
    """March, with the night that has 23 hours: the minutes are counted by the wall clock's own hand."""
    begins = date(2026, 3, 1)
    rota = rotation(begins, days=3, at=time(7, 30))
    found = list(turns(rota, ALBANY, local("2026-03-01T07:30"), local("2026-04-01T00:00")))
    moment = local("2026-03-01T07:30")
    while moment < local("2026-04-01T00:00"):
        here = moment.astimezone(ALBANY)
        days = (here.date() - begins).days - (here.time() < time(7, 30))
        (turn,) = [one for one in found if one.starts_at <= moment < one.ends_at]
        assert turn.workers == (rota.order[days // 3 % 3],), here
        assert at_moment(Plan(ALBANY, [rota]), moment) == list(turn.workers)
        moment += timedelta(minutes=1 if here.hour in (7, 8) else 30)


ZONES = st.sampled_from(["America/New_York", "America/Los_Angeles", "UTC", "Pacific/Chatham"])
PEOPLE = (KIM, DANA, LUIS, PRIYA)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
SOMEBODY = st.sampled_from(PEOPLE)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    zone = ZoneInfo(draw(ZONES))
    rotations = [
        rotation(
            draw(st.dates(date(2026, 1, 1), date(2026, 12, 31))),
            layer=draw(st.sampled_from(Layer)),
            at=time(draw(st.integers(0, 23)), draw(st.sampled_from([0, 30]))),
            days=draw(st.integers(1, 15)),
            order=tuple(draw(st.lists(SOMEBODY, max_size=4, unique=True))),
            zone=zone,
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    overrides = [
        Override(
            draw(st.sampled_from(Layer)),
            start := draw(MOMENTS),
            start + timedelta(hours=draw(st.integers(1, 400))),
            draw(st.none() | SOMEBODY),
            draw(st.none() | SOMEBODY),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    left = draw(st.dictionaries(SOMEBODY, MOMENTS, max_size=2))
    return Plan(zone, rotations, overrides, left)


@settings(max_examples=300, deadline=None)
@given(plans(), MOMENTS, st.integers(1, 60))
def test_a_layer_has_no_overlap_and_no_hole(plan: Plan, start: datetime, days: int) -> None:
    end = start + timedelta(days=days)
    for layer in Layer:
        found = layer_of(plan, layer, start, end)
        edges = [one.starts_at for one in found] + [end]
        assert edges[0] == start and edges[1:] == [one.ends_at for one in found]
        assert all(one.starts_at < one.ends_at for one in found)
        empty = gaps(found)
        answered = sum((one.ends_at - one.starts_at for one in found if one.workers), timedelta())
        assert answered + sum((stop - begin for begin, stop in empty), timedelta()) == end - start


@settings(max_examples=300, deadline=None)
@given(plans(), MOMENTS, st.integers(0, 60 * 24 * 60))
def test_a_moment_inside_a_long_look_is_the_moment_itself(plan: Plan, start: datetime, minutes: int) -> None:
    """However far the look reaches, each minute of it is what one asks for that minute alone."""
    end, moment = start + timedelta(days=61), start + timedelta(minutes=minutes)
    inside = [one for one in stretches(plan, start, end) if one.starts_at <= moment < one.ends_at]
    assert list(dict.fromkeys(who for one in inside for who in one.workers)) == at_moment(plan, moment)
    assert not any(
        plan.left and who in plan.left and plan.left[who] <= moment for who in at_moment(plan, moment)
    )
    assert bool(at_moment(plan, moment)) != any(a <= moment < b for a, b in gaps(stretches(plan, start, end)))


@settings(max_examples=100, deadline=None)
@given(plans(), MOMENTS, SOMEBODY)
def test_no_seven_days_have_more_hours_than_the_most(plan: Plan, start: datetime, worker: UUID) -> None:
    found = stretches(plan, start, start + timedelta(days=30))
    most = most_hours(found, worker)
    assert 0 <= most <= 168
    for offset in range(23):
        window = (start + timedelta(days=offset), start + timedelta(days=offset + 7))
        hours = {
            window[0] + HOUR * hour
            for one in of_worker(found, worker)
            for hour in range(168)
            if one.starts_at <= window[0] + HOUR * hour and window[0] + HOUR * (hour + 1) <= one.ends_at
        }
        assert len(hours) <= most + 1e-9
