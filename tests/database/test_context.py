"""The context of a transaction: honest or nothing (R-48 to R-51)."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from psycopg.errors import InsufficientPrivilege

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.worlds import connect, signed
from thirdoption.program.care.models import Goal
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.policies import PROTECTED, table
from thirdoption.program.people.models import Person

PROTECTED_TABLES = tuple(table(label) for label in PROTECTED)
Conn = psycopg.Connection[Any]


class Raw:
    """A database with one person in it, and raw connections of the app role."""

    def __init__(self, world: World) -> None:
        self.world, self.name = world, settings.DATABASES["default"]["NAME"]
        _referral, self.person = walk.handed_over(world)
        worker = world.workers["case-manager"]
        self.fields = {
            "site": worker.site_id,
            "worker": worker.pk,
            "organization": worker.agency_id,
            "purpose": "care",
            "at": world.at.isoformat(),
        }

    def open(self, role: str = "app") -> Conn:
        return connect(role, self.name, autocommit=False)

    def token(self, conn: Conn, key: str = settings.CONTEXT_KEY, **forged: Any) -> str:
        return signed(conn, key, **{**self.fields, **forged})

    def enter(self, conn: Conn, token: str | None = None) -> None:
        conn.execute("SELECT sharing.enter(%s)", [self.token(conn) if token is None else token])

    def people(self, conn: Conn) -> int:
        row = conn.execute("SELECT count(*) FROM people_person").fetchone()
        return row[0] if row else -1


@pytest.fixture
def raw(committed: World) -> Iterator[Raw]:
    yield Raw(committed)


def refused(raw: Raw, conn: Conn, forge: Callable[[str], str] = str, **fields: Any) -> None:
    """A token of this very transaction is refused, and what follows sees nothing."""
    conn.rollback()
    conn.execute("SELECT 1")
    token = forge(raw.token(conn, **fields))
    with pytest.raises(InsufficientPrivilege, match=r"^context refused"):
        raw.enter(conn, token)
    conn.rollback()
    assert raw.people(conn) == 0


def test_without_a_context_there_are_no_rows_and_no_writes(raw: Raw) -> None:
    """R-48: 0 rows, never an error with a row's content."""
    with raw.open() as conn:
        for name in PROTECTED_TABLES:
            assert conn.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,), name
        changed = conn.execute("UPDATE people_person SET race_asked = 'declined'")
        assert changed.rowcount == 0
        row = (raw.fields["site"], raw.person.pk, raw.fields["worker"])
        with pytest.raises(InsufficientPrivilege) as error:
            conn.execute(
                "INSERT INTO care_goal (id, site_id, person_id, worker_id, at, words)"
                " VALUES (gen_random_uuid(), %s, %s, %s, now(), '-')",
                row,
            )
        assert str(raw.person.pk) not in str(error.value)
        conn.rollback()
        raw.enter(conn)
        assert raw.people(conn) == 1, "the person is there for an honest context"


def test_a_forged_token_is_refused(raw: Raw) -> None:
    """R-49: another key, any field changed after signing, another backend's number."""
    with raw.open() as conn, raw.open() as other:
        refused(raw, conn, key="00" * 32)
        refused(raw, conn, pid=other.info.backend_pid)
        for place in range(9):

            def changed(token: str, place: int = place) -> str:
                part = token.split("|")
                part[place] = part[place][:-1] + ("1" if part[place][-1:] != "1" else "2")
                return "|".join(part)

            refused(raw, conn, changed)
        for broken in ("", "|" * 8, "1|2", "%s" * 50):
            refused(raw, conn, lambda _token, broken=broken: broken)
        refused(raw, conn, lambda token: token.rpartition("|")[0])
        refused(raw, conn, lambda token: token + "|")
        with pytest.raises(InsufficientPrivilege):
            conn.execute("SELECT sharing.enter(NULL)")
        conn.rollback()


def test_a_token_is_good_for_one_transaction_of_one_connection(raw: Raw) -> None:
    with raw.open() as conn, raw.open() as other:
        other.execute("SELECT 1")
        token = raw.token(conn)
        raw.enter(conn, token)
        assert raw.people(conn) == 1
        for one in (other, conn):
            if one is conn:
                conn.commit()
            with pytest.raises(InsufficientPrivilege, match=r"^context refused"):
                raw.enter(one, token)
            one.rollback()
            assert raw.people(one) == 0


