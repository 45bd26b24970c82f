"""Charges held in another way than the place's, and what may happen to one."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.policies import setting
from thirdoption.program.matters import actions
from thirdoption.program.matters.actions import holding
from thirdoption.program.matters.models import Matter
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sites.queries import policy_of

LODGED = "lodged_officer_may_revive"


def held_as(monkeypatch: pytest.MonkeyPatch, model: str, **settings: Any) -> None:
    """From now on the place holds charges in this way."""

    def changed(version: Any) -> Any:
        policy = setting(policy_of(version), "charge_model", model)
        for name, value in settings.items():
            policy = setting(policy, name, value)
        return policy

    monkeypatch.setattr(holding, "policy_of", changed)


def matter_of(world: World, referral: Any, worker: str = "liaison") -> Matter:
    """The charge of a referral as it is now."""
    with world.acting(worker):
        return Matter.objects.select_related("site").get(referral=referral.pk)


def now(world: World, charge: Matter) -> Matter:
    """A charge as it is now."""
    with world.acting("liaison"):
        return Matter.objects.get(pk=charge.pk)


def ticketed(world: World, returnable_on: date, **facts: Any) -> Any:
    """An accepted offer that set an appearance ticket aside."""
    referral = walk.contact(world, **facts)
    with world.acting("officer") as by:
        referrals.offer(
            referral=referral, accepted=True, set_aside=SetAside.TICKET, returnable_on=returnable_on,
            by=by, at=world.at,
        )  # fmt: skip
    walk.run_waiting_jobs()
    return referral


def extend(world: World, referral: Any, to: date) -> None:
    """The prosecutor's office gives more time."""
    charge = matter_of(world, referral)
    with world.acting("liaison") as by:
        actions.extend(matter=charge, to=to, reason="Talks go on", by=by, at=world.at)


def pause(world: World, referral: Any, days: int) -> None:
    """The program pauses a clock from today on."""
    charge, today = matter_of(world, referral, "supervisor"), world.at.date()
    until = today + timedelta(days)
    with world.acting("supervisor") as by:
        actions.pause(matter=charge, since=today, until=until, reason="In hospital", by=by, at=world.at)
