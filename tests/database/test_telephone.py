"""By telephone: the whole referral from an officer's voice, judged like their own and theirs of record."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.database.test_calls import ask
from tests.database.test_races import at_once, rows
from tests.factories import walk
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.line import Line
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.actions import calls, telephone
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.matters.models import Matter
from thirdoption.program.messages.rules import Kind
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Receipt, Referral
from thirdoption.program.trail.models import Entry
from thirdoption.web.desk.presenters.calls import full
from thirdoption.web.desk.presenters.moments import Clock

SignIn = Callable[[str], Client]
SAID = {
    "place": "Pharmacy, 200 Made-up Street",
    "conduct": "shoplifting",
    "decided": "custody",
    "incident_number": "26-00417-X",
    "drivers": ["poverty"],
    "complainant": "agreed",
    "age": "18_or_over",
    "family_offense": "no",
}


def typed(world: World, **other: Any) -> dict[str, Any]:
    said = {"officer": str(world.workers["officer"].pk), "key": str(uuid.uuid4()), **SAID, **other}
    return {name: value for name, value in said.items() if value is not None}


def test_five_answers_make_the_officer_s_own_referral(world: World, sign_in: SignIn) -> None:
    answer = sign_in("on-call").post("/desk/by-telephone/", typed(world))
    assert answer.status_code == 200 and "Officer Reyes" in answer.content.decode()
    assert "The line is called for it now." in answer.content.decode()
    run_waiting_jobs()
    with world.acting("officer"):
        made, receipt = Referral.objects.select_related("taken_by").get(), Receipt.objects.get()
        assert (made.author, made.taken_by) == (world.workers["officer"], world.workers["on-call"])
        assert receipt.pk.hex[:4].upper() in answer.content.decode()
    page = sign_in("officer").get(f"/street/referrals/{made.pk}/").content.decode()
    assert "By telephone, taken by" in page and world.workers["on-call"].name in page
    with world.acting("on-call"):
        assert Handoff.objects.get().referral_id == made.pk
    with world.acting("liaison"):
        assert Matter.objects.get().referral_id == made.pk


@pytest.mark.parametrize(
    "facts", [{}, {"complainant": "declined"}, {"conduct": "property_damage"}, {"conduct": "something_else"}]
)
def test_the_answer_is_the_one_of_the_officer_s_own_form(
    world: World, sign_in: SignIn, facts: dict[str, Any]
) -> None:
    """The same facts by both ways: the same answer, reasons and version."""
    if facts.get("conduct") == "something_else":
        with pytest.raises(Refused):  # words are the officer's own form's: by telephone nothing is typed so
            walk.contact(world, **facts)
        page = sign_in("on-call").post("/desk/by-telephone/", typed(world, **facts))
        assert page.status_code == 422 and "in their own words, on their own page" in page.content.decode()
        return
    answer = sign_in("on-call").post("/desk/by-telephone/", typed(world, **facts, decided="arrest_open"))
    assert "The line is called" not in answer.content.decode()
    own = walk.contact(world, incident_number="26-1-X", **facts)
    with world.acting("officer"):
        told = Referral.objects.exclude(pk=own.pk).get()
    assert (told.answer, told.screening, told.policy_id) == (own.answer, own.screening, own.policy_id)


def test_a_yes_joins_the_hand_off_of_the_call_it_came_by(world: World, sign_in: SignIn) -> None:
    """One hand-off, from the first ring to the officer being free; nobody is paged a second time."""
    officer, worker = sign_in("officer"), sign_in("on-call")
    ask(officer, "Lark and State")
    run_waiting_jobs()
    with world.acting("on-call"):
        call = Handoff.objects.get()
    page = worker.get(f"/desk/hand-offs/{call.pk}/by-telephone/").content.decode()
    assert "Lark and State" in page
    assert worker.post(f"/desk/hand-offs/{call.pk}/by-telephone/", typed(world)).status_code == 200
    run_waiting_jobs()
    with world.acting("on-call"):
        only = Handoff.objects.select_related("referral").get()
        assert only.pk == call.pk and only.referral and only.referral.incident_number == "26-00417-X"
    with world.acting("liaison"):
        assert Matter.objects.get().referral_id == only.referral_id
    assert sign_in("officer").get(f"/street/referrals/{only.referral_id}/").status_code == 200


def test_the_wait_is_counted_from_the_call_however_late_it_is_written_down(committed: World) -> None:
    """On the worker's page and in the report: 30 minutes, not the 20 since somebody typed it."""
    with committed.acting("officer") as by:
        calls.ask(how=How.TAP, place="Lark and State", key=uuid.uuid4(), by=by, at=committed.at)
    facts = walk.FACTS | {"occurred_at": committed.at.isoformat()}
    with committed.acting("on-call") as by:
        call = Handoff.objects.get()
        handoffs.accept(handoff=call, by=by, at=committed.pass_time(minutes=10))
        officer = committed.workers["officer"].pk
        said = {"officer": officer, "facts": facts, "said_yes": True, "key": uuid.uuid4()}
        telephone.take_referral(handoff=call, **said, by=by, at=committed.at)
        handoffs.arrive(handoff=call, by=by, at=committed.pass_time(minutes=15))
        given = {"name": "M.", "date_of_birth": None, "where_to_find": "", "language": "en"}
        handoffs.take_over(handoff=call, **given, by=by, at=committed.pass_time(minutes=5))
        now = Clock(ZoneInfo(committed.site.zone), committed.at)
        shown = full(queries.call(by=by, pk=call.pk), now, by)
    assert shown.minutes == 30
    waited = "SELECT met_at - waits_since FROM private.referral_facts(%s, %s)"
    assert rows(waited, committed.site.pk, committed.at) == [(timedelta(minutes=30),)]


