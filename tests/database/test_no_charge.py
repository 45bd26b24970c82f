"""A social contact, a request of the community and a call about somebody known: no charge and no clock."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.database.test_grants import attempt
from tests.factories import call_acts, walk
from tests.factories.asked import ask, joined
from tests.factories.fixtures import World
from thirdoption.program.care.actions.calls import meet_again
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.people.models import Person

SignIn = Callable[[str], Client]
GRANTS = "SELECT count(*) FROM sharing_grant WHERE referral IS NOT NULL AND category IN ('clock', 'pause')"
WORDS = ("held charge", "last day for", "court day", "pause the clock", "days left", "/partners/matters/")


def by_social_contact(world: World) -> tuple[Any, str]:
    """An officer sends somebody without an offense."""
    referral = walk.accepted(world, door="social_contact", conduct="", incident_number="")
    person = walk.taken_over(world, referral)
    walk.intake(world, person, referral)
    with world.acting("officer") as by:
        assert actions.hold(referral=referral, by=by, at=world.at) is None
    return person, f"/street/referrals/{referral.pk}/"


def by_the_community(world: World) -> tuple[Any, str]:
    """A neighbor asks, and the person takes part."""
    asked = ask(world)
    return joined(world, asked), f"/desk/asked/{asked}/"


def met_again(world: World) -> tuple[Any, str]:
    """An officer calls the line about somebody who takes part: no referral is made of it."""
    person, _page = by_the_community(world)
    call = call_acts.there(SimpleNamespace(world=world))
    with world.acting("on-call") as by:
        meet_again(handoff=call, person=person.pk, by=by, at=world.pass_time(minutes=5))
    return person, f"/desk/hand-offs/{call.pk}/"


@pytest.mark.parametrize("made", [by_social_contact, by_the_community, met_again])
def test_it_has_no_charge_and_no_clock_and_no_page_offers_one(
    world: World, sign_in: SignIn, made: Callable[[World], tuple[Any, str]]
) -> None:
    person, page = made(world)
    for key in world.workers:
        with world.acting(key):
            assert not Matter.objects.exists() and not DateChange.objects.exists(), key
            assert attempt(GRANTS)[1] == [(0,)], key
    reader = "officer" if page.startswith("/street/") else "case-manager"
    own = ("case-manager", f"/desk/people/{person.pk}/"), ("case-manager", "/desk/"), (reader, page)
    for who, address in own:
        client = sign_in(who)
        answer = client.get(address, follow=True)
        shown = answer.content.decode().lower()
        assert answer.status_code in (200, 404) and not [word for word in WORDS if word in shown], address
    with world.acting("case-manager"):
        assert Person.objects.filter(pk=person.pk).exists()
    listed = sign_in("liaison").get("/partners/matters/")
    assert listed.status_code == 200 and "Pretend" not in listed.content.decode()
