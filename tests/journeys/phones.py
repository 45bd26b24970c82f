"""A worker's phone in a browser test: it is added, gets what the line pushes, shows it and is tapped."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page

from tests.factories.chromium import launch
from tests.factories.push import Browser, Service, push_served
from tests.journeys.conftest import PHONE, Served, _only_here
from thirdoption.demo.place import PASSWORD, address

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


@pytest.fixture
def phone(whole: Chromium, served: Served) -> Iterator[Phone]:
    """A worker's phone, with a push service of its own."""
    context = whole.new_context(base_url=served.url, locale="en-US", **PHONE)
    context.route("**/*", lambda route: _only_here(route, served.url))
    with push_served() as service:
        yield Phone(context, service, served.url)
    context.close()
