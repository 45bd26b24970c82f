"""What the database itself refuses of a call: an author who did not call, a referral that is not its own."""

import uuid

import psycopg
import pytest
from django.db import DatabaseError, transaction

from tests.database.test_races import rows
from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.actions import calls, telephone
from thirdoption.program.handoffs.models import Call, Handoff
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.staff.queries import program


def test_the_program_calls_in_nobody_s_name(world: World) -> None:
    """Whoever writes an author into a call of the program would open it to them."""
    officer = world.workers["officer"]
    whose = {"site": world.site, "organization": officer.agency, "author": officer}
    forged = Call(**whose, how=How.PHONE, place="", asked_at=world.at)
    refused = pytest.raises(DatabaseError, match="whoever calls")
    with ground.opened(program(world.site.pk, world.at)), refused, transaction.atomic():
        forged.save(force_insert=True)


def test_a_referral_is_added_once_and_only_one_that_the_writer_sees(committed: World) -> None:
    """R-53: as the app's role one that is not visible; and by nobody at all a second one."""
    other = walk.contact(committed, incident_number="26-3-X")
    with committed.acting("officer") as by:
        calls.ask(how=How.TAP, place="Lark and State", key=uuid.uuid4(), by=by, at=committed.at)
    facts = walk.FACTS | {"occurred_at": committed.at.isoformat()}
    said = {"officer": committed.workers["officer"].pk, "facts": facts, "said_yes": True, "key": uuid.uuid4()}
    with committed.acting("on-call") as by:
        call = Handoff.objects.get()
        with pytest.raises(DatabaseError, match="no such referral"), transaction.atomic():
            Handoff.objects.filter(pk=call.pk).update(referral=other.pk)
        telephone.take_referral(handoff=call, **said, by=by, at=committed.at)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="the hand-off has one"):
        rows("UPDATE handoffs_handoff SET referral_id = %s WHERE id = %s RETURNING 1", other.pk, call.pk)
