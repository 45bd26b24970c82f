"""The program's side of a held charge: a ticket that comes too early, a pause, the defender, the calendar."""

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
DARK, ES = {"color_scheme": "dark"}, {"locale": "es-US"}


@pytest.fixture(scope="module")
def people(served: Served, django_db_blocker: Any) -> dict[str, str]:
    """Two people: one whose date is near and who was not found, one who has just come."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        return thread.submit(_make, served.database).result()


def _make(database: str) -> dict[str, str]:
    from thirdoption.demo import place
    from thirdoption.program.care import actions as care
    from thirdoption.program.sites.models import Site

    with connected(database):
        site = Site.objects.get(name=place.NAME)
        world = World(site, place.workers(site), at=datetime.now(UTC) - timedelta(days=25))
        near = _came(world, "26-00411-X", "Marisol Made-up")
        world.at += timedelta(days=20)
        new = _came(world, "26-00412-X", "Ruben Pretend")
        for _tried in range(3):
            with world.acting("case-manager") as by:
                said = {"kind": "tried", "how": "in_person", "minutes": None, "line": "By the river"}
                care.note_contact(person=near, **said, sensitive="", by=by, at=by.now())
            world.at += timedelta(days=1)
        return {"near": str(near.pk), "new": str(new.pk)}


def _came(world: World, number: str, name: str) -> Any:
    """An accepted offer with a ticket, and the person who came; the served job process holds the charge."""
    from thirdoption.program.care import actions as care
    from thirdoption.program.handoffs import actions as handoffs
    from thirdoption.program.handoffs.models import Handoff
    from thirdoption.program.referrals import actions

    referral = walk.contact(world, incident_number=number)
    ticket = {"set_aside": "ticket", "returnable_on": (world.at + timedelta(days=28)).date()}
    with world.acting("officer") as by:
        actions.offer(referral=referral, accepted=True, **ticket, by=by, at=world.at)
    for _ in range(200):
        with world.acting("on-call") as by:
            call = Handoff.objects.filter(referral=referral).first()
            if call is not None:
                handoffs.accept(handoff=call, by=by, at=world.pass_time(minutes=1))
                handoffs.arrive(handoff=call, by=by, at=world.pass_time(minutes=9))
                named = {"name": name, "date_of_birth": None, "where_to_find": "By the river"}
                person = handoffs.take_over(handoff=call, **named, language="en", by=by, at=world.at)
                care.take_up(person=person, worker=world.workers["case-manager"], by=by, at=world.at)
                return person
        time.sleep(0.1)
    raise AssertionError("the job process did not call the line within 20 seconds")


@pytest.mark.parametrize(
    ("name", "size", "options"),
    [
        ("phone", PHONE, {}),
        ("phone-dark-es", PHONE, {**DARK, **ES}),
        ("desk", DESK, {}),
        ("desk-dark", DESK, DARK),
        ("desk-es", DESK, ES),
    ],
)
def test_the_persons_page_says_what_waits_and_until_when(
    visit: Visit, people: dict[str, str], name: str, size: dict[str, Any], options: dict[str, Any]
) -> None:
    page = visit("case-manager", size, **options)
    page.goto(f"/desk/people/{people['near']}/")
    charges = page.locator("#charges")
    expect(charges.locator(".kit-clock__red")).to_be_visible()
    found = "No encontramos a la persona: 3 intentos" if "locale" in options else "not find them: 3 attempts"
    expect(charges.get_by_text(found)).to_be_visible()
    check_accessible(page)
    shoot(page, f"charge-person-{name}")
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page scrolls sideways"


def test_a_supervisor_pauses_and_a_case_manager_says_what_became_of_the_ticket(
    visit: Visit, people: dict[str, str]
) -> None:
    given = f"/desk/people/{people['new']}/"
    page = visit("supervisor")
    page.goto(given)
    page.get_by_role("link", name="Pause the clock").click()
    today = datetime.now(UTC).date() - timedelta(days=1)
    page.get_by_label("From").fill(today.isoformat())
    page.get_by_label("To", exact=False).last.fill((today + timedelta(days=9)).isoformat())
    page.get_by_label("Why").fill("In hospital")
    check_accessible(page)
    shoot(page, "charge-pause")
    page.get_by_role("button", name="Pause it").click()
    expect(page.get_by_text("The clock is paused.")).to_be_visible()
    expect(page.locator("#charges").get_by_text("In hospital")).to_be_visible()
    shoot(page, "charge-paused")
    page = visit("case-manager", PHONE)
    page.goto(given)
    expect(page.get_by_text("A supervisor may pause the clock.")).to_be_visible()
    page.get_by_role("link", name="What became of the ticket").click()
    page.get_by_text("Taken back").click()
    check_accessible(page)
    shoot(page, "charge-ticket-phone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("noted that the ticket was taken back")).to_be_visible()
    expect(page.locator("#charges .kit-clock__red")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_person_reads_of_a_lawyer_before_signing(
    visit: Visit, people: dict[str, str], language: str
) -> None:
    page = visit("case-manager", PHONE)
    page.goto(f"/desk/people/{people['near']}/")
    page.get_by_role("link", name="Offer the hand-off release").click()
    page.goto(f"{page.url}?language={language}")
    expect(page.get_by_role("link", name="555-0177")).to_have_attribute("href", "tel:555-0177")
    check_accessible(page)
    shoot(page, f"charge-release-lawyer-{language}")
    page.goto(f"/desk/people/{people['near']}/")
    page.get_by_role("link", name="Offer the release to the defender").click()
    page.goto(f"{page.url}?language={language}")
    check_accessible(page)
    shoot(page, f"charge-defender-{language}")


@pytest.mark.parametrize(
    ("name", "size", "options"),
    [("phone-es", PHONE, ES), ("desk", DESK, {}), ("desk-dark", DESK, DARK)],
)
def test_the_program_manager_keeps_the_court_calendar(
    visit: Visit, name: str, size: dict[str, Any], options: dict[str, Any]
) -> None:
    page = visit("manager", size, **options)
    page.goto("/desk/court-calendar/")
    if name == "desk":
        day = (datetime.now(UTC) + timedelta(days=20)).date()
        page.locator("[name=day]").fill(day.isoformat())
        page.locator("[name=name]").fill("The courthouse moves")
        page.get_by_role("button", name="The court is closed on this day").click()
        expect(page.get_by_text("Saved. No date moved.")).to_be_visible()
    check_accessible(page)
    shoot(page, f"charge-calendar-{name}")
