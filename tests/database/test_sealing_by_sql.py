"""Sealing and opening by raw SQL in an honest context, and while somebody else is at the same charge."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import errors

from tests.factories import walk
from tests.factories.fixtures import Stage, World, staged
from tests.factories.sealing import Charge, as_owner, declined
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.program.trail.models import Entry


@pytest.fixture(scope="module")
def staged_declined(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Stage]:
    with staged(f"seal_sql_{worker_id}", declined, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def charge(staged_declined: Stage, world: World) -> Charge:
    found: Charge = staged_declined.played(world)
    return found


def sealed(charge: Any, strength: str, basis: str, order: str | None) -> int:
    """How many charges the function sealed."""
    with transaction.atomic(), connection.cursor() as cursor:
        asked = [[charge.referral.pk], strength, basis, order]
        cursor.execute("SELECT sharing.seal(%s::uuid[], %s, %s, %s)", asked)
        return len(cursor.fetchall())


def test_a_legal_hold_that_comes_while_a_charge_is_sealed_is_never_lost(committed: World) -> None:
    """R-88: either the hold is refused, or nothing is deleted; never a hold that was said to hold."""
    charge = declined(committed)
    done: list[str] = []

    def supervisor() -> None:
        try:
            charge.seal(Strength.DESTROY)
            done.append("sealed")
        except (Refused, DatabaseError):
            done.append("refused")
        finally:
            connection.close()

    with as_owner() as slow, as_owner() as other:
        with slow.transaction():  # sealing waits in the middle: a row that it deletes early is held
            slow.execute("SELECT 1 FROM handoffs_handoffstatus FOR UPDATE")
            sealing = threading.Thread(target=supervisor)
            sealing.start()
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
            while not other.execute(waiting).fetchone()[0]:  # type: ignore[index]
                assert sealing.is_alive()
            other.execute("SET lock_timeout = '200ms'")
            held = [uuid4(), committed.site.pk, charge.referral.pk, committed.workers["supervisor"].pk]
            try:
                other.execute(
                    "INSERT INTO matters_legalhold (id, site_id, referral_id, worker_id, reason, since, why) "
                    "VALUES (%s, %s, %s, %s, 'A suit', now(), '')",
                    held,
                )
                kept = True
            except (errors.LockNotAvailable, errors.ForeignKeyViolation):
                kept = False
        sealing.join()
        holds = other.execute("SELECT count(*) FROM matters_legalhold").fetchone()
    assert (done, holds) == ((["refused"], (1,)) if kept else (["sealed"], (0,)))


UNSEALABLE = [
    *(("sever", "supervisor", ""), ("hide", "supervisor", ""), ("sever", "policy", "")),
    *(("destroy", "order", None), ("destroy", "order", ""), ("burn", "supervisor", "")),
    *((None, "supervisor", ""), ("sever", None, "")),
]


@pytest.mark.parametrize(("strength", "basis", "order"), UNSEALABLE)
def test_no_supervisor_seals_a_charge_that_waits_without_an_order(
    world: World, strength: Any, basis: Any, order: str | None
) -> None:
    """Sealing it would take from the person the record that somebody promised to wait."""
    charge = Waiting(world)
    with world.acting("supervisor"):
        try:
            assert sealed(charge, strength, basis, order) == 0
        except DatabaseError as error:
            assert "not theirs to seal" in str(error)
        assert Matter.objects.filter(referral=charge.referral.pk).exists()


class Waiting:
    """A charge that waits, with nobody out for it any more."""

    def __init__(self, world: World) -> None:
        self.referral, _person = walk.handed_over(world)
        world.pass_time(days=2)


def test_while_a_worker_is_out_for_it_nothing_is_sealed(world: World) -> None:
    """The worker's own safety record is of the same event: it is not deleted under them."""
    referral, _person = walk.handed_over(world)
    charge = type("", (), {"referral": referral})
    with world.acting("supervisor"):
        assert sealed(charge, "sever", "order", "2026-1") == 0
    world.at += timedelta(days=2)
    with world.acting("supervisor"):
        assert sealed(charge, "sever", "order", "2026-1") == 1


def entered(world: World, who: str, notice: str) -> str:
    with world.acting(who) as by:
        return actions.open_sealed(notice=notice, order_number="2026-CV-8", by=by, at=by.now())


def test_two_of_the_prosecutors_office_open_nothing(charge: Charge) -> None:
    """R-86: one of the two is a supervisor of the operator, and still works there."""
    charge.seal(Strength.HIDE)
    for who in ("liaison", "by-link", "liaison"):
        assert entered(charge.world, who, charge.matter.notice) == "entered"
    with charge.world.acting("liaison"):
        assert not Matter.objects.filter(pk=charge.matter.pk).exists()


def test_who_has_left_is_no_second_person(committed: World) -> None:
    """R-65, R-86."""
    charge = declined(committed)
    charge.seal(Strength.HIDE)
    assert entered(committed, "liaison", charge.matter.notice) == "entered"
    with as_owner() as owner:
        left = [committed.at - timedelta(hours=1), committed.workers["liaison"].pk]
        owner.execute("UPDATE staff_worker SET until = %s WHERE id = %s", left)
    assert entered(committed, "supervisor", charge.matter.notice) == "entered"


def test_of_what_is_destroyed_the_trail_keeps_no_ground_either(charge: Charge) -> None:
    """docs/explanation/sealing.md: that it was sealed, and not why."""
    charge.seal(Strength.DESTROY, order="2026-114")
    with charge.world.acting("auditor"):
        assert Entry.objects.get(verb="seal", noun="matter").why == ""


def test_the_prosecutor_is_not_told_that_the_defender_was(world: World) -> None:
    """R-25, R-85: the release to the defender is the person's own; the supervisor sees to that task."""
    referral, person = walk.handed_over(world)
    walk.defended(world, person, referral)
    with world.acting("liaison") as by:
        matter = Matter.objects.get(referral=referral.pk)
        actions.decide(matter=matter, to=State.DECLINED, reason="Served", by=by, at=world.at)
    world.pass_time(days=2)
    kinds = {}
    with world.acting("supervisor") as by:
        actions.seal(matter=matter, strength=Strength.SEVER, by=by, at=world.at)
        kinds["supervisor"] = {one.agency.kind for one in queries.seal_tasks(by=by)}
    with world.acting("liaison") as by:
        kinds["liaison"] = {one.agency.kind for one in queries.seal_tasks(by=by)}
    assert kinds == {
        "supervisor": {"police", "prosecution", "defense"},
        "liaison": {"police", "prosecution"},
    }


def test_no_hold_is_put_on_what_is_sealed_by_now(charge: Charge) -> None:
    """A sentence, and no fault when the transaction ends."""
    charge.seal(Strength.HIDE)
    with charge.world.acting("supervisor") as by, pytest.raises(Refused):
        actions.hold_legally(matter=charge.matter, reason="A suit", by=by, at=by.now())
