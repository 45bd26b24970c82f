"""Every table about people is closed by the database itself, whatever the code does (R-45 to R-47, R-58)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from tests.database import protection
from tests.database.protection import Role, Table
from tests.repository.tables import label
from thirdoption.command import home
from thirdoption.program.ground.policies import OPEN, PROTECTED

CLOSED = Table("care_intake", secured=True, forced=True, owned=False, policies=1, defaults=False)
APP = Role("thirdoption_app", *[False] * 8)


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ({"secured": False}, "not enabled"),
        ({"forced": False}, "not forced"),
        ({"policies": 0}, "no policy"),
        ({"defaults": True}, "filled in"),
    ],
)
def test_a_table_left_open_is_found(planted: dict[str, Any], told: str) -> None:
    assert protection.unprotected([CLOSED], ["care_intake"]) == []
    (fault,) = protection.unprotected([replace(CLOSED, **planted)], ["care_intake"])
    assert told in fault


def test_a_protected_table_that_is_not_there_is_found() -> None:
    assert "no such table" in protection.unprotected([], ["care_intake"])[0]


@pytest.mark.parametrize(
    "power", ["superuser", "bypasses", "makes_roles", "creates_in_schema", "owns", "member"]
)
def test_a_powerful_role_is_found(power: str) -> None:
    assert protection.too_powerful(APP) == []
    assert "R-58" in protection.too_powerful(replace(APP, **{power: True}))[0]


def test_a_leaking_view_is_found() -> None:
    kind = ("a_view", "v", "security_invoker=true")
    assert protection.leaking_views([kind]) == []
    assert len(protection.leaking_views([("b_view", "v", ""), ("c_copy", "m", "")])) == 2


def test_a_right_too_many_or_too_few_is_found() -> None:
    declared = {"care_intake": {"SELECT", "INSERT"}}
    assert protection.other_rights({"care_intake": {"SELECT", "INSERT"}}, declared) == []
    assert "nothing declares it" in protection.other_rights({"trail_entry": {"DELETE"}}, {})[0]
    assert "has it not" in protection.other_rights({"care_intake": {"SELECT"}}, declared)[0]


@pytest.fixture
def cursor(db: None) -> Iterator[Any]:
    with connection.cursor() as cursor:
        yield cursor


@pytest.fixture
def owner(db: None) -> Iterator[Any]:
    """The owner's cursor on the same database; what it plants is rolled back."""
    parts = {**home.conninfo("owner"), "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**parts) as conn:
        yield conn.cursor()
        conn.rollback()


def test_the_queries_see_what_is_planted(owner: Any) -> None:
    owner.execute("CREATE TABLE planted (id int DEFAULT 1, note text)")
    owner.execute("CREATE VIEW planted_view AS SELECT * FROM planted")
    owner.execute("CREATE VIEW planted_kind WITH (security_invoker = true) AS SELECT * FROM planted")
    owner.execute("CREATE MATERIALIZED VIEW planted_copy AS SELECT * FROM planted")
    (planted,) = [table for table in protection.tables(owner) if table.name == "planted"]
    assert planted == Table("planted", secured=False, forced=False, owned=True, policies=0, defaults=True)
    faults = protection.leaking_views(protection.asked(owner, protection.VIEWS))
    assert sorted(fault.split(":")[0] for fault in faults) == ["planted_copy", "planted_view"]
    assert protection.rights(owner, ["TRUNCATE"])["planted"] == {"TRUNCATE"}
    assert protection.changeable(owner)["planted"] == {"id", "note"}


def test_the_suite_would_refuse_the_owner(owner: Any) -> None:
    """R-58: the check that binds the suite is not blind to the one role it must refuse."""
    assert any("owns tables" in fault for fault in protection.too_powerful(protection.role(owner)))
    with pytest.raises(pytest.exit.Exception):
        protection.refuse_powerful_role(owner)


def table_names() -> dict[str, str]:
    return {label(model): model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def declared_rights() -> dict[str, set[str]]:
    """table -> verbs, as tables.py of each word declares them, and the two tables that have no model."""
    verbs = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
    names = table_names()
    declared = {}
    for name, entry in {**OPEN, **PROTECTED}.items():
        changes = {"UPDATE"} if entry.update else set()
        declared[names[name]] = {verbs[letter] for letter in entry.rights} | changes
    return declared | {"django_migrations": {"SELECT"}, "kit_cache": set(protection.DML)}


def test_protected_tables_are_closed(cursor: Any) -> None:
    """R-45: enabled, forced, and a policy for the app role, on each table of the list."""
    names = [table_names()[name] for name in PROTECTED]
    assert names, "the list of protected tables is empty"
    faults = protection.unprotected(protection.tables(cursor), names)
    assert not faults, "\n".join(faults)


def test_the_suite_is_bound_by_row_security(cursor: Any) -> None:
    """R-46, R-58: the connection that the tests use is the app's, with no way around."""
    assert protection.too_powerful(protection.role(cursor)) == []


def test_the_app_role_may_do_what_is_declared_and_nothing_else(cursor: Any) -> None:
    faults = protection.other_rights(protection.rights(cursor, protection.DML), declared_rights())
    assert not faults, "\n".join(faults)
    assert protection.rights(cursor, protection.BEYOND_DML) == {}


def test_the_app_role_may_change_only_the_declared_columns(cursor: Any) -> None:
    """Of a protected table: what happened stays as it was written, but for its state."""
    names = table_names()
    declared = {names[name]: set(entry.update) for name, entry in PROTECTED.items() if entry.update}
    protected = {names[name] for name in PROTECTED}
    found = {table: columns for table, columns in protection.changeable(cursor).items() if table in protected}
    assert found == declared


def test_no_view_reads_around_the_policies(cursor: Any) -> None:
    """R-47."""
    faults = protection.leaking_views(protection.asked(cursor, protection.VIEWS))
    assert not faults, "\n".join(faults)
