"""What the database lets be written to the prosecutor's office, whoever asks and however."""

from typing import Any

import pytest

from tests.database.test_grants import add
from tests.factories import charges, walk
from tests.factories.fixtures import World
from thirdoption.program.sharing import actions as sharing


@pytest.fixture
def came(world: World) -> tuple[Any, Any]:
    """Somebody whose intake is done: (referral, person)."""
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    return referral, person


def told(world: World, referral: Any) -> str:
    """What the database answers to a notice that the intake is done."""
    with world.acting("case-manager") as by:
        row = {"site_id": by.site, "referral_id": referral.pk, "person_id": None, "worker_id": by.hand}
        words = {"kind": "intake_notice", "language": "en", "data": {}, "written": {}, "made_at": world.at}
        return str(add("matters_ownletter", **row, **words, template=0)[0])


def test_the_intake_is_written_of_while_its_release_lives(world: World, came: tuple[Any, Any]) -> None:
    """R-9, R-22: not before it is signed, and not after it was taken back."""
    referral, person = came
    assert told(world, referral) == "42501"
    release = walk.released(world, person, referral)
    assert told(world, referral) == "rows"
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.at)
    world.pass_time(minutes=1)
    assert told(world, referral) == "42501"


def test_a_release_to_the_defender_tells_the_office_nothing(world: World, came: tuple[Any, Any]) -> None:
    referral, person = came
    charges.defended(world, person, referral)
    assert told(world, referral) == "42501"
