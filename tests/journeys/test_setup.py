"""A policy from its first draft to the day it holds, as the program manager writes it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.story import tell
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]
SPANISH = {"locale": "es-US", "color_scheme": "dark"}
LOOKS = pytest.mark.parametrize(
    ("size", "look", "options"),
    [
        pytest.param(DESK, "desk", {}, id="desk"),
        pytest.param(PHONE, "phone-es-dark", SPANISH, id="phone-es-dark"),
        pytest.param(PHONE, "phone", {}, id="phone", marks=pytest.mark.prove),
        pytest.param(DESK, "desk-es-dark", SPANISH, id="desk-es-dark", marks=pytest.mark.prove),
    ],
)


@pytest.fixture(scope="module")
def told(served: Served) -> Served:
    """The served place with one diversion and one published quarter."""
    tell(served.database)
    return served


def looked_at(page: Page, name: str, look: str) -> None:
    """Accessible, no wider than the screen, and a picture of it."""
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    shoot(page, f"setup-{name}-{look}")


def press(page: Page, selector: str) -> None:
    """Press what leads to a page, and wait until that one is there."""
    with page.expect_navigation():
        page.locator(f"main {selector}").first.click()


def given_a_draft(page: Page, look: str) -> None:
    page.goto("/setup/policy/")
    if page.locator("main a[href='/setup/policy/begin/']").count():
        looked_at(page, "in-force", look)
        page.goto("/setup/policy/begin/")
        looked_at(page, "begin", look)
        press(page, "form[enctype] button[type=submit]")
        looked_at(page, "begin-faults", look)
        expect(page.locator("[name=text]")).to_be_hidden()
        page.locator("label", has=page.locator("xpath=..//input[@value='file']")).first.click()
        page.locator("[name=text]").fill("colour: blue")
        press(page, "form[enctype] button[type=submit]")
        expect(page.locator("[name=text]")).to_have_value("colour: blue")
        looked_at(page, "begin-file", look)
        page.locator("label", has=page.locator("xpath=..//input[@value='in_force']")).first.click()
        press(page, "form[enctype] button[type=submit]")
    expect(page).to_have_url(re.compile(r"/setup/policy/$"))


def when_days_are_set(page: Page, look: str, days: str) -> None:
    page.goto("/setup/policy/values/intake_days/")
    looked_at(page, "value", look)
    page.locator("[name=value]").fill("soon")
    press(page, "form.kit-form button[type=submit]")
    expect(page.locator("#error-summary")).to_be_focused()
    assert page.locator("[name=value]").input_value() == "soon"
    looked_at(page, "value-faults", look)
    page.locator("[name=value]").fill(days)
    page.locator("[name=words_en]").fill(f"{days} days from the referral.")
    page.locator("[name=words_es]").fill(f"{days} días desde la referencia.")
    page.keyboard.press("Tab")
    press(page, "form.kit-form button[type=submit]")
    expect(page).to_have_url(re.compile(r"/setup/policy/$"))
    charge = page.locator("#group-charge")
    expect(charge).to_contain_text(days)
    assert charge.get_attribute("open") is not None, "what has changed is unfolded"
    looked_at(page, "draft", look)


def when_an_exclusion_is_added(page: Page, look: str) -> None:
    page.goto("/setup/policy/lists/exclusions/add/")
    for name, value in (
        ("grade", "site"),
        ("basis", "fact"),
        ("value", "hard"),
        ("doors", "arrest_diversion"),
    ):
        page.locator(
            f"label[for='{page.locator(f'[name={name}][value={value}]').get_attribute('id')}']"
        ).click()
    page.locator("[name=source]").select_option(index=1)
    for summary in page.locator("summary").all():
        summary.click()
    for language in ("en", "es"):
        page.locator(f"[name=words_{language}]").fill("Somebody was hurt.")
        page.locator(f"[name=ask_{language}]").fill("Was somebody hurt?")
        page.locator(f"[name=question_{language}]").fill("Is anybody left out who hurt somebody?")
    looked_at(page, "exclusion", look)
    press(page, "form.kit-form button[type=submit]")
    expect(page).to_have_url(re.compile(r"/setup/policy/$"))
    looked_at(page, "draft-faults", look)
    press(page, "form[action$='/undo/'] button")


def then_it_is_compared_and_decided(page: Page, look: str) -> None:
    page.goto("/setup/policy/cases/")
    looked_at(page, "cases", look)
    page.goto("/setup/policy/compare/")
    press(page, "#effect ~ form button")
    # the page loads itself anew when the effect is counted
    expect(page.locator("#counting")).to_have_count(0)
    page.wait_for_load_state()
    looked_at(page, "compare", look)
    page.goto("/setup/policy/decide/")
    looked_at(page, "decide", look)
    press(page, "form.kit-form button[type=submit]")
    looked_at(page, "decide-faults", look)
    page.goto("/setup/versions/")
    looked_at(page, "versions", look)
    press(page, "table a")
    looked_at(page, "version", look)


@LOOKS
def test_a_draft_is_written_compared_and_looked_at(
    visit: Visit, told: Served, size: dict[str, Any], look: str, options: dict[str, Any]
) -> None:
    page = visit("manager", size, **options)
    given_a_draft(page, look)
    when_days_are_set(page, look, {"phone": "14", "desk": "21"}.get(look, "28"))
    when_an_exclusion_is_added(page, look)
    then_it_is_compared_and_decided(page, look)


def test_a_decision_puts_it_in_force_and_an_officer_is_judged_by_it(visit: Visit, told: Served) -> None:
    page = visit("manager", DESK)
    given_a_draft(page, "decided")
    page.goto("/setup/policy/decide/")
    page.locator("[name=decision]").fill("Policy group, November meeting")
    page.locator("[name=decided_on]").fill(page.locator("[name=on]").input_value())
    press(page, "form.kit-form button[type=submit]")
    expect(page).to_have_url(re.compile(r"/setup/versions/$"))
    expect(page.locator("main table")).to_contain_text("Policy group, November meeting")
    page.goto("/setup/policy/")
    with page.expect_download() as download:
        page.locator("main a[href$='/policy.yaml']").click()
    assert download.value.suggested_filename.endswith(".yaml")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    for key in ("officer", "case-manager"):
        other = visit(key, PHONE)
        assert other.request.get(f"{told.url}/setup/policy/").status == 404, key
        assert other.locator("a[href^='/setup/']").count() == 0, key
    then_the_file_begins_the_same_policy(page, text)


def then_the_file_begins_the_same_policy(page: Page, text: str) -> None:
    page.goto("/setup/policy/begin/")
    page.locator("label", has=page.locator("xpath=..//input[@value='file']")).first.click()
    page.locator("[name=text]").fill(text)
    press(page, "form[enctype] button[type=submit]")
    expect(page).to_have_url(re.compile(r"/setup/policy/$"))
    page.goto("/setup/policy/compare/")
    expect(page.locator("main")).to_contain_text("Nothing differs")
    with page.expect_download() as again:
        page.evaluate("location.assign('/setup/policy/draft.yaml')")
    assert Path(again.value.path()).read_text(encoding="utf-8") == text


def test_two_editors_at_one_draft_lose_nothing(visit: Visit, told: Served) -> None:
    first, second = visit("manager", DESK), visit("manager", PHONE)
    given_a_draft(first, "two")
    for page in (first, second):
        page.goto("/setup/policy/values/response_minutes/")
    for page, minutes in ((first, "35"), (second, "40")):
        page.locator("[name=value]").fill(minutes)
        page.locator("[name=words_en]").fill(f"{minutes} minutes, as decided.")
        page.locator("[name=words_es]").fill(f"{minutes} minutos, según lo decidido.")
        press(page, "form.kit-form button[type=submit]")
    expect(first).to_have_url(re.compile(r"/setup/policy/$"))
    panel = second.locator("main .kit-panel")
    expect(panel).to_contain_text("35 minutes, as decided.")
    assert second.locator("[name=value]").input_value() == "40"
    assert second.locator("[name=words_en]").input_value() == "40 minutes, as decided."
    looked_at(second, "two-editors", "phone")
    press(second, "form.kit-form button[type=submit]")
    expect(second).to_have_url(re.compile(r"/setup/policy/$"))
    expect(second.locator("#group-line")).to_contain_text("40 minutes, as decided.")
