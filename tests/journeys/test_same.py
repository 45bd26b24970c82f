"""Two records of one person, put together and taken apart, with contacts and charges on both sides."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories.fixtures import World
from tests.journeys.test_desk import SIZES, Given, Visit, given, look, press, taken_over

__all__ = ["given"]


def twice(world: World, number: int) -> Any:
    """Somebody on record twice, each with a charge, a contact and a release."""
    from thirdoption.program.care.actions import note_contact
    from thirdoption.program.handoffs.models import Handoff
    from thirdoption.program.people.models import Person
    from thirdoption.program.sharing.actions import sign_handoff_release

    made = []
    for side, name in enumerate((f"Rosa Madeup {'ABCD'[number]}", f"Rosa Made-up {'ABCD'[number]}")):
        pk = taken_over(world, f"26-009{number}{side}-X", name)
        with world.acting("case-manager") as by:
            person = Person.objects.get(pk=pk)
            said = {"kind": "made", "how": "phone", "minutes": 5, "line": f"Side {side}", "sensitive": ""}
            note_contact(person=person, **said, by=by, at=by.now())
            signed = {"text": "The words.", "language": "en", "signed_name": name}
            referral = Handoff.objects.get(person=person).referral_id
            sign_handoff_release(person=person, referral=referral, **signed, by=by, at=by.now())
        made.append(pk)
    return made


@SIZES
def test_put_together_and_taken_apart(
    visit: Visit, given: Given, size: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    kept, other = given(lambda world: twice(world, len(size)))
    page = visit("case-manager", size)
    page.goto(f"/desk/people/{kept}/")
    page.get_by_role("link", name="Is this person on record twice?").click()
    look(page, "same-found")
    page.get_by_role("link", name="Compare").first.click()
    expect(page.get_by_text("Charges that wait: 1")).to_have_count(2)
    look(page, "same-two")
    press(page, "This is one person")
    expect(page.locator("#error-summary")).to_contain_text("Write how you know")
    page.get_by_label("How you know").fill("Her sister brought both papers")
    press(page, "This is one person")
    for line in ("Side 0", "Side 1"):
        expect(page.locator("#contacts")).to_contain_text(line)
    for number in (0, 1):
        expect(page.locator("main")).to_contain_text(f"26-009{len(size)}{number}-X")
    look(page, "same-together")
    page.goto("/desk/")
    expect(page.locator(f"a[href='/desk/people/{other}/']")).to_have_count(0)
    page.goto(f"/desk/people/{kept}/")
    page.get_by_role("link", name="Which ones").click()
    page.get_by_role("link", name="Look at both").click()
    page.get_by_label("How you know").fill("They are two sisters")
    press(page, "Take them apart")
    expect(page.locator("#contacts")).to_contain_text("Side 0")
    expect(page.locator("main")).not_to_contain_text("Side 1")
    page.goto(f"/desk/people/{other}/")
    expect(page.locator("#contacts")).to_contain_text("Side 1")
    expect(page.locator("main")).not_to_contain_text("Side 0")
