"""Running the program: the Monday page, and the reports before they are released."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import walk
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.published import built
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import rota
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.loop.queries import Counts, waiting
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import Change
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.reports.models import Report
from thirdoption.program.staff.queries import acting
from thirdoption.web.desk import operation_presenters as presenters
from thirdoption.web.kit import guards

SignIn = Callable[[str], Client]
NOT_ASKED: tuple[str, ...] = ()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[World], SignIn]:
    """A maker of test clients that are workers on a world's clock."""

    def on(world: World) -> SignIn:
        def acting_then(who: Any, purpose: str | None = None) -> Any:
            return acting(who, at=world.at, purpose=purpose)

        monkeypatch.setattr(guards, "acting", acting_then)

        def client_of(key: str) -> Client:
            client = Client()
            client.force_login(world.workers[key].user)
            return client

        return client_of

    return on


def lines(client: Client) -> list[str]:
    """The lines of the Monday page, without markup."""
    response = client.get("/desk/monday/")
    assert response.status_code == 200
    page = response.content.decode()
    found = re.findall(r"<strong>(.*?)</strong>", page[page.find('class="kit-tasks"') :])
    return found if 'class="kit-tasks"' in page else []


def those(client: Client, part: str) -> list[str]:
    return [line for line in lines(client) if part in line]


# Monday


def test_a_hand_off_that_waits_longer_than_the_target_needs_somebody(world: World, clock: Any) -> None:
    walk.accepted(world)
    manager = clock(world)("manager")
    world.pass_time(minutes=27)
    assert those(manager, "26-00417-X") == []
    world.pass_time(minutes=4)
    assert those(manager, "26-00417-X") == ["26-00417-X: an officer is waiting"]
    with world.acting("on-call") as by:
        handoff = Handoff.objects.get()
        handoffs.accept(handoff=handoff, by=by, at=world.at)
    assert those(manager, "26-00417-X") == ["26-00417-X: somebody said yes and has not arrived"]
    with world.acting("on-call") as by:
        handoffs.end(handoff=handoff, because=State.NOBODY_ANSWERED, by=by, at=world.at)
    assert those(manager, "26-00417-X") == ["26-00417-X: nobody answered the line"]
    world.pass_time(days=8)
    assert those(manager, "26-00417-X") == []


def test_an_intake_shows_by_incident_number_until_it_is_done(world: World, clock: Any) -> None:
    referral, person = walk.handed_over(world)
    manager = clock(world)("manager")
    world.pass_time(days=22)
    assert those(manager, "26-00417-X") == []
    world.pass_time(days=2)
    assert those(manager, "26-00417-X") == ["26-00417-X: the intake is due by December 20"]
    page = manager.get("/desk/monday/").content.decode()
    assert "Dana Whitfield" in page and "Marisol" not in page
    world.pass_time(days=8)
    assert those(manager, "26-00417-X") == ["26-00417-X: the date for the intake was December 20"]
    walk.intake(world, person, referral)
    assert those(manager, "26-00417-X") == []


def test_a_ticket_that_comes_before_the_deadline_needs_somebody(world: World, clock: Any) -> None:
    referral = walk.contact(world)
    ticket = {"set_aside": SetAside.TICKET, "returnable_on": (world.at + timedelta(days=18)).date()}
    with world.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, **ticket, by=by, at=world.at)
    run_waiting_jobs()
    liaison = world.workers["liaison"].name
    manager = clock(world)("manager")
    assert those(manager, "ticket") == ["26-00417-X: the ticket comes before the date for the intake"]
    assert f"Write to {liaison}" in manager.get("/desk/monday/").content.decode()
    with world.acting("liaison") as by:
        charge = Matter.objects.get(referral=referral.pk)
        matters.change_ticket(matter=charge, kind=Change.TICKET_WITHDRAWN, by=by, at=by.now())
    assert those(manager, "ticket") == [] and those(clock(world)("coordinator"), "ticket") == []


