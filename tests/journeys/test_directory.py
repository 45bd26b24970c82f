"""The directory in a browser: a messy list is brought, food is found near a place, a sheet goes along."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE, check_accessible, shoot
from tests.journeys.test_walk import directory

__all__ = ["directory"]
Visit = Callable[..., Page]
LIST = b"""Our list of services 2026,,,,,,,,,
,,,,,,,,,
Agency,Resource,Category,Street Address,Town,ZIP,Contact no.,Open,Languages,Remarks
St. Nowhere,Nowhere Pantry,Food,12 Invented Ave,Fort Orange,12207,(518) 555-0190,24/7,"English, Spanish",
Harbor,Invented Harbor Shelter,emergency beds,000 Example St,Fort Orange,00000,518 555 0117,24/7,English,
Quiet,Quiet Porch,shelter from domestic violence,5 Hush Street,Fort Orange,12207,518.555.0191,,,
Bad,Bad Number,Food,1 Made-Up Street,Fort Orange,12207,call me,,,
"""


def look(page: Page, name: str) -> None:
    """No violation, nothing wider than the screen; a picture for eyes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"directory-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def bring(page: Page) -> None:
    """A messy list, its telephone column said by hand, looked at again and taken."""
    page.goto("/desk/directory/bring/")
    look(page, "bring")
    page.locator("#id_file").set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": LIST})
    page.locator("#id_source").fill("County 211")
    page.locator("button[value=look]").click()
    page.wait_for_load_state()
    page.locator("label", has_text="Contact no.").locator("+ select").select_option("phone")
    page.locator("button[value=look]").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("call me")
    look(page, "found")
    page.locator("button[value=take]").click()
    page.wait_for_load_state()


def review(page: Page) -> None:
    """The shelter that both tell of is one; that is taken back."""
    page.goto("/desk/directory/matches/")
    pair = page.locator("main section", has_text="Invented Harbor Shelter")
    expect(pair).to_have_count(1)
    look(page, "pairs")
    pair.locator("button[value=first]").click()
    page.wait_for_load_state()
    expect(pair).to_have_count(0)
    look(page, "decided")
    page.locator("form[action*=undo] button").first.click()
    page.wait_for_load_state()
    expect(pair).to_have_count(1)


@pytest.mark.parametrize(
    ("size", "options"),
    [(DESK, {}), (PHONE, {"locale": "es-US", "color_scheme": "dark"})],
    ids=["desk", "phone in Spanish, dark"],
)
def test_a_list_comes_in_and_a_sheet_goes_along(
    visit: Visit, directory: None, size: Any, options: Any
) -> None:
    """Given a messy list, food open now is found near a place, printed in Spanish; Hush Street is nowhere."""
    page = visit("manager", size, **options)
    bring(page)
    look(page, "taken")
    review(page)
    worker = visit("case-manager", size, **options)
    worker.goto("/desk/directory/?need=food&near=Fort+Orange&open=on")
    expect(worker.locator("main")).to_contain_text("Nowhere Pantry")
    look(worker, "found-food")
    worker.goto("/desk/directory/?near=Atlantis")
    look(worker, "nowhere")
    worker.goto("/desk/directory/?text=Nowhere+Pantry")
    worker.locator(".kit-tasks a.usa-button").first.click()
    worker.wait_for_load_state()
    look(worker, "one")
    worker.locator("main a[href*='near=']").click()
    expect(worker.locator("main li").first).to_contain_text("Fort Orange")
    worker.goto("/desk/directory/?need=food&near=Fort+Orange&open=on")
    worker.locator("a[lang=es]", has_text="Español").click()
    worker.wait_for_load_state()
    expect(worker.locator("h1")).to_have_text("A dónde ir")
    look(worker, "sheet")
    for address in ("/desk/directory/?text=quiet", "/desk/directory/sheet/?text=quiet&in=es"):
        worker.goto(address)
        expect(worker.locator("main")).to_contain_text("Quiet Porch")
        expect(worker.locator("main")).not_to_contain_text("Hush")
    page.goto("/desk/directory/give-out/")
    look(page, "give-out")
