"""A worker's whole day on a phone and at a desk: from what is due in the morning to signing out."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.journeys.test_contacts import note
from tests.journeys.test_desk import SIZES, Given, Visit, given, look, press, taken_over

__all__ = ["given"]


def evening_before(world: World, number: int) -> tuple[Any, Any]:
    """Somebody new whose intake is due, somebody who is looked for, and the directory."""
    from thirdoption.demo.directory import batches
    from thirdoption.program.care import actions as care
    from thirdoption.program.care.rules import Engagement
    from thirdoption.program.people.models import Person
    from thirdoption.program.services.actions import import_directory

    with world.acting("manager") as by:
        for source, rows in batches(today=world.at.date()):
            import_directory(site=world.site, source=source, rows=rows, by=by, at=world.at)
    now, world.at = world.at, world.at - timedelta(days=25)
    new = taken_over(world, f"26-0110{number}-X", f"Ines Madeup {number}")
    lost = taken_over(world, f"26-0111{number}-X", f"Theo Pretend {number}")
    with world.acting("case-manager") as by:
        state = Person.objects.get(pk=lost).participation
        told = {"to": Engagement.LOOKING_FOR, "note": "Last seen at the kitchen on Tuesday"}
        care.change_engagement(participation=state, **told, by=by, at=by.now())
    world.at = now
    return new, lost


@SIZES
def test_a_whole_day(visit: Visit, given: Given, size: dict[str, Any]) -> None:
    number = len(size)
    new, lost = given(lambda world: evening_before(world, number))
    page = visit("case-manager", size)
    page.goto("/desk/")
    look(page, "day-morning")
    intake(page, number)
    met(page, lost, number)
    asked(page, new)
    planned(page, new)
    page.goto(f"/desk/people/{new}/timeline/")
    for words in ("A door that locks", "Invented Harbor", "Sat with her at the clinic"):
        expect(page.locator("main")).to_contain_text(words)
    look(page, "day-timeline")
    page.goto("/desk/")
    expect(page.locator("#due + nav + ul")).not_to_contain_text(f"Ines Madeup {number}")
    look(page, "day-evening")
    press_sign_out(page)


def intake(page: Page, number: int) -> None:
    """What is due first is one tap away, and off the list when it is done."""
    due = page.locator("#due + nav + ul li").filter(has_text=f"Ines Madeup {number}")
    due.get_by_role("link", name="Do the intake").click()
    page.get_by_text("A place to live").click()
    press(page, "The intake is done")
    expect(page.locator("main")).to_contain_text("The intake is saved")
    note(page, "Sat with her at the clinic")
    expect(page.locator("main")).to_contain_text("The contact is saved.")
    expect(page.locator("#contacts")).to_contain_text("Sat with her at the clinic")


def met(page: Page, lost: Any, number: int) -> None:
    """Whoever is looked for is found by one contact."""
    page.goto("/desk/looking-for/")
    expect(page.locator("main")).to_contain_text("Last seen at the kitchen on Tuesday")
    page.get_by_role("link", name=f"Theo Pretend {number}", exact=True).click()
    page.get_by_text("Note a contact").click()
    page.locator("#contacts").get_by_text("We were in contact", exact=True).click()
    page.get_by_text("Note a contact").click()
    note(page, "He was at the kitchen again")
    expect(page.locator("main")).to_contain_text("The contact is saved.")
    page.goto("/desk/looking-for/")
    expect(page.locator("main")).not_to_contain_text(f"Theo Pretend {number}")


def asked(page: Page, new: Any) -> None:
    """A bed is asked for, as far as she signs."""
    page.goto(f"/desk/people/{new}/connect/")
    page.get_by_label("Name or word").press_sequentially("harbor")
    expect(page.locator("#services")).to_contain_text("One service")
    page.get_by_role("link", name="Choose").first.click()
    page.get_by_label("What do we ask for?").fill("A bed for one")
    press(page, "Show the release")
    page.get_by_label("Type your name").fill("Ines")
    press(page, "Yes, I sign")
    expect(page.locator("#connections")).to_contain_text("A bed for one")


def planned(page: Page, new: Any) -> None:
    """A goal in her words, a form of what she needs, and a note for the agency's own record."""
    page.goto(f"/desk/people/{new}/plan/")
    page.get_by_label("A goal, in their words").fill("A door that locks")
    press(page, "Add the goal")
    page.goto(f"/desk/people/{new}/forms/")
    page.get_by_role("button", name="What would you like help with?").click()
    page.locator("[data-question=food]").get_by_text("I would like help now").click()
    expect(page.locator("[data-question=food] [data-said]")).to_contain_text("Saved")
    press(page, "Save and go on later")
    page.goto(f"/desk/people/{new}/contacts/all/")
    page.locator("main").get_by_role("link", name="Sat with her at the clinic").first.click()
    page.get_by_text("Copy it into your agency").click()
    with page.expect_download():
        page.get_by_role("button", name="As text").click()


def press_sign_out(page: Page) -> None:
    """After signing out nothing of the day can be read at this screen."""
    page.goto("/account/logout/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto("/desk/")
    assert "/account/login/" in page.url
