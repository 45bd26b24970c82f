"""Reminders of a held charge's date: early, once a night, to whoever has the care; nothing else happens."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection

from tests.database.test_races import at_once
from tests.factories import walk
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.worlds import connect
from thirdoption.jobs import clock_watch
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.loop.actions import remind
from thirdoption.program.loop.models import ClockRun
from thirdoption.program.matters.models import DateChange, Matter, MatterStatus
from thirdoption.program.matters.rules import reminders
from thirdoption.program.messages.models import Message
from thirdoption.program.messages.rules import body
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.staff.queries import program

HERE = ZoneInfo("America/New_York")
DAY = timedelta(days=1)


def charge(world: World, referral: Any) -> Matter:
    with world.acting("liaison"):
        return Matter.objects.get(referral=referral)


def six(day: date) -> datetime:
    """Six o'clock of a day at the site."""
    return datetime(day.year, day.month, day.day, 6, tzinfo=HERE)


def night(world: World, day: date) -> ClockRun | None:
    """The night's run before a day."""
    world.at = six(day)
    with ground.opened(program(world.site.pk, world.at)) as by:
        return remind(by=by, at=world.at)


def told(world: World, key: str) -> list[Message]:
    """The reminders that a worker got, the oldest first."""
    with world.acting(key):
        rows = Message.objects.filter(template="dated", worker=world.workers[key].pk, channel="in_app")
        return list(rows.order_by("made_at"))


def days_told(world: World, key: str) -> list[date]:
    return [one.made_at.astimezone(HERE).date() for one in told(world, key)]


def test_the_case_manager_hears_at_half_time_and_7_3_and_1_days_before(world: World) -> None:
    """R-37: the message has a number, and neither a name nor what the task is."""
    referral, _person = walk.handed_over(world)
    found = charge(world, referral)
    last = found.deadline_on
    for passed in range((last - found.held_on).days + 3):
        night(world, found.held_on + passed * DAY)
    expected = reminders(found.held_on, last)
    assert days_told(world, "case-manager") == expected
    assert expected == [found.held_on + 15 * DAY, last - 7 * DAY, last - 3 * DAY, last - DAY]
    assert not told(world, "supervisor") and not told(world, "case-manager-2")
    message = told(world, "case-manager")[0]
    assert message.code == "1"
    said = body(message.template, "en", code=message.code)
    assert said == "You have tasks with a date: 1. Sign in to read them."
    for secret in ("Marisol", "26-00417-X", "charge", "intake", "program"):
        assert secret not in said
    assert "tareas con fecha: 1" in body(message.template, "es", code="1")


def test_several_dates_of_one_worker_are_one_message(world: World) -> None:
    walk.handed_over(world)
    referral, _person = walk.handed_over(world, name="Ruben Pretend", incident_number="26-00777-X")
    run = night(world, charge(world, referral).deadline_on - 7 * DAY)
    assert run is not None and (run.charges, run.workers, run.nobodys) == (2, 1, 0)
    assert [one.code for one in told(world, "case-manager")] == ["2"]


def test_nobodys_charge_is_the_supervisors_to_hear_of(world: World) -> None:
    referral = walk.accepted(world)
    run = night(world, charge(world, referral).deadline_on - 3 * DAY)
    assert run is not None and (run.charges, run.nobodys) == (1, 1)
    assert [one.code for one in told(world, "supervisor")] == ["1"]
    assert not told(world, "case-manager")


def test_a_worker_who_left_has_nobody_in_their_care(committed: World) -> None:
    referral, _person = walk.handed_over(committed)
    with owner() as by_hand:
        gone = committed.workers["case-manager"].pk
        by_hand.execute("UPDATE staff_worker SET until = %s WHERE id = %s", [committed.at, gone])
    night(committed, charge(committed, referral).deadline_on - 3 * DAY)
    assert [one.code for one in told(committed, "supervisor")] == ["1"]
    assert not told(committed, "case-manager")


def owner() -> Any:
    """The owner of this test's own database, who may do what no worker may."""
    return connect("owner", settings.DATABASES["default"]["NAME"])


def test_a_confirmed_intake_needs_no_reminder(world: World) -> None:
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    for passed in range(35):
        night(world, charge(world, referral).held_on + (4 + passed) * DAY)
    assert not told(world, "case-manager") and not told(world, "supervisor")


def test_a_night_twice_sends_once_and_before_six_nothing_is_sent(world: World) -> None:
    referral, _person = walk.handed_over(world)
    due = charge(world, referral).deadline_on - 7 * DAY
    with ground.opened(program(world.site.pk, six(due) - timedelta(minutes=1))) as by:
        assert remind(by=by, at=by.now()) is None and not ClockRun.objects.exists()
    assert night(world, due) is not None and night(world, due) is None
    world.pass_time(hours=9)
    with ground.opened(program(world.site.pk, world.at)) as by:
        assert remind(by=by, at=world.at) is None
    assert len(told(world, "case-manager")) == 1 and ClockRun.objects.count() == 1


