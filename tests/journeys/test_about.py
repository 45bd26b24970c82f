"""Who somebody is, how to reach them safely, and a record that one worker alone may open, in the browser."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.factories.served import connected
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible, shoot

Visit = Callable[..., Page]


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
                told = {"name": "Ottilie Pretend", "where_to_find": "By the ferry", "language": "en"}
                made = people.welcome(**told, date_of_birth=date(1988, 2, 29), by=by, at=by.now())
                care.take_up(person=made, worker=world.workers["case-manager"], by=by, at=by.now())
                return made.pk

    with ThreadPoolExecutor(1) as thread, django_db_blocker.unblock():
        yield thread.submit(in_thread).result()


def look(page: Page, name: str) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    shoot(page, f"about-{name}-{width}")
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is too wide"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def add_way(page: Page) -> None:
    page.get_by_text("Add a way to reach them").click()
    page.locator("label", has_text="Through somebody").click()
    page.get_by_label("Number, address, place or name").fill("Her aunt at the bakery, 518 555 0155")
    page.locator("label", has_text="Leave a message").click()
    page.get_by_label("Never when").fill("Her husband is in the shop")
    press(page, "Add it")


def test_two_say_who_she_is_and_nothing_is_lost(visit: Visit, person: Any) -> None:
    """A way that is safe, a new name over another worker's, race and ethnicity; search finds both names."""
    phone, desk = visit("case-manager", PHONE), visit("supervisor", DESK)
    phone.goto(f"/desk/people/{person}/about/")
    look(phone, "known")
    add_way(phone)
    look(phone, "way")
    desk.goto(f"/desk/people/{person}/about/")
    look(desk, "known")
    desk.get_by_label("Pronouns").fill("they")
    phone.get_by_label("The name they use").fill("Tilly Makebelieve")
    press(phone, "Save")
    press(desk, "Save")
    look(desk, "meanwhile")
    assert desk.get_by_label("Pronouns").input_value() == "they"
    desk.get_by_label("The name they use").fill("Tilly Makebelieve")
    press(desk, "Save")
    desk.locator("label", has_text="They would rather not say").click()
    press(desk, "Save what they said")
    desk.get_by_text("What was said before").click()
    look(desk, "before")
    phone.goto(f"/desk/people/{person}/")
    expect(phone.locator("main")).to_contain_text("Her husband is in the shop")
    look(phone, "overview")
    found(phone, "Ottilie", "Tilly Makebelieve")


def found(page: Page, words: str, name: str) -> None:
    page.goto("/desk/people/find/")
    page.get_by_label("Who is it?").fill(words)
    page.get_by_label("Who is it?").press("Enter")
    expect(page.locator("main")).to_contain_text(name)


def test_named_workers_alone_and_an_emergency(visit: Visit, person: Any) -> None:
    """Restricted by its worker: the supervisor cannot find it, opens it with a reason, and sees it."""
    phone, desk = visit("case-manager", PHONE), visit("supervisor", DESK)
    phone.goto(f"/desk/people/{person}/about/")
    phone.get_by_role("link", name="Let named workers alone open it").click()
    look(phone, "restrict")
    press(phone, "Let these workers alone open it")
    look(phone, "restrict-refused")
    phone.locator("label", has_text="Dana Whitfield").click()
    phone.locator("label", has_text="A relative or friend").click()
    phone.locator("#id_why").fill("The cousin of a colleague")
    phone.get_by_label("Look at it again on").fill((date.today() + timedelta(days=90)).isoformat())
    press(phone, "Let these workers alone open it")
    look(phone, "restricted")
    answer = desk.goto(f"/desk/people/{person}/")
    assert answer and answer.status == 404
    desk.goto("/desk/team/")
    desk.get_by_role("link", name="Restricted records").click()
    look(desk, "restricted-records")
    desk.get_by_label("Why").first.fill("She is in hospital and asked for her worker, who is away")
    press(desk, "Open it in an emergency")
    look(desk, "opened")
    expect(desk.locator("main")).to_contain_text("Ottilie Pretend")
