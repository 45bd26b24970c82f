"""The demo: one tap into each role, the guided story, and three people at one moment."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.environment import ROOT
from tests.factories.story import tell
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot
from thirdoption.program.staff.rules import ROLES

Visit = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
WIDE = {"viewport": {"width": 1440, "height": 900}}
TAKE_BACK, BEGIN_AGAIN = "takes the release back", "Begin again"


@pytest.fixture(scope="module")
def story(served: Served) -> Served:
    """The served place with Marisol's story in it."""
    tell(served.database)
    return served


def window(page: Page, name: str) -> Any:
    """What one of the three people sees."""
    return page.frame_locator(f"#window-{name} iframe")


def at_step(visit: Visit, number: int, **options: Any) -> Page:
    """The story at one of its steps."""
    page = visit(**options)
    page.goto("/demo/")
    page.locator(".demo-start form button").click()
    for _ in range(number - 1):
        page.locator(".demo-strip form button").click()
    return page


@SIZES
def test_the_first_page_shows_every_role(visit: Visit, served: Served, size: dict[str, Any]) -> None:
    page = visit(size=size)
    page.goto("/demo/")
    expect(page.locator(".demo-role")).to_have_count(len(ROLES))
    expect(page.locator(".kit-made-up")).to_be_visible()
    check_accessible(page)
    shoot(page, f"demo-home-{size['viewport']['width']}")


def test_one_tap_steps_into_each_role(visit: Visit, served: Served) -> None:
    page = visit()
    for number in range(len(ROLES)):
        page.goto("/demo/")
        button = page.locator(".demo-role button").nth(number)
        name = button.inner_text().removeprefix("Be ")
        button.click()
        expect(page.locator(".demo-strip__you")).to_contain_text(name)
        expect(page.locator(".kit-made-up")).to_be_visible()
        expect(page.locator("h1")).not_to_contain_text("find this page")


@SIZES
def test_the_strip_leads_through_the_story(visit: Visit, story: Served, size: dict[str, Any]) -> None:
    page = at_step(visit, 1, size=size)
    you = []
    for number in range(1, 11):
        strip = page.locator(".demo-strip")
        expect(strip.locator(".demo-strip__number")).to_have_text(f"{number}/10")
        expect(page.locator("h1").first).to_be_visible()
        assert "/demo/" not in page.url or "side-by-side" in page.url
        you.append(strip.locator("strong").first.inner_text())
        check_accessible(page)
        shoot(page, f"demo-step-{number}-{size['viewport']['width']}")
        if number < 10:
            strip.locator("form button").click()
    assert you[0].startswith("Officer Reyes") and you[3] == "three people at once"
    assert you[9] == "everybody, without signing in"
    expect(page.locator(".demo-strip form")).to_have_count(0)


def test_the_prosecutor_falls_silent_while_the_others_see_what_they_saw(visit: Visit, story: Served) -> None:
    page = at_step(visit, 4, size=WIDE)
    expect(window(page, "case-manager").locator("h1")).to_have_text("Marisol Quintavera")
    expect(window(page, "officer").locator("main")).to_contain_text("26-00417-X")
    liaison = window(page, "liaison").locator("main")
    expect(liaison).to_contain_text("intake confirmed")
    expect(liaison).not_to_contain_text("Marisol")
    shoot(page, "demo-side-by-side-1440")
    page.get_by_role("button", name=TAKE_BACK).click()
    expect(liaison).to_contain_text("not confirmed")
    expect(liaison).to_contain_text("26-00417-X")
    expect(window(page, "officer").locator("main")).to_contain_text("26-00417-X")
    check_accessible(page)
    shoot(page, "demo-side-by-side-back-1440")
    page.get_by_role("button", name=BEGIN_AGAIN).click()
    expect(liaison).to_contain_text("intake confirmed")


def test_on_a_phone_the_three_stand_one_below_the_other(visit: Visit, story: Served) -> None:
    page = visit(size=PHONE)
    page.goto("/demo/side-by-side/")
    expect(window(page, "liaison").locator("main")).to_contain_text("26-00417-X")
    boxes = [one.bounding_box() for one in page.locator(".demo-window").all()]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops) and len(set(tops)) == 3
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, "demo-side-by-side-390")


def test_a_page_of_a_role_keeps_it_in_links_forms_language_and_styles(visit: Visit, story: Served) -> None:
    page = visit("liaison")
    page.goto("/demo/as/manager/desk/reports/")
    hrefs = page.eval_on_selector_all(
        "main a[href], nav a[href]", "all => all.map(a => a.getAttribute('href'))"
    )
    assert hrefs and all(href.startswith(("/demo/as/manager/", "#")) for href in hrefs)
    page.locator("main form button").click()
    page.wait_for_url(re.compile("/demo/as/manager/desk/reports/[0-9a-f-]{36}/"))
    expect(page.get_by_text("Waits for a second person")).to_be_visible(timeout=30000)
    page.locator(".kit-language button").evaluate("button => button.click()")
    expect(page.locator("html[lang=es]")).to_have_count(1)
    assert "/demo/as/manager/" in page.url
    color = page.locator("main a").first.evaluate("link => getComputedStyle(link).color")
    assert color == "rgb(7, 100, 141)"
    page.goto("/partners/matters/")
    expect(page.locator(".kit-who__name")).to_have_text("Jordan Castellan")


def test_nobody_becomes_somebody_who_is_not_there(visit: Visit, served: Served) -> None:
    page = visit()
    for path in ("/demo/as/nobody/desk/", "/demo/as//desk/", "/demo/as/officer/desk/"):
        answer = page.goto(path)
        assert answer is not None and answer.status == 404, path


@pytest.mark.skipif("PICTURE" not in os.environ, reason="`make picture` asks for it")
def test_the_readme_has_its_picture(visit: Visit, story: Served) -> None:
    page = at_step(visit, 4, size=WIDE)
    page.get_by_role("button", name=TAKE_BACK).click()
    expect(window(page, "liaison").locator("main")).to_contain_text("not confirmed")
    for name in ("case-manager", "officer"):
        expect(window(page, name).locator("h1")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.screenshot(path=str(ROOT / "docs" / "picture.png"))
    page.get_by_role("button", name=BEGIN_AGAIN).click()
    expect(window(page, "liaison").locator("main")).to_contain_text("intake confirmed")
