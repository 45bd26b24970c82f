"""The LEAD line, from the officer's yes to the officer being free: two people, each with a browser.

`make picture` keeps the screenshots of docs/explanation/line.md.
"""

import os
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.environment import ROOT
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot
from tests.journeys.phones import Phone, phone, whole
from tests.journeys.test_street import record

__all__ = ["phone", "whole"]
Visit = Callable[..., Page]
NAMES = {"Kim": "on-call", "Dana": "case-manager", "Luis": "case-manager-2"}
PICTURES = ROOT / "docs" / "explanation" / "line"


def look(page: Page, name: str) -> None:
    """What every page must show; and the picture, for eyes or for the documents."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"line-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"
    if "PICTURE" in os.environ:
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


def is_told(worker: Page) -> None:
    """A worker hears of the call by looking at the page of today."""
    coming = worker.get_by_role("link", name="Pharmacy, 200 Made-up Street")
    for _try in range(40):
        if coming.count():
            break
        worker.wait_for_timeout(250)
        worker.reload()
    coming.first.click()
    expect(worker.get_by_role("button", name="I'm coming")).to_be_visible()


def waits(page: Page) -> Locator:
    """The call on top of an open page."""
    return page.get_by_role("alert").filter(has_text="Somebody waits for your yes")


def add(own: Phone, url: str) -> Page:
    """Add this phone: refused while it allows no notices, then proven by a tap on the first one."""
    page = own.page
    page.goto("/desk/contact-methods/")
    page.get_by_role("button", name="Add this phone").click()
    expect(page.get_by_role("alert").filter(has_text="does not allow notices")).to_be_visible()
    check_accessible(page)
    own.context.grant_permissions(["notifications"], origin=url)
    own.subscribes()
    page.reload()
    page.get_by_role("button", name="Add this phone").click()
    expect(page.get_by_text("A first notice is on its way here")).to_be_visible()
    look(page, "push-added")
    proven = own.tap(own.gets("verify"))
    expect(proven.get_by_text("The line reaches you here from now on.")).to_be_visible()
    assert "#" not in proven.url
    proven.get_by_role("button", name="Try the sound").click()
    expect(proven.get_by_text("Did you hear two notes?")).to_be_visible()
    return proven


def is_paged(own: Phone, open_page: Page) -> Page:
    """The phone shows a task and nothing else (R-37), an open desk the call; the page that a tap opens."""
    notice = own.gets("hand-off")
    assert (notice["title"], notice["body"]) == ("You have a task.", "")
    call = own.tap(notice)
    expect(waits(open_page)).to_be_visible()
    expect(open_page.get_by_role("button", name="Stop the sound")).to_be_visible()
    look(open_page, "push-call")
    open_page.get_by_text("No sound on this device").click()
    open_page.reload()
    expect(waits(open_page)).to_be_visible()  # quiet or not, what is live is shown
    expect(open_page.get_by_role("button", name="Stop the sound")).to_have_count(0)
    return call


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def call(officer: Page, number: str) -> None:
    """Given a contact and a yes, the officer's page calls the line."""
    officer.goto("/street/contact/")
    record(officer, number=number)
    officer.get_by_label("An arrest with custody").check()
    tap(officer, "The person said yes")
    expect(officer.locator("#live")).to_contain_text("The line was called")


def test_from_the_call_to_being_free(visit: Visit, phone: Phone, served: Served) -> None:
    """An officer's phone, and the phone of whoever is on call, which was proven by one tap and is paged."""
    officer, second = visit("officer", PHONE), visit("case-manager-3", DESK)
    officer.goto("/street/")
    first = officer.get_by_text("On call now").inner_text().split(":")[1].split()[0]
    phone.sign_in(NAMES[first])
    desk = add(phone, served.url)
    call(officer, "26-00801-X")
    look(officer, "1-called")
    worker = is_paged(phone, desk)
    is_told(second)
    look(worker, "2-asked")
    tap(worker, "I'm coming")
    expect(waits(desk)).to_have_count(0)
    expect(second.locator("main")).to_contain_text(") is coming")  # by itself: nobody reloads
    live = officer.locator("#live")
    expect(live.get_by_role("heading", level=2)).to_contain_text("is coming")
    tap(worker, "10 min")
    expect(live).to_contain_text("About 10 minutes")
    tap(worker, "I'm on my way")
    expect(live.get_by_role("heading", level=2)).to_contain_text("is on the way")
    tap(officer, "We moved to the other side of the street.")
    expect(worker.locator("#live")).to_contain_text("We moved to the other side of the street.")
    tap(worker, "I am at the corner.")
    expect(live).to_contain_text("I am at the corner.")
    look(officer, "3-on-the-way")
    look(worker, "4-on-the-way")
    tap(worker, "I'm here")
    expect(live.get_by_role("heading", level=2)).to_contain_text("is there")
    tap(worker, "All three are so")
    expect(live).to_contain_text("We talk alone now")
    look(worker, "5-there")
    take_over(worker)
    officer.wait_for_url("**/receipt/")
    expect(officer.get_by_role("heading", level=1)).to_have_text("You are free")
    expect(officer.locator(".street-minutes")).to_contain_text("minute")
    look(officer, "6-free")
    officer.go_back()
    officer.wait_for_url("**/receipt/")


def take_over(worker: Page) -> None:
    """The person gives a name, and goes with the worker."""
    worker.locator("form[action$='/take-over/'] [name=name]").fill("Marisol Made-up")
    worker.get_by_label("Where to find them").fill("By the river, mornings")
    worker.get_by_text("Dana Whitfield").click()
    tap(worker, "Take over: the officer is free")
    worker.wait_for_url("**/release/**")


def test_a_page_asks_every_two_seconds_and_a_hidden_one_every_ten(visit: Visit) -> None:
    """On the browser's own clock, which the test turns."""
    officer = visit("officer-2", PHONE)
    officer.clock.install()
    call(officer, "26-00802-X")
    asked: list[Any] = []
    officer.on("request", lambda one: asked.append(one) if "/hand-off/" in one.url else None)
    for _turn in range(3):
        with officer.expect_response("**/hand-off/**") as answer:
            officer.clock.run_for(2000)
        assert answer.value.status in (200, 204)
        officer.wait_for_timeout(100)
    assert len(asked) == 3
    officer.evaluate(
        "Object.defineProperty(document, 'hidden', { get: () => true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    officer.clock.run_for(9900)
    assert len(asked) == 3
    with officer.expect_response("**/hand-off/**"):
        officer.clock.run_for(200)
