"""A lost phone is ended, and what it had made is held and taken by the sergeant, in a browser."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.app import enrolled
from tests.factories.fixtures import World
from tests.factories.phone import YES, Phone
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def items(served: Served, django_db_blocker: Any) -> None:
    """Items of ended phones in the served database: one from hours ago, one of now."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(_make, served.database).result()


def _make(database: str) -> None:
    import json

    from thirdoption.demo import place
    from thirdoption.program.referrals.actions import phone
    from thirdoption.program.referrals.rules.sealed import read_envelope
    from thirdoption.program.sites.models import Site
    from thirdoption.program.staff.actions import end_device_key

    with connected(database):
        site = Site.objects.get(name=place.NAME)
        for hours in (6, 0):
            world = World(site, place.workers(site), at=datetime.now(UTC) - timedelta(hours=hours))
            lost = Phone(world)
            item = read_envelope(json.dumps(lost.item(lost.inside(YES))).encode())
            with world.acting("officer") as by:
                end_device_key(key=lost.device, by=by, at=world.at)
                phone.receive(item=item, by=by, at=world.at)


def test_an_officer_ends_a_lost_phone(visit: Visit) -> None:
    page = enrolled(visit("officer-2", PHONE))
    page.goto("/street/")
    page.get_by_role("link", name="My phones").click()
    expect(page.get_by_text("In use").first).to_be_visible()
    check_accessible(page)
    page.get_by_role("link", name="End it").first.click()
    check_accessible(page)
    shoot(page, "phone-end")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("Ended ", exact=False).first).to_be_visible()
    check_accessible(page)
    shoot(page, "phones")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_sergeant_takes_what_was_held(visit: Visit, items: None, size: dict[str, object]) -> None:
    desk = size is DESK
    page = visit("sergeant", size, color_scheme="dark" if desk else "light")
    page.goto("/street/")
    expect(page.get_by_role("link", name="Held items")).to_be_visible()
    shoot(page, f"held-home-{desk}")
    page.get_by_role("link", name="Held items").click()
    check_accessible(page)
    shoot(page, f"held-{desk}")
    page.get_by_role("link", name="Open it").last.click()
    expect(page.get_by_text("Pharmacy, 200 Made-up Street")).to_be_visible()
    check_accessible(page)
    shoot(page, f"held-item-{desk}")
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("What was done")).to_be_visible()
    check_accessible(page)
    shoot(page, f"held-taken-{desk}")
    if page.get_by_role("button", name="Ask the line to come").is_visible():
        page.get_by_role("button", name="Ask the line to come").click()
        expect(page.get_by_text("The line was called")).to_be_visible()
    spanish = visit("sergeant", size, locale="es-MX", color_scheme="light" if desk else "dark")
    for name, address in (("phones", "/street/phones/"), ("held", "/street/held/"), ("item", page.url)):
        spanish.goto(address)
        shoot(spanish, f"es-{name}-{desk}")