def test_who_may_see_the_person_goes_there_from_the_tickets_line(world: World, clock: Any) -> None:
    ticket = {"set_aside": "ticket", "returnable_on": (world.at + timedelta(days=18)).date()}
    _referral, person = walk.handed_over(world, offered=ticket)
    page = clock(world)("supervisor").get("/desk/monday/").content.decode()
    assert "Until it is withdrawn, adjourned or attended the person is expected in court." in page
    assert f"/desk/people/{person.pk}/" in page
    page = clock(world)("manager").get("/desk/monday/").content.decode()
    assert f"/desk/people/{person.pk}/" not in page and "expected in court" in page


def test_a_coordinator_of_another_agency_sees_counts_and_no_incident(world: World, clock: Any) -> None:
    walk.handed_over(world)
    walk.accepted(world, incident_number="26-00500-X")
    world.pass_time(days=25)
    coordinator = clock(world)("coordinator")
    found = lines(coordinator)
    assert "1 hand-off waits too long or was not answered" in found
    assert "2 intakes due within 7 days" in found
    assert not any("26-" in line for line in found)


@pytest.mark.parametrize(
    ("moment", "passed", "due"),
    [
        ("2026-12-13T23:30:00-05:00", 0, 0),  # a week from the 14th on: the 20th is its seventh day
        ("2026-12-14T00:30:00-05:00", 0, 1),
        ("2026-12-20T00:30:00-05:00", 0, 1),
        ("2026-12-20T23:30:00-05:00", 0, 1),  # the last day, though it is the 21st in UTC
        ("2026-12-21T00:30:00-05:00", 1, 0),
    ],
)
def test_the_last_day_of_an_intake_is_still_due_and_the_next_has_passed(
    world: World, moment: str, passed: int, due: int
) -> None:
    """The intake is due by December 20, where the program is."""
    walk.accepted(world)
    world.at = datetime.fromisoformat(moment)
    with world.acting("coordinator") as by:
        found = waiting(by=by, site=world.site, roles=NOT_ASKED).counts
    assert (found.passed, found.due) == (passed, due)


def test_an_enforcement_agency_gets_no_counts_whatever_its_purpose(world: World) -> None:
    walk.handed_over(world)
    world.pass_time(days=25)
    for key, purpose in (("agency-head", None), ("officer", "program operation"), ("case-manager", None)):
        with world.acting(key, purpose) as by:
            assert waiting(by=by, site=world.site, roles=NOT_ASKED).counts == Counts()


def test_contacts_with_something_else_are_counted_by_agency(world: World, clock: Any) -> None:
    for number, officer in (("26-1-X", "officer"), ("26-2-X", "officer"), ("26-3-X", "officer-3")):
        walk.contact(
            world, officer, incident_number=number, conduct="something_else", what_happened="Slept in a car"
        )
    assert those(clock(world)("manager"), "something else") == [
        "Fort Orange Campus Police: 1 contact with “something else” to review",
        "Fort Orange Police: 2 contacts with “something else” to review",
    ]


def test_a_gap_in_the_rota_and_a_lapsed_training_need_somebody(world: World, clock: Any) -> None:
    manager = clock(world)("manager")
    assert those(manager, "on call") == []
    assert those(manager, "Training") == ["Training has lapsed: Officer Novak"]
    with world.acting("supervisor") as by:
        for layer in Layer:
            ends = {"starts_on": date(2026, 11, 23), "hand_over": time(19), "days": 1, "order": []}
            rota.plan_rotation(layer=layer, **ends, most_hours=None, by=by, at=world.at)
    assert those(manager, "on call") == ["Nobody is on call from Mon 23 Nov, 7 p.m. to Fri 27 Nov, 10 a.m."]


