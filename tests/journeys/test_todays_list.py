"""Today's list in the browser: its parts, the keys, and from a line to a contact and back."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot
from tests.journeys.test_caseload import Given, Visit, given, press  # noqa: F401

LONG = "Maximiliana Guadalupe Pretend-Invented de la Santísima Trinidad"


def people_with_steps(world: World) -> None:
    """Three people: a step of yesterday, one of today, and one with a long name who is only there."""
    from thirdoption.program.care import actions as care
    from thirdoption.program.people import actions as people

    with world.acting("case-manager-2") as by:
        for name, days in (("Ana Pretend", -1), (LONG, 0)):
            person = people.welcome(name=name, by=by, at=by.now())
            care.take_up(person=person, worker=world.workers["case-manager-2"], by=by, at=by.now())
            goal = care.set_goal(person=person, words="A room", by=by, at=by.now())
            on = date.today() + timedelta(days=days)
            care.add_step(
                goal=goal, words="Call the shelter about the waiting list", who="worker", name="",
                by_on=on, by=by, at=by.now(),
            )  # fmt: skip


def test_from_a_line_to_a_contact_and_back(visit: Visit, given: Given) -> None:  # noqa: F811
    given(people_with_steps)
    for size in (DESK, PHONE):
        page = visit("case-manager-2", size)
        page.goto("/desk/")
        _look(page, "whole")
        page.get_by_role("link", name="Day has passed").click()
        expect(page.locator(".kit-parts [aria-current]")).to_contain_text("Day has passed")
        assert page.url.endswith("/desk/?show=overdue#due")
    expect(page.locator("[data-rows] > li")).to_have_count(1)
    page.get_by_role("link", name="Note a contact").click()
    page.get_by_label("In one line").fill("Met at the kitchen")
    press(page, "Save the contact")
    expect(page).to_have_url(re.compile(r"/desk/\?show=overdue#due$"))
    _keys(visit("case-manager-2", DESK))


def _keys(page: Page) -> None:
    page.goto("/desk/")
    first, second = (page.locator("[data-rows] > li").nth(at).locator("a").first for at in (0, 1))
    first.focus()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.get_by_role("link", name="This list on paper").click()
    expect(page.locator("main")).not_to_contain_text("Pretend")
    _look(page, "paper")


def _look(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"today-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"
