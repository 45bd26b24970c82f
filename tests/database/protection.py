"""What PostgreSQL says about tables, roles and views, and what is wrong with it.

The queries return plain rows; the judgments are functions over rows, so that each can be
proven on a planted one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

DML = ("SELECT", "INSERT", "UPDATE", "DELETE")
BEYOND_DML = ("TRUNCATE", "REFERENCES", "TRIGGER")

TABLES = """
    SELECT c.oid::regclass::text, c.relrowsecurity, c.relforcerowsecurity,
           pg_get_userbyid(c.relowner) = current_user,
           (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid
             AND (SELECT oid FROM pg_roles WHERE rolname = current_user) = ANY (p.polroles)),
           EXISTS (SELECT 1 FROM pg_attrdef d WHERE d.adrelid = c.oid)
    FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
"""
RIGHTS = """
    SELECT c.oid::regclass::text, right_name
    FROM pg_class c, unnest(%s::text[]) AS right_name
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      AND (has_table_privilege(c.oid, right_name)
           OR right_name IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
              AND has_any_column_privilege(c.oid, right_name))
"""
COLUMNS = """
    SELECT a.attrelid::regclass::text, a.attname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(c.oid, a.attnum, 'UPDATE')
"""
VIEWS = """
    SELECT c.oid::regclass::text, c.relkind::text, coalesce(array_to_string(c.reloptions, ','), '')
    FROM pg_class c
    WHERE c.relkind IN ('v', 'm') AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
"""
ROLE = """
    SELECT current_user::text, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
           has_database_privilege(current_database(), 'CREATE'),
           EXISTS (SELECT 1 FROM pg_namespace n
                   WHERE n.nspname !~ '^pg_' AND has_schema_privilege(n.oid, 'CREATE')),
           EXISTS (SELECT 1 FROM pg_class c WHERE pg_get_userbyid(c.relowner) = current_user),
           EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)
    FROM pg_roles r WHERE rolname = current_user
"""


@dataclass(frozen=True)
class Table:
    """A table as the app role sees it."""

    name: str
    secured: bool
    forced: bool
    owned: bool
    policies: int
    defaults: bool


@dataclass(frozen=True)
class Role:
    """What the connected role is and may."""

    name: str
    superuser: bool
    bypasses: bool
    makes_roles: bool
    makes_databases: bool
    creates_in_database: bool
    creates_in_schema: bool
    owns: bool
    member: bool


def asked(cursor: Any, query: str, *arguments: object) -> list[tuple[Any, ...]]:
    """The rows of a query."""
    cursor.execute(query, arguments or None)
    return list(cursor.fetchall())


def tables(cursor: Any) -> list[Table]:
    """Every table of the program's database."""
    return [Table(*row) for row in asked(cursor, TABLES)]


def role(cursor: Any) -> Role:
    """The connected role."""
    return Role(*asked(cursor, ROLE)[0])


def rights(cursor: Any, names: Iterable[str]) -> dict[str, set[str]]:
    """table -> which of these rights the connected role has on it or on any of its columns."""
    found: dict[str, set[str]] = {}
    for table, right in asked(cursor, RIGHTS, list(names)):
        found.setdefault(table, set()).add(right)
    return found


def changeable(cursor: Any) -> dict[str, set[str]]:
    """table -> the columns that the connected role may change."""
    found: dict[str, set[str]] = {}
    for table, column in asked(cursor, COLUMNS):
        found.setdefault(table, set()).add(column)
    return found


def unprotected(found: Iterable[Table], protected: Collection[str]) -> list[str]:
    """Protected tables that would show a row to somebody it isn't for (R-45)."""
    by_name = {table.name: table for table in found}
    faults = [f"{name}: protected, but there is no such table." for name in protected if name not in by_name]
    for table in (by_name[name] for name in protected if name in by_name):
        wrong = {
            "row security is not enabled": not table.secured,
            "row security is not forced: its owner would see everything": not table.forced,
            "no policy for the app role: nobody sees anything": not table.policies,
            "a column is filled in by the database": table.defaults,
        }
        faults += [f"{table.name}: {sentence} (R-45)." for sentence, is_so in wrong.items() if is_so]
    return faults


def too_powerful(who: Role) -> list[str]:
    """Why row security would not bind this role (R-46, R-58)."""
    wrong = {
        "is a superuser": who.superuser,
        "bypasses row security": who.bypasses,
        "may make roles": who.makes_roles,
        "may create in the database": who.creates_in_database,
        "may create in a schema": who.creates_in_schema,
        "owns tables": who.owns,
        "is a member of another role": who.member,
    }
    return [
        f"The tests are connected as {who.name}, which {sentence}: what they prove would not hold for the "
        f"program. Connect as thirdoption_app (R-46, R-58)."
        for sentence, is_so in wrong.items()
        if is_so
    ]


def leaking_views(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    """Views that read as their owner, and copies that no policy guards (R-47)."""
    faults = []
    for name, kind, options in rows:
        if kind == "m":
            faults.append(
                f"{name}: a materialized view is a copy without policies. Use a reporter's function (R-47)."
            )
        elif "security_invoker=true" not in options and "security_invoker=on" not in options:
            faults.append(f"{name}: a view reads as its owner. Add WITH (security_invoker = true) (R-47).")
    return faults


def other_rights(found: Mapping[str, set[str]], declared: Mapping[str, Collection[str]]) -> list[str]:
    """Rights on tables that differ from the declared list, in either direction."""
    faults = []
    for table in sorted({*found, *declared}):
        has, says = set(found.get(table, ())), set(declared.get(table, ()))
        if has - says:
            faults.append(
                f"{table}: the app role has {', '.join(sorted(has - says))}, and nothing declares it."
            )
        if says - has:
            faults.append(
                f"{table}: {', '.join(sorted(says - has))} is declared, and the app role has it not."
            )
    return faults


def refuse_powerful_role(cursor: Any) -> None:
    """End the test run, in a sentence, if row security would not bind it (R-58)."""
    faults = too_powerful(role(cursor))
    if faults:
        pytest.exit("\n".join(faults), returncode=2)
