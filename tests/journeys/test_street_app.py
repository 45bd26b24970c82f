"""An officer's phone without signal: the whole referral, kept for a day, sent once, as its author's."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import run_as_owner
from tests.factories.app import enrolled, fill, in_the_clear, press, ready, rows, signed_in
from tests.factories.chromium import launch
from tests.journeys.conftest import DESK, PHONE, Served, check_accessible

Visit = Callable[..., Page]


@pytest.fixture
def phone(browser: Browser, served: Served, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """A phone whose browser can be killed and opened again with what it kept."""
    opened: list[BrowserContext] = []

    def open_phone() -> BrowserContext:
        for context in opened:
            context.close()
        opened[:] = [
            browser.browser_type.launch_persistent_context(
                str(tmp_path),
                **launch(),
                base_url=served.url,
                locale="en-US",
                **PHONE,
            )
        ]
        return opened[0]

    yield open_phone
    for context in opened:
        context.close()


def signed_in_if_asked(page: Page) -> None:
    """Signs the officer in where the phone says that sending needs it."""
    asked = page.get_by_text("Sign in to send")
    expect(asked.or_(page.locator("[data-state=received]")).first).to_be_visible()
    if asked.count():
        signed_in(page, "officer")


def test_aeroplane_mode_for_the_whole_referral(phone: Any, served: Served) -> None:
    context = phone()
    page = context.new_page()
    signed_in(page, "officer")
    enrolled(page)
    # when there is no signal
    context.set_offline(True)
    ready(page)
    fill(page, "26-00701-X")
    expect(page.locator("[data-live] h2")).to_have_text("You may offer it")
    expect(page.get_by_text("You can say no.")).to_be_visible()
    check_accessible(page)
    told = page.locator("[data-live] h2").inner_text()
    press(page)
    expect(page.get_by_text("Waits on this phone for signal")).to_be_visible()
    check_accessible(page)
    # then nothing of the contact is on the phone but its time and its place
    kept = in_the_clear(page)
    assert "Pharmacy, 200 Made-up Street" in kept
    assert "26-00701-X" not in kept
    # when the tab is killed, and the phone opened a day later, still without signal
    page.close()
    context = phone()
    context.set_offline(True)
    page = context.new_page()
    page.clock.install()
    page.clock.fast_forward("24:00:00")
    ready(page)
    expect(page.locator("[data-state=waiting]")).to_have_count(1)
    assert rows(served, "26-00701-X") == []
    page.close()
    # then signal brings one referral, with the answer that was given, and its receipt
    context.set_offline(False)
    page = ready(context.new_page())
    signed_in_if_asked(page)
    expect(page.locator("[data-state=received]")).to_contain_text("Received:")
    ((name, state, answer, _),) = rows(served, "26-00701-X")
    assert (name, state, answer) == ("Officer Reyes", "accepted", "eligible") and told == "You may offer it"


def test_two_officers_on_one_phone(visit: Visit, served: Served) -> None:
    page = enrolled(visit("officer", PHONE))
    page.context.clear_cookies()
    signed_in(page, "officer-2")
    enrolled(page)
    expect(page.locator("#author option:checked")).to_have_text("Officer Lindqvist")
    # when the second is signed in and the first records
    page.locator("#author").select_option(label="Officer Reyes")
    fill(page, "26-00702-X", outcome="")
    press(page)
    expect(page.get_by_text("Waits on this phone for the sign-in of Officer Reyes")).to_be_visible()
    expect(page.locator("#author option:checked")).to_have_text("Officer Reyes")
    page.locator("#author").select_option(label="Officer Lindqvist")
    fill(page, "26-00703-X", outcome="no")
    page.locator("[name=ending][value=warned]").check()
    press(page)
    page.wait_for_url("**/street/referrals/**")
    assert rows(served, "26-00702-X") == []
    assert rows(served, "26-00703-X")[0][:2] == ("Officer Lindqvist", "closed")
    # then the first one's own sign-in sends it as theirs
    page.context.clear_cookies()
    signed_in(page, "officer")
    page.goto("/street/")
    expect(page.locator("[data-state=received]")).to_have_count(2)
    assert rows(served, "26-00702-X")[0][:2] == ("Officer Reyes", "recorded")


def test_the_server_is_lost_after_it_took_the_item(visit: Visit, served: Served) -> None:
    """Sent five times: four answers never arrive, and there is one referral (R-77)."""
    page = enrolled(visit("officer", PHONE))
    lost = []

    def lose(route: Any) -> None:
        answer = route.fetch()
        lost.append(answer.status)
        if len(lost) < 5:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route("**/street/outbox/", lose)
    fill(page, "26-00704-X")
    press(page)
    for _ in range(60):
        if page.locator("[data-state=received]").count() or "/referrals/" in page.url:
            break
        if page.locator("[data-send] button").is_visible():
            page.locator("[data-send] button").click()
        page.wait_for_timeout(500)
    assert lost[:5] == [200] * 5
    assert len(rows(served, "26-00704-X")) == 1


def test_a_clock_that_is_a_day_wrong_is_told(visit: Visit, served: Served) -> None:
    page = visit("officer", PHONE)
    enrolled(page)
    page.clock.install()
    page.clock.fast_forward("24:00:00")
    ready(page)
    fill(page, "26-00705-X")
    press(page)
    expect(page.get_by_text("The phone's clock was wrong by 14")).to_be_visible()
    ((_, state, _, occurred_at),) = rows(served, "26-00705-X")
    (now,) = run_as_owner("SELECT now()")[0]
    assert state == "accepted" and abs((now - occurred_at).total_seconds()) < 180


def test_a_new_policy_while_a_referral_waits(visit: Visit, served: Served) -> None:
    page = enrolled(visit("officer", PHONE))
    page.context.set_offline(True)
    fill(page, "26-00706-X")
    page.locator("[name=occurred_at]").evaluate(
        "(field) => { field.value = new Date(Date.now() - 86400000 * 2).toISOString().slice(0, 16);"
        " field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    press(page)
    expect(page.locator("[data-state=waiting]")).to_have_count(1)
    columns = "site_id, pack, decided_on, decision, put_by"
    run_as_owner(
        f"WITH newer AS (INSERT INTO sites_policyversion (id, version, in_force_from, {columns}) "
        f"SELECT gen_random_uuid(), 'newer', current_date - 1, {columns} FROM sites_policyversion "
        "RETURNING id) "
        "INSERT INTO sites_policytext (id, version_id, written) "
        "SELECT gen_random_uuid(), newer.id, written FROM newer, sites_policytext",
        served.database,
    )
    page.context.set_offline(False)
    expect(page.get_by_text("A newer policy is in force")).to_be_visible()
    assert rows(served, "26-00706-X")[0][1:3] == ("accepted", "eligible")


def test_only_what_can_change_the_answer_is_asked(visit: Visit) -> None:
    page = ready(visit("officer", PHONE))
    age = page.locator("input[name=age]").first
    expect(age).to_be_visible()
    for name in ("conduct", "drivers", "complainant", "age", "family_offense"):
        legend = page.locator("fieldset").filter(has=page.locator(f"input[name={name}]")).locator("legend")
        expect(legend.get_by_title("required")).to_be_visible()
    page.locator("input[name=complainant][value=declined]").check()
    expect(age).to_be_hidden()
    expect(page.locator("[data-live] h2")).to_have_text("No diversion here")
    expect(page.get_by_label("The person said yes")).to_be_hidden()
    page.locator("input[name=complainant][value=agreed]").check()
    expect(age).to_be_visible()
    press(page)
    expect(page.locator("#id_place_error")).to_contain_text("Write the place.")
    expect(page.locator("#id_age_error")).to_contain_text("Choose one of the answers")
    check_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_date_and_time_have_room(visit: Visit, size: dict[str, Any]) -> None:
    page = ready(visit("officer", size))
    box = page.locator("[name=occurred_at]")
    there = box.evaluate("(field) => field.offsetWidth")
    freely = "(field) => { field.style.cssText = 'width: max-content; max-width: none'; }"
    box.evaluate(freely)
    assert there >= box.evaluate("(field) => field.offsetWidth")


def test_the_card_is_there_without_signal_and_prints_on_one_page(visit: Visit) -> None:
    page = enrolled(visit("officer", PHONE))
    page.context.set_offline(True)
    page.goto("/street/card/")
    expect(page.get_by_text("Usted dice qué le ayudaría.")).to_be_visible()
    expect(page.get_by_role("link", name="555-0142").first).to_be_visible()
    check_accessible(page)
    assert page.pdf(format="Letter").count(b"/Type /Page\n") == 1
