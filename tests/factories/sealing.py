"""A charge on its way to being sealed, and the owner who sees what the program cannot ask."""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.command import home
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.program.sharing import actions as sharing


class Charge:
    """One diversion to its end: the intake is done and told under releases, and the charge is declined."""

    def __init__(self, world: World, number: str = "26-00417-X", **facts: Any) -> None:
        self.world = world
        self.referral, self.person = walk.handed_over(world, incident_number=number, **facts)
        self.release = walk.released(world, self.person, self.referral)
        walk.officer_may_know(world, self.person, self.referral)
        walk.intake(world, self.person, self.referral)
        with world.acting("liaison") as by:
            self.matter = Matter.objects.get(referral=self.referral.pk)
            sharing.disclose(releases=[self.release.pk], what="intake confirmed", by=by, at=world.at)
            actions.decide(matter=self.matter, to=State.DECLINED, reason="Served", by=by, at=world.at)

    def seal(self, strength: Strength = Strength.SEVER, order: str = "", who: str = "supervisor") -> None:
        """By the supervisor's act, or by an order with a number."""
        with self.world.acting(who) as by:
            matter = Matter.objects.get(pk=self.matter.pk)
            actions.seal(matter=matter, strength=strength, order_number=order, by=by, at=self.world.at)


def declined(world: World) -> Charge:
    """A charge that was declined two days ago."""
    charge = Charge(world)
    world.pass_time(days=2)
    return charge


@contextlib.contextmanager
def as_owner() -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection to the database that a test works in: it sees what was committed."""
    parts = {**home.conninfo("owner"), "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**parts, autocommit=True) as conn:
        yield conn


def names_of(charge: Charge) -> list[str]:
    """Every id by which anything names a charge that is not sealed yet, and its incident number."""
    with as_owner() as owner:
        row = owner.execute("SELECT private.names_of(%s::uuid[])", [[charge.referral.pk]]).fetchone()
    assert row is not None
    return [*map(str, row[0]), charge.matter.incident_number]
