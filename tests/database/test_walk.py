"""The program's main job, by its actions, as the app role."""

from datetime import date

import pytest

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.care import queries as care
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters import queries as matters
from thirdoption.program.people.models import Person
from thirdoption.program.referrals import queries as referrals
from thirdoption.program.sharing import actions as sharing


def test_an_accepted_offer_calls_the_line_and_holds_the_charge(world: World) -> None:
    referral = walk.accepted(world)
    assert referral.screening["answer"] == "eligible"
    with world.acting("on-call"):
        assert Handoff.objects.get(referral=referral).state == "requested"
    with world.acting("liaison") as by:
        (matter,) = matters.held(by=by)
        assert (matter.incident_number, matter.state) == ("26-00417-X", "held")
        assert (matter.deadline_on - matter.held_on).days == 30


def test_the_charge_is_held_from_the_day_of_the_contact_where_it_happened(world: World) -> None:
    """At 23:30 in Fort Orange it is the next day in UTC."""
    walk.accepted(world, occurred_at="2026-11-19T23:30:00-05:00")
    with world.acting("liaison") as by:
        (matter,) = matters.held(by=by)
    assert (matter.held_on, matter.deadline_on) == (date(2026, 11, 19), date(2026, 12, 19))


def test_the_officer_sees_the_referral_until_the_hand_off_and_then_the_receipt(world: World) -> None:
    referral = walk.accepted(world)
    with world.acting("officer") as by:
        assert referrals.referral(by=by, pk=referral.pk).place
    referral, _person = walk.handed_over(world, incident_number="26-00418-X")
    with world.acting("officer") as by:
        with pytest.raises(Refused, match="could not find"):
            referrals.referral(by=by, pk=referral.pk)
        receipt = referrals.receipt(by=by, referral=referral.pk)
        assert (receipt.handed_over_at - receipt.sent_at).total_seconds() == 26 * 60  # 2 + 1 + 19 + 4


def test_intake_is_confirmed_under_the_release_and_silent_after_its_withdrawal(world: World) -> None:
    referral, person = walk.handed_over(world)
    release = walk.released(world, person, referral)
    walk.intake(world, person, referral)
    with world.acting("liaison"):
        assert set(care.confirmed(referrals=[referral.pk])) == {referral.pk}
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(hours=1))
    with world.acting("liaison"):
        assert care.confirmed(referrals=[referral.pk]) == {}


def test_without_a_release_nothing_is_confirmed(world: World) -> None:
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    with world.acting("liaison") as by:
        assert care.confirmed(referrals=[referral.pk]) == {}
        assert [one.referral_id for one in matters.held(by=by)] == [referral.pk]


@pytest.mark.parametrize("key", ["officer", "sergeant", "liaison", "defender", "agency-head"])
def test_enforcement_and_court_roles_find_no_person(world: World, key: str) -> None:
    _referral, person = walk.handed_over(world)
    for purpose in (None, "care", "program operation", "audit"):
        with world.acting(key, purpose) as by:
            assert not Person.objects.exists()
            with pytest.raises(Refused, match="could not find"):
                care.person(by=by, pk=person.pk)