def test_a_missed_night_is_made_up_by_the_next(world: World) -> None:
    referral, _person = walk.handed_over(world)
    last = charge(world, referral).deadline_on
    assert night(world, last - 9 * DAY) is not None
    night(world, last - 5 * DAY)  # the process was away for the night of the seventh day before
    assert days_told(world, "case-manager") == [last - 5 * DAY]
    night(world, last - 4 * DAY)
    assert len(told(world, "case-manager")) == 1, "made up once"


def test_two_processes_in_one_night_send_once(committed: World) -> None:
    referral, _person = walk.handed_over(committed)
    due = six(charge(committed, referral).deadline_on - 3 * DAY)

    def run(_number: int) -> ClockRun | None:
        with ground.opened(program(committed.site.pk, due)) as by:
            return remind(by=by, at=due)

    assert sum(one is not None for one in at_once(3, run)) == 1
    assert len(told(committed, "case-manager")) == 1 and ClockRun.objects.count() == 1


def test_the_job_process_looks_at_every_site(world: World) -> None:
    referral, _person = walk.handed_over(world)
    clock_watch.look(six(charge(world, referral).deadline_on - DAY))
    assert len(told(world, "case-manager")) == 1


def test_a_passed_date_does_nothing_to_anybody(world: World) -> None:
    """Nothing follows from a date by itself: no state, no date, no message, nothing told to a partner."""
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    found = charge(world, referral)
    night(world, found.deadline_on)
    before = len(told(world, "case-manager"))
    for passed in (1, 2, 30):
        night(world, found.deadline_on + passed * DAY)
    run_waiting_jobs()
    after = charge(world, referral)
    assert (after.state, after.version, after.changes, after.deadline_on) == (
        *("held", found.version, 0),
        found.deadline_on,
    )
    assert len(told(world, "case-manager")) == before and not told(world, "supervisor")
    with world.acting("liaison"):
        assert not MatterStatus.objects.exclude(state="held").exists() and not DateChange.objects.exists()
    with world.acting("case-manager"):
        assert not Disclosure.objects.exists()
    with ground.opened(program(world.site.pk, world.at)):
        reached = set(Message.objects.values_list("worker", flat=True))
    partners = {world.workers[key].pk for key in ("liaison", "defender", "agency-head", "provider")}
    assert not reached & partners


@pytest.mark.parametrize("key", ["case-manager", "supervisor", "manager", "liaison"])
def test_no_worker_reminds_or_reads_whom_it_would_reach(world: World, key: str) -> None:
    """R-49: the counts are the program's own; for a worker the database answers none."""
    referral, _person = walk.handed_over(world)
    world.at = six(charge(world, referral).deadline_on - DAY)
    with world.acting(key) as by:
        with pytest.raises(Refused):
            remind(by=by, at=by.now())
        for purpose in (None, "program operation"):
            assert answered(world, key, purpose) == []


def answered(world: World, key: str, purpose: str | None) -> list[Any]:
    with world.acting(key, purpose), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM loop.reminders(%s)", [world.at.date() - 40 * DAY])
        return list(cursor.fetchall())


def spans() -> Iterator[tuple[date, date]]:
    """Clocks of every length up to 40 days, and long ones."""
    pick = random.Random(20261122)
    for length in (*range(41), 90, 365):
        held = date(2026, 1, 1) + timedelta(days=pick.randrange(700))
        yield held, held + timedelta(days=length)


def test_the_database_reminds_on_the_days_of_the_rule(committed: World) -> None:
    """The one statement and matters.rules.reminders name the same days, for clocks of any length."""
    referral, _person = walk.handed_over(committed)
    pk = charge(committed, referral).pk
    with owner() as by_hand:
        by_hand.execute("ALTER TABLE matters_matter DISABLE TRIGGER USER")
        for held, last in spans():
            dates = "UPDATE matters_matter SET held_on = %s, deadline_on = %s WHERE id = %s"
            by_hand.execute(dates, [held, last, pk])
            every = [held + passed * DAY for passed in range(-1, (last - held).days + 2)]
            assert [day for day in every if due(committed, day)] == reminders(held, last), (held, last)


def due(world: World, day: date) -> int:
    """How many charges the database says are to be reminded of on a day."""
    with ground.opened(program(world.site.pk, six(day))), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(tasks), 0) FROM loop.reminders(%s)", [day - DAY])
        return int(cursor.fetchone()[0])
