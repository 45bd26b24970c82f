"""An officer on the street, with a phone: contact, answer, offer, hand-off, receipt."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.app import ready
from tests.journeys.conftest import DESK, PHONE, check_accessible

Visit = Callable[..., Page]
NUMBER = "26-00417-X"


def record(page: Page, number: str = NUMBER, conduct: str = "shoplifting", agrees: str = "agreed") -> None:
    """Fill in the form as an officer would, and send it."""
    ready(page)  # what the phone adds to the form moves what is below it
    page.locator("[name=place]").fill("Pharmacy, 200 Made-up Street")
    page.locator("[name=incident_number]").fill(number)
    for name, value in (
        ("conduct", conduct),
        ("drivers", "poverty"),
        ("complainant", agrees),
        ("age", "18_or_over"),
        ("family_offense", "no"),
    ):
        option = page.locator(f"input[name={name}][value='{value}']")
        if option.is_visible():  # what cannot change the answer any more is not asked
            option.check()
    page.locator("[name=perceived_race]").select_option("unknown")
    page.locator("main form button[type=submit]").click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_contact_to_the_panel(visit: Visit, size: dict[str, object]) -> None:
    page = visit("officer", size)
    check_accessible(page)
    page.get_by_role("link", name="Record a contact").click()
    check_accessible(page)
    record(page, number="26-00417-P" if size is PHONE else "26-00417-D")
    page.wait_for_url("**/street/referrals/**")
    expect(page.get_by_role("heading", name="You may offer it")).to_be_visible()
    expect(page.get_by_text("made up for the rehearsal").first).to_be_visible()
    expect(page.get_by_text("You can say no.")).to_be_visible()
    check_accessible(page)
    page.get_by_text("Español", exact=True).last.click()
    expect(page.get_by_text("Usted puede decir que no.")).to_be_visible()
    expect(page.get_by_text("You can say no.")).to_be_hidden()
    page.get_by_label("An arrest with custody").check()
    page.get_by_role("button", name="The person said yes").click()
    expect(page.get_by_text("The line was called")).to_be_visible(timeout=15000)
    check_accessible(page)
    page.reload()
    expect(page.get_by_text("Nobody can come right now")).to_be_visible()  # here nobody has a telephone


def test_no_is_an_answer_and_the_ending_is_noted(visit: Visit) -> None:
    page = visit("officer-2", PHONE)
    record(page, number="26-00418-X")
    page.get_by_role("button", name="The person said no").click()
    expect(page.get_by_text("That changes nothing")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Note how it ended").click()
    expect(page.get_by_text("Please check what you entered")).to_be_visible()
    page.get_by_label("Warning").check()
    page.get_by_role("button", name="Note how it ended").click()
    expect(page.get_by_text("This contact is finished")).to_be_visible()
    check_accessible(page)


def test_not_allowed_shows_why_and_asks_how_it_ended(visit: Visit) -> None:
    page = visit("officer-3", PHONE)
    record(page, number="26-00419-X", agrees="declined")
    page.wait_for_url("**/street/referrals/**")
    expect(page.get_by_role("heading", name="No diversion here")).to_be_visible()
    expect(page.get_by_text("The policy does not allow an offer")).to_be_visible()
    check_accessible(page)
    page.get_by_label("The complainant did not agree").check()
    page.get_by_label("Arrest", exact=True).check()
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("This contact is finished")).to_be_visible()


def test_bad_input_keeps_what_was_typed(visit: Visit) -> None:
    page = visit("officer", PHONE)
    record(page, number="26-00420 <script>alert(1)</script>")
    expect(page.locator("#id_incident_number_error")).to_contain_text("letters, digits, spaces")
    expect(page.get_by_label("Incident number")).to_have_value("26-00420 <script>alert(1)</script>")
    expect(page.get_by_label("Place")).to_have_value("Pharmacy, 200 Made-up Street")
    expect(page.locator("input[name=conduct][value='shoplifting']")).to_be_checked()
    assert page.title().startswith("Error:")
    check_accessible(page)
    page.get_by_label("Incident number").fill("26-00420-X")
    page.get_by_label("Date and time").fill("2099-01-01T00:00")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("#id_occurred_at_error")).to_contain_text("has not come yet")
    expect(page.get_by_label("Date and time")).to_have_value("2099-01-01T00:00")


def test_words_are_asked_for_where_the_list_does_not_fit(visit: Visit) -> None:
    page = visit("officer", PHONE)
    page.goto("/street/contact/")
    words = page.get_by_label("What happened, in your words")
    expect(words).to_be_hidden()
    page.locator("input[name=conduct][value='something_else']").check()
    expect(words).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_in_spanish_nothing_breaks(visit: Visit, size: dict[str, object]) -> None:
    page = visit("sergeant", size)
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    check_accessible(page)
    page.goto("/street/contact/")
    expect(page.get_by_text("Hurto en una tienda")).to_be_visible()
    check_accessible(page)
    record(page, number="26-00430-P" if size is PHONE else "26-00430-D")
    page.wait_for_url("**/street/referrals/**")
    expect(page.get_by_text("Puede hacer la oferta")).to_be_visible()
    expect(page.get_by_text("inventado para el ensayo").first).to_be_visible()
    expect(page.get_by_text("Usted puede decir que no.")).to_be_visible()
    check_accessible(page)
    page.locator("button[name=answer][value=no]").click()
    check_accessible(page)
