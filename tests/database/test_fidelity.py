"""The fidelity page: counts that point at nobody, for those who run the program."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from tests.factories.caseload_acts import NOTE
from tests.factories.charges import decided
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions import caseload
from thirdoption.program.care.models import CaseManager
from thirdoption.program.people import actions as people
from thirdoption.program.people.actions import say_of_two
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import Said

COUNTED = "SELECT loop.caseloads()"


@pytest.fixture
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return on_the_clock(world, monkeypatch)


def welcome(world: World, many: int, *, meets: int = 0, worker: str = "case-manager-2") -> None:
    """So many people for a worker; so many of them are met after two days."""
    made = []
    with world.acting("case-manager") as by:
        for number in range(many):
            told = {"name": f"Person {number}", "date_of_birth": None, "where_to_find": "", "language": "en"}
            person = people.welcome(**told, by=by, at=by.now())
            care.take_up(person=person, worker=world.workers[worker], by=by, at=by.now())
            made.append(person)
    at = world.pass_time(days=2)
    with world.acting("case-manager") as by:
        for person in made[:meets]:
            said = {"kind": "made", "how": "phone", "minutes": 5, "line": "Talked", "sensitive": ""}
            care.note_contact(person=person, **said, by=by, at=at)


def counted(world: World, who: str = "manager") -> Any:
    with world.acting(who), connection.cursor() as cursor:
        cursor.execute(COUNTED)
        (told,) = cursor.fetchone()
    return json.loads(told) if isinstance(told, str) else told


def test_a_decision_for_more_shows_until_it_ends(world: World, desk_in: SignIn) -> None:
    """The 26th person: the decision is here while it holds, and afterwards that nothing holds."""
    decided(world, caseload_limit=2, caseload_average=1)
    today = world.at.date()
    with world.acting("supervisor") as by:
        caseload.allow_more(
            worker=world.workers["case-manager-2"], up_to=3, decided_on=today,
            until=today + timedelta(days=9), minutes="Item 4", by=by, at=by.now(),
        )  # fmt: skip
    welcome(world, 3)
    page = desk_in("manager").get("/desk/fidelity/").content.decode()
    assert "1 worker may have more people by decision" in page and "3.0 on average" in page
    assert "Person 1" not in page and world.workers["case-manager-2"].name not in page
    world.pass_time(days=20)
    page = desk_in("coordinator").get("/desk/fidelity/").content.decode()
    assert "1 worker has more than the policy" in page and "No decision for more" in page


@pytest.mark.parametrize(("many", "quiet", "days"), [(10, None, None), (11, 11, 2.0)])
def test_what_describes_people_is_told_from_eleven_on(world: World, many: int, quiet: Any, days: Any) -> None:
    """Design, law 8: of a month that is over, so no two days' pages differ by one person."""
    welcome(world, many, meets=many)
    assert counted(world)["quiet"] == 0 and counted(world)["first_days"] is None
    world.pass_time(days=70)
    told = counted(world)
    assert (told["quiet"], told["first_days"]) == (quiet, days)
    with world.acting("case-manager") as by:
        said = {"kind": "made", "how": "phone", "minutes": 5, "line": "Talked", "sensitive": ""}
        care.note_contact(person=by_name("Person 1"), **said, by=by, at=by.now())
    assert counted(world) == told


def by_name(name: str) -> Any:
    return Person.objects.get(name=name)


def test_who_waits_is_counted(world: World) -> None:
    welcome(world, 2)
    with world.acting("supervisor") as by:
        CaseManager.objects.update(until=by.now())
    assert (counted(world)["waiting"], counted(world)["people"]) == (2, 0)
    with world.acting("supervisor") as by:
        caseload.hand_over(
            person=by_name("Person 0"), takes=world.workers["case-manager"], **NOTE,
            out_of_turn="First in line", by=by, at=world.at,
        )  # fmt: skip
    assert (counted(world)["waiting"], counted(world)["people"]) == (1, 1)


@pytest.mark.parametrize("who", ["officer", "sergeant", "liaison", "case-manager", "community", "auditor"])
def test_nobody_else_counts(world: World, desk_in: SignIn, who: str) -> None:
    """R-18: for police and prosecution first it is not there; no SQL counts either."""
    welcome(world, 12)
    assert desk_in(who).get("/desk/fidelity/").status_code == 404
    with transaction.atomic():
        assert counted(world, who) is None


def test_the_page_asks_little(world: World, desk_in: SignIn, django_assert_max_num_queries: Any) -> None:
    client = desk_in("manager")
    client.get("/desk/fidelity/")
    with django_assert_max_num_queries(14):
        assert client.get("/desk/fidelity/").status_code == 200


def test_somebody_on_record_twice_counts_once(world: World) -> None:
    """R-81: in what is now from the moment it is said, in what is of a month from the month after."""
    welcome(world, 12, meets=12)
    with world.acting("case-manager") as by:
        one, two = by_name("Person 1"), by_name("Person 2")
        say_of_two(kept=one, other=two, said=Said.SAME, why="Her card", by=by, at=world.pass_time(days=40))
    world.pass_time(minutes=1)
    assert counted(world)["people"] == 11
    world.pass_time(days=70)
    assert counted(world)["quiet"] == 11
    with world.acting("case-manager") as by:
        say_of_two(kept=one, other=two, said=Said.APART, why="Not hers", by=by, at=world.pass_time(days=1))
    world.pass_time(minutes=1)
    assert (counted(world)["people"], counted(world)["quiet"]) == (12, 11)
