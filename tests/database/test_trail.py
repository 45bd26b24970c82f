"""The trail: written or nothing happens, append-only, sealed so that tampering is seen (R-69 to R-73)."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.factories import walk
from tests.factories.fixtures import World, seal, sealed_before
from tests.factories.worlds import connect
from thirdoption.program.care import actions as care_actions
from thirdoption.program.care import queries as care
from thirdoption.program.care.models import Goal
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.trail import actions as trail_actions
from thirdoption.program.trail import queries as trail
from thirdoption.program.trail.models import Entry

Conn = psycopg.Connection[Any]
WRITE = (
    "INSERT INTO trail_entry (id, role, purpose, verb, noun, outcome, subjects, why, at, hash)"
    " VALUES (gen_random_uuid(), '', '', 'see', %s, 'seen', '{}', '', now(), '')"
)


@pytest.fixture
def owner(committed: World) -> Iterator[Conn]:
    """The owner's connection to the committed database."""
    with connect("owner", settings.DATABASES["default"]["NAME"], autocommit=False) as conn:
        yield conn


def app() -> Conn:
    return connect("app", settings.DATABASES["default"]["NAME"], autocommit=False)


def faults(conn: Conn) -> list[tuple[int, str]]:
    return conn.execute("SELECT block, fault FROM trail.faults()").fetchall()


def head(conn: Conn) -> str:
    row = conn.execute("SELECT head FROM trail.counts()").fetchone()
    return row[0] if row else ""


def entries(world: World, **where: Any) -> list[Entry]:
    with world.acting("auditor"):
        return list(Entry.objects.filter(**where).order_by("recorded_at"))


def three_blocks(world: World) -> None:
    """Some of the program's main job in three sealed blocks."""
    referral, person = walk.handed_over(world)
    seal()
    walk.released(world, person, referral)
    seal()
    walk.intake(world, person, referral)
    assert seal() == 3
    assert trail.verify().faults == []
    assert trail.verify().unsealed == 0


def test_the_app_role_cannot_change_what_was_written(committed: World) -> None:
    """R-71: refused, by right and by trigger."""
    walk.contact(committed)
    seal()
    for purpose in (None, "audit"):
        for name in ("trail_entry", "trail_block"):
            for sql in (f"UPDATE {name} SET hash = ''", f"DELETE FROM {name}", f"TRUNCATE {name}"):
                refused = pytest.raises(DatabaseError, match="permission denied")
                with committed.acting("auditor", purpose), refused, transaction.atomic():
                    connection.cursor().execute(sql)
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("INSERT INTO trail_block SELECT * FROM trail_block")


