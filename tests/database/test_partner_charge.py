"""One charge on the liaison's page: its facts, what its model lets be decided, its dates, who decided."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.lodging import LODGED, extend, held_as, matter_of, now, pause, ticketed
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import Change, ticket_comes_first

SignIn = Callable[[str], Client]
SETTLED = {"reason": "Interest of justice", "meant": "on"}


def page_of(client: Client, charge: Matter) -> str:
    return str(client.get(f"/partners/matters/{charge.pk}/").content.decode())


def post(client: Client, charge: Matter, where: str = "", **typed: str) -> Any:
    return client.post(f"/partners/matters/{charge.pk}/{where}", typed)


def offered(page: str) -> set[str]:
    """The decisions that may be chosen."""
    return set(re.findall(r'<input[^>]*name="to"[^>]*value="(\w+)"', page)) | set(
        re.findall(r'<input[^>]*value="(\w+)"[^>]*name="to"', page)
    )


@pytest.mark.parametrize(
    ("model", "settings", "at_first", "after_40_days", "said"),
    [
        ("held_by_prosecutor", {}, set(), set(), ""),
        (LODGED, {}, {"-filed", "-warrant_asked"}, {"-filed", "-warrant_asked"}, ""),
        ("statutory_bar", {}, {"barred"}, {"barred"}, ""),
        ("void_after_months", {"void_months": 1}, set(), {"voided"}, "may be voided from 20 Dec 2026"),
        ("re_offense_only", {}, set(), {"lapsed"}, "lapses after 20 Dec 2026"),
    ],
)
def test_the_form_offers_what_the_model_s_table_has_today(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, model: str, settings: dict[str, int],
    at_first: set[str], after_40_days: set[str], said: str,
) -> None:  # fmt: skip
    held_as(monkeypatch, model, **settings)
    charge, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    usual = {"declined", "filed", "warrant_asked"}
    for days, more in ((0, at_first), (40, after_40_days)):
        world.pass_time(days=days)
        taken = {one[1:] for one in more if one[0] == "-"}
        assert offered(page_of(client, charge)) == (usual - taken) | {one for one in more if one[0] != "-"}
        if days == 0:
            assert said in page_of(client, charge)
    assert ("Filed on" in page_of(client, charge)) == (model != LODGED)


def test_the_facts_of_a_charge(world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    held_as(monkeypatch, "void_after_months", void_months=6)
    page = page_of(sign_in("liaison"), matter_of(world, walk.accepted(world)))
    for fact in (
        *("Incident date", "20 Nov 2026", "Filing date", "not filed", "Set aside", "An arrest with custody"),
        *("How it is held", "It is void after some months", "Last day for filing", "20 Nov 2028"),
        *("May be voided from", "20 May 2027"),
    ):
        assert fact in page


def test_a_filing_needs_its_day_and_how_the_person_hears_of_it(world: World, sign_in: SignIn) -> None:
    charge, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    first = post(client, charge, to="filed", **SETTLED)
    assert first.status_code == 422 and "accusatory instrument was filed" in first.content.decode()
    second = post(client, charge, to="filed", filed_on="2026-11-20", **SETTLED)
    assert second.status_code == 422 and "by summons or by letter" in second.content.decode()
    filed = {"to": "filed", "filed_on": "2026-11-20", "filed_how": "summons"}
    assert post(client, charge, **filed, **SETTLED).status_code == 302
    page = page_of(client, charge)
    assert "By a summons" in page and "Decided by" in page
    assert page.count("20 Nov 2026") >= 4  # incident, filing, held since, decided


def test_a_warrant_is_asked_on_an_instrument_that_is_filed(world: World, sign_in: SignIn) -> None:
    """New York Criminal Procedure Law 120.20; what belongs to another choice is not taken along."""
    charge, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    assert post(client, charge, to="warrant_asked", **SETTLED).status_code == 422
    typed = {"to": "warrant_asked", "filed_on": "2026-11-20", "filed_how": "letter"}
    assert post(client, charge, **typed, **SETTLED).status_code == 302
    assert "Filed, and a warrant asked for" in page_of(client, charge)


def test_who_decided_by_name_when_and_why(world: World, sign_in: SignIn) -> None:
    charge, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    world.pass_time(days=2)
    post(client, charge, to="declined", **SETTLED)
    page = page_of(client, charge)
    assert world.workers["liaison"].name in page and "22 Nov 2026" in page and "Interest of justice" in page


def test_nobody_files_on_a_date_that_was_moved_meanwhile(world: World, sign_in: SignIn) -> None:
    """Whoever had the page open since the morning sees the new date first; declining needs no second look."""
    referral, client = walk.accepted(world), sign_in("liaison")
    charge = matter_of(world, referral)
    world.pass_time(days=31)
    seen = re.search(r'name="changes" value="(\d+)"', page_of(client, charge))
    assert seen and seen[1] == "0"
    pause(world, referral, days=9)
    filing = {"to": "filed", "filed_on": "2026-11-20", "filed_how": "summons", **SETTLED}
    answer = post(client, charge, **filing, changes=seen[1])
    assert answer.status_code == 409 and now(world, charge).state == "held"
    page = answer.content.decode()
    assert "A date of this charge was changed after you opened this page." in page
    assert 'name="changes" value="1"' in page and "paused by the program, new date" in page
    assert post(client, charge, **filing, changes="1").status_code == 302
    again = walk.accepted(world, incident_number="26-2-X")
    other = matter_of(world, again)
    pause(world, again, days=9)
    assert post(client, other, to="declined", **SETTLED, changes="0").status_code == 302


def test_time_barred_says_so_and_can_be_declined(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_as(monkeypatch, "held_by_prosecutor", **{"file_months.misdemeanor": 1, "file_months.petty": 1})
    charge, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    world.pass_time(days=40)
    sentence = "This charge is time-barred: it could be filed until 20 Dec 2026. You can decline it."
    assert page_of(client, charge).count(sentence) == 1
    late = {"to": "filed", "filed_on": world.at.date().isoformat(), "filed_how": "letter", **SETTLED}
    assert post(client, charge, **late).status_code == 409
    assert post(client, charge, to="declined", **SETTLED).status_code == 302


def test_more_time_with_a_reason(world: World, sign_in: SignIn) -> None:
    charge, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    for typed, sentence in (
        ({"on": "", "reason": "Talks"}, "Choose the new date."),
        ({"on": "2026-12-20", "reason": "Talks"}, "a date is never shortened"),
        ({"on": "2027-01-20", "reason": ""}, "Say why."),
        ({"on": "2029-01-20", "reason": "Talks"}, "may be filed until"),
        ({"on": "2027-01-20", "reason": "SID 01234567K"}, "state, FBI or NCIC number"),
    ):
        answer = post(client, charge, "extend/", **typed)
        assert answer.status_code == 422 and sentence in answer.content.decode(), typed
    assert post(client, charge, "extend/", on="2027-01-20", reason="Talks go on").status_code == 302
    page = page_of(client, charge)
    history = page[page.index('id="history"') :]
    assert "extended: 20 Jan 2027" in history and "Talks go on" in history
    assert world.workers["liaison"].name in history


def test_a_ticket_for_the_last_day_itself_is_a_red_line_to_everybody(world: World, sign_in: SignIn) -> None:
    """One rule for the liaison, the desk and the letter: on that day the person is expected in two places."""
    charge = matter_of(world, ticketed(world, date(2026, 12, 10)))
    client, red = sign_in("liaison"), 'class="kit-clock__red">Ticket returnable'
    for day, first in (("2026-12-20", True), ("2026-12-21", False)):
        typed = {"kind": "ticket_adjourned", "to": day, "note": "By the court"}
        assert post(client, charge, "ticket/", **typed).status_code == 302
        assert (red in page_of(client, charge)) is first
        later = now(world, charge)
        assert ticket_comes_first(later.returnable_on, later.deadline_on) is first


def test_of_a_pause_the_history_has_the_new_date_alone(world: World, sign_in: SignIn) -> None:
    """R-25: nobody's name, no reason, no span."""
    referral = walk.accepted(world)
    pause(world, referral, days=9)
    page = page_of(sign_in("liaison"), matter_of(world, referral))
    assert "paused by the program, new date: 29 Dec 2026" in page and "The program" in page
    for word in ("hospital", world.workers["supervisor"].name, "29 Nov"):
        assert word not in page


