"""What a server must promise before the program serves anybody from it."""

import os
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection

from thirdoption.command.home import Stop

OLDEST = 150000

_ROLE = """
SELECT bool_or(r.rolsuper), bool_or(r.rolbypassrls), bool_or(r.rolcreaterole)
  FROM pg_roles r
 WHERE r.rolname IN (current_user, session_user)
    OR pg_has_role(session_user, r.oid, 'MEMBER')
"""
_MEMBER_OF = """
SELECT b.rolname FROM pg_auth_members m
  JOIN pg_roles a ON a.oid = m.member JOIN pg_roles b ON b.oid = m.roleid
 WHERE a.rolname IN (current_user, session_user) LIMIT 1
"""
_OWNS_DATABASE = """
SELECT pg_has_role(session_user, datdba, 'MEMBER') FROM pg_database
 WHERE datname = current_database()
"""
# In the database's own schemas; a temporary table is its session's own affair.
_IN_SCHEMAS = "n.nspname <> 'information_schema' AND NOT starts_with(n.nspname::text, 'pg_')"
_OWNED = f"""
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {_IN_SCHEMAS} AND pg_has_role(session_user, c.relowner, 'MEMBER') LIMIT 1
"""
_CREATES = f"""
SELECT n.nspname FROM pg_namespace n
 WHERE {_IN_SCHEMAS} AND has_schema_privilege(session_user, n.oid, 'CREATE') LIMIT 1
"""
_TOO_MUCH = f"""
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {_IN_SCHEMAS} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
   AND (has_table_privilege(session_user, c.oid, 'TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege(session_user, c.oid, 'REFERENCES')) LIMIT 1
"""
# before the first migration there is nobody in it; afterwards it says whether it is a rehearsal's
_MADE = "SELECT to_regnamespace('private') IS NOT NULL"
_TELLS = "SELECT to_regprocedure('sharing.rehearses()') IS NOT NULL"
_NO_REHEARSAL = "it is not a rehearsal's, but THIRDOPTION_REHEARSAL=1 lets anybody act as anybody"


class UnsafeServer(Stop):
    """The server, or our role on it, could lose or show what it must not. `reasons` says why."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("The database may not be used: " + "; ".join(reasons) + ".")


@dataclass(frozen=True)
class Facts:
    """What a server says about itself and about the role that asks."""

    role: str
    version: int
    superuser: bool = False
    bypasses: bool = False
    makes_roles: bool = False
    member_of: str | None = None
    owns_database: bool = False
    owned: str | None = None
    creates_in: str | None = None
    too_much_on: str | None = None
    fsync: str = "on"
    full_page_writes: str = "on"
    synchronous_commit: str = "on"
    live: bool = False


def check_server(conn: Connection) -> None:
    """Raise UnsafeServer unless this connection is a plain app role on a server that keeps its word.

    Asked at the start of web and jobs, on their own connection. Roles that it could become count.
    """
    found = reasons(facts(conn), rehearsal=os.environ.get("THIRDOPTION_REHEARSAL") == "1")
    if found:
        raise UnsafeServer(found)


def facts(conn: Connection) -> Facts:
    """Ask the server."""

    def ask(query: LiteralString) -> tuple[Any, ...]:
        return conn.execute(query).fetchone() or (None,)

    superuser, bypasses, makes_roles = ask(_ROLE)
    return Facts(
        role=ask("SELECT session_user::text")[0],
        version=conn.info.server_version,
        superuser=superuser,
        bypasses=bypasses,
        makes_roles=makes_roles,
        member_of=ask(_MEMBER_OF)[0],
        owns_database=ask(_OWNS_DATABASE)[0],
        owned=ask(_OWNED)[0],
        creates_in=ask(_CREATES)[0],
        too_much_on=ask(_TOO_MUCH)[0],
        fsync=ask("SHOW fsync")[0],
        full_page_writes=ask("SHOW full_page_writes")[0],
        synchronous_commit=ask("SHOW synchronous_commit")[0],
        live=ask(_MADE)[0] and not (ask(_TELLS)[0] and ask("SELECT sharing.rehearses()")[0]),
    )


def reasons(of: Facts, *, rehearsal: bool = False) -> list[str]:
    """Why the program (in a `rehearsal`: with made-up roles for all) may not work there; empty if it may."""
    found = []
    if rehearsal and of.live:
        found.append(_NO_REHEARSAL)
    if of.version < OLDEST:
        found.append("it is older than PostgreSQL 15")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        if getattr(of, setting) == "off":
            found.append(f"{setting} is off, so acknowledged work could be lost")
    who = f"the role {of.role}"
    if of.superuser:
        # A superuser has every other right by name as well; one reason is clearer.
        return [*found, f"{who} is a superuser, so row policies do not bind it"]
    if of.bypasses:
        found.append(f"{who} bypasses row-level security")
    if of.makes_roles:
        found.append(f"{who} may make roles")
    if of.member_of:
        found.append(f"{who} is a member of another role ({of.member_of})")
    if of.owns_database:
        found.append(f"{who} owns the database")
    if of.owned:
        found.append(f"{who} owns a table ({of.owned})")
    if of.creates_in:
        found.append(f"{who} may create in the schema {of.creates_in}")
    if of.too_much_on:
        found.append(f"{who} may truncate, reference or put triggers on {of.too_much_on}")
    return found
