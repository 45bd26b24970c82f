"""The program's acts about a held charge, each with the rows that it leaves on the trail (R-69)."""

from datetime import timedelta
from typing import Any

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import Change
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sites.models import ClosedDay

SIGNED = {"text": "The words.", "language": "en", "signed_name": "Marisol"}


def ticketed(world: World, days: int = 9, number: str = "26-00888-X") -> Matter:
    """The charge of another contact, with an appearance ticket that is returnable in so many days."""
    offered = {"set_aside": SetAside.TICKET, "returnable_on": world.at.date() + timedelta(days=days)}
    referral = walk.accepted(world, incident_number=number, offered=offered)
    with world.acting("case-manager"):
        return Matter.objects.get(referral=referral)


def signed(story: Any) -> dict[str, Any]:
    return {"person": story.person, "referral": story.referral.pk, **SIGNED}


def paused(story: Any) -> dict[str, Any]:
    today = story.world.at.date()
    return {
        "matter": story.matter,
        "since": today,
        "until": today + timedelta(days=2),
        "reason": "In hospital",
    }


def closed(story: Any) -> dict[str, Any]:
    return {"site": story.world.site, "day": story.world.at.date() + timedelta(days=2), "name": "Made up"}


def changed(story: Any) -> dict[str, Any]:
    return {"matter": ticketed(story.world), "kind": Change.TICKET_WITHDRAWN}


def reopened(_story: Any) -> dict[str, Any]:
    return {"closed": ClosedDay.objects.get()}


ACTS = (
    ("case-manager", sharing.sign_defender_release, signed, ("sign release: release + person",)),
    ("supervisor", matters.pause, paused, ("paused: matter",)),
    ("case-manager", matters.change_ticket, changed, ("ticket_withdrawn: matter",)),
    ("manager", matters.close_day, closed, ("close day: calendar",)),
    ("manager", matters.open_day, reopened, ("open day: calendar",)),
)