def test_what_the_program_notes_of_a_ticket_is_its_own(world: World, sign_in: SignIn) -> None:
    referral = ticketed(world, date(2026, 12, 4))
    charge = matter_of(world, referral, "case-manager")
    with world.acting("case-manager") as by:
        actions.change_ticket(
            matter=charge, kind=Change.TICKET_ATTENDED, note="She went with me", by=by, at=world.at
        )
    page = page_of(sign_in("liaison"), charge)
    assert "ticket attended" in page and "She went with me" not in page
    assert world.workers["case-manager"].name not in page


def test_the_liaison_changes_a_ticket(world: World, sign_in: SignIn) -> None:
    charge, client = matter_of(world, ticketed(world, date(2026, 12, 4))), sign_in("liaison")
    for typed, sentence in (
        ({}, "Choose one."),
        ({"kind": "ticket_adjourned"}, "a day after Dec. 4, 2026"),
        ({"kind": "extended"}, "Choose from the list."),
        ({"kind": "ticket_adjourned", "to": "2026-12-01"}, "a day after Dec. 4, 2026"),
        ({"kind": "ticket_withdrawn", "note": "FBI 123456AB7"}, "state, FBI or NCIC number"),
    ):
        answer = post(client, charge, "ticket/", **typed)
        assert answer.status_code == 422 and sentence in answer.content.decode(), typed
    assert post(client, charge, "ticket/", kind="ticket_adjourned", to="2026-12-10").status_code == 302
    assert "Ticket returnable 10 Dec 2026" in page_of(client, charge)
    typed = {"kind": "ticket_withdrawn", "to": "2026-12-30", "note": "By the court"}
    assert post(client, charge, "ticket/", **typed).status_code == 302
    page = page_of(client, charge)
    assert "ticket taken back" in page and "By the court" in page and "30 Dec 2026" not in page
    assert 'action="/partners/matters/' in page and "/ticket/" not in page  # there is no date to change now


