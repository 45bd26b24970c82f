"""A page reaches a worker's phone as a notice of a real browser, and stands on top of an open desk."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.factories.chromium import launch
from tests.factories.push import Browser, Service, push_served
from tests.journeys.conftest import PHONE, Served, _only_here, check_accessible, shoot
from tests.journeys.test_street import record
from thirdoption.demo.place import PASSWORD, address

Visit = Callable[..., Page]
NAMES = {"Kim": "on-call", "Dana": "case-manager", "Luis": "case-manager-2"}
# a browser without a window has no account with its maker's push service, so this one answer is given
# for it; what is sent there, the script that shows it and the notice are the real ones
SUBSCRIBE = """([endpoint, p256dh, auth]) => {
    PushManager.prototype.subscribe = async () => ({ toJSON: () => ({ endpoint, keys: { p256dh, auth } }) });
}"""
NOTICES = """async () => (await (await navigator.serviceWorker.getRegistration("/desk/")).getNotifications())
    .map(({ title, body, data }) => ({ title, body, data }))"""


@pytest.fixture(scope="module")
def whole(browser: Chromium) -> Iterator[Chromium]:
    """A Chromium that can show notices: the one without a window's own parts cannot."""
    one = browser.browser_type.launch(**launch(whole=True))
    yield one
    one.close()


@pytest.fixture
def phone(whole: Chromium, served: Served) -> Iterator[BrowserContext]:
    """A worker's phone."""
    context = whole.new_context(base_url=served.url, locale="en-US", **PHONE)
    context.route("**/*", lambda route: _only_here(route, served.url))
    yield context
    context.close()


@pytest.fixture
def service() -> Iterator[Service]:
    with push_served() as one:
        yield one


class Phone:
    """What its owner does with it, and what the browser's maker does: it hands over what comes."""

    def __init__(self, context: BrowserContext, service: Service, url: str) -> None:
        self.context, self.service, self.url = context, service, url
        self.keys = Browser()
        self.handed = 0
        self.page = context.new_page()

    def sign_in(self, key: str) -> None:
        self.page.goto("/account/login/")
        self.page.locator("[name=login]").fill(address(key))
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_url("**/desk/")

    def subscribes(self) -> None:
        given = [self.service.endpoint(), self.keys.keys.p256dh, self.keys.keys.auth]
        self.context.add_init_script(f"({SUBSCRIBE})({json.dumps(given)})")

    def gets(self, about: str) -> dict[str, Any]:
        """The notice about something, when it stands on the phone."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            for _path, _headers, body in self.service.came[self.handed :]:
                self.handed += 1
                told = self.keys.opened(body)
                if told["about"] == about:
                    return self._shown(told)
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no notice about {about}")

    def _shown(self, told: dict[str, Any]) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        tools = self.context.new_cdp_session(self.page)
        tools.on("ServiceWorker.workerRegistrationUpdated", lambda one: found.extend(one["registrations"]))
        tools.send("ServiceWorker.enable")
        self.page.wait_for_timeout(200)
        (desk,) = {one["registrationId"] for one in found if one["scopeURL"].endswith("/desk/")}
        sent = {"origin": self.url, "registrationId": desk, "data": json.dumps(told)}
        tools.send("ServiceWorker.deliverPushMessage", sent)
        for _ in range(50):
            shown: list[dict[str, Any]] = self.page.evaluate(NOTICES)
            there = [one for one in shown if told["id"] in one["data"]]
            if there:
                return there[0]
            self.page.wait_for_timeout(100)
        raise AssertionError("the browser shows no notice")

    def tap(self, notice: dict[str, Any]) -> Page:
        """What a tap opens."""
        page = self.context.new_page()
        page.goto(notice["data"])
        return page


def waits(page: Page) -> Locator:
    """The call on top of an open page."""
    return page.get_by_role("alert").filter(has_text="Somebody waits for your yes")


def call_the_line(officer: Page) -> None:
    """An officer's offer is accepted."""
    officer.goto("/street/contact/")
    record(officer, number="26-00600-X")
    officer.wait_for_url("**/street/referrals/**")
    officer.get_by_label("An arrest with custody").check()
    officer.get_by_role("button", name="The person said yes").click()


def add(own: Phone, phone: BrowserContext, url: str) -> None:
    """Add this phone: refused while it allows no notices, then on its way."""
    page = own.page
    page.goto("/desk/contact-methods/")
    page.get_by_role("button", name="Add this phone").click()
    expect(page.get_by_role("alert").filter(has_text="does not allow notices")).to_be_visible()
    shoot(page, "push-refused-390")
    phone.grant_permissions(["notifications"], origin=url)
    own.subscribes()
    page.reload()
    page.get_by_role("button", name="Add this phone").click()
    expect(page.get_by_text("A first notice is on its way here")).to_be_visible()
    check_accessible(page)
    shoot(page, "push-added-390")


def test_a_phone_is_added_paged_and_answers(
    visit: Visit, phone: BrowserContext, service: Service, served: Served
) -> None:
    """Given a phone that was proven by one tap, when an officer calls, then it tells of a task and of nothing
    else (R-37), an open desk shows the call, and a yes on the signed-in page ends both."""
    officer = visit("officer", PHONE)
    officer.goto("/street/")
    first = officer.get_by_text("On call now").inner_text().split(":")[1].split()[0]
    own = Phone(phone, service, served.url)
    own.sign_in(NAMES[first])
    add(own, phone, served.url)
    proven = own.tap(own.gets("verify"))
    expect(proven.get_by_text("The line reaches you here from now on.")).to_be_visible()
    assert "#" not in proven.url
    proven.get_by_role("button", name="Try the sound").click()
    expect(proven.get_by_text("Did you hear two notes?")).to_be_visible()
    shoot(proven, "push-proven-390")

    call_the_line(officer)
    notice = own.gets("hand-off")
    assert (notice["title"], notice["body"]) == ("You have a task.", "")
    call = own.tap(notice)
    expect(waits(call)).to_be_visible()
    expect(waits(proven)).to_be_visible()
    expect(proven.get_by_role("button", name="Stop the sound")).to_be_visible()
    check_accessible(proven)
    shoot(proven, "push-call-390")
    proven.get_by_text("No sound on this device").click()
    proven.reload()
    expect(waits(proven)).to_be_visible()  # quiet or not, what is live is shown
    expect(proven.get_by_role("button", name="Stop the sound")).to_have_count(0)
    call.locator("form[action$='/accept/'] button").click()
    expect(waits(proven)).to_have_count(0)
    expect(officer.locator("main")).to_contain_text("is coming")
