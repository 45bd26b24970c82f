"""Somebody is looked for before they are made a second time: as one types, and when the form is sent."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot
from tests.journeys.test_desk import Given, Visit, given, taken_over

__all__ = ["given"]
WAYS = [
    pytest.param(PHONE, {"locale": "es-US"}, id="phone-spanish"),
    pytest.param(DESK, {"color_scheme": "dark"}, id="desk-dark"),
]


@pytest.mark.parametrize(("size", "options"), WAYS)
def test_somebody_is_found_as_one_types(
    visit: Visit, given: Given, size: dict[str, Any], options: dict[str, Any]
) -> None:
    """Given somebody, when a name is typed as it sounds, then they are there, not in the address (R-59)."""
    number, width = f"26-0099{len(size)}-X", size["viewport"]["width"]
    name = "Marisol Waterhouse" if size == PHONE else "Kofi Ofori"
    person = given(lambda world: taken_over(world, number, name))
    page = visit("case-manager", size, **options)
    page.goto("/desk/people/find/")
    page.locator("[name=name]").press_sequentially("marizol wat" if size == PHONE else "ofory")
    expect(page.locator(f"#found a[href='/desk/people/{person}/']")).to_be_visible()
    assert page.url.endswith("/desk/people/find/")
    shoot(page, f"find-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("[name=name]").fill("zzzz")
    expect(page.locator("#found a")).to_have_count(0)
    page.locator("[name=name]").fill("")
    page.wait_for_timeout(600)
    expect(page.locator("#found a")).to_have_count(0)
