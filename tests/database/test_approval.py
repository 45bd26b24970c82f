"""Offers that somebody has to approve first, and contacts without an arrest."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.database.test_street_forms import TYPED, send
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.actions import hold
from thirdoption.program.referrals import actions
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import Approval, SetAside
from thirdoption.program.sites.rules import Approver
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
ASKED = {"approver": "supervisor", "said": "approved", "approved_by": "Sgt. Made-up 114"}


def recorded(client: Client, **changed: Any) -> str:
    return str(send(client, **changed)["Location"])


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_approval_that_is_noted_opens_the_offer(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    address = recorded(client, conduct="property_damage")
    assert "Ask first" in page(client, address) and "/offer/" not in page(client, address)
    client.post(f"{address}approval/", {**ASKED, "said": "refused"})
    assert "Not approved (Sgt. Made-up 114)" in page(client, address)
    client.post(f"{address}approval/", ASKED)
    shown = page(client, address)
    assert "A supervisor: Approved (Sgt. Made-up 114)" in shown and "/offer/" in shown
    client.post(f"{address}offer/", {"answer": "yes", "set_aside": "custodial_arrest"})
    with world.acting("officer"):
        found = Referral.objects.get()
        assert (found.state, found.approval, found.approver) == ("accepted", "approved", "supervisor")
    with world.acting("auditor"):
        why = Entry.objects.filter(verb="note approval").order_by("recorded_at").values_list("why", flat=True)
        assert list(why) == ["supervisor: refused", "supervisor: approved"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"approved_by": ""}, "Write who said so"),
        ({"approved_by": "x" * 81}, "at most 80 fit"),
        ({"said": "perhaps"}, "Choose one of the answers"),
        ({"approver": "prosecutor"}, "Choose one of the answers"),
    ],
)
def test_a_bad_note_of_an_approval_is_kept_and_opens_nothing(
    world: World, sign_in: SignIn, changed: dict[str, str], sentence: str
) -> None:
    client = sign_in("officer")
    address = recorded(client, conduct="property_damage")
    answer = client.post(f"{address}approval/", {**ASKED, **changed})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with world.acting("officer"):
        assert Referral.objects.get().approval == ""


def test_no_approval_opens_what_the_policy_rules_out(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    address = recorded(client, complainant="declined")
    assert "Ask first" not in page(client, address)
    with world.acting("officer") as by, pytest.raises(Refused, match="does not allow"):
        actions.note_approval(
            referral=Referral.objects.get(), approver=Approver.SERGEANT, said=Approval.APPROVED,
            approved_by="Sgt. Made-up", by=by, at=world.at,
        )  # fmt: skip


def test_something_else_that_was_approved_holds_its_charge(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    address = recorded(client, conduct="something_else", what_happened="Slept in a parked car")
    client.post(f"{address}approval/", ASKED)
    with world.acting("officer") as by:
        referral = Referral.objects.get()
        actions.offer(referral=referral, accepted=True, by=by, at=world.at)
        matter = hold(referral=referral, by=by, at=world.at)
        assert matter is not None and (matter.offense, matter.law) == ("Something else", "")


def test_a_social_contact_needs_no_offense_and_holds_nothing(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    kept = ("place", "occurred_at", "drivers", "age", "perceived_race")
    typed = {name: TYPED[name] for name in kept} | {"key": str(uuid.uuid4()), "family_offense": "no"}
    answer = client.post("/street/social-contact/", typed)
    assert answer.status_code == 302
    shown = page(client, answer["Location"])
    assert "set_aside" not in shown
    client.post(f"{answer['Location']}offer/", {"answer": "yes"})
    with world.acting("officer") as by:
        found = Referral.objects.get()
        assert (found.door, found.state, found.set_aside) == ("social_contact", "accepted", "")
        assert found.set_aside not in set(SetAside)
        assert hold(referral=found, by=by, at=world.at) is None
