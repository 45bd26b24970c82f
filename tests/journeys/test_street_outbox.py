"""What an officer's phone sends: once, with nothing that cannot be, and what it says without signal."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.factories.app import enrolled, fill, press, rows
from tests.factories.decisions import rehearsed
from tests.journeys.conftest import PHONE, Served, check_accessible
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import Facts, SetAside, check_contact, check_ticket

Visit = Callable[..., Page]


@pytest.mark.parametrize("wait", [0, 0.4], ids=["a double tap", "a second tap soon after"])
def test_a_second_tap_is_the_same_contact(visit: Visit, served: Served, wait: float) -> None:
    """On a slow network the page stands still for a while, and people tap again (R-77)."""
    page = enrolled(visit("officer", PHONE))
    number, sent = f"26-0070{9 if wait else 8}-D", []

    def slowly(route: Any) -> None:
        sent.append(route.request.post_data_json["id"])
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/street/outbox/", slowly)
    fill(page, number)
    button = page.locator("main form button[type=submit]")
    if wait:
        button.click()
        page.wait_for_timeout(wait * 1000)
        expect(button).to_have_text("Sending…")
        button.click(no_wait_after=True)
    else:
        button.dblclick()
    page.wait_for_url("**/street/referrals/**")
    assert len(rows(served, number)) == 1 and len(sent) == 1
    # then going back finds a new form, with nothing of the contact on it
    page.go_back()
    page.wait_for_selector("form[data-ready]")
    expect(page.locator("[name=incident_number]")).to_have_value("")
    assert page.locator("[name=key]").input_value() not in ("", *sent)
    expect(page.locator("[data-items] > li")).to_have_count(1)


def test_one_item_that_breaks_the_server_holds_up_no_other(visit: Visit, served: Served) -> None:
    page = enrolled(visit("officer", PHONE))
    page.context.set_offline(True)
    yesterday = datetime.now(ZoneInfo("America/New_York")) - timedelta(days=1)
    for end in ("A", "B"):
        fill(page, f"26-00711-{end}", outcome="")
        page.locator("[name=occurred_at]").fill(f"{yesterday:%Y-%m-%d}T01:04")
        press(page)
        expect(page.locator("[data-state=waiting]")).to_have_count("AB".index(end) + 1)
    met: list[str] = []

    def first_breaks(route: Any) -> None:
        met.append(route.request.post_data_json["id"])
        if met[-1] == met[0]:
            route.fulfill(status=500, body="<h1>Something went wrong</h1>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/street/outbox/", first_breaks)
    page.context.set_offline(False)
    page.locator("[data-send] button").click()
    # then each says when and where it was, as the server's list does
    written = f"{yesterday.day} {yesterday:%b %Y}, 01:04, Pharmacy, 200 Made-up Street"
    expect(page.get_by_text(written)).to_have_count(2)
    # and the second is received, and the first says what happened and is kept
    expect(page.locator("[data-state=received]")).to_have_count(1)
    expect(page.locator("[data-state=waiting]")).to_contain_text("This phone keeps it and tries again.")
    assert not rows(served, "26-00711-A") and len(rows(served, "26-00711-B")) == 1
    # and when the server is well again the first is taken too
    page.unroute("**/street/outbox/")
    page.locator("[data-send] button").click()
    expect(page.locator("[data-state=received]")).to_have_count(2)
    assert len(rows(served, "26-00711-A")) == 1


def test_without_signal_the_phone_refuses_what_the_program_refuses(visit: Visit) -> None:
    """Later nobody can put it right: the person has left. Each sentence is the program's own."""
    page = enrolled(visit("officer", PHONE))
    page.context.set_offline(True)
    fill(page, "26-00710-X")
    page.locator("[name=set_aside][value=ticket]").check()
    for field, typed, sentence in (*refused_here(), ("returnable_on", "", "Give the return date")):
        box = page.locator(f"[name={field}]")
        good = box.input_value()
        box.fill(typed)
        press(page)
        expect(page.locator(f"#id_{field}_error")).to_contain_text(sentence)
        box.fill(good)
    expect(page.locator("[data-items] > li")).to_have_count(0)


def refused_here() -> Iterator[tuple[str, str, str]]:
    """Fields with something that cannot be, and what the program's rules say to it."""
    now, policy = datetime.now(UTC), rehearsed()
    good = {"occurred_at": now, "place": "Elm Street", "incident_number": "26-1", "conduct": "shoplifting"}
    for field, typed in (
        ("place", "Площадь Ленина"),
        ("place", "<script>"),
        ("place", "é" * 201),
        ("incident_number", "№ 26—417"),
        ("incident_number", "9" * 200),
        ("incident_number", "№" * 41),
        ("occurred_at", "2099-01-01T00:00"),
        ("occurred_at", "1999-01-01T00:00"),
    ):
        value = datetime.fromisoformat(f"{typed}+00:00") if field == "occurred_at" else typed
        with pytest.raises(Refused) as refused:
            check_contact(Facts.from_plain({**good, field: value}), policy=policy, now=now)
        yield field, typed, refused.value.sentence % refused.value.values
    for typed in ("2099-01-01", "2020-01-01"):
        with pytest.raises(Refused) as refused:
            check_ticket(SetAside.TICKET, date.fromisoformat(typed), now.date())
        yield "returnable_on", typed, refused.value.sentence


def test_a_page_of_a_referral_says_that_there_is_no_signal(visit: Visit, served: Served) -> None:
    page = enrolled(visit("officer", PHONE))
    fill(page, "26-00712-X", outcome="")
    press(page)
    page.wait_for_url("**/street/referrals/**")
    address = page.url
    # when there is no signal, the page and its buttons
    page.context.set_offline(True)
    for leave in (lambda: page.reload(), lambda: page.goto(f"{served.url}/street/?page=2")):
        leave()
        expect(page.get_by_role("heading", name="No signal now")).to_be_visible()
        expect(page.get_by_role("link", name="Call the line: 555-0142")).to_be_visible()
        assert "26-00712-X" not in page.content()
    check_accessible(page)
    page.context.set_offline(False)
    page.goto(address)
    page.get_by_label("An arrest with custody").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="The person said yes").click()
    expect(page.get_by_role("heading", name="No signal now")).to_be_visible()
    # then the same address shows it again with signal, and where it is
    page.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    page.wait_for_url(address)
    expect(page.get_by_role("button", name="The person said yes")).to_be_visible()
    assert rows(served, "26-00712-X")[0][1] == "recorded"