def test_the_owner_meets_the_trigger_first(committed: World, owner: Conn) -> None:
    walk.contact(committed)
    seal()
    for name in ("trail_entry", "trail_block"):
        for sql in (f"UPDATE {name} SET hash = ''", f"DELETE FROM {name}", f"TRUNCATE {name}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
                owner.execute(sql)
            owner.rollback()


FIRST = "(SELECT id FROM trail_entry WHERE xid < (SELECT end_xid FROM trail_block WHERE number = 1) LIMIT 1)"
COPY = (
    "INSERT INTO trail_entry SELECT gen_random_uuid(), site, worker, organization, role, purpose, verb,"
    f" noun, outcome, subjects, why, at, recorded_at, {{}}, hash FROM trail_entry WHERE id = {FIRST}"
)
REWRITE = """
    UPDATE trail_entry SET why = 'another';
    UPDATE trail_entry e SET hash = trail.row_hash(e);
    CREATE TEMP TABLE made (number int, hash text);
    DO $$ DECLARE b trail_block; last text := ''; now_is record; BEGIN
        FOR b IN SELECT * FROM trail_block ORDER BY number LOOP
            now_is := private.block_hash(last, b.number, b.first_xid, b.end_xid);
            UPDATE trail_block SET previous = last, hash = now_is.hash WHERE number = b.number;
            last := now_is.hash;
        END LOOP; END $$
"""
SEEN: dict[str, tuple[str, int]] = {
    "flip a word": (f"UPDATE trail_entry SET why = 'nothing' WHERE id = {FIRST}", 1),
    "flip a subject": (f"UPDATE trail_entry SET subjects = ARRAY[gen_random_uuid()] WHERE id = {FIRST}", 1),
    "flip who": (f"UPDATE trail_entry SET worker = gen_random_uuid() WHERE id = {FIRST}", 1),
    "flip and hash again": (
        "UPDATE trail_entry SET why = 'x'; UPDATE trail_entry e SET hash = trail.row_hash(e)", 1,
    ),
    "move the end of one column into the next": (
        "UPDATE trail_entry SET at = recorded_at, recorded_at = NULL, why = why || E'\\x1f' ||"
        f" extract(epoch FROM at) WHERE id = {FIRST}", 1,
    ),
    "delete a row": (f"DELETE FROM trail_entry WHERE id = {FIRST}", 1),
    "insert a row": (COPY.format("xid"), 1),
    "insert a row that no block counts": (COPY.format("NULL"), 4),
    "insert a row of the future": (COPY.format("1::bigint << 60"), 4),
    "reorder": (
        "WITH pair AS (SELECT min(xid) AS a, max(xid) AS b FROM trail_entry)"
        " UPDATE trail_entry SET xid = CASE xid WHEN a THEN b ELSE a END FROM pair WHERE xid IN (a, b)", 1,
    ),
    "delete a block": ("DELETE FROM trail_block WHERE number = 2", 3),
    "delete the first block": ("DELETE FROM trail_block WHERE number = 1", 2),
    "renumber": ("UPDATE trail_block SET number = number + 10", 11),
    "another hash": ("UPDATE trail_block SET hash = repeat('0', 64) WHERE number = 2", 2),
}  # fmt: skip
# What the chain alone cannot know; an earlier head, which the partner agencies hold, does.
UNSEEN = {
    "cut the tail": (
        "DELETE FROM trail_entry WHERE xid >= (SELECT first_xid FROM trail_block WHERE number = 3);"
        "DELETE FROM trail_block WHERE number = 3"
    ),
    "rewrite all": REWRITE,
}


def tampered(owner: Conn, sql: str) -> None:
    for name in ("trail_entry", "trail_block"):
        owner.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    owner.execute(sql)


def test_what_the_owner_changes_is_seen(committed: World, owner: Conn) -> None:
    """R-72: with the triggers off, each attack is found, at the block where it begins."""
    three_blocks(committed)
    for attack, (sql, block) in SEEN.items():
        assert faults(owner) == []
        tampered(owner, sql)
        found = faults(owner)
        assert found and found[0][0] == block, (attack, found)
        owner.rollback()


def test_a_cut_tail_and_a_rewritten_chain_differ_from_an_earlier_head(committed: World, owner: Conn) -> None:
    """What `verify` alone cannot see: why each day's head goes to the partner agencies."""
    three_blocks(committed)
    sent = {row[0] for row in owner.execute("SELECT hash FROM trail_block").fetchall()}
    for attack, sql in UNSEEN.items():
        held = head(owner)
        tampered(owner, sql)
        assert faults(owner) == [], attack
        kept = {row[0] for row in owner.execute("SELECT hash FROM trail_block").fetchall()}
        assert held not in kept, attack
        assert (kept < sent) if attack == "cut the tail" else not kept & sent
        owner.rollback()


def test_a_late_commit_is_never_lost(committed: World) -> None:
    """The first to begin commits last: it goes into a later block, and every row is in one."""
    before = sealed_before()
    with app() as late, app() as early:
        late.execute(WRITE, ["late"])
        early.execute(WRITE, ["early"])
        early.commit()
        assert trail_actions.seal() is None, "not over the head of one that still runs"
        assert trail.verify().unsealed == 1
        late.commit()
        assert seal() == 2
        early.execute(WRITE, ["later"])
        late.execute(WRITE, ["rolled back"])
        early.execute(WRITE, ["later"])
        late.rollback()
        early.commit()
        assert seal() == 3
    verdict = trail.verify()
    assert (verdict.faults, verdict.sealed - before, verdict.unsealed) == ([], 4, 0)


def test_many_seal_and_write_at_once(committed: World) -> None:
    name = settings.DATABASES["default"]["NAME"]
    before = sealed_before()

    def write(number: int) -> None:
        with connect("app", name, autocommit=False) as conn:
            for _ in range(15):
                conn.execute(WRITE, [f"writer {number}"])
                if number % 3 == 0:
                    conn.execute("SELECT trail.seal()")
                conn.commit()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    seal()
    verdict = trail.verify()
    assert (verdict.faults, verdict.sealed - before, verdict.unsealed) == ([], 90, 0)


def test_a_restored_backup_goes_on_where_the_trail_was(committed: World, owner: Conn) -> None:
    """Another server counts its transactions from another number; the chain goes on after the last block."""
    three_blocks(committed)
    owner.execute("UPDATE private.setting SET server = 'another'")
    path = settings.PACKAGE / "program/trail/functions.sql"
    owner.execute(path.read_text())
    owner.commit()
    (shift,) = owner.execute("SELECT shift FROM private.setting").fetchone() or (0,)
    owner.commit()
    assert shift > 0
    walk.contact(committed, incident_number="26-00499-X")
    assert trail.verify().unsealed > 0
    assert seal() == 4
    assert trail.verify().faults == []
    assert trail.verify().unsealed == 0


def test_an_act_whose_trail_row_cannot_be_written_does_not_happen(committed: World, owner: Conn) -> None:
    """R-70."""
    _referral, person = walk.handed_over(committed)
    owner.execute(
        "ALTER TABLE trail_entry ADD CONSTRAINT disk_full CHECK (verb NOT IN ('set goal', 'see')) NOT VALID"
    )
    owner.commit()
    with pytest.raises(DatabaseError, match="disk_full"), committed.acting("case-manager") as by:
        care_actions.set_goal(person=person, words="A door that closes", by=by, at=committed.at)
    with pytest.raises(DatabaseError, match="disk_full"), committed.acting("case-manager") as by:
        care.person(by=by, pk=person.pk)
    with committed.acting("case-manager"):
        assert not Goal.objects.exists()


def test_a_list_is_one_row_with_the_ids_shown(world: World) -> None:
    """R-69: what was shown, and nothing when nothing was."""
    with world.acting("case-manager") as by:
        assert care.my_people(by=by) == []
    people = [walk.handed_over(world, incident_number=f"26-0051{number}-X")[1] for number in range(3)]
    before = {entry.pk for entry in entries(world, outcome="seen")}
    with world.acting("case-manager") as by:
        assert len(care.my_people(by=by)) == 3
    (row,) = [entry for entry in entries(world, outcome="seen") if entry.pk not in before]
    assert sorted(row.subjects) == sorted(person.pk for person in people)
    assert (row.worker, row.organization, row.purpose) == (by.worker, by.organization, "care")


def test_a_refusal_leaves_its_row_after_the_rollback(committed: World, client: Any) -> None:
    """R-69: by the page's guard, in a transaction of its own."""
    _referral, person = walk.handed_over(committed)
    for key, wanted in (("officer", "not_found"), ("case-manager", "not_found")):
        client.force_login(committed.workers[key].user)
        before = len(entries(committed, outcome="refused"))
        unknown = person.pk if key == "officer" else uuid.uuid4()
        assert client.get(f"/desk/people/{unknown}/").status_code == 404
        rows = entries(committed, outcome="refused")
        assert len(rows) == before + 1
        assert (rows[-1].why, rows[-1].worker) == (wanted, committed.workers[key].pk)
    with pytest.raises(Refused), committed.acting("case-manager") as by:
        trail_actions.record(by=by, verb="set goal", noun="person", objects=[person.pk], at=committed.at)
        care_actions.set_goal(person=person, words="", by=by, at=committed.at)
    assert not entries(committed, verb="set goal"), "what was refused took its own row with it"


def test_nothing_that_was_typed_is_in_the_trail_or_in_a_message(world: World) -> None:
    """R-69, R-37: ids and codes only."""
    referral, person = walk.handed_over(world, name="Zebulon Quince", place="Quince Alley 9")
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    with world.acting("case-manager") as by:
        care_actions.set_goal(person=person, words="Quince jam", by=by, at=world.at)
        care_actions.note_contact(
            person=person, kind="made", how="phone", minutes=5, line="Spoke of quinces", sensitive="Quince",
            by=by, at=world.at,
        )  # fmt: skip
        care.person(by=by, pk=person.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE args::text ~* 'quince|zebulon|son can sleep'"
        )
        assert cursor.fetchone() == (0,)
    told = []
    for key, name in (("auditor", "trail_entry"), ("on-call", "messages_message")):
        with world.acting(key), connection.cursor() as cursor:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {name} t")
            rows = [row[0].lower() for row in cursor.fetchall()]
            assert rows, name
            told += rows
    for word in ("quince", "zebulon", "son can sleep", "river", "26-00417"):
        assert not any(word in row for row in told), word
