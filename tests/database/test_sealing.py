"""Sealing a charge: who may, from when, how far, and what is left (R-80, R-83 to R-88)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from tests.factories.fixtures import Stage, World, seal, staged
from tests.factories.sealing import Charge, as_owner, declined, names_of
from thirdoption.jobs import charges
from thirdoption.program.care.queries import record
from thirdoption.program.ground import later
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.models import LegalHold, Matter, SealTask
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.program.trail import queries as trail
from thirdoption.program.trail.models import Entry

Conn = Any
LEFT = {"trail_entry", "matters_hiddenrow"}
"""Where an id of a sealed event may still stand: the trail, and the rows that a court may open again."""


@pytest.fixture(scope="module")
def staged_declined(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Stage]:
    with staged(f"sealing_{worker_id}", declined, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def charge(staged_declined: Stage, world: World) -> Charge:
    found: Charge = staged_declined.played(world)
    return found


def nights(world: World) -> int:
    """The program's own sealing, now."""
    return charges.look(world.at)


def mentions(names: list[str]) -> dict[str, int]:
    """Every table of the program with rows in which one of these stands, and how many."""
    found = {}
    with as_owner() as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'private')")
        for (name,) in tables.fetchall():
            schema = "private." if name in ("secret", "setting") else ""
            asked = owner.execute(
                f"SELECT count(*) FROM {schema}{name} t WHERE t::text LIKE ANY (%s)",
                [[f"%{one}%" for one in names]],
            ).fetchone()
            if asked and asked[0]:
                found[name] = asked[0]
    return found


@pytest.mark.parametrize("strength", Strength)
def test_no_row_of_any_table_names_it_any_more(committed: World, strength: Strength) -> None:
    """R-83: also around row security, as the owner; the trail keeps ids, and what is hidden lies apart."""
    charge = declined(committed)
    names = names_of(charge)
    assert mentions(names).keys() > {
        "referrals_referral",
        "sharing_disclosure",
        "messages_message",
        "care_intake",
    }
    charge.seal(strength)
    assert mentions(names).keys() == (LEFT if strength is Strength.HIDE else {"trail_entry"})
    with committed.acting("case-manager"):
        (coming,) = record(person=charge.person).comings
        assert coming.referral is None and coming.words == "A place where my son can sleep"
        assert not record(person=charge.person).releases


def test_the_trail_stays_whole_and_says_no_word_of_it(committed: World) -> None:
    """R-73: its rows are ids and codes, so the blocks verify and nothing of the event can be read in them."""
    charge = declined(committed)
    names = names_of(charge)
    seal()
    charge.seal()
    seal()
    verdict = trail.verify()
    assert verdict.faults == [] and not verdict.unsealed
    with committed.acting("auditor"):
        rows = [one for one in Entry.objects.all() if {str(pk) for pk in one.subjects} & set(names)]
    assert rows
    said = re.compile(r"[a-z_ ,:]*")
    assert [one.why for one in rows if not said.fullmatch(one.why)] == []


def test_what_is_cached_and_what_waits_goes_within_the_same_moment(charge: Charge) -> None:
    """R-83, R-59: `kit_cache` by what stands in it or names it, and jobs by the ids they carry."""
    number = charge.matter.incident_number
    cache.set("page-of-today", {"html": f"<h1>{number}</h1>"})
    cache.set(f"file-{charge.referral.pk}", "a PDF")
    cache.set("of-nobody", 1)
    with charge.world.acting("liaison") as by:
        later.run("officer_told", by, worker=charge.world.workers["officer"].pk, subject=charge.referral.pk)
        later.run("rota_changed", by, worker=by.hand, subject=by.hand)
    charge.seal()
    assert cache.get("page-of-today") is None and cache.get(f"file-{charge.referral.pk}") is None
    assert cache.get("of-nobody") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE args::text LIKE '%subject%'")
        assert cursor.fetchall() == [("thirdoption.rota_changed",)]


