"""Help with money and what must be told, in the browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]
PICTURE = {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n a bus pass"}


@pytest.fixture
def person(served: Served, django_db_blocker: Any) -> Iterator[Any]:
    """A person of a worker's, an hour ago."""
    from django.utils import timezone

    from thirdoption.demo import place
    from thirdoption.program.care import actions as care
    from thirdoption.program.people import actions as people
    from thirdoption.program.sites.models import Site

    def in_thread() -> Any:
        with connected(served.database):
            site = Site.objects.get(name=place.NAME)
            world = World(site, place.workers(site), timezone.now() - timedelta(hours=1))
            with world.acting("supervisor") as by:
                told = {"name": "Ana Pretend", "where_to_find": "By the river", "language": "en"}
                made = people.welcome(**told, date_of_birth=None, by=by, at=by.now())
                care.take_up(person=made, worker=world.workers["case-manager"], by=by, at=by.now())
                return made.pk

    with ThreadPoolExecutor(1) as thread, django_db_blocker.unblock():
        yield thread.submit(in_thread).result()


def look(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"funds-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def test_a_bus_pass_and_a_report_that_the_law_asks_for(visit: Visit, person: Any) -> None:
    """A bus pass is asked on a phone, approved at a desk, its receipt added; a report stands accounted."""
    phone, desk = visit("case-manager", PHONE), visit("supervisor", DESK)
    phone.goto(f"/desk/people/{person}/funds/")
    phone.get_by_text("A bus pass").click()
    phone.get_by_label("Amount in dollars").fill("30")
    phone.get_by_label("Paid to").fill("The bus office")
    press(phone, "Ask for it")
    expect(phone.locator("#error-summary")).to_be_visible()
    phone.get_by_label("Why it helps").fill("To get to the clinic")
    press(phone, "Ask for it")
    look(phone, "asked")
    desk.goto("/desk/")
    desk.get_by_role("link", name="what waits for an answer").click()
    look(desk, "waiting")
    desk.get_by_role("link", name="Ana Pretend").first.click()
    press(desk, "Approve")
    look(desk, "approved")
    phone.reload()
    phone.get_by_label("A receipt").set_input_files(PICTURE)  # type: ignore[arg-type]
    press(phone, "Add the receipt")
    expect(phone.get_by_role("link", name="Receipt 1")).to_be_visible()
    phone.goto(f"/desk/people/{person}/told/")
    phone.locator("label", has_text="A child may be abused").click()
    phone.get_by_label("To whom").fill("The state's line, by telephone")
    phone.locator("label", has_text="What happened").click()
    phone.get_by_label("In one line, what is told").fill("A child was left alone for two days")
    press(phone, "Note it")
    look(phone, "told")
    expect(phone.locator("table")).to_contain_text("A child was left alone")
