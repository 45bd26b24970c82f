"""A held charge on the person's page: its dates, what we did, a ticket, and a pause of the clock."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import walk
from tests.factories.charge_case import DAY, Case, shown, text_of
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import Stage, World, staged
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import DateChange, DateReason, Matter
from thirdoption.program.sites.rules.settings import SETTINGS
from thirdoption.web.desk.presenters.charges import FOLLOWS


@pytest.fixture(scope="module")
def staged_case(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Any:
    with staged(f"charge_case_{worker_id}", Case, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def case(staged_case: Stage, world: World) -> Case:
    made: Case = staged_case.played(world)
    return made


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return on_the_clock(world, monkeypatch)


def test_the_charge_with_its_dates_and_what_follows(case: Case, sign_in: SignIn) -> None:
    page = shown(sign_in("case-manager"), case.page)
    assert "The charge that waits" in page and "26-00417-X" in page and "30 days left: December 20" in page
    assert "It may be filed until Nov. 20, 2028." in page
    assert "If the date passes:" in page and "happens by itself" in page
    assert "We did not find them" not in page and "noted an attempt" not in page, "there is time"


def test_every_answer_of_the_policy_about_a_passed_date_has_its_sentence() -> None:
    assert set(FOLLOWS) == set(SETTINGS["intake_not_done_follows"].codes)  # type: ignore[union-attr]


def test_a_ticket_before_the_last_day_is_a_red_line_until_something_became_of_it(
    case: Case, sign_in: SignIn
) -> None:
    client, red = sign_in("case-manager"), "expected in court until it is withdrawn, adjourned or attended"
    assert 'class="kit-clock__red">Ticket returnable on December 8, before' in shown(client, case.page)
    later = (case.charge().deadline_on + DAY).isoformat()
    answer = client.post(case.address("ticket"), {"kind": "ticket_adjourned", "to": later, "note": ""})
    assert answer["Location"] == f"{case.page}#charges"
    page = shown(client, case.page)
    assert red not in page and "Ticket returnable on December 21." in page
    assert "Dana Whitfield (Hudson Bend Care) noted that the ticket is put off to December 21." in page
    client.post(case.address("ticket"), {"kind": "ticket_attended", "to": "", "note": "With Kim"})
    page = shown(client, case.page)
    assert "Ticket returnable" not in page and "went to court for the ticket." in page and "With Kim" in page
    assert client.get(case.address("ticket")).status_code == 404, "there is none any more"


def test_a_ticket_that_is_put_off_needs_a_later_day(case: Case, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    early = {"kind": "ticket_adjourned", "to": case.returnable.isoformat(), "note": ""}
    for typed in (early, {**early, "to": ""}, {"kind": "", "to": "", "note": ""}):
        assert client.post(case.address("ticket"), typed).status_code == 422
    said = {**early, "kind": "ticket_withdrawn", "note": "FBI number 123456AA1"}
    assert client.post(case.address("ticket"), said).status_code == 422, "R-39"
    assert case.charge().returnable_on == case.returnable


def test_who_did_not_do_what_where_the_date_is_near(case: Case, sign_in: SignIn) -> None:
    """What we did is counted; nothing is said of the person."""
    client = sign_in("case-manager")
    case.world.pass_time(days=24)
    assert "Since November 20 none of us has noted an attempt to reach them." in shown(client, case.page)
    case.noted("tried")
    assert "We did not find them: 1 attempt since November 20, on December 14." in shown(client, case.page)
    for _again in range(3):
        case.world.pass_time(days=1)
        case.noted("tried")
    page = shown(client, case.page)
    assert "We did not find them: 4 attempts since November 20, the last on December 17." in page
    case.noted("made")
    page = shown(client, case.page)
    assert "We were in contact 1 time since November 20, and the intake is not done." in page
    case.world.pass_time(days=5)
    page = shown(client, case.page)
    assert "Date passed on December 20" in page and "The date has passed." in page
    for verdict in ("failed", "refused", "did not come", "missed", "compl", "no-show"):
        assert verdict not in page[page.index('id="charges"') : page.index('id="contacts"')]


def test_of_an_intake_that_is_done_nothing_is_undone(case: Case, sign_in: SignIn) -> None:
    walk.intake(case.world, case.person, case.referral)
    case.world.pass_time(days=24)
    page = shown(sign_in("case-manager"), case.page)
    assert "Intake done on November 23" in page
    assert "noted an attempt" not in page and "If the date passes" not in page


def test_a_supervisor_pauses_and_the_program_alone_reads_why(case: Case, sign_in: SignIn) -> None:
    """The pause has two faces: R-19, the reason is the program's own."""
    client, today = sign_in("supervisor"), case.world.at.date()
    typed = {"since": today.isoformat(), "until": (today + 9 * DAY).isoformat(), "reason": "In hospital"}
    assert client.post(case.address("pause"), typed)["Location"] == f"{case.page}#charges"
    for key in ("supervisor", "case-manager", "on-call"):
        page = shown(sign_in(key), case.page)
        assert "Ruth Abelson (Hudson Bend Care) paused the clock from November 20 to November 29." in page
        assert "The last day is now December 29." in page and "In hospital" in page
    with case.world.acting("liaison"):
        assert DateChange.objects.get().becomes == date(2026, 12, 29) and not DateReason.objects.exists()
    liaison = shown(sign_in("liaison"), reverse("partners:matter", args=[case.charge().pk]))
    assert "hospital" not in liaison.lower()
    again = client.post(case.address("pause"), typed)
    assert again.status_code == 409
    assert "paused until Nov. 29, 2026 already" in text_of(again)


