"""Held items: a supervisor reads them, takes each once as what it is, or refuses it with a reason."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.database.test_grants import add, attempt
from tests.database.test_outbox import leave
from tests.database.test_races import at_once
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.phone import YES, Item, Phone, counted, send, sent_at, the_referral
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.models import Matter
from thirdoption.program.referrals.actions import held as actions
from thirdoption.program.referrals.actions.phone import receive
from thirdoption.program.referrals.models import Held, HeldStep
from thirdoption.program.referrals.rules.sealed import read_envelope
from thirdoption.program.staff.actions import end_device_key
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
OTHERS = ("officer", "officer-3", "agency-head", "liaison", "provider", "evaluator", "on-call", "manager")


@dataclass
class Case:
    """An item that was held, since its phone was ended before it was sent."""

    world: World
    phone: Phone
    item: Item
    held: Any

    @property
    def address(self) -> str:
        return f"/street/held/{self.held.pk}/"


@pytest.fixture
def hold(world: World, sign_in: SignIn) -> Callable[..., Case]:
    """Hold an item, with what the officer says followed."""

    def made(outcome: Any = YES, **facts: Any) -> Case:
        phone = Phone(world)
        item = phone.item(phone.inside(outcome, **facts))
        with world.acting("officer") as by:
            end_device_key(key=phone.device, by=by, at=world.at)
        assert send(sign_in("officer"), item)[1]["state"] == "held"
        with world.acting("sergeant"):
            return Case(world, phone, item, Held.objects.get(key=item["id"]))

    return made


def steps(case: Case) -> list[str]:
    with case.world.acting("sergeant"):
        return sorted(HeldStep.objects.filter(held=case.held.pk).values_list("what", flat=True))


def on_the_trail(case: Case, verb: str) -> int:
    with case.world.acting("auditor"):
        return Entry.objects.filter(verb=verb, noun="item", subjects__contains=[case.held.key]).count()


def test_the_supervisor_sees_what_waits_and_reads_it(hold: Any, sign_in: SignIn) -> None:
    case, client = hold(), sign_in("sergeant")
    assert "1 held item waits for you" in client.get("/street/").content.decode()
    listed = client.get("/street/held/").content.decode()
    assert "Officer Reyes" in listed and "This phone was ended before it was sent." in listed
    assert case.phone.device.pk.hex[:4].upper() in listed and "Waits for you" in listed
    assert "200 Made-up Street" not in listed and "26-00417-X" not in listed
    page = client.get(case.address).content.decode()
    assert "Pharmacy, 200 Made-up Street" in page and "26-00417-X" in page and "said yes" in page
    assert counted(case.world) == (0, 0, 1), "reading makes nothing"
    with case.world.acting("auditor"):
        assert Entry.objects.filter(outcome="seen", noun="item", subjects=[case.held.key]).count() == 1


def test_taken_it_is_the_referral_that_it_is(hold: Any, sign_in: SignIn) -> None:
    case = hold()
    case.world.pass_time(minutes=5)
    client = sign_in("sergeant")
    assert client.post(f"{case.address}take/")["Location"] == case.address
    found = the_referral(case.world)
    assert (found.state, found.answer, found.set_aside) == ("accepted", "eligible", "custodial_arrest")
    assert found.author_id == case.world.workers["officer"].pk and found.recorded_at == case.world.at
    assert run_waiting_jobs() > 0
    with case.world.acting("on-call"):
        assert Handoff.objects.get(referral=found.pk).state == "requested", "15 minutes ago: it can come"
    assert steps(case) == ["called", "taken"]
    with case.world.acting("auditor"):
        entry = Entry.objects.get(verb="take", noun="item")
        assert entry.worker == case.world.workers["sergeant"].pk
        assert entry.subjects == [case.held.key, found.pk]
    page = client.get(case.address).content.decode()
    assert "200 Made-up Street" not in page, "from now on it is the referral's"
    assert "held item waits" not in client.get("/street/").content.decode()


def test_it_is_taken_once(hold: Any, sign_in: SignIn) -> None:
    case, client = hold(), sign_in("sergeant")
    client.post(f"{case.address}take/")
    again = client.post(f"{case.address}take/")
    assert again.status_code == 409 and "decided about this item already" in again.content.decode()
    assert client.post(f"{case.address}refuse/", {"reason": "Sent in error"}).status_code == 409
    assert counted(case.world) == (1, 1, 1) and steps(case) == ["called", "taken"]


def test_a_yes_from_long_ago_leaves_the_call_to_the_supervisor(hold: Any, sign_in: SignIn) -> None:
    case, client = hold(), sign_in("sergeant")
    case.world.pass_time(hours=6)
    assert "the line is not called by itself" in client.get(case.address).content.decode()
    client.post(f"{case.address}take/")
    run_waiting_jobs()
    found = the_referral(case.world)
    with case.world.acting("liaison"):
        assert Matter.objects.get(referral=found.pk).state == "held"
    with case.world.acting("on-call"):
        assert not Handoff.objects.exists()
    told = sign_in("officer").get(f"/street/referrals/{found.pk}/").content.decode()
    assert "A supervisor decides whether somebody should come." in told and "Calling the line" not in told
    page = client.get(case.address).content.decode()
    assert "The line was not called" in page and "555-0142" in page
    assert "1 held item waits" in client.get("/street/").content.decode()
    assert client.post(f"{case.address}call/").status_code == 302
    run_waiting_jobs()
    with case.world.acting("on-call"):
        assert Handoff.objects.get().referral_id == found.pk
    with case.world.acting("liaison"):
        assert Matter.objects.count() == 1, "the charge is held once"
    assert client.post(f"{case.address}call/").status_code == 409
    assert steps(case) == ["called", "taken", "to_call"]
    assert on_the_trail(case, "call the line") == 1


def test_the_time_is_put_right_by_when_it_came_and_not_by_when_it_is_taken(
    hold: Any, sign_in: SignIn
) -> None:
    case = hold(None)
    occurred_at = case.world.at - timedelta(minutes=10)
    case.world.pass_time(days=40)
    sign_in("sergeant").post(f"{case.address}take/")
    assert the_referral(case.world).occurred_at == occurred_at


def test_what_the_rules_do_not_allow_is_said_and_the_contact_is_kept(hold: Any, sign_in: SignIn) -> None:
    case, client = hold(YES, family_offense="yes"), sign_in("sergeant")
    page = client.post(f"{case.address}take/", follow=True).content.decode()
    assert "not what followed" in page
    assert the_referral(case.world).state == "recorded" and steps(case) == ["taken"]
    assert client.post(f"{case.address}call/").status_code == 409


def test_an_item_that_had_arrived_before_makes_nothing_again(world: World, sign_in: SignIn) -> None:
    phone = Phone(world)
    item = phone.item(phone.inside(YES))
    send(sign_in("officer"), item)
    with world.acting("officer") as by:
        end_device_key(key=phone.device, by=by, at=world.at)
        held = Held(
            site_id=by.site, organization_id=by.organization, author_id=by.hand, sender_id=by.hand,
            key=uuid.UUID(item["id"]), received_at=world.at, **_sealed(item),
        )  # fmt: skip
        held.save(force_insert=True)
    page = sign_in("sergeant").post(f"/street/held/{held.pk}/take/", follow=True).content.decode()
    assert "Nothing was made a second time" in page
    assert counted(world) == (1, 1, 1)


def _sealed(item: Item) -> dict[str, str]:
    envelope = read_envelope(json.dumps(item).encode())
    return {"body": envelope.body, "envelope": envelope.text}


def test_refused_it_is_kept_with_the_reason(hold: Any, sign_in: SignIn) -> None:
    case, client = hold(), sign_in("sergeant")
    assert client.post(f"{case.address}refuse/", {"reason": " "}).status_code == 422
    numbered = client.post(f"{case.address}refuse/", {"reason": "SID no. NY 01234567"})
    assert numbered.status_code == 422 and "state, FBI or NCIC number" in numbered.content.decode()
    assert client.post(f"{case.address}refuse/", {"reason": "Recorded twice"}).status_code == 302
    assert counted(case.world) == (0, 0, 1) and steps(case) == ["refused"]
    assert on_the_trail(case, "refuse") == 1
    page = client.get(case.address).content.decode()
    assert "Recorded twice" in page and "Sergeant Okafor" in page and "200 Made-up Street" in page
    assert client.post(f"{case.address}take/").status_code == 409
    assert counted(case.world) == (0, 0, 1)


def test_an_item_that_its_phone_did_not_sign_is_not_taken(hold: Any, world: World, sign_in: SignIn) -> None:
    case = hold()
    with world.acting("officer-2") as by:
        forged = Held(
            site_id=by.site, organization_id=by.organization, author_id=case.held.author_id,
            sender_id=by.hand, key=uuid.uuid4(), received_at=world.at, body=case.held.body,
            envelope=case.held.envelope,
        )  # fmt: skip
        forged.save(force_insert=True)
    client = sign_in("sergeant")
    page = client.get(f"/street/held/{forged.pk}/").content.decode()
    assert "was not signed" in page and "Take it" not in page
    assert client.post(f"/street/held/{forged.pk}/take/").status_code == 409
    assert counted(world) == (0, 0, 2)


@pytest.mark.parametrize("key", OTHERS)
def test_for_nobody_else_is_there_a_page(hold: Any, sign_in: SignIn, key: str) -> None:
    case, client = hold(), sign_in(key)
    for address in ("/street/held/", case.address):
        assert client.get(address).status_code == 404
    for verb in ("take", "refuse", "call"):
        assert client.post(f"{case.address}{verb}/", {"reason": "x"}).status_code == 404
    with case.world.acting(key) as by, pytest.raises(Refused):
        actions.take(held=case.held, by=by, at=case.world.at)
    assert counted(case.world) == (0, 0, 1) and steps(case) == []


@pytest.mark.parametrize("key", ["officer-3", "liaison", "case-manager"])
def test_another_agency_decides_nothing_by_raw_sql(hold: Any, world: World, key: str) -> None:
    case = hold()
    with world.acting(key, "referral") as by:
        assert attempt("SELECT id FROM referrals_heldstep") == ("rows", [])
        row = {"site_id": by.site, "author_id": by.worker, "held_id": case.held.pk, "what": "refused"}
        assert add("referrals_heldstep", organization_id=by.organization, **row)[0] == "42501"
        assert add("referrals_heldstep", organization_id=case.held.organization_id, **row)[0] != "rows"
    with world.acting("sergeant"):
        for statement in ("UPDATE referrals_heldstep SET reason = ''", "DELETE FROM referrals_held"):
            assert attempt(statement)[0] == "42501"


def test_a_leavers_item_becomes_theirs(committed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = committed
    phone = Phone(world)
    item = phone.item(phone.inside(YES))
    leave(world, "officer")
    sign_in = on_the_clock(world, monkeypatch)
    assert send(sign_in("officer-2"), sent_at(item, world.at))[1]["state"] == "held"
    client = sign_in("sergeant")
    assert "does not work here any more" in client.get("/street/held/").content.decode()
    with world.acting("sergeant"):
        held = Held.objects.get()
    assert client.post(f"/street/held/{held.pk}/take/").status_code == 302
    assert the_referral(world).author_id == world.workers["officer"].pk


def test_six_take_one_item_at_once_and_one_takes_it(committed: World) -> None:
    world = committed
    phone = Phone(world)
    item = phone.item(phone.inside(YES))
    with world.acting("officer") as by:
        end_device_key(key=phone.device, by=by, at=world.at)
        receive(item=read_envelope(json.dumps(item).encode()), by=by, at=world.at)

    def take(_number: int) -> str:
        with world.acting("sergeant") as by:
            held = Held.objects.select_related("author", "site").get()
            actions.take(held=held, by=by, at=world.at)
        return "taken"

    assert sorted(at_once(6, take)) == ["conflict"] * 5 + ["taken"]
    assert counted(world) == (1, 1, 1) and run_waiting_jobs() > 0
    with world.acting("on-call"):
        assert Handoff.objects.count() == 1


def test_statements_of_the_pages(hold: Any, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    cases, client = [hold() for _ in range(4)], sign_in("sergeant")
    client.get("/street/held/")
    with django_assert_num_queries(9):
        client.get("/street/held/")
    client.get(cases[0].address)
    with django_assert_num_queries(13):
        client.get(cases[0].address)
