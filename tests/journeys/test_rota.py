"""The rota in a browser: a swap from asking to yes, and planning; on a phone and at a desk; in Spanish."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot

Visit = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


def look(page: Page, name: str) -> None:
    """No violation, nothing wider than the screen; a picture for eyes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"rota-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def give_away(page: Page, *, hours: int, after: int) -> None:
    """Open the form of the shift after the next one, for so many hours of it, from so many hours on."""
    page.goto("/desk/my-shifts/")
    page.get_by_role("link", name="Give it away").nth(1).click()
    start = page.locator("[name=starts_at]").input_value()
    times = page.evaluate(
        """([text, after, hours]) => [after, after + hours].map((add) => {
            const there = new Date(text + "Z");
            there.setUTCHours(there.getUTCHours() + add);
            return there.toISOString().slice(0, 16);
        })""",
        [start, after, hours],
    )
    page.locator("[name=starts_at]").fill(times[0])
    page.locator("[name=ends_at]").fill(times[1])


@SIZES
def test_a_swap_is_asked_answered_and_in_the_rota(visit: Visit, size: dict[str, Any]) -> None:
    """Given a turn of mine, when a colleague says yes to my asking, then both of us see who is on call."""
    kim, luis = visit("on-call", size), visit("case-manager-2", size)
    kim.goto("/desk/on-call/")
    expect(kim.get_by_role("table")).to_contain_text("Dana Whitfield")
    look(kim, "on-call")
    give_away(kim, hours=8, after=4 if size is PHONE else 24)
    look(kim, "ask")
    press(kim, "Ask")
    expect(kim.locator("main")).to_contain_text("Until somebody says yes you are on call")
    look(kim, "asked")
    when = kim.locator(".kit-tasks__what strong").first.inner_text().split(", ", 2)[2]
    luis.goto("/desk/")
    expect(luis.locator("main")).to_contain_text("One shift is asked of you")
    look(luis, "home")
    luis.get_by_role("main").get_by_role("link", name="My shifts").click()
    press(luis, "I take it")
    expect(luis.locator("main")).to_contain_text("You are on call then")
    expect(luis.locator("main")).to_contain_text(when)
    kim.goto("/desk/my-shifts/")
    expect(kim.locator("main")).to_contain_text(f"Luis Arroyo took it: {when}")
    press(kim, "Make an address")
    expect(kim.locator("code").first).to_contain_text("/shifts.ics")
    answer = kim.request.get(kim.locator("code").first.inner_text())
    assert answer.ok and "BEGIN:VEVENT" in answer.text()
    look(kim, "shifts")


@SIZES
def test_a_planner_sees_a_gap_before_it_happens_and_mends_it(visit: Visit, size: dict[str, Any]) -> None:
    ruth = visit("supervisor", size)
    ruth.goto("/desk/on-call/plan/")
    look(ruth, "plan")
    day = "2031-11-2" + ("0" if size is PHONE else "1")
    change = ruth.get_by_role("region", name="Change one stretch")
    change.locator("[name=starts_at]").fill(f"{day}T20:00")
    change.locator("[name=ends_at]").fill(f"{day}T20:00")
    press(ruth, "Change it")
    expect(ruth.locator("#error-summary")).to_be_focused()
    look(ruth, "plan-error")
    turns = ruth.get_by_role("region", name="New turns from a day on")
    turns.get_by_text("Second", exact=True).click()
    turns.get_by_label("From this day on").fill(day)
    turns.get_by_label("Days of a turn").fill("7")
    turns.get_by_label("Dana Whitfield").fill("1")
    press(ruth, "Plan it")
    expect(ruth.locator("main")).to_contain_text("Planned.")
    ruth.goto("/desk/on-call/plan/")
    expect(ruth.locator("main")).to_contain_text("Dana Whitfield; hand-over at 9 a.m., 7 days each")


@SIZES
def test_in_spanish_and_in_the_dark_nothing_breaks(visit: Visit, size: dict[str, Any]) -> None:
    page = visit("supervisor", size, color_scheme="dark")
    press(page, "Español")
    addresses = {
        "on-call": "on-call/",
        "shifts": "my-shifts/",
        "ask": "my-shifts/ask/",
        "plan": "on-call/plan/",
    }
    for name, address in addresses.items():
        page.goto(f"/desk/{address}")
        expect(page.locator("html")).to_have_attribute("lang", "es")
        look(page, f"es-{name}")
