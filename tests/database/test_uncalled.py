"""A yes that could call nobody is not asked for, and one that called nobody is seen on the Monday page."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import walk
from tests.factories.desk import SignIn, errors, on_the_clock
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.program.loop.queries import waiting
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites import queries as sites

SENTENCE = "Ask a supervisor: the site has not set by when the intake has to be done"


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


@pytest.fixture
def no_intake_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """The policy in force leaves open how long a charge waits for the intake."""
    read = sites.policy_as_written

    def without(*asked: Any) -> Any:
        policy = read(*asked)
        unset = replace(policy.settings["intake_days"], value=None)
        return replace(policy, settings={**policy.settings, "intake_days": unset})

    monkeypatch.setattr(sites, "policy_as_written", without)


def test_without_days_for_the_intake_no_charge_is_held(
    world: World, sign_in: SignIn, no_intake_days: None
) -> None:
    referral, client = walk.contact(world), sign_in("officer")
    page = client.get(reverse("street:referral", args=[referral.pk])).content.decode()
    assert "aria-disabled" in page and SENTENCE in page
    address, yes = reverse("street:offer", args=[referral.pk]), {"answer": "yes", "set_aside": "violation"}
    answer = client.post(address, yes)
    assert answer.status_code == 409 and SENTENCE in errors(answer.content.decode())
    assert run_waiting_jobs() == 0
    assert client.post(address, {"answer": "no"}).status_code == 302
    with world.acting("officer"):
        assert Referral.objects.get(pk=referral.pk).state == "declined"


def test_with_them_it_is(world: World, sign_in: SignIn) -> None:
    referral, client = walk.contact(world), sign_in("officer")
    yes = {"answer": "yes", "set_aside": "violation"}
    assert client.post(reverse("street:offer", args=[referral.pk]), yes).status_code == 302
    assert run_waiting_jobs() > 0


def test_a_yes_for_which_nobody_was_called_is_late(world: World, sign_in: SignIn) -> None:
    referral = walk.contact(world)
    with world.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=world.at)

    def counted() -> tuple[int, int]:
        with world.acting("coordinator") as by:
            found = waiting(by=by, site=world.site, roles=()).counts
        return found.late, found.uncalled

    assert counted() == (0, 0), "it is not late yet"
    world.pass_time(minutes=31)
    assert counted() == (1, 1)
    said = "1 person said yes and nobody was called"
    for key in ("coordinator", "supervisor"):
        page = sign_in(key).get(reverse("desk:monday")).content.decode()
        assert said in page and "hand-off waits too long" not in page
    run_waiting_jobs()
    assert counted() == (1, 0), "the hand-off waits since then"
    assert said not in sign_in("coordinator").get(reverse("desk:monday")).content.decode()
