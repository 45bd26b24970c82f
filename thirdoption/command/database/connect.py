"""Opens a connection, and says in one sentence what is wrong if there is none."""

import psycopg
from psycopg import Connection
from psycopg.conninfo import make_conninfo

from thirdoption.command.home import Stop, conninfo, embedded

_URLS = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "keeper": "DATABASE_KEEPER_URL",
    "reporter": "DATABASE_REPORTER_URL",
}


_SILENCE = ("refused", "No such file", "timeout", "unreachable", "No route", "Permission denied")


def connect(role: str = "app") -> Connection:
    """A connection as a role of the program; Stop names what is wrong, never the password."""
    parts = conninfo(role)
    return connect_parts(parts, "The embedded database" if embedded() else _URLS[role])


def connect_parts(parts: dict[str, str], what: str) -> Connection:
    """The same for given parameters; `what` begins the sentence."""
    try:
        return psycopg.connect(make_conninfo(**{"connect_timeout": "10", **parts}))
    except (psycopg.Error, UnicodeError) as error:
        raise Stop(f"{what}: {explain(error, parts)}") from None


def explain(error: Exception, parts: dict[str, str]) -> str:
    """What a failed connection means. The password is never repeated."""
    said = str(error)
    user, name = parts.get("user"), parts.get("dbname")
    where = f"{parts.get('host') or 'this machine'}:{parts.get('port') or '5432'}"
    if "password authentication failed" in said or "no password supplied" in said:
        return f"the server at {where} does not accept the password of user '{user}'."
    if f'database "{name}" does not exist' in said:
        return f"the server at {where} has no database '{name}'."
    if f'role "{user}" does not exist' in said:
        return f"the server at {where} has no user '{user}'."
    if "permission denied for database" in said:
        return f"user '{user}' may not connect to the database '{name}' at {where}."
    if "no pg_hba.conf entry" in said or "Peer authentication failed" in said:
        return f"the server at {where} does not let user '{user}' in from here."
    if "could not translate host name" in said or "failed to resolve host" in said:
        return f"there is no server named '{parts.get('host')}'."
    if "SSL" in said or "certificate" in said:
        return f"no encrypted connection to {where} could be made; check sslmode and sslrootcert."
    if "starting up" in said or "shutting down" in said:
        return f"the server at {where} is starting or stopping; try again in a moment."
    if any(sign in said for sign in _SILENCE):
        return f"no database server answers at {where}."
    # The server may speak another language; then its own last words are the best there is.
    words = said.strip().splitlines()[-1:] or ["it gave no reason"]
    return f"the server at {where} refuses: {_without(parts.get('password'), words[0])}"


def _without(password: str | None, text: str) -> str:
    return text.replace(password, "(password)") if password else text
