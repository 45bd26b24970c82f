"""Steps of a held charge, each by the action that the page calls."""

from datetime import timedelta
from typing import Any

from tests.factories.fixtures import World
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.sites.queries import local_day


def paused(world: World, referral: Any, days: int = 10, worker: str = "supervisor") -> DateChange:
    """The program pauses the clock from today on."""
    with world.acting(worker) as by:
        today = local_day(world.site, world.at)
        return actions.pause(
            matter=Matter.objects.get(referral=referral.pk),
            since=today,
            until=today + timedelta(days=days),
            reason="In the hospital.",
            by=by,
            at=world.at,
        )
