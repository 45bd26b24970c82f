"""How little an officer's phone loads, and how few taps a referral takes."""

import sys
from collections.abc import Callable

from playwright.sync_api import Page

from tests.factories.app import FACTS, enrolled, fill, press, ready, rows
from tests.journeys.conftest import PHONE, Served

Visit = Callable[..., Page]


def test_the_first_load_is_small(visit: Visit, served: Served) -> None:
    """Under 85 kB, with everything that the phone keeps for the time without signal."""
    page = visit("officer", PHONE)
    context = page.context.browser.new_context(base_url=served.url, **PHONE)
    context.add_cookies([one for one in page.context.cookies() if one["name"] == "session"])
    page = context.new_page()
    told, sizes = context.new_cdp_session(page), []
    told.send("Network.enable")
    told.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    enrolled(page)
    context.close()
    assert 10_000 < sum(sizes) < 85_000


TAP, KEY, THINK = 0.95, 0.28, 1.35
"""Seconds of a keystroke-level model: pointing and pressing, one key, and making up one's mind."""


def test_a_referral_at_a_known_place_takes_twelve_taps_and_a_minute(visit: Visit, served: Served) -> None:
    page = enrolled(visit("officer", PHONE))
    fill(page, "26-00707-X", outcome="")
    press(page)
    page.wait_for_url("**/street/referrals/**")
    ready(page)
    page.evaluate("() => { window.taps = 0; addEventListener('pointerdown', () => window.taps++, true); }")
    for name, value in FACTS:
        option = page.locator(f"input[name={name}][value='{value}']").get_attribute("id")
        page.locator(f"label[for='{option}']").tap()
    page.get_by_role("button", name="Pharmacy, 200 Made-up Street").tap()
    page.locator("[name=incident_number]").tap()
    page.keyboard.type("26-00708-X")
    page.locator("[name=perceived_race]").select_option("unknown")  # the phone's own list: open it, choose
    for name, value in (("outcome", "yes"), ("set_aside", "custodial_arrest")):
        page.locator(f"input[name={name}][value={value}]").tap()
    taps = page.evaluate("window.taps") + 2
    keys = len("26-00708-X")
    page.locator("main form button[type=submit]").tap()
    page.wait_for_url("**/street/referrals/**")
    assert rows(served, "26-00708-X")[0][1] == "accepted"
    seconds = (taps + 1) * TAP + keys * KEY + (taps + 1) * THINK
    sys.stdout.write(
        f"{taps + 1} taps of {TAP} s, {keys} keys of {KEY} s, a thought of {THINK} s each: {seconds:.1f}\n"
    )
    assert taps + 1 <= 12 and seconds <= 60
