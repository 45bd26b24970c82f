"""The care workers' day: from the call to the person's copy, and a morning with somebody."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]
Given = Callable[[Callable[[World], Any]], Any]
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
LONG = "María del Carmen Guadalupe Wojciechowska-Oyelaran de los Santos y Villanueva"
LONGER = "Jean-Baptiste Emmanuel Aurélien Featherstonehaugh-Cholmondeley de Rochefoucauld"


@pytest.fixture
def given(served: Served, django_db_blocker: Any) -> Iterator[Given]:
    """Do something in the served database by the program's own actions, an hour ago.

    In a thread of its own: the browser's loop runs in this one, and Django refuses to ask there.
    """
    from django.utils import timezone

    from thirdoption.demo import place
    from thirdoption.program.sites.models import Site

    def in_thread(what: Callable[[World], Any]) -> Any:
        with connected(served.database):
            site = Site.objects.get(name=place.NAME)
            return what(World(site, place.workers(site), timezone.now() - timedelta(hours=1)))

    with ThreadPoolExecutor(1) as thread, django_db_blocker.unblock():
        yield lambda what: thread.submit(in_thread, what).result()


def offered(world: World, number: str) -> Any:
    """An accepted offer; the real job process calls the line."""
    from thirdoption.program.referrals.actions import offer

    referral = walk.contact(world, incident_number=number)
    with world.acting("officer") as by:
        offer(referral=referral, accepted=True, by=by, at=world.pass_time(minutes=2))
    return referral


def taken_over(world: World, number: str, name: str = "Marisol Made-up") -> Any:
    """A person whom the on-call worker took over, for Dana Whitfield; the id."""
    from thirdoption.program.care.actions import receive
    from thirdoption.program.handoffs import actions as handoffs
    from thirdoption.program.handoffs.models import Handoff

    referral = offered(world, number)
    for _try in range(100):
        with world.acting("on-call") as by:
            call = Handoff.objects.filter(referral=referral).first()
            if call is None:
                time.sleep(0.1)
                continue
            handoffs.accept(handoff=call, by=by, at=world.at)
            handoffs.arrive(handoff=call, by=by, at=world.pass_time(minutes=19))
            dana = world.workers["case-manager"]
            return receive(
                handoff=call, name=name, date_of_birth=None, where_to_find="By the river, mornings",
                language="en", case_manager=dana, by=by, at=world.pass_time(minutes=4),
            ).pk  # fmt: skip
    raise AssertionError("no hand-off was asked for within ten seconds")


def look(page: Page, name: str) -> None:
    """What every page must show: no violation, nothing wider than the screen; a picture for eyes."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"desk-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def wait_for_call(page: Page) -> None:
    """Look again until the job process has called the line."""
    coming = page.get_by_role("button", name="I'm coming")
    for _try in range(20):
        if coming.count():
            return
        page.wait_for_timeout(250)
        page.reload()
    expect(coming).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


@SIZES
def test_from_the_call_to_the_copy(visit: Visit, given: Given, size: dict[str, Any]) -> None:
    """Given a call, when the worker comes and the person signs, then the person has a copy."""
    given(lambda world: offered(world, f"26-0060{len(size)}-X"))
    name = LONG if size == PHONE else LONGER  # two who are alike would be asked about
    page, second = visit("on-call", size), visit("case-manager-2", size)
    second.goto("/desk/")
    for one in (page, second):
        wait_for_call(one)
    expect(page.get_by_role("heading", name="One person is waiting")).to_be_visible()
    look(page, "today-waiting")
    press(page, "I'm coming")
    expect(page.locator("main")).to_contain_text("You said that you are coming")
    second.get_by_role("button", name="I'm coming").first.click()
    expect(second.locator("main")).to_contain_text("was quicker and is coming")
    look(second, "second")
    press(page, "I'm here")
    look(page, "there")
    page.get_by_label("Where to find them").fill("By the river, mornings")
    press(page, "Take over")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.get_by_label("Where to find them")).to_have_value("By the river, mornings")
    look(page, "there-error")
    page.locator("form[action$='/take-over/'] [name=name]").fill(name)
    page.get_by_text("Español", exact=True).last.click()
    page.get_by_text("Dana Whitfield").click()
    press(page, "Take over")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Podemos decirle dos cosas a la fiscalía?")
    look(page, "release-es")
    page.get_by_role("link", name="Read it in English").click()
    yes, no = page.get_by_role("button", name="Yes, I sign"), page.get_by_role("link", name="No, thank you")
    assert (yes.bounding_box() or {})["height"] == (no.bounding_box() or {})["height"]
    look(page, "release")
    page.get_by_label("Type your name").fill("María")
    press(page, "Yes, I sign")
    expect(page.locator("main")).to_contain_text(f"incident 26-0060{len(size)}-X")
    look(page, "copy")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    look(page, "person-long")