def test_two_taps_at_once_read_the_same(committed: World) -> None:
    """The second waits for the first, and then does not say that the yes was not noted."""
    with committed.acting("officer") as by:
        calls.ask(how=How.TAP, place="Lark and State", key=uuid.uuid4(), by=by, at=committed.at)
    officer, facts = committed.workers["officer"].pk, walk.FACTS | {"occurred_at": committed.at.isoformat()}
    said = {"officer": officer, "facts": facts, "said_yes": True, "key": uuid.uuid4()}

    def tap(_number: int) -> Any:
        with committed.acting("on-call") as by:
            found = Handoff.objects.get()
            return telephone.take_referral(handoff=found, **said, by=by, at=committed.at)

    first, second = at_once(2, tap)
    assert (first.number, first.not_noted) == (second.number, second.not_noted) and not first.not_noted


def test_who_comes_by_a_call_with_a_referral_may_be_known(world: World, sign_in: SignIn) -> None:
    """Their charge waits like anybody's, and the person is not made a second time."""
    _referral, known = walk.handed_over(world)
    ask(sign_in("officer"), "Lark and State")
    said = typed(world, incident_number="26-2-X")
    with world.acting("on-call"):
        call = Handoff.objects.get(call__isnull=False)
    assert sign_in("on-call").post(f"/desk/hand-offs/{call.pk}/by-telephone/", said).status_code == 200
    with world.acting("on-call") as by:
        call = Handoff.objects.get(pk=call.pk)
        handoffs.accept(handoff=call, by=by, at=world.at)
        handoffs.arrive(handoff=call, by=by, at=world.at)
        calls.recognize(handoff=call, person=known, by=by, at=world.at)
        handoff = Handoff.objects.get(pk=call.pk)
        assert (handoff.person_id, handoff.state) == (known.pk, "handed_over")
        assert handoff.referral_id is not None and Person.objects.count() == 1


def test_a_second_tap_takes_it_once(world: World, sign_in: SignIn) -> None:
    worker, said = sign_in("on-call"), typed(world)
    first, second = (worker.post("/desk/by-telephone/", said) for _ in range(2))
    number = first.content.decode().split('kit-figure">')[-1][:9]
    assert (first.status_code, second.status_code) == (200, 200) and number in second.content.decode()
    run_waiting_jobs()
    with world.acting("on-call"):
        assert Handoff.objects.count() == 1
    with world.acting("officer"):
        assert Referral.objects.count() == 1
    with world.acting("auditor"):
        assert Entry.objects.filter(verb="take by telephone").count() == 1


