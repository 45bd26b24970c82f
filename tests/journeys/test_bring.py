"""A list is brought along in the browser: chosen, looked at, said who is meant, taken and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import workbooks
from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot

Visit = Callable[..., Page]
TAKE = """() => {
    const take = document.querySelector("button[value=take]");
    take.form.requestSubmit(take);
    return !document.querySelector("[data-long]").hidden;
}"""


def look(page: Page, name: str, width: int) -> None:
    shoot(page, f"bring-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


@pytest.mark.parametrize(
    ("size", "options"),
    [(DESK, {}), (PHONE, {"locale": "es-US", "color_scheme": "dark"})],
    ids=["desk", "phone in Spanish, dark"],
)
def test_a_list_is_brought_along(visit: Visit, size: Any, options: Any) -> None:
    """Given a messy workbook, what it would bring is seen first; what was taken can be taken back."""
    page, width = visit("supervisor", size, **options), size["viewport"]["width"]
    page.goto("/desk/bring/")
    look(page, "begins", width)
    data = workbooks.roster(["Dana", "Somebody Else"], 130)
    page.locator("#id_file").set_input_files(
        {"name": "roster.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.locator("button[value=look]").click()
    page.wait_for_load_state()
    page.locator("label[for=id_order_0]").click()
    look(page, "found", width)
    page.locator("button[value=look]").click()
    page.wait_for_load_state()
    whom = page.locator("select[name='worker-Somebody Else']")
    whom.select_option(label="Luis Arroyo")
    assert page.evaluate(TAKE), "what takes a while says so"
    page.wait_for_url("**/desk/bring/", wait_until="load")
    expect(page.locator("main")).to_contain_text("130")
    look(page, "taken", width)
    page.goto("/desk/team/")
    expect(page.locator("tr", has_text="Luis Arroyo")).to_contain_text("25")
    page.goto("/desk/bring/")
    page.locator("details:has(form[action*=take-back]) summary").first.click()
    page.locator("form[action*=take-back] button").first.click()
    page.wait_for_load_state()
    look(page, "taken-back", width)
