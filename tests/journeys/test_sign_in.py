"""Signing in, and being kept out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot
from thirdoption.demo.place import address

Visit = Callable[..., Page]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_wrong_password_says_so_and_keeps_the_address(visit: Visit, size: dict[str, object]) -> None:
    page = visit(size=size)
    page.goto("/account/login/")
    page.get_by_label("Email").fill(address("officer"))
    page.get_by_label("Password").fill("not the password")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("not correct")
    expect(page.get_by_label("Email")).to_have_value(address("officer"))
    check_accessible(page)
    shoot(page, f"sign-in-wrong-{size['viewport']['width']}")  # type: ignore[index]


def test_the_answer_is_the_same_for_an_account_that_does_not_exist(visit: Visit) -> None:
    said = []
    for email in (address("officer-2"), "nobody@fort-orange.example"):
        page = visit()
        page.goto("/account/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill("not the password")
        page.locator("main form button[type=submit]").click()
        page.wait_for_load_state()
        said.append(page.locator("main").inner_text().replace(email, ""))
    assert said[0] == said[1]


def test_five_wrong_passwords_stop_further_tries(visit: Visit) -> None:
    page = visit()
    for _ in range(6):
        page.goto("/account/login/")
        page.get_by_label("Email").fill(address("officer-3"))
        page.get_by_label("Password").fill("not the password")
        page.locator("main form button[type=submit]").click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Too many")


def test_what_took_long_to_write_is_not_lost_to_an_ended_session(visit: Visit) -> None:
    page = visit("coordinator")
    page.clock.install()
    page.goto("/desk/reports/")
    page.locator("select[name=quarter]").select_option(index=1)
    chosen = page.locator("select[name=quarter]").input_value()
    page.clock.fast_forward("31:00")
    kept = page.context.cookies()
    page.context.clear_cookies(name="session")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("#kit-live")).to_contain_text("What you typed is still here")
    expect(page.locator("#kit-live a")).to_be_focused()
    expect(page.locator("select[name=quarter]")).to_have_value(chosen)
    check_accessible(page)
    shoot(page, "sign-in-ended-1280")
    page.context.add_cookies([one for one in kept if one["name"] == "session"])  # as another tab does
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/desk/reports/" in url and len(url.split("/reports/")[1]) > 30)
