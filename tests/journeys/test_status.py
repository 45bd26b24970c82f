"""Where somebody lives in two taps, naloxone, and a death that another worker confirms, in the browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]


@pytest.fixture
def person(served: Served, django_db_blocker: Any) -> Iterator[Any]:
    """A person of a worker's, an hour ago."""
    from django.utils import timezone

    from thirdoption.demo import place
    from thirdoption.program.care import actions as care
    from thirdoption.program.people import actions as people
    from thirdoption.program.sites.models import Site

    def in_thread() -> Any:
        with connected(served.database):
            site = Site.objects.get(name=place.NAME)
            world = World(site, place.workers(site), timezone.now() - timedelta(hours=1))
            with world.acting("supervisor") as by:
                told = {"name": "Rosa Pretend", "where_to_find": "By the river", "language": "en"}
                made = people.welcome(**told, date_of_birth=None, by=by, at=by.now())
                care.take_up(person=made, worker=world.workers["case-manager"], by=by, at=by.now())
                return made.pk

    with ThreadPoolExecutor(1) as thread, django_db_blocker.unblock():
        yield thread.submit(in_thread).result()


def look(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"status-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def died(page: Page) -> None:
    page.get_by_text("They died").click()
    page.get_by_label("Who told us").fill("Her sister, by telephone")
    press(page, "Note their death")
    look(page, "death")


def test_two_taps_naloxone_and_a_death_taken_back(visit: Visit, person: Any) -> None:
    """A fact in two taps on a phone, naloxone, a death noted there, confirmed at a desk and taken back."""
    phone, desk = visit("case-manager", PHONE), visit("supervisor", DESK)
    phone.goto(f"/desk/people/{person}/status/")
    look(phone, "nothing")
    phone.get_by_role("link", name="Where they live").click()
    look(phone, "housing")
    press(phone, "With a friend")
    expect(phone.get_by_text("With a friend")).to_be_visible()
    phone.get_by_role("link", name="Benefits").click()
    phone.get_by_text("SNAP (food)").first.click()
    press(phone, "Applied for: SNAP")
    look(phone, "known")
    phone.get_by_role("link", name="Where they live").click()
    phone.get_by_text("Another day, or not told").click()
    day = phone.get_by_label("As of which day")
    day.fill("2020-01-31")
    day.press("Enter")
    expect(phone.locator("#error-summary")).to_contain_text("Tap what holds")
    look(phone, "refused")
    phone.goto(f"/desk/people/{person}/safety/")
    phone.locator("label", has_text="Naloxone was given").click()
    phone.locator("label", has_text="A friend or relative").click()
    phone.get_by_label("How many doses").fill("2")
    phone.get_by_label("What was done").fill("Breathing again; medics took them to the hospital")
    press(phone, "Note it")
    look(phone, "naloxone")
    died(phone)
    desk.goto(f"/desk/people/{person}/safety/")
    look(desk, "to-confirm")
    press(desk, "Confirm it")
    expect(desk.get_by_text("another worker confirmed it")).to_be_visible()
    desk.goto(f"/desk/people/{person}/")
    expect(desk.locator("main")).to_contain_text("Died")
    desk.goto(f"/desk/people/{person}/safety/")
    desk.get_by_label("Why it was an error").fill("It was another person of that name")
    press(desk, "It was an error")
    look(desk, "taken-back")
    desk.goto(f"/desk/people/{person}/")
    expect(desk.locator("main")).to_contain_text("In touch")
