"""The prosecutor's liaison at a desk: charges, clocks, confirmed or not, a decision."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]
LONG = "26-00420-VERY-LONG-NUMBER-0123456789/X"


@pytest.fixture(scope="module")
def charges(served: Served, django_db_blocker: Any) -> None:
    """Charges in the served database: date passed, due soon with a ticket before it, confirmed, new.

    Made in a thread: the browser's own loop runs in this one, where Django refuses to ask a database.
    """
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        thread.submit(_make, served.database).result()


def _make(database: str) -> None:
    from thirdoption.demo import place
    from thirdoption.program.sites.models import Site

    with connected(database):
        site = Site.objects.get(name=place.NAME)
        world = World(site, place.workers(site), at=datetime.now(UTC) - timedelta(days=34))
        _hold(world, "26-00411-X")
        world.pass_time(days=9)
        _hold(world, LONG, conduct="fare_evasion", ticket=timedelta(days=27))
        world.pass_time(days=12)
        confirmed(world, "26-00417-X")
        confirmed(world, "26-00418-X", signed=False)


def _hold(world: World, number: str, ticket: timedelta | None = None, **facts: Any) -> Any:
    """An accepted offer; the served job process holds the charge and calls the line."""
    from thirdoption.program.handoffs.models import Handoff
    from thirdoption.program.referrals import actions
    from thirdoption.program.referrals.rules import SetAside

    referral = walk.contact(world, incident_number=number, **facts)
    with world.acting("officer") as by:
        actions.offer(
            referral=referral,
            accepted=True,
            set_aside=SetAside.TICKET if ticket else SetAside.CUSTODIAL_ARREST,
            returnable_on=(world.at + ticket).date() if ticket else None,
            by=by,
            at=world.at,
        )
    for _ in range(100):
        with world.acting("on-call"):
            if Handoff.objects.filter(referral=referral).exists():
                return referral
        time.sleep(0.1)
    raise AssertionError("the job process did not call the line within 10 seconds")


def confirmed(world: World, number: str, signed: bool = True) -> None:
    """A person whom the program took over, with an intake; `signed`: the office may be told."""
    from thirdoption.program.care import actions as care
    from thirdoption.program.handoffs import actions as handoffs
    from thirdoption.program.handoffs.models import Handoff

    referral = _hold(world, number)
    with world.acting("on-call") as by:
        handoff = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=handoff, by=by, at=world.at)
        handoffs.arrive(handoff=handoff, by=by, at=world.at)
        person = handoffs.take_over(
            handoff=handoff,
            name="Marisol Made-up",
            date_of_birth=None,
            where_to_find="",
            language="en",
            by=by,
            at=world.at,
        )
        care.take_up(person=person, worker=world.workers["case-manager"], by=by, at=world.at)
    if signed:
        walk.released(world, person, referral)
        walk.defended(world, person, referral)
    walk.intake(world, person, referral)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_list_tells_charges_and_clocks_and_only_what_was_released(
    visit: Visit, charges: None, size: dict[str, Any]
) -> None:
    page = visit("liaison", size)
    name_of = "phone" if size is PHONE else "desk"
    expect(page.get_by_role("heading", name="Held charges")).to_be_visible()
    released = page.locator("tr", has_text="26-00417-X")
    expect(released).to_contain_text("intake confirmed:")
    expect(page.locator("tr", has_text="26-00418-X")).to_contain_text("not confirmed")
    expect(page.get_by_text("42 CFR part 2 prohibits")).to_be_visible()
    expect(page.locator("tr", has_text=LONG).locator(".kit-clock__red")).to_be_visible()
    assert "Marisol" not in page.content()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"partners-list-{name_of}")
    for name, number in (("Due within 7 days", LONG), ("Not confirmed by the date", "26-00411-X")):
        page.get_by_role("link", name=name).click()
        expect(page.locator("tbody tr")).to_have_count(1)
        expect(page.locator("tbody tr")).to_contain_text(number)
        check_accessible(page)
    page.get_by_role("link", name="Decided").click()
    check_accessible(page)


def test_in_spanish_nothing_breaks(visit: Visit, charges: None) -> None:
    page = visit("liaison")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    check_accessible(page)
    shoot(page, "partners-list-es")
    page.locator("tbody th a").first.click()
    check_accessible(page)
    shoot(page, "partners-charge-es")


def test_a_decision_needs_a_reason_and_a_confirmation(visit: Visit, charges: None) -> None:
    page = visit("liaison")
    page.get_by_role("link", name="26-00411-X").click()
    check_accessible(page)
    page.locator("label", has_text="Decline to prosecute").click()
    page.locator("#id_reason").fill("x" * 301)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator("#id_reason_error")).to_contain_text("301 characters")
    expect(page.locator("#id_reason")).to_have_value("x" * 301)
    expect(page.get_by_label("Decline to prosecute")).to_be_checked()
    check_accessible(page)
    page.locator("#id_reason").fill("In the interest of justice.")
    page.locator("label", has_text="Yes, this is decided").click()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("heading", name="Declined")).to_be_visible()
    check_accessible(page)
    page.goto("/partners/matters/?show=decided")
    expect(page.locator("tbody tr")).to_contain_text("26-00411-X")


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
def test_what_a_filing_needs_is_asked_with_a_filing_alone(
    visit: Visit, charges: None, look: dict[str, Any]
) -> None:
    """Without JavaScript too: the fields follow the choice by the sheet alone."""
    page = visit("liaison", PHONE, **look)
    page.get_by_role("link", name=LONG).click()
    filed_on, filed_how = page.get_by_label("Filed on"), page.get_by_text("How the person hears of it")
    expect(filed_on).to_be_hidden()
    page.locator("label", has_text="File, and ask the court for a warrant").click()
    expect(filed_on).to_be_visible()
    expect(filed_how).to_be_hidden()
    page.locator("label", has_text="File, with a summons or a letter").click()
    expect(filed_how).to_be_visible()
    page.get_by_text("Give more time").click()
    page.locator("summary", has_text="The ticket").click()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"partners-charge-phone-{look.get('color_scheme', 'light')}")
    page.set_viewport_size({"width": 1280, "height": 900})
    shoot(page, f"partners-charge-desk-{look.get('color_scheme', 'light')}")


def test_several_are_shown_before_they_get_a_new_date(visit: Visit, charges: None) -> None:
    page = visit("liaison")
    for number in ("26-00417-X", "26-00418-X"):
        page.get_by_role("checkbox", name=f"Choose incident {number}").check()
    page.get_by_role("button", name="Decline or extend those chosen").click()
    expect(page.get_by_text("26-00417-X")).to_be_visible()
    expect(page.locator("#id_on")).to_be_hidden()
    page.locator("label", has_text="Give a new date").click()
    page.locator("#id_on").fill((datetime.now(UTC) + timedelta(days=90)).strftime("%Y-%m-%d"))
    page.locator("#id_reason").fill("Talks go on.")
    page.locator("label", has_text="all 2 charges above").click()
    check_accessible(page)
    shoot(page, "partners-several")
    page.get_by_role("button", name="Record it for all of them").click()
    expect(page.get_by_text("2 charges have a new date.")).to_be_visible()
    expect(page.locator("tr", has_text="26-00418-X")).to_contain_text("extended")
    with page.expect_download() as download:
        page.get_by_role("link", name="This page as CSV").click()
    assert "26-00418-X" in download.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_defender_sees_what_was_released_to_them(
    visit: Visit, charges: None, size: dict[str, Any]
) -> None:
    page = visit("defender", size)
    expect(page.get_by_role("heading", name="Charges released to you")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("intake confirmed:")
    expect(page.get_by_text("42 CFR part 2 prohibits")).to_be_visible()
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, f"partners-defended-{'phone' if size is PHONE else 'desk'}")