@pytest.mark.parametrize("who", ["liaison", "officer", "case-manager", "manager", "auditor"])
def test_nobody_else_seals(charge: Charge, who: str) -> None:
    """Neither by the action, nor by raw SQL in an honest context."""
    with charge.world.acting(who) as by:
        with pytest.raises(Refused):
            actions.seal(matter=charge.matter, strength=Strength.HIDE, by=by, at=by.now())
        for basis, order in (("supervisor", ""), ("policy", ""), ("order", "1")):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                asked = [[charge.referral.pk], "sever", basis, order]
                cursor.execute("SELECT sharing.seal(%s::uuid[], %s, %s, %s)", asked)
    with charge.world.acting("supervisor"):
        assert Matter.objects.filter(pk=charge.matter.pk).exists()


def test_the_program_seals_from_the_day_after_the_decision_on(world: World) -> None:
    """And from three in the morning, so that whoever decided late at night can still print the notices."""
    charge = Charge(world)
    assert nights(world) == 0, "the day of the decision"
    world.at = world.at.replace(hour=7) + timedelta(days=1)
    assert nights(world) == 0, "two o'clock in Fort Orange"
    world.pass_time(hours=1)
    assert nights(world) == 1
    assert nights(world) == 0
    with world.acting("liaison"):
        assert not Matter.objects.filter(pk=charge.matter.pk).exists()
    with world.acting("auditor"):
        row = Entry.objects.get(verb="seal", noun="matter")
    assert (row.worker, row.subjects, row.why) == (None, [charge.matter.pk], "policy")


def test_a_charge_that_waits_or_was_filed_is_sealed_by_an_order_alone(charge: Charge) -> None:
    with charge.world.acting("supervisor") as by:
        matter = Matter.objects.get(pk=charge.matter.pk)
        matter.state = "filed"
        with pytest.raises(Refused, match="order"):
            actions.seal(matter=matter, strength=Strength.SEVER, by=by, at=by.now())
    charge.seal(order="2026-114")
    with charge.world.acting("supervisor"):
        assert not Matter.objects.filter(pk=charge.matter.pk).exists()


def test_a_legal_hold_stops_deletion_and_opens_nothing(charge: Charge) -> None:
    """R-88: severing and destroying wait, hiding does not; who saw it sees it, nobody else does."""
    world = charge.world
    with world.acting("supervisor") as by:
        hold = actions.hold_legally(matter=charge.matter, reason="A suit is announced", by=by, at=by.now())
        with pytest.raises(Refused, match="already"):
            actions.hold_legally(matter=charge.matter, reason="Again", by=by, at=by.now())
    for strength in (Strength.SEVER, Strength.DESTROY):
        with pytest.raises(Refused, match="legal hold"):
            charge.seal(strength)
    assert nights(world) == 0
    for who in ("liaison", "officer", "manager"):
        with world.acting(who):
            assert not LegalHold.objects.exists()
    with world.acting("supervisor") as by:
        actions.end_legal_hold(hold=hold, why="The suit is over", by=by, at=by.now())
        with pytest.raises(Refused, match="ended"):
            actions.end_legal_hold(hold=hold, why="Again", by=by, at=by.now())
    assert nights(world) == 1


def test_a_charge_on_hold_may_be_hidden(charge: Charge) -> None:
    with charge.world.acting("supervisor") as by:
        actions.hold_legally(matter=charge.matter, reason="A suit is announced", by=by, at=by.now())
    charge.seal(Strength.HIDE)
    with charge.world.acting("supervisor"):
        assert not Matter.objects.exists() and not LegalHold.objects.exists()


def test_agencies_that_were_told_have_a_task(charge: Charge) -> None:
    """R-85: police and prosecutor, by a number alone; each is confirmed once, by who may see it."""
    charge.seal()
    world = charge.world
    with world.acting("liaison") as by:
        tasks = queries.seal_tasks(by=by)
        assert {one.agency.kind for one in tasks} == {"police", "prosecution"}
        assert {one.notice for one in tasks} == {charge.matter.notice}
        actions.confirm_sealed(task=tasks[0], by=by, at=by.now())
        with pytest.raises(Refused, match="already"):
            actions.confirm_sealed(task=tasks[0], by=by, at=by.now())
    with world.acting("supervisor") as by:
        assert len(queries.seal_tasks(by=by)) == 1
    for who in ("officer", "manager", "defender"):
        with world.acting(who):
            assert not SealTask.objects.exists()


def entered(world: World, who: str, notice: str, order: str = "2026-CV-8") -> str:
    with world.acting(who) as by:
        return actions.open_sealed(notice=notice, order_number=order, by=by, at=by.now())


