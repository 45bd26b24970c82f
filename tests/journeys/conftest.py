"""A served Fort Orange and a browser for it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.conftest import copy_of_template, drop
from tests.environment import ROOT
from tests.factories.chromium import launch
from tests.factories.server import serving
from thirdoption.demo.place import PASSWORD, address

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "tests" / "shots"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 900}}

# a browser beside other tests on two cores is slow now and then: what comes late is no fault
expect.set_options(timeout=30_000)


@dataclass
class Served:
    """A running server on a database of its own."""

    url: str
    database: str


@pytest.fixture(scope="module")
def served(worker_id: str) -> Iterator[Served]:
    """The real server and the real job process, on a fresh copy of Fort Orange."""
    name = f"journey_{worker_id}"
    copy_of_template(name)
    try:
        with serving(name, workers=1) as server:
            yield Served(server.url, name)
    finally:
        drop(name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; nothing outside this machine is reached."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**launch())
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:
    """Open a page as a worker (signed in by the form) or as nobody, on a phone or at a desk."""
    contexts: list[BrowserContext] = []

    def open_page(key: str | None = None, size: dict[str, Any] | None = None, **options: Any) -> Page:
        options = {"base_url": served.url, "locale": "en-US", **(size or DESK), **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", lambda route: _only_here(route, served.url))
        page = context.new_page()
        if key:
            page.goto("/account/login/")
            page.locator("[name=login]").fill(address(key))
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main form button[type=submit]").click()
            page.wait_for_url(lambda url: "/account/" not in url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _only_here(route: Any, url: str) -> None:
    if route.request.url.startswith((url, "data:", "blob:")):
        route.continue_()
    else:
        route.abort()
        raise AssertionError(f"a page called outside: {route.request.url}")


# what was in order is long and read by nobody
RUN_AXE = """async () => {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    return (await axe.run({ runOnly, resultTypes: ["violations"] })).violations;
}"""


def _violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page that stands; one that was about to go is not the one to look at."""
    for _ in range(5):
        page.wait_for_load_state()
        try:
            page.evaluate(AXE.read_text())
            found: list[dict[str, Any]] = page.evaluate(RUN_AXE)
            return found
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
    raise AssertionError(f"{page.url} does not stand still")


def check_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 A and AA that axe can find."""
    lines = [
        f"{one['id']}: {one['help']} at {[node['target'] for node in one['nodes']][:3]}"
        for one in _violations(page)
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def shoot(page: Page, name: str) -> None:
    """A screenshot of the whole page, for eyes: `SHOTS=1` before the command, for they take their time."""
    if "SHOTS" in os.environ:
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)