def test_a_token_is_old_after_five_seconds_and_never_from_the_future(raw: Raw) -> None:
    with raw.open() as conn:
        conn.execute("SELECT 1")
        token = raw.token(conn)
        time.sleep(5.2)
        with pytest.raises(InsufficientPrivilege, match=r"^context refused"):
            raw.enter(conn, token)
        refused(raw, conn, issued=time.time_ns() // 1000 + 3_000_000)
        refused(raw, conn, issued=time.time_ns() // 1000 - 500_000)


def test_a_setting_made_by_hand_or_copied_is_an_error(raw: Raw) -> None:
    """R-49: the sealed context is bound to its backend and its transaction."""
    with raw.open() as conn, raw.open() as other:
        raw.enter(conn)
        copied = conn.execute("SELECT current_setting('thirdoption.context')").fetchone()
        assert copied and str(raw.fields["site"]) in copied[0]
        changed = copied[0].replace("|care|", "|audit|")
        conn.execute("SELECT set_config('thirdoption.context', %s, true)", [changed])
        with pytest.raises(InsufficientPrivilege, match=r"^context refused"):
            raw.people(conn)
        conn.rollback()
        made = "|".join(str(raw.fields[name]) for name in ("site", "worker", "organization", "purpose", "at"))
        made += f"|{conn.info.backend_pid}|{time.time()}|{'0' * 64}"
        for setting in (copied[0], made, "x", "||||", copied[0].replace("care", "audit")):
            for one, local in ((conn, True), (conn, False), (other, True), (other, False)):
                one.execute("SELECT set_config('thirdoption.context', %s, %s)", [setting, local])
                with pytest.raises(InsufficientPrivilege, match=r"^context refused") as error:
                    raw.people(one)
                assert "Marisol" not in str(error.value)
                one.rollback()
        # a setting that a session keeps for later is as useless, and does not stand in an honest one's way
        conn.execute("SELECT set_config('thirdoption.context', %s, false)", [copied[0]])
        conn.commit()
        with pytest.raises(InsufficientPrivilege):
            raw.people(conn)
        conn.rollback()
        raw.enter(conn)
        assert raw.people(conn) == 1


def test_session_tricks_open_nothing(raw: Raw) -> None:
    with raw.open() as conn:
        for role in ("thirdoption_owner", "thirdoption_keeper", "thirdoption_reporter", "postgres"):
            for trick in (f"SET ROLE {role}", f"SET SESSION AUTHORIZATION {role}"):
                with pytest.raises(psycopg.Error, match="permission denied"):
                    conn.execute(trick)
                conn.rollback()
        conn.execute("SET row_security = off")
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            raw.people(conn)
        conn.rollback()
        with pytest.raises(InsufficientPrivilege, match="session_replication_role"):
            conn.execute("SET session_replication_role = replica")
        conn.rollback()
        for path in ("pg_temp, public", "public, pg_catalog", "private, public"):
            conn.execute(f"SET search_path = {path}")
            assert raw.people(conn) == 0
            conn.rollback()


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_only_read_committed_has_a_context(raw: Raw, level: str) -> None:
    """R-51: with an older snapshot a withdrawal would not be seen."""
    with raw.open() as conn:
        conn.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        with pytest.raises(InsufficientPrivilege, match=r"^context refused"):
            raw.enter(conn)


def test_a_context_brings_its_own_time_only_in_a_rehearsal(raw: Raw) -> None:
    with raw.open() as conn, raw.open("owner") as owner:
        owner.execute("UPDATE private.setting SET rehearsal = false")
        owner.commit()
        refused(raw, conn)
        raw.enter(conn, raw.token(conn, at=""))
        told = conn.execute("SELECT sharing.at() = statement_timestamp(), sharing.purpose()").fetchone()
        assert told == (True, "care")


def test_nothing_of_a_context_remains_on_a_pooled_connection(raw: Raw) -> None:
    """R-50: after commit, after rollback, and between two who use one connection."""
    with raw.world.acting("case-manager"):
        pid = connection.connection.info.backend_pid
        assert Person.objects.count() == 1
    assert Person.objects.count() == 0
    with pytest.raises(ZeroDivisionError), raw.world.acting("case-manager"):
        assert Person.objects.count() == 1
        raise ZeroDivisionError
    assert Person.objects.count() == 0
    with transaction.atomic():
        assert Person.objects.count() == 0
    with raw.world.acting("officer"):
        assert Person.objects.count() == 0
    with raw.world.acting("liaison"):
        assert Person.objects.count() == 0
    assert connection.connection.info.backend_pid == pid, "it was one connection all along"


def test_a_nested_acting_leaves_no_context_behind(raw: Raw) -> None:
    """What follows a nested acting sees nothing; a savepoint that is rolled back gives back nothing more."""
    by = raw.world.by("case-manager")
    with transaction.atomic():
        with ground.opened(by):
            assert Person.objects.count() == 1
        assert Person.objects.count() == 0
        with pytest.raises(ZeroDivisionError), ground.opened(by):
            raise ZeroDivisionError
        assert Person.objects.count() == 0
        save = transaction.savepoint()
        ground.enter(by)
        assert Person.objects.count() == 1
        transaction.savepoint_rollback(save)
        assert Person.objects.count() == 0
    with raw.world.acting("case-manager") as by:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Goal(site_id=by.site, person=raw.person, worker_id=by.worker, at=by.now(), words="-").save()
            raise ZeroDivisionError
        assert Person.objects.count() == 1, "an inner savepoint takes nothing from the context around it"
        assert not Goal.objects.exists()


def test_a_clock_that_runs_apart_is_measured_again(raw: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection lives for days: what was measured once may not refuse everybody later."""
    with raw.world.acting("case-manager"):
        pass
    true = time.monotonic_ns
    for moved in (timedelta(minutes=2), timedelta(days=3)):
        slow = int(moved.total_seconds() * 0.999 * 1e9)  # a clock that loses a second in a thousand
        monkeypatch.setattr(ground.time, "monotonic_ns", lambda slow=slow: true() + slow)
        with raw.world.acting("case-manager"):
            assert Person.objects.count() == 1
    monkeypatch.setattr(ground.time, "time_ns", lambda: 0, raising=False)
    with raw.world.acting("case-manager"):
        assert Person.objects.count() == 1, "the machine's clock may be set at any time"
