"""Which services really connect: counts that point at nobody, and cannot be subtracted from each other."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.urls import reverse

from tests.factories.desk import Desk, on_the_clock
from thirdoption.program.care import actions as care
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import Said
from thirdoption.program.services.actions import say
from thirdoption.program.services.models import Service
from thirdoption.program.services.queries.counted import counted
from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.services.rules.connections import halves

HALF = date(2026, 7, 1)
CASES = (
    (10, [TaskStatus.REJECTED], []),
    (11, [TaskStatus.REJECTED], [(11, 0, 11, 0, {"no_room": 11})]),
    (22, [TaskStatus.REJECTED, None], [(22, 0, 11, 11, {"no_room": 11})]),
    (21, [TaskStatus.REJECTED, None], [(21, None, None, None, None)]),
)


def asked_often(
    desk: Desk,
    times: int,
    said: list[TaskStatus | None],
    *,
    one_person: bool = False,
    services: tuple[Service, ...] = (),
) -> None:
    """The shelter is asked for so many people in November and answers in turn; then it is counted."""
    world, asks, meet = desk.world, services or (desk.service,), []
    with world.acting("case-manager") as by:
        person = desk.person
        for number in range(times):
            if not one_person:
                person = people.welcome(name=f"Person {number}", by=by, at=by.now())
                key = "case-manager" if number % 2 else "case-manager-2"
                care.take_up(person=person, worker=world.workers[key], by=by, at=by.now())
            made = care.ask_provider(
                person=person, service=asks[number % len(asks)].pk, recipient="Harbor",
                asks="A bed", text=f"{number}", language="en", signed_name="Marisol", by=by, at=world.at,
                expires_at=world.at + timedelta(days=200),
            )  # fmt: skip
            to = said[number % len(said)]
            if to == TaskStatus.IN_PROGRESS:
                say(connection=made, to=TaskStatus.ACCEPTED, by=by, at=by.now())
                meet.append(made)
            elif to:
                say(connection=made, to=to, reason="no_room", by=by, at=by.now())
    world.pass_time(days=4)
    with world.acting("case-manager") as by:
        for made in meet:
            say(connection=made, to=TaskStatus.IN_PROGRESS, day=world.at.date(), by=by, at=by.now())
    world.pass_time(days=76)


@pytest.mark.parametrize(("times", "said", "shown"), CASES)
def test_the_manager_sees_counts_that_point_at_nobody(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, times: int, said: Any, shown: Any
) -> None:
    """Design, law 8: fewer than 11 are not told, nor what would give them away by subtraction."""
    asked_often(desk, times, said)
    with desk.world.acting("manager") as by:
        rows = counted(half=HALF, by=by)
    assert [(one.asked, one.connected, one.said_no, one.unanswered, one.reasons) for one in rows] == shown
    client = on_the_clock(desk.world, monkeypatch)("manager")
    page = client.get(reverse("desk:services-counted")).content.decode()
    assert ("Invented Harbor Shelter" in page) == bool(shown) and "July to December 2026" in page
    file = client.get(reverse("desk:services-file"))
    assert ("Invented Harbor Shelter" in file.content.decode()) == bool(shown)


def test_how_long_it_takes_is_told_of_eleven_who_met(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The share and the median of those who met; of ten who met neither is told."""
    asked_often(desk, 22, [TaskStatus.IN_PROGRESS, TaskStatus.REJECTED])
    with desk.world.acting("manager") as by:
        (one,) = counted(half=HALF, by=by)
    assert (one.connected, one.met_days) == (11, 4)
    file = (
        on_the_clock(desk.world, monkeypatch)("manager").get(reverse("desk:services-file")).content.decode()
    )
    assert "22,11,50 %,11,0,0.0,4.0" in file


def test_of_ten_who_met_no_time_is_told(desk: Desk) -> None:
    asked_often(desk, 20, [TaskStatus.IN_PROGRESS, TaskStatus.REJECTED])
    with desk.world.acting("manager") as by:
        (one,) = counted(half=HALF, by=by)
    assert (one.asked, one.connected, one.met_days) == (20, None, None)


def test_one_person_asked_for_often_is_still_one(desk: Desk) -> None:
    asked_often(desk, 12, [None], one_person=True)
    with desk.world.acting("manager") as by:
        assert counted(half=HALF, by=by) == []


def test_somebody_on_record_twice_is_one_person(desk: Desk) -> None:
    """Ten people of whom one has two records are ten: nothing is told of them (design, law 8; ADR 12)."""
    asked_often(desk, 11, [TaskStatus.REJECTED])
    with desk.world.acting("manager") as by:
        assert len(counted(half=HALF, by=by)) == 1
    with desk.world.acting("case-manager") as by:
        first, second = Person.objects.filter(name__in=("Person 2", "Person 4")).order_by("name")
        early = by.now() - timedelta(days=79)
        people.say_of_two(kept=first, other=second, said=Said.SAME, why="Told us", by=by, at=early)
    with desk.world.acting("manager") as by:
        assert counted(half=HALF, by=by) == []


def test_small_services_stand_under_their_need(desk: Desk) -> None:
    """Six and six of two services are twelve of one need: one line, from which nothing can be taken."""
    of_one_need = Service.objects.filter(site=desk.world.site, terms__taxonomy_term__code="food")
    first, second = of_one_need.distinct().order_by("name")[:2]
    asked_often(desk, 12, [TaskStatus.REJECTED], services=(first, second))
    with desk.world.acting("manager") as by:
        (line,) = counted(half=HALF, by=by)
    assert (line.service, line.asked) == (None, 12)


def test_periods_share_no_day_and_do_not_change(desk: Desk) -> None:
    """Only whole half-years that ended 30 days ago, and what is said later changes none of them."""
    asked_often(desk, 11, [TaskStatus.ACCEPTED])
    with desk.world.acting("manager") as by, database.cursor() as cursor:
        before = counted(half=HALF, by=by)
        assert len(before) == 1
        for other in ("2026-01-01", "2026-10-01", "2026-07-02", "2026-06-30", "2027-01-01"):
            cursor.execute("SELECT * FROM sharing.connections_counted(%s)", [other])
            assert cursor.fetchall() == [], other
    with desk.world.acting("case-manager") as by:
        one = type(desk.person).objects.get(name="Person 3").connections.get()
        say(connection=one, to=TaskStatus.COMPLETED, by=by, at=by.now())
    desk.world.pass_time(days=40)
    with desk.world.acting("manager") as by:
        assert counted(half=HALF, by=by) == before


def test_a_half_year_is_told_when_all_its_links_have_ended() -> None:
    assert halves(date(2027, 1, 30))[0] == date(2026, 1, 1)
    assert halves(date(2027, 1, 31))[:3] == [date(2026, 7, 1), date(2026, 1, 1), date(2025, 7, 1)]


def test_nobody_else_counts_connections(desk: Desk) -> None:
    asked_often(desk, 11, [TaskStatus.REJECTED])
    for key in ("case-manager", "supervisor", "officer", "liaison", "coordinator"):
        with desk.world.acting(key), database.cursor() as cursor:
            cursor.execute("SELECT * FROM sharing.connections_counted('2026-07-01')")
            assert cursor.fetchall() == [], key
