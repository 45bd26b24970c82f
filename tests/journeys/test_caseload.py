"""Caseloads in the browser: the 26th person, and a worker who leaves."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.factories.worlds import connect
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]
Given = Callable[[Callable[[World], Any]], Any]


@pytest.fixture
def given(served: Served, django_db_blocker: Any) -> Iterator[Given]:
    """Do something in the served database by the program's own actions, an hour ago."""
    from django.utils import timezone

    from thirdoption.demo import place
    from thirdoption.program.sites.models import Site

    def in_thread(what: Callable[[World], Any]) -> Any:
        with connected(served.database):
            site = Site.objects.get(name=place.NAME)
            return what(World(site, place.workers(site), timezone.now() - timedelta(hours=1)))

    with ThreadPoolExecutor(1) as thread, django_db_blocker.unblock():
        yield lambda what: thread.submit(in_thread, what).result()


def welcome(world: World, name: str, worker: str | None) -> Any:
    """A person of a worker's, or of nobody's."""
    from thirdoption.program.care import actions as care
    from thirdoption.program.people import actions as people

    with world.acting("supervisor") as by:
        told = {"name": name, "date_of_birth": None, "where_to_find": "By the river", "language": "en"}
        person = people.welcome(**told, by=by, at=by.now())
        if worker:
            care.take_up(person=person, worker=world.workers[worker], by=by, at=by.now())
    return person.pk


def look(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"caseload-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def choose(page: Page, field: str, who: str) -> None:
    page.locator(field).select_option(page.locator(f"{field} option", has_text=who).get_attribute("value"))


def full(world: World) -> tuple[Any, ...]:
    """A worker with 25 people, and a person of another's: that person, and three workers' names."""
    for number in range(25):
        welcome(world, f"Person {number}", "case-manager-2")
    names = [world.workers[f"case-manager{one}"].name for one in ("-2", "-3", "")]
    return welcome(world, "Ana Pretend", "case-manager-3"), *names


def hand_over(page: Page, person: Any, to: str) -> None:
    page.goto(f"/desk/people/{person}/hand-over/")
    choose(page, "#id_takes", to)
    page.get_by_label("Why").fill("They asked for it")
    page.get_by_label("What the next worker must know").fill("Meets us at the kitchen")
    press(page, "Hand over")


def decide(page: Page) -> None:
    page.get_by_text("More than 25 people").click()
    page.get_by_label("Up to how many people").fill("26")
    page.get_by_label("Decided on").fill(str(date.today() - timedelta(days=1)))
    page.locator("#id_until").fill(str(date.today() + timedelta(days=30)))
    page.get_by_label("Where the decision is written").fill("Minutes, item 4")
    press(page, "Note the decision")


def leave(page: Page, person: Any, stays: str, other: str) -> None:
    page.get_by_label("What the next workers must know").fill("All is in the record")
    look(page, "leaves")
    press(page, "Hand over everything")
    expect(page.locator("#error-summary")).to_contain_text("nobody is left without somebody")
    choose(page, "#id_everybody", stays)
    page.get_by_text("Somebody else for one of them").click()
    choose(page, f"#id_person-{person}", other)
    if page.locator("#id_shifts").count():
        choose(page, "#id_shifts", stays)
    press(page, "Hand over everything")


def test_the_26th_person_and_a_worker_who_leaves(visit: Visit, given: Given) -> None:
    """Given 25 people, when the policy group decides, then there is a 26th; then the worker leaves."""
    ana, leaver, stays, other = given(full)
    page, own = visit("supervisor", DESK), visit("case-manager-2", PHONE)
    page.goto("/desk/")
    page.get_by_role("link", name="The team: who has how many people").click()
    look(page, "team")
    hand_over(page, ana, leaver)
    expect(page.locator("#error-summary")).to_contain_text("decision of the policy group")
    expect(page.get_by_label("Why")).to_have_value("They asked for it")
    look(page, "the-26th-waits")
    page.goto("/desk/team/")
    page.get_by_role("link", name=leaver).first.click()
    look(page, "member")
    decide(page)
    expect(page.locator("main")).to_contain_text("Up to 26 by decision")
    look(page, "decided")
    hand_over(page, ana, leaver)
    expect(page.locator("main")).to_contain_text("Not read yet")
    look(page, "handed-over")
    own.goto("/desk/")
    expect(own.locator("main")).to_contain_text("Handed over to you: Meets us at the kitchen")
    look(own, "home")
    own.get_by_role("link", name="Read the hand-over").click()
    press(own, "I have read it")
    page.goto("/desk/team/")
    page.get_by_role("link", name=leaver).first.click()
    page.get_by_role("link", name="hand over everything").click()
    expect(page.locator("main")).to_contain_text("26 people go to other workers")
    leave(page, ana, stays, other)
    expect(page.locator("main")).to_contain_text("Everybody is with somebody.")
    expect(page.locator("table")).not_to_contain_text(leaver)
    look(page, "all-is-handed-over")
    own.goto("/desk/")
    expect(own.get_by_label("Password")).to_be_visible()


def two_supervise(world: World) -> tuple[str, str]:
    """A second supervisor; the first has two people, and covers for a colleague: both supervisors' names."""
    from thirdoption.program.care.actions import caseload

    for name in ("Bo Pretend", "Cleo Pretend"):
        welcome(world, name, "supervisor")
    with world.acting("supervisor") as by:
        first, away = world.workers["supervisor"], world.workers["case-manager"]
        today = date.today()
        caseload.cover(
            away=away, worker=first, first=today, last=today + timedelta(days=5), by=by, at=by.now()
        )
    return first.name, world.workers["case-manager-3"].name


def test_a_supervisor_leaves_and_one_act_hands_over_all(visit: Visit, given: Given, served: Served) -> None:
    """Rota, people, cover and what is to do: nothing is left without somebody, and the sign-in ends."""
    with connect("owner", served.database) as owner:
        owner.execute("UPDATE staff_worker SET role = 'supervisor' WHERE name = 'Priya Nair'")
    leaver, second = given(two_supervise)
    page, own = visit("case-manager-3", DESK), visit("supervisor", PHONE)
    own.goto("/desk/")
    expect(own.locator("main")).to_contain_text("Bo Pretend")
    page.goto("/desk/team/")
    page.get_by_role("link", name=leaver).first.click()
    page.get_by_role("link", name="hand over everything").click()
    expect(page.locator("main")).to_contain_text(f"What waits for a supervisor is with {second}.")
    expect(page.locator("main")).to_contain_text("They cover for Dana Whitfield")
    page.get_by_label("What the next workers must know").fill("All is in the record")
    choose(page, "#id_everybody", "Dana Whitfield")
    if page.locator("#id_shifts").count():
        choose(page, "#id_shifts", "Dana Whitfield")
    look(page, "supervisor-leaves")
    press(page, "Hand over everything")
    expect(page.locator("#error-summary")).to_contain_text("Say who covers instead.")
    choose(page, "#id_covers", second)
    press(page, "Hand over everything")
    expect(page.locator("main")).to_contain_text("Everybody is with somebody.")
    expect(page.locator("table")).not_to_contain_text(leaver)
    expect(page.locator("main")).to_contain_text(f"{second} covers for Dana Whitfield")
    look(page, "supervisor-left")
    own.goto("/desk/")
    expect(own.get_by_label("Password")).to_be_visible()
    theirs = visit("case-manager", PHONE)
    theirs.goto("/desk/")
    expect(theirs.locator("main")).to_contain_text("Bo Pretend")
    expect(theirs.locator("main")).to_contain_text("Handed over to you: All is in the record")
