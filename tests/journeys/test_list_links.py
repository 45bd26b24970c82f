"""A prosecutor's office without accounts: the manager sends the list, its recipient opens and prints it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot
from tests.journeys.test_partners import charges

Visit = Callable[..., Page]
__all__ = ["charges"]


def token_of_newest(database: str) -> str:
    from thirdoption.program.staff.models import ListLink
    from thirdoption.program.staff.rules.links import token_of

    with connected(database):
        newest = ListLink.objects.latest("made_at")
        return token_of(newest.pk, settings.SECRET_KEY)


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk-dark"])
def test_a_list_goes_by_link_and_ends_at_once(
    visit: Visit, served: Served, charges: None, django_db_blocker: Any, size: dict[str, Any], scheme: Any
) -> None:
    name = f"links-{scheme}"
    manager = visit("manager", size, color_scheme=scheme)
    manager.goto("/desk/links/")
    manager.locator("label", has_text="Robin Achterberg").click()
    check_accessible(manager)
    manager.get_by_role("button", name="Send the link").click()
    expect(manager.get_by_text("The link is on its way")).to_be_visible()
    shoot(manager, f"{name}-sent")
    manager.get_by_role("button", name="Show the code once").click()
    code = manager.locator("main strong").inner_text()
    check_accessible(manager)
    shoot(manager, f"{name}-code")
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        token = thread.submit(token_of_newest, served.database).result()
    page = visit(None, size, color_scheme=scheme)
    page.goto(f"/partners/by-link/{token}/")
    page.get_by_label("Code").fill("000 000")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#id_code_error")).to_contain_text("open nothing")
    check_accessible(page)
    shoot(page, f"{name}-wrong")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", name="Held charges")).to_be_visible()
    expect(page.locator("tr", has_text="26-00417-X")).to_contain_text("intake confirmed:")
    page.get_by_role("link", name="Weekly sheet to print").click()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"{name}-sheet")
    page.emulate_media(media="print")
    shoot(page, f"{name}-sheet-printed")
    page.emulate_media(media="screen")
    manager.goto("/desk/links/")
    manager.get_by_role("button", name="End it now").first.click()
    page.goto("/partners/matters/")
    expect(page.get_by_role("heading", name="This link has ended")).to_be_visible()
    check_accessible(page)


def test_the_pages_of_files_and_links_in_spanish(visit: Visit, charges: None) -> None:
    for key, address in (("manager", "/desk/links/"), ("liaison", "/partners/matters/import/"),
                         ("liaison", "/partners/matters/sheet/")):  # fmt: skip
        page = visit(key, PHONE)
        page.get_by_role("button", name="Español").click()
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "es")
        check_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        shoot(page, f"es-{address.strip('/').replace('/', '-')}")


def test_a_file_is_looked_at_first(visit: Visit, charges: None) -> None:
    page = visit("liaison")
    page.goto("/partners/matters/import/")
    check_accessible(page)
    shoot(page, "import")
    rows = "incident_number,law,offense,offense_class\n26-00417-X,PL 155.25,As charged,\n26-9,PL 1.00,,\n"
    page.get_by_label("Your file (CSV)").set_input_files(
        {"name": "charges.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_text("Line 3: No held charge of yours")).to_be_visible()
    check_accessible(page)
    shoot(page, "import-look")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Rows not taken, as a file").click()
    assert "26-9" in kept.value.path().read_text()
    page.get_by_role("button", name="Change these charges").click()
    expect(page.locator("tr", has_text="26-00417-X")).to_contain_text("As charged")
