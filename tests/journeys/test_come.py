"""Please come, I am with somebody: asked, met at the place, and the officer free; and by telephone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.app import FACTS
from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot

Visit = Callable[..., Page]
WAYS = [
    pytest.param(PHONE, {}, id="phone"),
    pytest.param(DESK, {"color_scheme": "dark"}, id="desk-dark", marks=pytest.mark.prove),
    pytest.param(PHONE, {"locale": "es-US"}, id="phone-spanish", marks=pytest.mark.prove),
    pytest.param(
        DESK, {"locale": "es-US", "color_scheme": "dark"}, id="desk-spanish", marks=pytest.mark.prove
    ),
]

# unlike each other, or the program asks whether two are one person
NAMES = {
    "phone": "Ari Made-up",
    "desk-dark": "Tobias Blythe",
    "phone-spanish": "Lupe Ibarra",
    "desk-spanish": "Kofi Ofori",
}


def look(page: Page, name: str) -> None:
    """No violation, nothing wider than the screen; a picture for eyes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"come-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def choose(page: Page, name: str, value: str) -> None:
    field = page.locator(f"[name={name}][value='{value}']").get_attribute("id")
    page.locator(f"label[for='{field}']").click()


def tap(page: Page, form: str) -> None:
    page.locator(f"form[action$='{form}'] button[type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("size", "options"), WAYS)
def test_an_officer_asks_somebody_comes_and_the_officer_is_free(
    visit: Visit, size: dict[str, Any], options: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """Given somebody at the corner, when the officer asks, then a worker comes, and all else stays inside."""
    way = request.node.callspec.id
    officer, worker = visit("officer", size, **options), visit("on-call", size, **options)
    officer.goto("/street/")
    look(officer, f"{way}-home")
    place = f"Corner of Lark and State, {way}"
    officer.locator("main [name=place]").fill(place)
    tap(officer, "/street/come/")
    expect(officer.locator("h1")).to_have_text(place)
    look(officer, f"{way}-asked")
    worker.goto("/desk/")
    worker.get_by_role("link", name=place).first.click()
    look(worker, f"{way}-call")
    for step in ("accept/", "set-out/", "arrive/"):
        tap(worker, step)
    expect(officer.locator("#live")).to_contain_text("Kim is there")
    worker.locator("form[action$='look-for/'] [name=name]").fill("Nobody such")
    tap(worker, "look-for/")
    expect(worker).to_have_url(re.compile("look-for/$"))
    look(worker, f"{way}-known")
    worker.locator("form[action$='take-over/'] [name=name]").fill(NAMES[way])
    tap(worker, "take-over/")
    expect(worker).to_have_url(re.compile("/desk/people/"))
    assert "charge" not in worker.locator("main").inner_text().lower()
    expect(officer).to_have_url(re.compile("/receipt/$"))
    look(officer, f"{way}-free")


@pytest.mark.parametrize(("size", "options"), WAYS)
def test_a_worker_takes_a_referral_by_telephone(
    visit: Visit, size: dict[str, Any], options: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """Given an officer's voice, when five answers are written down, then the answer is read out."""
    way = request.node.callspec.id
    page = visit("on-call", size, **options)
    page.goto("/desk/by-telephone/")
    look(page, f"{way}-telephone")
    page.locator("[name=officer]").select_option(index=1)
    page.locator("[name=place]").fill("Pharmacy, 200 Made-up Street")
    page.locator("[name=incident_number]").fill(f"26-7-{len(way)}")
    for name, value in (("conduct", "shoplifting"), ("decided", "custody")):
        choose(page, name, value)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".usa-error-message").first).to_be_visible()
    look(page, f"{way}-telephone-asks")
    for name, value in FACTS[1:]:
        choose(page, name, value)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main .kit-figure").first).to_be_visible()
    look(page, f"{way}-telephone-taken")