def test_where_the_answer_is_no_the_contact_is_kept_and_the_worker_reads_why(
    world: World, sign_in: SignIn
) -> None:
    worker, said = sign_in("on-call"), typed(world, complainant="declined")
    for _tap in range(2):
        answer = worker.post("/desk/by-telephone/", said)
        assert "The contact is recorded, but not what followed" in answer.content.decode()
    run_waiting_jobs()
    with world.acting("officer"):
        assert Referral.objects.get().state == "recorded"
    with world.acting("on-call"):
        assert not Handoff.objects.exists() and not Referral.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"officer": ""}, "officer"),
        ({"officer": str(uuid.UUID(int=1))}, "officer"),
        ({"place": ""}, "place"),
        ({"conduct": ""}, "conduct"),
        ({"decided": ""}, "decided"),
        ({"incident_number": ""}, "incident_number"),
        ({"age": None}, "age"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    world: World, sign_in: SignIn, wrong: dict[str, Any], field: str
) -> None:
    answer = sign_in("on-call").post("/desk/by-telephone/", typed(world, **wrong))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    with world.acting("officer"):
        assert not Referral.objects.exists()


def test_a_social_contact_needs_no_incident_number(world: World, sign_in: SignIn) -> None:
    page = sign_in("on-call").post(
        "/desk/by-telephone/",
        typed(world, decided="social_open", incident_number="", conduct="", complainant=None),
    )
    assert page.status_code == 200, page.context and page.context["form"].errors
    with world.acting("officer"):
        assert Referral.objects.get().door == "social_contact"


def test_nobody_but_who_answers_the_line_takes_one_and_only_for_an_officer_here(
    world: World, sign_in: SignIn
) -> None:
    """R-25: an officer does not write as another, and a case manager is no officer."""
    for key in ("officer", "sergeant", "liaison", "manager", "community"):
        assert sign_in(key).get("/desk/by-telephone/").status_code == 404, key
        assert sign_in(key).post("/desk/by-telephone/", typed(world)).status_code == 404, key
    facts = {**walk.FACTS, "occurred_at": world.at.isoformat()}
    for who in ("case-manager", "liaison"):
        with world.acting("on-call") as by, pytest.raises(Refused):
            telephone.take_referral(
                handoff=None, officer=world.workers[who].pk, facts=facts, said_yes=False,
                key=uuid.uuid4(), by=by, at=world.at,
            )  # fmt: skip


def test_the_trail_says_who_took_it_and_the_context_is_the_worker_s_again(world: World) -> None:
    facts = {**walk.FACTS, "occurred_at": world.at.isoformat()}
    with world.acting("on-call") as by:
        taken = telephone.take_referral(
            handoff=None, officer=world.workers["officer"].pk, facts=facts, said_yes=False,
            key=uuid.uuid4(), by=by, at=world.at,
        )  # fmt: skip
        assert not Referral.objects.exists(), "what nobody said yes to is its author's alone"
        assert not Receipt.objects.exists()
    with world.acting("auditor"):
        rows = Entry.objects.filter(subjects__contains=[taken.referral.pk])
        by_verb = dict(rows.values_list("verb", "worker"))
    assert by_verb["take by telephone"] == world.workers["on-call"].pk
    assert by_verb["record contact"] == world.workers["officer"].pk


def test_the_receipt_s_number_goes_to_the_officer_s_own_proven_number(line: Line) -> None:
    """R-37: the number and nothing else; nothing where none is proven."""
    facts = {**walk.FACTS, "occurred_at": line.world.at.isoformat()}
    officer = line.world.workers["officer"].pk
    for proven in (False, True):
        if proven:
            line.reach("officer", Kind.SMS, address="+15185550177")
        with line.world.acting("on-call") as by:
            taken = telephone.take_referral(
                handoff=None, officer=officer, facts={**facts, "incident_number": f"26-{proven:d}-X"},
                said_yes=False, key=uuid.uuid4(), by=by, at=line.world.at,
            )  # fmt: skip
        line.settle()
        told = [one.body for one in line.inbox() if one.to == "+15185550177"]
        assert told == ([f"Received. Your number: {taken.number}."] if proven else [])
