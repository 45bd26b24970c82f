"""Whom the community asks for, on the desk: the list, the answer of the day's rules, and what is done."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import run_as_owner
from tests.database.test_community import database
from tests.database.test_races import at_once
from tests.factories import walk
from tests.factories.asked import ask, joined, look, met, taken
from tests.factories.desk import errors, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care.actions.community import welcome_asked
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.queries.community import counts, screened, steps
from thirdoption.program.referrals.rules.community import (
    ASKED_TRANSITIONS,
    STATES_OF,
    AskedState,
    ClosedBecause,
    number_of,
)
from thirdoption.program.sites import actions as sites
from thirdoption.program.sites.queries import plain_of
from thirdoption.web.desk.views import asked as views

ONE = "desk:asked-one"


@pytest.fixture
def desk(world: World, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A case manager at the desk."""
    return on_the_clock(world, monkeypatch)("case-manager")


def page(client: Client, pk: uuid.UUID) -> str:
    answer = client.get(reverse(ONE, args=[pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, form: str, pk: uuid.UUID, **typed: Any) -> Any:
    return client.post(reverse(f"desk:asked-{form}", args=[pk]), typed)


def test_every_state_is_in_one_part_of_the_list() -> None:
    parted = [state for states in STATES_OF.values() for state in states]
    assert sorted(parted) == sorted(AskedState) and set(ASKED_TRANSITIONS) == set(AskedState)


def test_the_list_shows_who_waits_first_and_each_part(world: World, desk: Client) -> None:
    first, second = ask(world), ask(world, place="Corner of Made-up and Pretend")
    taken(world, second)
    for part, there, not_there in (
        ("", first, second), ("waiting", first, second), ("taken", second, first), ("no such", first, second),
    ):  # fmt: skip
        shown = desk.get(reverse("desk:asked"), {"part": part}).content.decode()
        assert number_of(there) in shown and number_of(not_there) not in shown, part
        assert "1 request" in shown and "1 waits" in shown
    everything = desk.get(reverse("desk:asked"), {"part": "all"}).content.decode()
    assert number_of(first) in everything and number_of(second) in everything
    assert "Dana Whitfield looks" in everything
    assert "asks us to meet one person" in desk.get(reverse("desk:home")).content.decode()
    assert "Nobody is asked for here" in desk.get(reverse("desk:asked"), {"part": "closed"}).content.decode()


def test_one_page_says_all_that_was_said_and_what_the_rules_answer(world: World, desk: Client) -> None:
    asked = look(world, ask(world))
    shown = page(desk, asked.pk)
    for told in ("green coat", "bench by the made-up library", "Most evenings", "A place to live, Food",
                 "He coughs a lot.", "18 or older", "Pat, 555-0199", "Do not say who asked",
                 number_of(asked.pk)):  # fmt: skip
        assert told in shown, told
    for reason in screened(asked=asked).reasons:
        assert reason.sentence.split("'")[0][:30] in shown
    assert asked.policy.version in shown
    assert "Do not say who asked" not in page(desk, ask(world, may_say=True, whom="Another"))


def test_it_is_judged_by_the_version_of_the_day_it_came(committed: World) -> None:
    """Law 9: a rule that changes later changes nothing of what came before."""
    world = committed
    before = look(world, ask(world))
    plain = plain_of(before.policy)
    driver = {**plain["settings"]["drivers"], "value": ["drug_use"]}
    changed = {**plain, "settings": {**plain["settings"], "drivers": driver}}
    world.pass_time(days=1)
    with world.acting("manager"):
        sites.put_policy_in_force(
            site=world.site,
            plain=changed,
            on=world.at.date(),
            decided_on=world.at.date(),
            decision="Made up",
            put_by=world.workers["manager"].pk,
        )
    after = look(world, ask(world, whom="The same, a day later"))
    with world.acting("case-manager"):
        answers = [str(screened(asked=one).answer) for one in (look(world, before.pk), after)]
    assert (before.policy_id != after.policy_id, answers) == (True, ["eligible", "not"])


def test_a_case_manager_takes_it_meets_them_and_they_take_part(world: World, desk: Client) -> None:
    pk = ask(world)
    manager, other = world.workers["case-manager"], world.workers["case-manager-2"]
    assert send(desk, "take", pk, worker=str(manager.pk)).status_code == 302
    assert send(desk, "take", pk, worker=str(manager.pk)).status_code == 302  # a second tap
    assert send(desk, "say", pk, to="not_found_yet", note="Not at the bench").status_code == 302
    assert send(desk, "take", pk, worker=str(other.pk)).status_code == 302
    assert send(desk, "say", pk, to="met", note="").status_code == 302
    assert "They want to take part" in page(desk, pk)
    typed = {"key": str(uuid.uuid4()), "name": "Blue", "language": "en", "case_manager": str(manager.pk),
             "where_to_find": "", "date_of_birth": ""}  # fmt: skip
    joined = send(desk, "joins", pk, **typed)
    assert send(desk, "joins", pk, **typed)["Location"] == joined["Location"]
    asked = look(world, pk)
    with world.acting("case-manager"):
        person = Person.objects.get()
        states = [step.state for step in steps(asked=asked)]
    assert joined["Location"] == reverse("desk:person", args=[person.pk])
    assert (asked.state, asked.person_id, person.name, person.where_to_find) == (
        "takes_part",
        person.pk,
        "Blue",
        "",
    )
    assert states == ["takes_part", "met", "taken", "not_found_yet", "taken"]
    assert desk.get(joined["Location"]).status_code == 200
    assert "To the person" in page(desk, pk)


def test_it_is_closed_with_a_reason_given_back_and_taken_again(world: World, desk: Client) -> None:
    pk, me = ask(world), str(world.workers["case-manager"].pk)
    assert send(desk, "close", pk, because="too_little", note="").status_code == 302
    assert "Too little to go on" in page(desk, pk)
    assert send(desk, "take", pk, worker=me).status_code == 302
    assert send(desk, "say", pk, to="waiting", note="On leave").status_code == 302
    asked = look(world, pk)
    assert (asked.state, asked.taken_by_id, asked.closed_because) == ("waiting", None, "")


BAD = [
    ("take", {"worker": ""}, "Choose one."),
    ("take", {"worker": str(uuid.uuid4())}, "Choose from the list."),
    ("say", {"to": "", "note": ""}, "Choose one."),
    ("say", {"to": "takes_part", "note": ""}, "Choose from the list."),
    ("say", {"to": "met", "note": "x" * 301}, "at most 300 fit"),
    ("say", {"to": "met", "note": "NYSID 01234567K"}, "The program keeps no such numbers"),
    ("close", {"because": "guilty", "note": ""}, "Choose from the list."),
    ("close", {"because": "helped", "note": "<script>"}, "without web code"),
    ("close", {"because": "not_now", "note": ""}, "Say first that you met them."),
]


@pytest.mark.parametrize(("form", "typed", "told"), BAD)
def test_what_cannot_be_is_said_beside_its_field(
    world: World, desk: Client, form: str, typed: dict[str, str], told: str
) -> None:
    pk = taken(world, ask(world)).pk
    answer = send(desk, form, pk, **typed)
    assert answer.status_code == 422 and told in errors(answer.content.decode())
    assert look(world, pk).version == 1


def test_an_officer_is_given_nothing_to_look_for(world: World) -> None:
    pk = ask(world)
    for key in ("officer", "manager", "community"):
        with world.acting("case-manager") as by, pytest.raises(Refused, match="Choose from the list"):
            asked = CommunityReferral.objects.get(pk=pk)
            community.take(asked=asked, worker=world.workers[key], by=by, at=world.at)


def test_who_was_quicker_is_told_and_what_was_typed_stays(world: World, desk: Client) -> None:
    pk = ask(world)
    taken(world, pk, "case-manager-2")
    late = send(desk, "take", pk, worker=str(world.workers["case-manager"].pk))
    assert late.status_code == 409 and "A colleague was quicker" in late.content.decode()
    with world.acting("case-manager-2") as by:
        closed = CommunityReferral.objects.get(pk=pk)
        community.close(asked=closed, because=ClosedBecause.MISTAKE, by=by, at=world.at)
    late = send(desk, "close", pk, because="helped", note="He said no thanks")
    assert late.status_code == 409 and "He said no thanks" in late.content.decode()


def test_nobody_takes_part_before_they_were_met(world: World) -> None:
    asked = taken(world, ask(world))
    given = {"name": "Blue", "date_of_birth": None, "where_to_find": "", "language": "en"}
    with pytest.raises(Refused, match="A colleague was quicker"), world.acting("case-manager") as by:
        mine = world.workers["case-manager"]
        welcome_asked(asked=asked, **given, case_manager=mine, by=by, at=world.at)
    with world.acting("supervisor"):
        assert not Person.objects.exists()


def test_no_matter_and_no_clock_come_of_it(world: World) -> None:
    """A community referral has no matter and no clock, and no page offers to make one."""
    met(world, ask(world))
    for table in ("matters_matter", "handoffs_handoff", "referrals_referral"):
        assert run_as_owner(f"SELECT count(*) FROM {table}", database()) == [(0,)], table


def test_few_statements_however_many_wait(world: World, desk: Client, django_assert_num_queries: Any) -> None:
    ask(world)
    for _ in range(2):
        desk.get(reverse("desk:asked"))
        with django_assert_num_queries(9):
            desk.get(reverse("desk:asked"))
        for number in range(5):
            ask(world, whom=f"Somebody {number}", key=uuid.uuid4())
    with world.acting("case-manager"):
        assert counts()["waiting"] == 11


def test_who_takes_part_has_an_intake_without_a_charge_and_a_clock(world: World, desk: Client) -> None:
    person = joined(world, ask(world))
    home, own = reverse("desk:home"), reverse("desk:person", args=[person.pk])
    intake = reverse("desk:intake-asked", args=[person.pk])
    assert "To do, no date" in desk.get(home).content.decode()
    assert intake in desk.get(own).content.decode()
    form = desk.get(intake).content.decode()
    assert "intake confirmed" not in form
    typed = {"key": str(uuid.uuid4()), "needs": ["food"], "words": "A place to sleep"}
    for _ in range(2):
        assert desk.post(intake, typed)["Location"] == own
    page_now = desk.get(own).content.decode()
    assert "A place to sleep" in page_now and intake not in page_now
    assert "To do, no date" not in desk.get(home).content.decode()
    assert desk.get(intake)["Location"] == own
    late = desk.post(intake, {**typed, "key": str(uuid.uuid4()), "words": "Another"})
    assert late.status_code == 409 and "already on record" in late.content.decode()
    assert run_as_owner("SELECT count(*) FROM care_confirmation", database()) == [(0,)]


def test_nobody_else_has_an_intake_without_a_referral(world: World, desk: Client) -> None:
    """Whoever was handed over by an officer has theirs with the referral."""
    _referral, person = walk.handed_over(world)
    answer = desk.post(reverse("desk:intake-asked", args=[person.pk]), {"needs": ["food"]})
    assert answer.status_code == 404


def test_the_list_is_read_to_its_end(world: World, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ON_A_PAGE", 2)
    for number in range(5):
        ask(world, place=f"Made-up corner {number}.")
        world.pass_time(minutes=1)
    read = [desk.get(f"/desk/asked/?page={number}").content.decode() for number in (1, 2, 3)]
    assert [[n for n in range(5) if f"Made-up corner {n}." in page] for page in read] == [[0, 1], [2, 3], [4]]
    assert "Page 2 of 3" in read[1]


def test_two_taps_at_once_are_one(committed: World) -> None:
    """Whoever takes it, and whoever makes the person, is told of no colleague who was only themself."""
    by, me = committed.by("case-manager"), committed.workers["case-manager"]
    first = ask(committed)

    def take(_number: int) -> None:
        with ground.opened(by):
            one = CommunityReferral.objects.get(pk=first)
            community.take(asked=one, worker=me, by=by, at=committed.at)

    assert at_once(4, take) == [None] * 4
    pk, key = met(committed, ask(committed, whom="Somebody else")).pk, uuid.uuid4()

    def joins(_number: int) -> uuid.UUID:
        with ground.opened(by):
            one = CommunityReferral.objects.get(pk=pk)
            told = {"name": "Blue", "date_of_birth": None, "where_to_find": "", "language": "en"}
            return welcome_asked(asked=one, **told, case_manager=me, key=key, by=by, at=committed.at).pk

    assert len(set(at_once(4, joins))) == 1
    other = met(committed, ask(committed, whom="A third"))
    with ground.opened(by), pytest.raises(Refused):  # the same number does not take part twice
        told = {"name": "Blue", "date_of_birth": None, "where_to_find": "", "language": "en"}
        welcome_asked(asked=other, **told, case_manager=me, key=key, by=by, at=committed.at)
