"""What an officer's phone sends: once, with nothing that cannot be, and what it says without signal."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.app import enrolled, fill, rows
from tests.journeys.conftest import PHONE, Served

Visit = Callable[..., Page]


@pytest.mark.parametrize("wait", [0, 0.4], ids=["a double tap", "a second tap soon after"])
def test_a_second_tap_is_the_same_contact(visit: Visit, served: Served, wait: float) -> None:
    """On a slow network the page stands still for a while, and people tap again (R-77)."""
    page = enrolled(visit("officer", PHONE))
    number, sent = f"26-0070{9 if wait else 8}-D", []

    def slowly(route: Any) -> None:
        sent.append(route.request.post_data_json["id"])
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/street/outbox/", slowly)
    fill(page, number)
    button = page.locator("main form button[type=submit]")
    if wait:
        button.click()
        page.wait_for_timeout(wait * 1000)
        expect(button).to_have_text("Sending…")
        button.click(no_wait_after=True)
    else:
        button.dblclick()
    page.wait_for_url("**/street/referrals/**")
    assert len(rows(served, number)) == 1 and len(sent) == 1
    # then going back finds a new form, with nothing of the contact on it
    page.go_back()
    page.wait_for_selector("form[data-ready]")
    expect(page.locator("[name=incident_number]")).to_have_value("")
    assert page.locator("[name=key]").input_value() not in ("", *sent)
