"""A contact in 20 seconds on a phone, also without a signal; and a person who is found again after months."""

import json
import time
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.factories.fixtures import World
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_desk import Given, Visit, given, look, press, taken_over

__all__ = ["given"]
TAPS = """addEventListener("click", ({ isTrusted }) => {
    if (isTrusted) sessionStorage.setItem("taps", 1 + Number(sessionStorage.getItem("taps")));
}, true)"""
KEPT = """() => new Promise((done) => { const open = indexedDB.open("desk"); open.onsuccess = () => {
    const all = open.result.transaction("items").objectStore("items").getAll();
    all.onsuccess = () => done(JSON.stringify(all.result)); }; })"""


def note(page: Page, line: str, *, tried: bool = False) -> None:
    page.get_by_text("Note a contact").click()
    if tried:
        page.get_by_text("I tried", exact=True).click()
    page.get_by_label("In one line").press_sequentially(line, delay=60)
    page.get_by_role("button", name="Save the contact").click()


def test_a_contact_takes_a_phone_twenty_seconds(visit: Visit, given: Given) -> None:
    """From today to saved: at a thumb's pace, 170 ms a letter would still be within it."""
    given(lambda world: taken_over(world, "26-00801-X", "Ada Madeup"))
    page = visit("case-manager", PHONE)
    page.context.add_init_script(TAPS)
    page.goto("/desk/")
    began = time.monotonic()
    page.get_by_role("link", name="Ada Madeup").click()
    page.wait_for_load_state()
    note(page, "Coffee at the kitchen; ID card next week")
    expect(page.locator("#contacts")).to_contain_text("Coffee at the kitchen")
    seconds = time.monotonic() - began
    taps = page.evaluate("Number(sessionStorage.getItem('taps'))")
    assert seconds < 20 and taps <= 4, (seconds, taps)
    expect(page.locator("main")).to_contain_text("The contact is saved.")
    look(page, "contact-saved")
    page.get_by_text("Note a contact").click()
    expect(page.get_by_text("do not dictate here")).to_be_visible()
    look(page, "contact-form")


def test_without_a_signal_it_waits_and_is_sent_once(visit: Visit, given: Given) -> None:
    person = given(lambda world: taken_over(world, "26-00802-X", "Bo Madeup"))
    page = visit("case-manager", PHONE)
    page.goto(f"/desk/people/{person}/")
    page.context.set_offline(True)
    note(page, "Under the bridge, no signal there")
    expect(page.locator("[data-waiting] li[data-state=waits]")).to_have_count(1)
    expect(page.locator("[data-waiting]")).to_contain_text("waits to be sent")
    look(page, "contact-waits")
    kept = page.evaluate(KEPT)
    assert len(json.loads(kept)) == 1
    for readable in ("bridge", "Madeup", str(person)):
        assert readable not in kept, readable
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.reload()
    expect(page.locator("#contacts").get_by_text("Under the bridge")).to_have_count(1)


def test_a_person_is_found_again_after_months(visit: Visit, given: Given) -> None:
    """Looked for since summer and tried, then met: back by one contact, and nobody applies again."""

    def lost(world: World) -> Any:
        from thirdoption.program.care import actions as care
        from thirdoption.program.care.rules import Engagement
        from thirdoption.program.people.models import Person

        world.at -= timedelta(days=150)
        pk = taken_over(world, "26-00803-X", "Cleo Madeup")
        said = {"kind": "made", "how": "in_person", "minutes": 15, "place": "The kitchen", "sensitive": ""}
        tried = {**said, "kind": "tried", "place": "Ferry Street", "minutes": None}
        with world.acting("case-manager") as by:
            person = Person.objects.get(pk=pk)
            care.note_contact(person=person, **said, line="Ate together", by=by, at=by.now())
        world.pass_time(days=10)
        with world.acting("case-manager") as by:
            state, note_ = person.participation, "The tent is gone; her sister has not heard either"
            care.change_engagement(
                participation=state, to=Engagement.LOOKING_FOR, note=note_, by=by, at=by.now()
            )
        world.pass_time(days=40)
        with world.acting("case-manager") as by:
            care.note_contact(person=person, **tried, line="Asked around", by=by, at=by.now())
        return pk

    person = given(lost)
    found(visit)
    for size in (PHONE, DESK):
        page = visit("case-manager", size)
        for name in ("timeline", "plan", "contacts/all"):
            page.goto(f"/desk/people/{person}/{name}/")
            look(page, name.replace("/", "-"))
    plan_of(visit("case-manager", PHONE), person)