def everything(owner: Conn) -> dict[str, list[str]]:
    """All rows of the tables that an event has rows in."""
    places = [
        row[0] for row in owner.execute("SELECT DISTINCT place FROM private.places_of_event()").fetchall()
    ]
    return {
        place: sorted(row[0] for row in owner.execute(f"SELECT t::text FROM {place} t").fetchall())
        for place in [*places, "care_intake", "publications_ledgercount"]
    }


def test_two_people_open_what_is_hidden_by_an_order(committed: World) -> None:
    """R-86: then every row is as it was, and no grant lives that had ended."""
    charge = declined(committed)
    with as_owner() as owner:
        before = everything(owner)
        charge.seal(Strength.HIDE)
        assert entered(committed, "supervisor", charge.matter.notice) == "entered"
        assert entered(committed, "supervisor", charge.matter.notice) == "entered", "the same person again"
        assert entered(committed, "liaison", charge.matter.notice, "another order") == "entered"
        assert entered(committed, "liaison", charge.matter.notice.lower()) == "opened"
        after = everything(owner)
        assert {one for one in after.pop("publications_ledgercount") if not one.endswith(",0)")} == set()
        before.pop("publications_ledgercount")
        assert after == before
        assert owner.execute("SELECT count(*) FROM matters_tombstone").fetchone() == (0,)
        disabled = "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"
        assert owner.execute(disabled).fetchone() == (0,)
    with committed.acting("liaison"):
        assert Matter.objects.filter(pk=charge.matter.pk).exists()


@pytest.mark.parametrize("strength", [Strength.SEVER, Strength.DESTROY])
def test_what_is_severed_is_opened_by_nobody(charge: Charge, strength: Strength) -> None:
    charge.seal(strength)
    assert entered(charge.world, "liaison", charge.matter.notice) == "entered"
    with pytest.raises(Refused, match="Nothing is hidden"):
        entered(charge.world, "supervisor", charge.matter.notice)


def test_an_order_is_not_one_persons_nor_another_agencys_alone(charge: Charge) -> None:
    charge.seal(Strength.HIDE)
    assert entered(charge.world, "liaison", charge.matter.notice) == "entered"
    charge.world.pass_time(days=8)
    assert entered(charge.world, "supervisor", charge.matter.notice) == "entered", "the first is too old"
    for who in ("officer", "case-manager", "manager"):
        with pytest.raises(Refused):
            entered(charge.world, who, charge.matter.notice)


@pytest.mark.parametrize("strength", Strength)
def test_a_restored_backup_seals_again(committed: World, strength: Strength) -> None:
    """R-80, R-87: rows of before come back with a dump; today's tombstones take them away and count them."""
    charge = declined(committed)
    names = names_of(charge)
    with as_owner() as owner:
        before = everything(owner)
        charge.seal(strength, order="2026-114")
        ledger = "SELECT figure, period, keys, events FROM publications_ledgercount"
        counted = owner.execute(ledger).fetchall()
        told = owner.execute("SELECT DISTINCT basis, order_number FROM matters_tombstone").fetchall()
        assert told == [("", "") if strength is Strength.DESTROY else ("order", "2026-114")]
        owner.execute("DELETE FROM publications_ledgercount; DELETE FROM matters_hiddenrow")
        bring_back(owner, before)
        assert "matters_matter" in mentions(names)
        assert owner.execute("SELECT private.replay_tombstones()").fetchone() == (1,)
        again = owner.execute(ledger).fetchall()
    assert mentions(names).keys() == (LEFT if strength is Strength.HIDE else {"trail_entry"})
    assert sorted(map(str, again)) == sorted(map(str, counted))


def bring_back(owner: Conn, rows: dict[str, list[str]]) -> None:
    """Rows as a dump has them, with no trigger."""
    with owner.transaction():
        owner.execute("DELETE FROM care_intake")
        for place, all_of_it in rows.items():
            owner.execute(f"ALTER TABLE {place} DISABLE TRIGGER USER")
            for row in all_of_it if place != "publications_ledgercount" else ():
                owner.execute(f"INSERT INTO {place} SELECT (%s::{place}).* ON CONFLICT DO NOTHING", [row])
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for place in rows:
            owner.execute(f"ALTER TABLE {place} ENABLE TRIGGER USER")
