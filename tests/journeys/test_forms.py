"""The full intake: over a lost session, by two workers at once, and by keyboard alone."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_contacts import KEPT
from tests.journeys.test_desk import Given, Visit, given, look, taken_over
from thirdoption.demo.place import PASSWORD, address

__all__ = ["given"]
TYPED, READ = 0.3, 2.0  # seconds: 40 words a minute, and to read a question


def begin(page: Page, person: Any, form: str = "Full intake") -> None:
    page.goto(f"/desk/people/{person}/forms/")
    page.get_by_role("button", name=form).click()
    expect(page.get_by_role("heading", name=form, level=1)).to_be_visible()


def question(page: Page, link: str) -> Any:
    return page.locator(f"[data-question={link}]")


def saved(page: Page, link: str, by: str = "Saved") -> None:
    expect(question(page, link).locator("[data-said]")).to_contain_text(by)


def sign_in(page: Page, key: str) -> None:
    page.locator("[name=login]").fill(address(key))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def test_an_intake_outlives_its_session(visit: Visit, given: Given) -> None:
    """R-63: what is typed after the session ended is sealed, and only its author's sign-in sends it."""
    person = given(lambda world: taken_over(world, "26-00821-X", "Ada Madeup"))
    page = visit("case-manager", PHONE)
    begin(page, person)
    question(page, "children").get_by_text("Yes", exact=True).click()
    saved(page, "children")
    expect(question(page, "children_with")).to_be_visible()
    look(page, "form-begun")
    page.context.clear_cookies(name="session")
    question(page, "housing").get_by_text("Emergency shelter").click()
    expect(question(page, "housing").locator("[data-said]")).to_contain_text("Kept on this device")
    question(page, "first").get_by_role("textbox").fill("A door that locks")
    expect(question(page, "first").locator("[data-said]")).to_contain_text("Kept on this device")
    look(page, "form-session-ended")
    for readable in ("door", "Madeup", str(person)):
        assert readable not in page.evaluate(KEPT)
    other = page.context.new_page()  # somebody else at the same computer
    other.goto(page.url)
    sign_in(other, "case-manager-2")
    other.goto("/desk/")
    assert len(other.evaluate(f"async () => JSON.parse(await ({KEPT})()).length") * "x") == 2
    other.context.clear_cookies(name="session")
    other.close()
    with page.context.expect_page() as opened:
        question(page, "first").get_by_role("link").click()
    sign_in(opened.value, "case-manager")
    opened.value.close()
    saved(page, "first")
    expect(question(page, "first").get_by_role("textbox")).to_have_value("A door that locks")
    expect(question(page, "housing").locator("input:checked")).to_have_count(1)
    assert page.evaluate(KEPT) == "[]"


def test_two_workers_write_in_one_form(visit: Visit, given: Given) -> None:
    person = given(lambda world: taken_over(world, "26-00822-X", "Bo Madeup"))
    dana, sam = visit("case-manager", DESK), visit("supervisor", DESK)
    begin(dana, person, "What would you like help with?")
    sam.goto(dana.url)
    expect(sam.locator("[data-here]")).to_contain_text("Also in this form")
    expect(dana.locator("[data-here]")).to_contain_text("Also in this form")
    question(dana, "food").get_by_text("I would like help now").click()
    saved(dana, "food")
    expect(question(sam, "food").locator("input:checked")).to_have_value("now")
    sam.route("**/news/**", lambda route: route.abort())  # a slow line: what Dana writes comes late
    question(dana, "housing").get_by_text("I would like help now").click()
    saved(dana, "housing")
    question(sam, "housing").get_by_text("Perhaps later").click()
    expect(question(sam, "housing").get_by_role("alert")).to_contain_text("Both are kept")
    expect(question(dana, "housing").get_by_role("alert")).to_contain_text("Both are kept")
    look(dana, "form-two")
    question(dana, "housing").get_by_role("alert").get_by_role("button").nth(1).click()
    expect(question(dana, "housing").locator("input:checked")).to_have_value("later")
    expect(question(dana, "housing").get_by_role("alert")).to_have_count(0)


HERE = """() => { const one = document.activeElement; return [
    one.closest("[data-question]")?.dataset.question ?? "", one.type, one.name, one.textContent.trim()]; }"""
NUMBERS = {"children_with": "2", "income_month": "640"}
TYPE_DAY = """() => { document.activeElement.value = "2026-05-01";
    document.activeElement.dispatchEvent(new Event("input", { bubbles: true })); }"""


def answered(page: Page, link: str, kind: str) -> int:
    """Answer the question that has the focus; how many keys it took."""
    if kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
        return 1
    if kind == "date":  # its parts are typed in an order that hangs on the browser's language
        page.evaluate(TYPE_DAY)
        return 8
    words = NUMBERS.get(link, "A door that locks, near my sister")
    page.keyboard.type(words)
    return len(words)


def test_a_full_intake_by_keyboard_alone(visit: Visit, given: Given) -> None:
    """Within ten minutes: every key counted at 40 words a minute, and two seconds to read each question."""
    person = given(lambda world: taken_over(world, "26-00823-X", "Cy Madeup"))
    page = visit("case-manager", DESK)
    begin(page, person)
    keys = 0

    page.locator("[data-question] input:visible").first.focus()
    asked: set[str] = set()
    while (here := page.evaluate(HERE))[3] != "Finish":
        link, kind, name, _text = here
        if link and link not in asked and name.endswith("-a"):
            asked.add(link)
            keys += answered(page, link, kind)
        keys += 1
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("The form is finished.")
    minutes = (keys * TYPED + len(asked) * READ) / 60
    assert len(asked) >= 15 and minutes <= 10, (len(asked), keys, minutes)
