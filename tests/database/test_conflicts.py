"""Somebody was quicker, or something moved on: the form comes back with what was typed still in it."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from tests.database.test_races import rows
from tests.factories import walk
from tests.factories.desk import Desk, SignIn, errors, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.queries import caseload, colleagues
from thirdoption.program.care.rules.caseload import Limits
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.rules import State
from thirdoption.program.matters.models import Matter
from thirdoption.program.reports.models import Report
from thirdoption.program.trail.models import Entry


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def shown_again(answer: Any, sentence: str, *typed: str) -> str:
    """The page of a conflict: 409, the sentence on top, what was typed in the fields."""
    page = str(answer.content.decode())
    assert answer.status_code == 409
    assert sentence in errors(page) and "This could not be saved" in page
    for one in typed:
        assert one in page[page.index('id="error-summary"') :]
    return page


def test_a_full_caseload_keeps_what_was_typed(
    desk: Desk, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caseload, "limits", lambda **_asked: Limits(most=1))
    before = desk.kept()
    answer = sign_in("case-manager").post(desk.address("take-over"), desk.typed("take-over"))
    shown_again(answer, "already works with 1 people", "Ana Pretend", "By the river", "1990-02-28")
    assert desk.kept() == before


def test_a_hand_off_that_ended_meanwhile_keeps_what_was_typed(desk: Desk, sign_in: SignIn) -> None:
    with desk.world.acting("case-manager") as by:
        handoffs.end(handoff=desk.call, because=State.CANCELLED, by=by, at=desk.world.at)
    answer = sign_in("case-manager").post(desk.address("take-over"), desk.typed("take-over"))
    shown_again(answer, "this hand-off has moved on", "Ana Pretend")
    again = sign_in("case-manager").post(desk.address("end"), desk.typed("end"))
    shown_again(again, "this hand-off has moved on", 'value="person_left"')


def test_a_second_intake_keeps_what_was_typed(desk: Desk, sign_in: SignIn) -> None:
    walk.intake(desk.world, desk.person, desk.referral)
    answer = sign_in("case-manager").post(
        desk.address("intake"), {"words": "I like to fish", "needs": "food"}
    )
    shown_again(answer, "An intake is already on record", "I like to fish")


def test_what_moved_meanwhile_can_be_sent_again_from_where_it_is(desk: Desk, sign_in: SignIn) -> None:
    address, late = desk.address("in-touch"), sign_in("case-manager-2")
    assert sign_in("case-manager").post(address, desk.typed("in-touch")).status_code == 302
    typed = {"to": "moved", "note": "To her sister", "version": "0"}
    page = shown_again(late.post(address, typed), "Somebody changed this", "To her sister")
    assert 'name="version" value="1"' in page
    assert late.post(address, {**typed, "version": "1"}).status_code == 302


def test_a_decided_charge_keeps_the_reason_that_was_typed(world: World, sign_in: SignIn) -> None:
    referral, client = walk.accepted(world), sign_in("liaison")
    with world.acting("liaison"):
        address = reverse("partners:matter", args=[Matter.objects.get(referral=referral.pk).pk])
    typed = {"to": "declined", "reason": "Interest of justice", "meant": "on"}
    assert client.post(address, typed).status_code == 302
    answer = client.post(address, {**typed, "to": "filed", "reason": "A second thought"})
    shown_again(answer, "This charge is already decided", "A second thought")


def test_a_refused_form_is_on_the_trail_though_its_page_is_shown(desk: Desk, sign_in: SignIn) -> None:
    """R-69."""
    walk.intake(desk.world, desk.person, desk.referral)
    sign_in("case-manager").post(desk.address("intake"), {"words": "I like to fish"})
    with desk.world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(outcome="refused")
    assert (row.verb, row.why, row.worker) == ("intake", "conflict", desk.world.workers["case-manager"].pk)


@pytest.mark.parametrize(
    ("form", "typed", "kept"),
    [
        ("offer", {"answer": "yes", "set_aside": "ticket", "returnable_on": "2026-12-10"}, "2026-12-10"),
        ("no-offer", {"reason": "person_left", "ending": "warned"}, "I am not offering this"),
        ("ending", {"ending": "warned"}, "Note how it ended"),
    ],
)
def test_a_contact_that_moved_on_keeps_what_the_officer_chose(
    world: World, sign_in: SignIn, form: str, typed: dict[str, str], kept: str
) -> None:
    referral, client = walk.contact(world), sign_in("officer")
    address = reverse("street:no-offer", args=[referral.pk])
    assert client.post(address, {"reason": "officer_decided", "ending": "ticketed"}).status_code == 302
    answer = client.post(reverse(f"street:{form}", args=[referral.pk]), typed)
    page = shown_again(answer, "already moved on", kept)
    for value in typed.values():
        assert f'value="{value}"' in page


def test_the_same_number_with_other_words_keeps_the_words(world: World, sign_in: SignIn) -> None:
    """R-77."""
    client, address = sign_in("officer"), reverse("street:contact")
    number = client.get(address).context["key"]
    typed = {**walk.FACTS, "key": str(number), "occurred_at": "2026-11-20T09:58", "perceived_race": "white"}
    assert client.post(address, typed).status_code == 302
    answer = client.post(address, {**typed, "place": "Another corner"})
    shown_again(answer, "already sent with other words", "Another corner", str(number))


def test_a_quarter_that_is_being_built_is_said_above_the_form(world: World, sign_in: SignIn) -> None:
    client, address = sign_in("manager"), reverse("desk:reports")
    assert client.post(address, {"quarter": "2026-3"}).status_code == 302
    shown_again(client.post(address, {"quarter": "2026-3"}), "is being built already", "2026-3")
    assert Report.objects.count() == 1


def test_only_a_case_manager_or_supervisor_of_the_operator_gets_people(committed: World) -> None:
    desk, worker = Desk(committed), committed.workers
    rows("UPDATE staff_worker SET until = since WHERE id = %s RETURNING id", worker["case-manager-2"].pk)
    rows(_ELSEWHERE, uuid.uuid4(), uuid.uuid4(), worker["case-manager-3"].pk)
    typed = {**desk.typed("take-over"), "date_of_birth": None}
    for key in ("on-call", "manager", "officer", "liaison", "case-manager-2", "case-manager-3"):
        with committed.acting("case-manager") as by, pytest.raises(Refused, match="Choose from the list"):
            care.receive(handoff=desk.call, **{**typed, "case_manager": worker[key]}, by=by, at=committed.at)
    with committed.acting("case-manager") as by:
        offered = [one.pk for one, _many in colleagues(by=by)]
        assert offered == [worker["case-manager"].pk, worker["supervisor"].pk]
        typed["case_manager"] = worker["supervisor"]
        assert care.receive(handoff=desk.call, **typed, by=by, at=committed.at)


_ELSEWHERE = """
    WITH place AS (
        INSERT INTO sites_site
            (id, code, name, program_name, zone, launched_on, made_up, line_number, lawyer_number)
        VALUES (%s, 'elsewhere', 'Elsewhere', 'Elsewhere', 'UTC', '2026-01-01', true, '', '') RETURNING id),
    operator AS (INSERT INTO sites_agency (id, site_id, code, name, kind)
        SELECT %s, id, 'operator', 'Others', 'operator' FROM place RETURNING id, site_id)
    UPDATE staff_worker SET site_id = operator.site_id, agency_id = operator.id FROM operator
    WHERE staff_worker.id = %s RETURNING 1
"""


@pytest.mark.parametrize("form", ["release", "sign"])
def test_another_text_than_the_shown_one_is_not_signed(desk: Desk, sign_in: SignIn, form: str) -> None:
    """R-13: an update between showing and signing; the new text is shown, and the name is kept."""
    client = sign_in("case-manager")
    refused = client.post(desk.address(form), {**desk.typed(form), "shown": "0" * 64})
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "The text has changed since it was shown" in page and desk.typed(form)["signed_name"] in page
    digest = re.search(r'name="shown" value="([0-9a-f]{64})"', page)
    assert digest
    assert client.post(desk.address(form), {**desk.typed(form), "shown": digest[1]}).status_code == 302


def test_an_intake_that_is_done_is_not_asked_again(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    assert client.get(desk.address("intake")).status_code == 200
    client.post(desk.address("intake"), desk.typed("intake"))
    again = client.get(desk.address("intake"))
    assert again["Location"] == reverse("desk:person", args=[desk.person.pk])
    assert "This intake is done" in client.get(again["Location"]).content.decode()
