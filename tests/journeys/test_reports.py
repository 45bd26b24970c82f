"""The quarter: one person builds its report, another releases it, everybody reads it."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.factories.story import tell
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
A_QUARTER = "2026-2"


@pytest.fixture(scope="module")
def told(served: Served) -> Served:
    """The served place with one diversion and one published quarter."""
    tell(served.database)
    return served


def look(page: Page, name: str, size: dict[str, Any]) -> None:
    check_accessible(page)
    shoot(page, f"report-{name}-{size['viewport']['width']}")


def built_by(visit: Visit, key: str, size: dict[str, Any], **options: Any) -> Page:
    """A worker builds a quarter and waits for it."""
    page = visit(key, size, **options)
    page.goto("/desk/reports/")
    page.locator("select[name=quarter]").select_option(A_QUARTER)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/desk/reports/[0-9a-f-]{36}/"))
    # the page asks again by itself, and becomes the preview
    expect(page.locator("#figures")).to_be_visible(timeout=30000)
    return page


@SIZES
def test_from_the_build_to_the_published_page(visit: Visit, told: Served, size: dict[str, Any]) -> None:
    manager = built_by(visit, "manager", size)
    button = manager.get_by_role("button", name="Release this report")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(manager.locator(".kit-why")).to_have_text("A second person releases this report: you built it.")
    look(manager, "draft", size)

    second = visit("community", size)
    second.goto("/desk/reports/")
    look(second, "list", size)
    second.goto(manager.url)
    second.get_by_role("button", name="Release this report").click()
    expect(second.locator(".kit-summary")).to_contain_text("Confirm that you have read it")
    look(second, "not-read", size)
    second.locator("label[for='id_read']").click()
    second.get_by_role("button", name="Release this report").click()
    expect(second.get_by_text("Released", exact=True)).to_be_visible()
    expect(second.locator("main")).to_contain_text("Everybody can read it now")
    second.get_by_role("link", name="See it as everybody does").click()
    second.wait_for_url(re.compile("/figures/fort-orange-2026-q2/"))

    everybody = visit(None, size)
    everybody.goto("/figures/")
    look(everybody, "public-home", size)
    everybody.goto("/figures/fort-orange-2026-q2/")
    expect(everybody.locator("main")).to_contain_text("Sam Petrakis, Hudson Bend Care")
    expect(everybody.locator("main")).to_contain_text("Marcus Ellery, Fort Orange Community Leadership Team")
    expect(everybody.locator("figure svg")).to_have_count(2)
    assert everybody.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    look(everybody, "public", size)


def test_the_files_are_a_tagged_pdf_and_a_csv(visit: Visit, told: Served) -> None:
    page = visit()
    page.goto("/figures/fort-orange-2026-q1/")
    links = page.locator(".report-files a")
    assert [link.inner_text().strip() for link in links.all()] == [
        "PDF, English", "CSV, English", "PDF, Español", "CSV, Español",
    ]  # fmt: skip
    manager = built_by(visit, "manager", DESK)
    for code in ("en", "es"):
        answer = manager.request.get(manager.url + f"pdf/{code}/")
        with pikepdf.open(BytesIO(answer.body())) as pdf:
            assert "/StructTreeRoot" in pdf.Root and str(pdf.Root.Lang).startswith(code)
        rows = manager.request.get(manager.url + f"csv/{code}/").text().splitlines()
        assert len(rows) > 50


def test_the_public_page_in_spanish_and_in_the_dark(visit: Visit, told: Served) -> None:
    page = visit(color_scheme="dark")
    page.goto("/figures/fort-orange-2026-q1/")
    page.get_by_role("link", name="Español", exact=True).click()
    expect(page.locator("html[lang=es]")).to_have_count(1)
    look(page, "public-dark-es", {"viewport": {"width": 1280}})
    page.locator("main a").first.click()
    expect(page.locator("html[lang=es]")).to_have_count(1)


@SIZES
def test_monday(visit: Visit, told: Served, size: dict[str, Any]) -> None:
    page = visit("coordinator", size)
    page.goto("/desk/monday/")
    look(page, "monday", size)
    lines = page.locator(".kit-tasks > li")
    for line in lines.all():
        assert line.locator("a.usa-button, button").count() == 1, line.inner_text()
    expect(page.locator("main")).not_to_contain_text("Marisol")
    lines.filter(has_text="made up for the rehearsal").get_by_role("link").click()
    expect(page.locator("dl")).to_contain_text("Made up: 30 minutes")
    look(page, "monday-policy", size)


def test_a_line_of_monday_builds_the_quarter(visit: Visit, told: Served) -> None:
    page = visit("manager")
    page.goto("/desk/monday/")
    line = page.locator(".kit-tasks > li").filter(has_text="is not built yet")
    line.get_by_role("button").click()
    expect(page.locator("#figures")).to_be_visible(timeout=30000)
    page.goto("/desk/monday/")
    expect(page.locator(".kit-tasks")).to_contain_text("waits for a second person")