def test_who_may_not_pause_reads_who_may(case: Case, sign_in: SignIn) -> None:
    for key in ("case-manager", "on-call"):
        client = sign_in(key)
        page = shown(client, case.page)
        assert "A supervisor may pause the clock." in page and case.address("pause") not in page
        assert client.get(case.address("pause")).status_code == 404
    assert case.address("pause") in shown(sign_in("supervisor"), case.page)


def test_a_pause_that_cannot_be_is_said_beside_its_field(case: Case, sign_in: SignIn) -> None:
    client, today = sign_in("supervisor"), case.world.at.date()
    right = {"since": today.isoformat(), "until": today.isoformat(), "reason": "In hospital"}
    wrong: list[dict[str, str]] = [
        {"until": (today - DAY).isoformat()},
        {"since": (today + DAY).isoformat(), "until": (today + 2 * DAY).isoformat()},
        {"since": (today - DAY).isoformat()},
        {"until": (today + 400 * DAY).isoformat()},
        {"reason": ""},
        {"reason": "FBI number 123456AA1"},
    ]
    for one in wrong:
        answer = client.post(case.address("pause"), {**right, **one})
        assert answer.status_code == 422 and "usa-error-message" in answer.content.decode(), one
    assert case.charge().changes == 0


def test_a_decided_charge_is_no_section_and_takes_no_act(case: Case, sign_in: SignIn) -> None:
    case.declined()
    assert "The charge that waits" not in shown(sign_in("supervisor"), case.page)
    for name in ("ticket", "pause"):
        assert sign_in("supervisor").get(case.address(name)).status_code == 404


def test_the_prosecutors_extension_is_there_with_who_and_why(case: Case, sign_in: SignIn) -> None:
    with case.world.acting("liaison") as by:
        found = Matter.objects.get(referral=case.referral.pk)
        matters.extend(matter=found, to=found.deadline_on + 10 * DAY, reason="More time", by=by, at=by.now())
    page = shown(sign_in("case-manager"), case.page)
    assert "Jordan Castellan (Orange County District Attorney) gave more time." in page
    assert "The last day is now December 30." in page and "More time" in page


@pytest.mark.parametrize("key", ["officer", "liaison", "defender", "manager", "coordinator", "provider"])
def test_for_everybody_else_these_pages_are_not_there(case: Case, sign_in: SignIn, key: str) -> None:
    client = sign_in(key)
    names = ["pause", "defender-release", "ticket"]
    for name in names:
        assert client.get(case.address(name)).status_code == 404, name
