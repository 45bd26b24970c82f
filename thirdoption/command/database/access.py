"""Who may connect to the embedded server: the files that say so, written by us and read back.

The way in is the operating system's word for who is at the other end of the socket (peer). No
password, no network, no trust. What counts is the files that are there when the server starts, not
the flags that were meant to make them, so they are read before each start and again from inside.
"""

import shlex
from pathlib import Path

from psycopg import Connection

from thirdoption.command.database import unprivileged
from thirdoption.command.home import ROLES, Stop, write_private

MAP = "thirdoption"
_RULE = ["local", "all", "all", "peer", f"map={MAP}"]
_NOTE = "# Written by thirdoption. Any other line here, and the server is not started.\n"


def _mappings() -> list[list[str]]:
    name = unprivileged.server_user().pw_name
    users = ["postgres", *(f"thirdoption_{role}" for role in ROLES)]
    return [[MAP, name, user] for user in users]


def write_access_files(data: Path) -> None:
    """Write pg_hba.conf and pg_ident.conf of a new server."""
    lines = [" ".join([one, f'"{name}"', user]) for one, name, user in _mappings()]
    write_private(data / "pg_hba.conf", _NOTE + " ".join(_RULE) + "\n")
    write_private(data / "pg_ident.conf", _NOTE + "\n".join(lines) + "\n")


def check_access_file(data: Path) -> None:
    """Raise Stop unless the two files hold exactly our lines; nothing else is ever right there."""
    _compare(data / "pg_hba.conf", [_RULE])
    _compare(data / "pg_ident.conf", _mappings())


def _compare(path: Path, expected: list[list[str]]) -> None:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise Stop(f"The access file {path} cannot be read: {error.strerror}.") from None
    found = [words for number, line in enumerate(text.splitlines(), 1) if (words := _words(line))]
    for words in found:
        if words not in expected:
            raise Stop(
                f"The database is not started: {path} has a line that is not ours,"
                f" '{' '.join(words)}'; it could let others in. Take it out and try again."
            )
    if found != expected:
        raise Stop(f"The database is not started: {path} lacks lines of ours.")


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return [line]


def check_access_rules(conn: Connection) -> None:
    """The same, asked of the running server as superuser: it may read other files than ours."""
    rules = conn.execute(
        "SELECT type, array_to_string(database, ','), array_to_string(user_name, ','),"
        " auth_method, array_to_string(options, ','), error FROM pg_hba_file_rules"
    ).fetchall()
    if [list(rule) for rule in rules] != [[*_RULE, None]]:
        raise Stop(
            "The database's access rules are not ours: "
            + "; ".join(" ".join(str(part) for part in rule if part) for rule in rules)
            + ". Put pg_hba.conf right and try again."
        )