def test_an_officer_s_request_is_read_with_its_reason(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_as(monkeypatch, LODGED)
    referral, client = walk.accepted(world), sign_in("liaison")
    world.pass_time(days=31)
    charge = matter_of(world, referral, "officer")
    with world.acting("officer") as by:
        actions.revive(matter=charge, reason="The store asked again", by=by, at=world.at)
    page = page_of(client, charge)
    assert "The store asked again" in page and "Reyes" not in page
    assert offered(page) == {"declined", "filed", "warrant_asked"}


@pytest.mark.parametrize("where", ["extend/", "ticket/"])
@pytest.mark.parametrize("key", ["officer", "case-manager", "defender", "manager"])
def test_others_change_nothing_here(world: World, sign_in: SignIn, where: str, key: str) -> None:
    charge = matter_of(world, walk.accepted(world))
    assert post(sign_in(key), charge, where, on="2027-01-20", reason="Talks").status_code in (404, 422)
    if key != "case-manager":
        assert post(sign_in(key), charge, where).status_code == 404
    assert now(world, charge).deadline_on == date(2026, 12, 20)


def test_statements_of_the_page(world: World, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    extend(world, referral, date(2027, 1, 20))
    client, charge = sign_in("liaison"), matter_of(world, referral)
    page_of(client, charge)
    with django_assert_max_num_queries(14):
        assert "intake confirmed" in page_of(client, charge)


@pytest.mark.parametrize("language", ["en", "es"])
def test_in_each_language(world: World, sign_in: SignIn, language: str) -> None:
    charge, client = matter_of(world, ticketed(world, date(2026, 12, 4))), sign_in("liaison")
    client.cookies["django_language"] = language
    assert f'<html lang="{language}">' in page_of(client, charge)