@SIZES
def test_a_morning_with_somebody(visit: Visit, given: Given, size: dict[str, Any]) -> None:
    """Given a person, when the case manager works with them, then the page tells it all."""
    number, name = f"26-0070{len(size)}-X", f"Marisol Made-up {len(size)}"
    given(lambda world: taken_over(world, number, name))
    page = visit("case-manager", size)
    page.get_by_label("Find by name").press_sequentially(f"up {len(size)}")
    expect(page.locator("#people")).to_contain_text("1 person")
    look(page, "today-found")
    page.get_by_role("link", name=name).click()
    _note_a_contact(page)
    page.get_by_label("A goal, in their words").fill("A place where my son can sleep")
    with page.expect_response("**/goals/"):
        page.get_by_role("button", name="Add the goal").click()
    expect(page.locator("blockquote")).to_contain_text("A place where my son can sleep")
    expect(page.get_by_label("A goal, in their words")).to_have_value("")
    page.get_by_role("link", name="Do the intake").click()
    page.get_by_text("A place to live").click()
    page.get_by_text("They would rather not say").click()
    look(page, "intake")
    press(page, "The intake is done")
    expect(page.locator("main")).to_contain_text("The intake is saved")
    look(page, "person")


def _note_a_contact(page: Page) -> None:
    page.get_by_text("Note a contact").click()
    press(page, "Save the contact")
    expect(page.locator("main")).to_contain_text("Write one line")
    look(page, "person-error")
    page.get_by_text("Phone", exact=True).click()
    page.get_by_label("In one line").fill("Called; the shelter has a bed for both")
    press(page, "Save the contact")
    expect(page.locator("#contacts")).to_contain_text("the shelter has a bed for both")


@SIZES
def test_a_provider_is_asked_and_the_release_taken_back(
    visit: Visit, given: Given, size: dict[str, Any]
) -> None:
    """Given the directory, when the person signs for one provider, they can take it back with one tap."""

    def directory(world: World) -> Any:
        from thirdoption.demo.directory import batches
        from thirdoption.program.services.actions import import_directory

        with world.acting("manager") as by:
            for source, rows in batches(today=world.at.date()):
                import_directory(site=world.site, source=source, rows=rows, by=by, at=world.at)
        return taken_over(world, f"26-0080{len(size)}-X", "Tomasz Fictional")

    page = visit("case-manager", size)
    page.goto(f"/desk/people/{given(directory)}/connect/")
    look(page, "directory")
    page.get_by_label("Name or word").press_sequentially("harbor")
    expect(page.locator("#services")).to_contain_text("One service")
    page.get_by_role("link", name="Choose").first.click()
    page.get_by_label("What do we ask for?").fill("A bed for two")
    look(page, "ask")
    press(page, "Show the release")
    look(page, "connection-release")
    page.get_by_label("Type your name").fill("Tomasz")
    press(page, "Yes, I sign")
    expect(page.locator("#connections")).to_contain_text("A bed for two")
    page.get_by_role("link", name="Take it back").click()
    look(page, "take-back")
    press(page, "Take it back")
    expect(page.locator("#releases")).to_contain_text("Taken back on")
    look(page, "taken-back")


def test_a_goal_is_kept_without_scripts(visit: Visit, given: Given) -> None:
    person = given(lambda world: taken_over(world, "26-00900-X"))
    page = visit("case-manager", PHONE, java_script_enabled=False)
    page.goto(f"/desk/people/{person}/")
    page.get_by_label("A goal, in their words").fill("My ID back")
    press(page, "Add the goal")
    expect(page.locator("blockquote")).to_contain_text("My ID back")


@SIZES
def test_in_spanish_nothing_breaks(visit: Visit, given: Given, size: dict[str, Any]) -> None:
    person = given(lambda world: taken_over(world, f"26-0095{len(size)}-X"))
    page = visit("case-manager-3", size)
    press(page, "Español")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    pages = {
        "today": "/desk/",
        "person": f"/desk/people/{person}/",
        "find": f"/desk/people/{person}/connect/",
    }
    for name, address in pages.items():
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "es")
        look(page, f"es-{name}")
