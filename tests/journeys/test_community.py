"""A neighbor asks the program to meet somebody; a case manager reads it, goes there, and they meet."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot

Visit = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
# unlike each other, or the program asks whether two are one person
NAMES = {
    ("en", True): "Blue Made-up",
    ("en", False): "Tobias Blythe",
    ("es", True): "Lupe Ibarra",
    ("es", False): "Kofi Ofori",
}
LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])


def look(page: Page, name: str) -> None:
    """What every page must show: no violation, nothing wider than the screen; a picture for eyes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"community-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def in_language(page: Page, language: str) -> None:
    if language == "es":
        page.locator(".kit-language button").click()
        expect(page.locator("html")).to_have_attribute("lang", "es")


def choose(page: Page, name: str, value: str) -> None:
    """Tap the words of a choice: its circle is drawn by the sheet."""
    page.locator(f"[name={name}][value='{value}'] + label").click()


def fill(page: Page, whom: str) -> None:
    """What a neighbor types."""
    choose(page, "relation", "neighbor")
    page.locator("[name=whom]").fill(whom)
    page.locator("[name=place]").fill("The bench by the made-up library")
    page.locator("[name=hours]").fill("Most evenings, from six on")
    choose(page, "needs", "housing")
    choose(page, "needs", "health")
    page.locator("[name=words]").fill("He has coughed for weeks. I hope that he finds a bed.")
    choose(page, "age", "18_or_over")


class Neighborhood:
    """The steps of the story."""

    def __init__(self, visit: Visit, size: dict[str, object], language: str) -> None:
        self.visit, self.size, self.language = visit, size, language
        self.number = ""

    def somebody_asks(self, whom: str) -> None:
        page = self.visit(size=self.size)
        page.goto("/ask/")
        in_language(page, self.language)
        look(page, f"start-{self.language}")
        page.locator("main .kit-button--danger").click()
        look(page, f"danger-{self.language}")
        expect(page.locator("main a[href='tel:911']").first).to_be_visible()
        page.locator("main section a.usa-button").last.click()
        look(page, f"form-{self.language}")
        page.locator("main form button[type=submit]").click()
        expect(page.locator("#error-summary")).to_be_focused()
        look(page, f"faults-{self.language}")
        fill(page, whom)
        page.locator("main form button[type=submit]").click()
        expect(page.locator(".kit-incident")).to_be_visible()
        look(page, f"sent-{self.language}")
        self.number = page.locator(".kit-incident").inner_text()
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", self.number)
        assert whom not in page.content()

    def a_case_manager_finds_it(self) -> Page:
        page = self.visit("case-manager", self.size)
        in_language(page, self.language)
        page.goto("/desk/asked/")
        look(page, f"list-{self.language}")
        page.locator("main li", has_text=self.number).locator("a").click()
        look(page, f"one-{self.language}")
        return page

    def they_go_and_meet(self, page: Page) -> None:
        page.locator("form[action$='/take/'] button[type=submit]").click()
        expect(page.locator("form[action$='/say/']")).to_be_visible()
        choose(page, "to", "met")
        page.locator("form[action$='/say/'] button[type=submit]").click()
        expect(page.locator("form[action$='/joins/']")).to_be_attached()
        look(page, f"met-{self.language}")

    def they_take_part(self, page: Page, name: str) -> None:
        page.locator("details", has=page.locator("form[action$='/joins/']")).locator("summary").click()
        page.locator("[name=name]").fill(name)
        look(page, f"joins-{self.language}")
        page.locator("form[action$='/joins/'] button[type=submit]").click()
        expect(page.locator("h1")).to_have_text(name)
        check_accessible(page)


@SIZES
@LANGUAGES
def test_a_neighbor_asks_and_somebody_is_met(visit: Visit, size: dict[str, object], language: str) -> None:
    story = Neighborhood(visit, size, language)
    story.somebody_asks(f"A man in a green coat {language} {len(size)}")
    page = story.a_case_manager_finds_it()
    story.they_go_and_meet(page)
    story.they_take_part(page, NAMES[language, size == PHONE])


def test_the_form_stands_at_night_too(visit: Visit) -> None:
    page = visit(size=PHONE, color_scheme="dark")
    page.goto("/ask/fort-orange/")
    look(page, "start-dark")
    page.goto("/ask/fort-orange/form/")
    look(page, "form-dark")
