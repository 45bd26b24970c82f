"""When a charge is not sealed, whoever asks: the database says so itself, beside the rules of the pages."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import charges, walk
from tests.factories.fixtures import World
from tests.factories.sealing import Charge
from thirdoption.program.ground import acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State
from thirdoption.program.matters.rules.sealing import Basis, Strength
from thirdoption.program.staff.queries import program


def test_nobody_seals_while_a_worker_is_out_for_it(world: World) -> None:
    """Whoever looks after that worker needs the call; a day later nobody is out any more."""
    referral, _person = walk.handed_over(world)
    with world.acting("liaison") as by:
        matter = Matter.objects.get(referral=referral.pk)
        actions.decide(matter=matter, to=State.DECLINED, reason="Too little", by=by, at=world.at)
    with world.acting("supervisor") as by:
        for strength in Strength:
            with pytest.raises(Refused, match="still out"):
                actions.seal(matter=matter, strength=strength, by=by, at=world.at)
    world.pass_time(days=1)
    with world.acting("supervisor") as by:
        actions.seal(matter=matter, strength=Strength.SEVER, by=by, at=world.at)
        assert not Matter.objects.exists()


@pytest.mark.parametrize("to", [None, State.FILED])
def test_without_an_order_no_sql_seals_what_waits_or_was_filed(world: World, to: State | None) -> None:
    referral, _person = walk.handed_over(world)
    if to:
        charges.to(world, referral, to)
    world.pass_time(days=2)
    asked = "SELECT count(*) FROM sharing.seal(%s::uuid[], 'hide', %s, %s)"
    with world.acting("supervisor"), connection.cursor() as cursor:
        for basis, order, sealed in (("supervisor", "", 0), ("policy", "", 0), ("order", "7", 1)):
            cursor.execute(asked, [[referral.pk], basis, order])
            assert cursor.fetchone() == (sealed,), basis


@pytest.mark.parametrize(("basis", "order"), [("order", ""), ("supervisor", "7"), ("policy", "7")])
def test_an_order_has_a_number_and_nothing_else_has_one(world: World, basis: str, order: str) -> None:
    referral, _person = walk.handed_over(world)
    charges.to(world, referral, State.DECLINED)
    world.pass_time(days=2)
    asked = "SELECT sharing.seal(%s::uuid[], 'hide', %s, %s)"
    with (
        world.acting("supervisor"),
        pytest.raises(DatabaseError, match="not theirs to seal"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(asked, [[referral.pk], basis, order])


def test_by_itself_the_program_seals_nothing_on_the_day_of_the_decision(world: World) -> None:
    """The database says so too, whatever the job process asks for: the notices have to be printed first."""
    charge = Charge(world)
    for days, sealed in ((0, 0), (1, 1)):
        world.pass_time(days=days)
        with acting.opened(program(world.site.pk, world.at)) as by:
            given = {"matters": [charge.matter], "strength": Strength.SEVER, "basis": Basis.POLICY}
            assert actions.seal_due(**given, by=by, at=world.at) == sealed  # type: ignore[arg-type]


@pytest.mark.parametrize("to", [None, State.FILED])
def test_by_itself_the_program_seals_a_declined_charge_alone(world: World, to: State | None) -> None:
    referral, _person = walk.handed_over(world)
    if to:
        charges.to(world, referral, to)
    world.pass_time(days=2)
    with acting.opened(program(world.site.pk, world.at)) as by:
        given = {"matters": list(Matter.objects.all()), "strength": Strength.HIDE, "basis": Basis.POLICY}
        assert given["matters"] and actions.seal_due(**given, by=by, at=world.at) == 0  # type: ignore[arg-type]
