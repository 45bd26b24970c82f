"""Sealing as a supervisor and the prosecutor's office see it: what is sealed, and who was asked."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot
from tests.journeys.test_list_links import Visit
from tests.journeys.test_partners import confirmed


@pytest.fixture
def declined(served: Served, django_db_blocker: Any) -> None:
    """Two charges that were declined long ago; nobody is out for them any more."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(_make, served.database).result()


def _make(database: str) -> None:
    from thirdoption.demo import place
    from thirdoption.program.handoffs.actions import safety
    from thirdoption.program.handoffs.models import Outing
    from thirdoption.program.matters import actions
    from thirdoption.program.matters.models import Matter
    from thirdoption.program.matters.rules import State
    from thirdoption.program.sites.models import Site

    with connected(database):
        site = Site.objects.get(name=place.NAME)
        world = World(site, place.workers(site), at=datetime.now(UTC) - timedelta(days=20))
        for place_of in (1, 2):
            number = f"26-{uuid.uuid4().hex}"[: 12 * place_of]
            confirmed(world, number)
            with world.acting("on-call") as by:
                for outing in Outing.objects.filter(home_at=None):
                    safety.come_home(outing=outing, by=by, at=world.at)
            with world.acting("liaison") as by:
                matter = Matter.objects.get(incident_number=number)
                actions.decide(matter=matter, to=State.DECLINED, reason="Served", by=by, at=world.at)


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [(PHONE, "light", "es"), (DESK, "dark", "en")],
    ids=["phone-es", "desk-dark"],
)
def test_a_charge_is_sealed_and_its_agencies_are_asked(
    visit: Visit, declined: None, size: dict[str, Any], scheme: Any, locale: str
) -> None:
    page = visit("supervisor", size, color_scheme=scheme)
    if locale == "es":
        page.get_by_role("button", name="Español").click()
    page.goto("/desk/sealing/")
    expect(
        page.locator("label", has_text="Número de incidente" if locale == "es" else "Incident number")
    ).to_be_visible()
    check_accessible(page)
    shoot(page, f"sealing-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if locale == "en":
        seal_one(page)
    liaison = visit("liaison", size, color_scheme=scheme)
    liaison.goto("/partners/sealing/")
    check_accessible(liaison)
    shoot(liaison, f"sealing-liaison-{scheme}")
    asked = liaison.get_by_role("button", name="Confirmed")
    for left in range(asked.count(), 0, -1) if locale == "en" else ():
        expect(asked).to_have_count(left)
        asked.first.click()
    expect(asked).to_have_count(0)


def seal_one(page: Page) -> None:
    """With nothing chosen the page says so; then the first charge is sealed, and its number is gone."""
    page.get_by_role("button", name="Seal it").click()
    expect(page.locator("#error-summary")).to_be_focused()
    check_accessible(page)
    shoot(page, "sealing-error")
    panel = page.locator("section", has=page.get_by_role("heading", name="Seal a charge"))
    charge = panel.locator("label", has_text="26-").first
    number = charge.inner_text().split(" ")[0]
    for one in (
        charge,
        panel.locator("label", has_text="Sever it"),
        panel.locator("label", has_text="Yes,"),
    ):
        one.click()
    page.get_by_role("button", name="Seal it").click()
    expect(page.locator("#seal-tasks + p + ul li").first).to_contain_text("asked on")
    assert number not in page.content()
    check_accessible(page)
    shoot(page, "sealing-done")
