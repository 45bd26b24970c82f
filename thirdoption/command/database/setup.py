"""Makes the database and its roles, on the embedded server or on another one, again and again.

Roles belong to the server and not to the program's tables, so no migration makes them.
"""

import psycopg
from psycopg import Connection, sql

from thirdoption.command.database import supervisor
from thirdoption.command.database.connect import connect, connect_parts
from thirdoption.command.home import (
    DATABASE,
    ROLES,
    Stop,
    conninfo,
    embedded,
    embedded_conninfo,
    read_url,
)

EXTENSIONS = ("btree_gist", "pg_trgm", "citext", "unaccent")
OLDEST = 150000
_OWNER = sql.Identifier("thirdoption_owner")


def ready() -> None:
    """Make and start what is missing; afterwards the database answers. What most commands need."""
    if embedded():
        init()
    else:
        connect("app").close()


def init(admin_url: str | None = None) -> None:
    """Make the server (embedded), the four roles and the database. Changes nothing twice.

    With `admin_url`, on another server: DATABASE_URL and DATABASE_OWNER_URL then say the
    passwords of the roles that they name, which are made or changed to these.
    """
    if admin_url:
        _init_elsewhere(admin_url)
        return
    if not embedded():
        raise Stop("DATABASE_URL is set: say --admin-url to make the roles on that server.")
    with supervisor.turn():
        supervisor.check_machine()
        supervisor.make_cluster()
        supervisor.start_in_turn()
        with connect_parts(embedded_conninfo("postgres", "postgres"), "The database") as conn:
            conn.autocommit = True
            _make_roles(conn, {})
            _make_database(conn, DATABASE)
            # The server is ours alone: nobody needs its other databases but the owner, who starts
            # from `postgres` when it makes one for the tests.
            conn.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")
            conn.execute(sql.SQL("GRANT CONNECT ON DATABASE postgres TO {}").format(_OWNER))
        with connect_parts(embedded_conninfo("postgres"), "The database") as conn:
            furnish(conn)


def _init_elsewhere(admin_url: str) -> None:
    admin = read_url("--admin-url", admin_url)
    urls = {role: conninfo(role) for role in ("app", "owner")} | _optional("keeper", "reporter")
    for role, parts in urls.items():
        if parts["user"] != f"thirdoption_{role}":
            raise Stop(f"The URL for the {role} role must name the user thirdoption_{role}.")
    name = urls["app"]["dbname"]
    with connect_parts(admin, "--admin-url") as conn:
        conn.autocommit = True
        if conn.info.server_version < OLDEST:
            raise Stop("The server is older than PostgreSQL 15, which this program needs.")
        try:
            _make_roles(conn, {role: parts.get("password") for role, parts in urls.items()})
            _make_database(conn, name)
        except psycopg.errors.InsufficientPrivilege as error:
            raise Stop(f"The user of --admin-url may not make roles or databases: {error}") from None
    with connect_parts({**admin, "dbname": name}, "--admin-url") as conn:
        furnish(conn)


def _optional(*roles: str) -> dict[str, dict[str, str]]:
    found = {}
    for role in roles:
        try:
            found[role] = conninfo(role)
        except Stop:
            continue
    return found


def _make_roles(conn: Connection, passwords: dict[str, str | None]) -> None:
    """Make or mend the four roles: they sign in, and have no right over the server."""
    for role in ROLES:
        name = f"thirdoption_{role}"
        identifier = sql.Identifier(name)
        known = conn.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        if not known:
            conn.execute(sql.SQL("CREATE ROLE {}").format(identifier))
        _mend(conn, name, "CREATEDB" if role == "owner" else "NOCREATEDB")
        password = passwords.get(role)
        if password:
            # Sent as a verifier, so that no log on the way holds the password.
            verifier = conn.pgconn.encrypt_password(
                password.encode(), name.encode(), b"scram-sha-256"
            ).decode()
            conn.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(identifier, verifier))


def _mend(conn: Connection, name: str, createdb: str) -> None:
    identifier = sql.Identifier(name)
    conn.execute(sql.SQL("ALTER ROLE {} LOGIN NOCREATEROLE {}").format(identifier, sql.SQL(createdb)))
    risky = conn.execute(
        "SELECT rolsuper OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = %s", [name]
    ).fetchone()
    if risky and risky[0]:  # only a superuser may name these, so not on a server without need
        conn.execute(sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOREPLICATION").format(identifier))


def _make_database(conn: Connection, name: str) -> None:
    database = sql.Identifier(name)
    me = conn.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if not (me and me[0]):  # an administrator of a managed server acts as the owner
        conn.execute(sql.SQL("GRANT {} TO current_user").format(_OWNER))
    if not conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        conn.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, _OWNER))
    conn.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, _OWNER))


def furnish(conn: Connection) -> None:
    """Inside a database of the owner: its extensions, and rights for nobody but our four roles.

    For a connection that is the owner or may become it; the tests' databases are furnished so too.
    """
    database = sql.Identifier(conn.info.dbname)
    others = sql.SQL(", ").join(sql.Identifier(f"thirdoption_{role}") for role in ROLES)
    with conn.transaction():
        conn.execute(sql.SQL("SET LOCAL ROLE {}").format(_OWNER))
        conn.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(_OWNER))
        conn.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        conn.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(others))
        conn.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        conn.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, others))
        for extension in EXTENSIONS:
            name = sql.Identifier(extension)
            conn.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(name))