def test_the_monday_page_names_what_the_policy_leaves_open(world: World, clock: Any) -> None:
    manager = clock(world)("manager")
    assert len(those(manager, "made up for the rehearsal")) == 1
    page = manager.get("/desk/monday/policy/").content.decode()
    assert "Within how many minutes should a case manager arrive?" in page
    assert "Made up: 30 minutes" in page


def test_nothing_is_said_in_one_sentence(world: World) -> None:
    with world.acting("supervisor") as by:
        found = waiting(by=by, site=world.site, roles=NOT_ASKED)
    settled = replace(found.policy, settings={}, conducts={})
    page = presenters.monday(replace(found, lapsing=[], policy=settled), [], by=by, site=world.site)
    assert "Nothing needs you today." in render_to_string("desk/monday.html", page)


@pytest.mark.parametrize("key", ["officer", "case-manager", "liaison", "community", "evaluator", "trainer"])
def test_the_monday_page_is_not_there_for_others(world: World, clock: Any, key: str) -> None:
    assert clock(world)(key).get("/desk/monday/").status_code == 404


def test_the_monday_page_asks_at_most_fourteen_times(world: World, clock: Any) -> None:
    for number in range(3):
        walk.handed_over(world, incident_number=f"26-0050{number}-X")
    walk.accepted(world)
    world.pass_time(days=25)
    manager = clock(world)("manager")
    manager.get("/desk/monday/")
    with CaptureQueriesContext(connection) as asked:
        assert len(lines(manager)) > 5
    # a test's own savepoints and its taking away of the context are no part of a request
    own = re.compile("SAVEPOINT|set_config")
    said = [one["sql"] for one in asked.captured_queries if not own.search(one["sql"])]
    assert len(said) + len(("BEGIN", "COMMIT")) <= 14, "\n".join(said)


# Reports


def test_only_quarters_that_are_over_are_offered_and_taken(world: World, clock: Any) -> None:
    manager = clock(world)("manager")
    page = manager.get("/desk/reports/").content.decode()
    offered = re.findall(r'<option value="(\d{4}-\d)"', page)
    assert offered == ["2026-3", "2026-2", "2026-1", "2025-4"]
    for bad, sentence in (
        ("2026-4", "Choose a quarter that is over"),
        ("", "Choose a quarter"),
        ("x", "over"),
    ):
        answer = manager.post("/desk/reports/", {"quarter": bad})
        assert answer.status_code == 422 and sentence in answer.content.decode()
    assert not Report.objects.exists()


def test_a_build_is_waited_for_by_a_part_of_the_page(world: World, clock: Any) -> None:
    manager = clock(world)("manager")
    answer = manager.post("/desk/reports/", {"quarter": "2026-3"})
    report = Report.objects.get()
    assert answer["Location"] == f"/desk/reports/{report.pk}/"
    part = f"/desk/reports/{report.pk}/waiting/"
    assert part in manager.get(answer["Location"]).content.decode()
    assert manager.get(part).status_code == 204
    Report.objects.update(state="stopped")
    assert manager.get(part)["HX-Refresh"] == "true"
    assert "The build stopped" in manager.get(answer["Location"]).content.decode()


def test_the_sentence_of_the_two_person_rule_explains_the_button(world: World, clock: Any) -> None:
    report = built(world)
    page = f"/desk/reports/{report.pk}/"
    client_of = clock(world)
    for key, sentence in (
        ("manager", "A second person releases this report: you built it."),
        ("community", ""),
    ):
        shown = client_of(key).get(page).content.decode()
        assert ("aria-disabled" in shown) == bool(sentence) and sentence in shown
    refused = client_of("manager").post(f"{page}release/", {"read": "on"})
    assert refused.status_code == 409
    assert "A second person releases this report" in refused.content.decode()
    assert client_of("community").post(f"{page}release/", {"read": "on"}).status_code == 302
    assert Client().get("/figures/fort-orange-2026-q1/").status_code == 200
    assert client_of("officer").get(page).status_code == 404
