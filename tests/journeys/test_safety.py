"""The worker's own safety in a browser: two go, tonight, home safe, and what the officer reads afterwards."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot
from tests.journeys.test_desk import Given, given, offered

__all__ = ["given"]
Visit = Callable[..., Page]
WAYS = pytest.mark.parametrize(
    ("size", "options"),
    [
        pytest.param(PHONE, {}, id="phone"),
        pytest.param(DESK, {}, id="desk", marks=pytest.mark.prove),
        pytest.param(PHONE, {"color_scheme": "dark"}, id="phone, dark", marks=pytest.mark.prove),
        pytest.param(DESK, {"locale": "es"}, id="desk, in Spanish", marks=pytest.mark.prove),
    ],
)


def look(page: Page, name: str, options: dict[str, Any]) -> None:
    """No violation, nothing wider than the screen; a picture for eyes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, "-".join(["safety", name, str(width), *options.values()]))
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def called(world: World, number: str) -> str:
    """A call at a place to which two go, with the directory filled; the address of its page."""
    from thirdoption.demo import directory
    from thirdoption.program.handoffs.actions import safety
    from thirdoption.program.handoffs.models import Handoff
    from thirdoption.program.handoffs.rules.safety import Rule
    from thirdoption.program.services.actions import import_directory

    with world.acting("supervisor") as by:
        safety.set_rule(rule=Rule(two_places=("Made-up Street",), most_in_a_row=72), by=by, at=world.at)
    with world.acting("manager") as by:
        source, rows = directory.batches(today=world.at.date())[1]
        import_directory(site=world.site, source=source, rows=rows, by=by, at=world.at)
    referral = offered(world, number)
    for _try in range(100):
        with world.acting("on-call"):
            if (call := Handoff.objects.filter(referral=referral).first()) is not None:
                return f"/desk/hand-offs/{call.pk}/"
        time.sleep(0.1)
    raise AssertionError("no hand-off was asked for within ten seconds")


def late(world: World) -> None:
    """The time of whoever is out ran out five hours ago, and the engine looks."""
    from thirdoption.program.handoffs.models import SafetyStep

    SafetyStep.objects.filter(done_at=None).update(due_at=world.at - timedelta(hours=5))


@WAYS
def test_out_and_home_safe(visit: Visit, given: Given, size: dict[str, Any], options: dict[str, Any]) -> None:
    """Given a place to which two go, when a worker goes, then a colleague knows if they are not back."""
    number = f"26-07{len(str(options))}{size['viewport']['width']}-X"
    url = given(lambda world: called(world, number))
    kim, dana = visit("on-call", size, **options), visit("case-manager", size, **options)
    kim.goto(url)
    look(kim, "asked", options)
    kim.locator("form[action$='/accept/'] button").click()
    kim.locator("form[action$='/set-out/'] button").click()
    expect(kim.locator("form[action$='/home/'] button")).to_be_visible()
    look(kim, "out", options)
    dana.goto(url)
    dana.locator("form[action$='/come-along/'] button").click()
    look(dana, "along", options)
    given(late)
    lead = visit("supervisor", size, **options)
    lead.goto("/desk/")
    for _try in range(20):
        if lead.locator("[role=alert] a").count():
            break
        time.sleep(0.5)
        lead.reload()
    look(lead, "missed", options)
    lead.locator("[role=alert] a").first.click()
    look(lead, "who-is-out", options)
    kim.goto("/desk/out/")
    kim.locator("form[action$='/home/'] button").first.click()
    kim.wait_for_url("**/desk/")
    for path, name in (
        ("/desk/minutes/", "minutes"),
        ("/desk/safety/", "rule"),
        ("/desk/on-call/", "on-call"),
    ):
        lead.goto(path)
        look(lead, name, options)
    officer = visit("officer", size, **options)
    officer.goto("/street/notices/")
    expect(officer.locator("main")).to_contain_text(number)
    look(officer, "notices", options)
