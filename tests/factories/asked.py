"""What the community asks, by the action that the public page calls."""

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.factories.fixtures import World
from thirdoption.demo.place import CODE
from thirdoption.program.care.actions.community import welcome_asked
from thirdoption.program.ground import acting
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.rules.community import Asked, AskedState
from thirdoption.program.staff.queries import asking

FORM = f"/ask/{CODE}/form/"
TYPED: dict[str, Any] = {
    "key": "8d0a0c56-6c1c-4c6b-9a2c-5a4f0a6a1f11",
    "relation": "neighbor",
    "whom": "A man in a green coat",
    "place": "The bench by the made-up library",
    "hours": "Evenings",
    "needs": ["housing"],
    "words": "He coughs.",
    "age": "18_or_over",
    "reach": "",
    "may_say": "no",
}
REQUEST = Asked(
    relation="neighbor",
    whom="A man in a green coat, about fifty; people call him Blue",
    place="The bench by the made-up library",
    hours="Most evenings",
    needs=("housing", "food"),
    words="He coughs a lot.",
    age="18_or_over",
    reach="Pat, 555-0199",
)


@contextlib.contextmanager
def nobody(world: World) -> Iterator[Any]:
    """An open transaction in which somebody without an account asks."""
    who = asking(world.site.pk, world.at)
    assert who is not None
    with acting.opened(who) as by:
        yield by


def ask(world: World, key: uuid.UUID | None = None, **other: Any) -> uuid.UUID:
    """Somebody asks; the id of what was asked."""
    with nobody(world) as by:
        asked = replace(REQUEST, **other)
        return community.ask(site=world.site, asked=asked, key=key or uuid.uuid4(), by=by, at=world.at)


def look(world: World, pk: uuid.UUID, key: str = "case-manager") -> CommunityReferral:
    """What was asked, as a worker of the program has it."""
    with world.acting(key):
        return CommunityReferral.objects.select_related("policy", "site", "taken_by").get(pk=pk)


def taken(world: World, pk: uuid.UUID, key: str = "case-manager") -> CommunityReferral:
    """A worker says that they look."""
    with world.acting(key) as by:
        asked = CommunityReferral.objects.get(pk=pk)
        community.take(asked=asked, worker=world.workers[key], by=by, at=world.at)
    return look(world, pk)


def met(world: World, pk: uuid.UUID) -> CommunityReferral:
    """They were looked for, and met."""
    asked = taken(world, pk)
    with world.acting("case-manager") as by:
        community.say(asked=asked, to=AskedState.MET, note="", by=by, at=world.at)
    return look(world, pk)


def joined(world: World, pk: uuid.UUID, name: str = "Blue Pretend") -> Person:
    """They were met, and take part."""
    asked = met(world, pk)
    with world.acting("case-manager") as by:
        given: dict[str, Any] = {"name": name, "date_of_birth": None, "where_to_find": "", "language": "en"}
        mine = world.workers["case-manager"]
        return welcome_asked(asked=asked, **given, case_manager=mine, by=by, at=world.at)