def found(visit: Visit) -> None:
    """The list says where to look; one contact, and she is in touch and no longer on it."""
    for size in (PHONE, DESK):
        page = visit("case-manager", size)
        page.goto("/desk/looking-for/")
        row = page.locator("main li").filter(has_text="Cleo Madeup")
        for words in ("The tent is gone", "The kitchen", "Tried 1 time", "Dana Whitfield looks"):
            expect(row).to_contain_text(words)
        look(page, "looking")
    page = visit("case-manager", PHONE)
    page.goto("/desk/looking-for/")
    page.get_by_role("link", name="Cleo Madeup", exact=True).click()
    note(page, "There she was, at the library")
    expect(page.locator("#error-summary")).to_contain_text("Contact: Choose one.")
    page.locator("#contacts").get_by_text("We were in contact", exact=True).click()
    page.get_by_role("button", name="Save the contact").click()
    expect(page.locator("main")).to_contain_text("The contact is saved.")
    page.goto("/desk/looking-for/")
    expect(page.locator("main")).not_to_contain_text("Cleo Madeup")


def plan_of(page: Page, person: Any) -> None:
    """A goal, a step, what got in the way, and the sheet that she takes along, in Spanish and dark."""
    page.goto(f"/desk/people/{person}/plan/")
    page.get_by_label("A goal, in their words").fill("My own key")
    press(page, "Add the goal")
    page.get_by_role("link", name="A step, how it is, or other words").click()
    page.get_by_label("A step").fill("Ask for the housing list")
    page.get_by_text("We", exact=True).click()
    press(page, "Add the step")
    page.get_by_role("link", name="Ask for the housing list").click()
    page.get_by_text("Something is in the way", exact=True).last.click()
    page.get_by_label("In a few words").fill("The office was closed")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("The office was closed")
    look(page, "plan-full")
    page.get_by_role("link", name="Ask for the housing list").click()
    look(page, "plan-goal")
    page.goto(f"/desk/people/{person}/plan/sheet/")
    look(page, "plan-sheet")
    page.emulate_media(color_scheme="dark")
    page.goto(f"/desk/people/{person}/plan/")
    page.get_by_role("button", name="Español").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("heading", level=1)).to_have_text("El plan de Cleo Madeup")
    look(page, "plan-es-dark")
    page.goto(f"/desk/people/{person}/timeline/")
    look(page, "timeline-es-dark")


def test_words_that_were_not_sent_are_asked_about_before_they_are_left(visit: Visit, given: Given) -> None:
    person = given(lambda world: taken_over(world, "26-00809-X", "Una Madeup"))
    page = visit("case-manager", PHONE)
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"/desk/people/{person}/")
    page.get_by_text("Note a contact").click()
    page.get_by_label("In one line").press_sequentially("Coffee at the kitchen")
    page.locator(".usa-breadcrumb__link, .kit-brand").first.click(no_wait_after=True)
    expect(page.get_by_label("In one line")).to_have_value("Coffee at the kitchen")
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"] and page.url.endswith(f"/desk/people/{person}/")
    page.get_by_role("button", name="Save the contact").click()
    expect(page.locator("main")).to_contain_text("The contact is saved.")
    page.goto("/desk/")
    assert asked == ["beforeunload"], "what was sent is left without a word"
