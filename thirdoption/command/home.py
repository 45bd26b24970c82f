"""The program's private folder: its keys, its embedded database, and how to reach a database.

Everything the program makes on a machine lives under one folder, `THIRDOPTION_HOME` or
`~/.local/share/thirdoption`. Knows no Django, so that it works before Django does.
"""

import os
import re
import secrets
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

ROLES = ("owner", "app", "keeper", "reporter")
"""What a connection may be for; on the server each is the role `thirdoption_<name>`."""

DATABASE = "thirdoption"
PORT = "5432"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # SEC 2, secp256r1
SOCKET_BYTES = 107  # what a unix socket's address holds, on the strictest system served

_VARIABLES = {
    "app": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "keeper": "DATABASE_KEEPER_URL",
    "reporter": "DATABASE_REPORTER_URL",
}
# A comma splits host lists, a quote or a dollar sign is read by the shell of pg_ctl.
_PLAIN_PATH = re.compile(r"/[\w./@+~-]*", re.ASCII)
_UNSAFE_IN_HOME = set("\"$`\\\n'")


class Stop(Exception):
    """An expected end of a command. The text is one sentence for the person who typed it."""


# The folder


def home() -> Path:
    """The program's folder on this machine; it may not exist yet."""
    named = os.environ.get("THIRDOPTION_HOME")
    folder = Path(named) if named else Path.home() / ".local/share/thirdoption"
    folder = Path(os.path.abspath(folder))
    if _UNSAFE_IN_HOME & set(str(folder)):
        raise Stop("THIRDOPTION_HOME may not contain quotes, dollar signs or backslashes.")
    return folder


def make_home() -> Path:
    """The program's folder, made with mode 0700 if it is not there. Parents keep their modes."""
    folder = home()
    make_private(folder)
    return folder


def make_private(folder: Path) -> None:
    """Make a folder and its missing parents, each 0700; refuse one that others could change."""
    if not folder.parent.exists():
        make_private(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as error:
        raise Stop(f"The folder {folder} cannot be made: {error.strerror}.") from None
    if folder == home():
        check_owned(folder, forbidden=stat.S_IWGRP | stat.S_IWOTH)


def check_owned(path: Path, forbidden: int) -> None:
    """Refuse a folder or file of another user, a link, or one with any of the forbidden modes."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        # A linked home is a choice; what it leads to is what counts.
        found = path.stat() if path == home() else found
    if stat.S_ISLNK(found.st_mode):
        raise Stop(f"{path} is a link; a real folder or file of this program is needed there.")
    if found.st_uid != os.geteuid():
        raise Stop(f"{path} belongs to another user; set THIRDOPTION_HOME to a folder of yours.")
    if stat.S_IMODE(found.st_mode) & forbidden:
        raise Stop(f"{path} is open to other users; take their rights away with chmod go-rwx.")


def write_private(path: Path, text: str) -> None:
    """Put a whole file in place at once, mode 0600, so that no reader sees half of it."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


# The keys


def secret_key() -> str:
    """Django's SECRET_KEY, made once for this home."""
    return _key("secret.key", lambda: secrets.token_urlsafe(64), r"[\w-]{50,}")


def context_key() -> str:
    """The key that signs the database context: 64 hex digits, made once for this home."""
    return _key("context.key", lambda: secrets.token_hex(32), r"[0-9a-f]{64}")


def file_key() -> str:
    """The key that seals files in the database: 64 hex digits, made once for this home.

    Without it no file that was kept opens again: keep it with the backup of the other keys.
    """
    return _key("file.key", lambda: secrets.token_hex(32), r"[0-9a-f]{64}")


def phone_keys() -> list[str]:
    """The private keys that officers' phones seal to (P-256, 64 hex digits each), the newest first.

    A phone may have been without signal for days, so an older key stays until nothing sealed to it can wait.
    """
    return _key("phone.key", _new_phone_key, r"[0-9a-f]{64}(\s[0-9a-f]{64})*").split()


def add_phone_key() -> None:
    """Put a new key before the others: phones seal to it from their next visit on."""
    kept = [_new_phone_key(), *phone_keys()]
    write_private(make_home() / "keys" / "phone.key", "\n".join(kept))


def push_key() -> str:
    """The private key that signs what is sent to workers' browsers (P-256, 64 hex digits).

    Browsers subscribe to this one key: with another, each worker adds their phone again.
    """
    return _key("push.key", _new_phone_key, r"[0-9a-f]{64}")


def _new_phone_key() -> str:
    return f"{secrets.randbelow(P256_ORDER - 1) + 1:064x}"


def _key(name: str, make: Callable[[], str], shape: str) -> str:
    path = make_home() / "keys" / name
    make_private(path.parent)
    if not path.exists():
        _make_once(path, make())
    check_owned(path, forbidden=0o077)
    text = path.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(shape, text, re.ASCII):
        raise Stop(f"The key in {path} is damaged; put it back from the backup.")
    return text


def _make_once(path: Path, text: str) -> None:
    """Write a new file; when two try at once, the first one's text stays for both."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    write_private(draft, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


# The socket of the embedded server


def socket_folder() -> Path:
    """Where the embedded server's socket is; raises Stop if it was never made or is unsafe."""
    near = home() / "run"
    folder = near if _fits(near) else _recorded_socket_folder()
    if folder is None or not os.path.lexists(folder):
        raise Stop("The database has not been started yet: run 'thirdoption db init'.")
    check_owned(folder, forbidden=0o077)
    return folder


def make_socket_folder() -> Path:
    """The same, made if missing: in the home, or in the temporary folder if the home is too long.

    Only the supervisor calls this, while it holds the lock.
    """
    near = make_home() / "run"
    folder = near if _fits(near) else _recorded_socket_folder()
    if folder is None or not os.path.lexists(folder):
        if folder == near:
            make_private(near)
        else:
            folder = _new_temporary_folder()
            write_private(home() / "socket", str(folder))
    return socket_folder()


def _new_temporary_folder() -> Path:
    for base in (tempfile.gettempdir(), "/tmp"):
        if _fits(Path(base) / "thirdoption-12345678"):
            return Path(tempfile.mkdtemp(prefix="thirdoption-", dir=base))
    raise Stop("The path of the home is too long for a socket; set THIRDOPTION_HOME shorter.")


def _recorded_socket_folder() -> Path | None:
    record = home() / "socket"
    return Path(record.read_text(encoding="utf-8")) if record.exists() else None


def _fits(folder: Path) -> bool:
    address = os.fsencode(folder / f".s.PGSQL.{PORT}")
    return len(address) <= SOCKET_BYTES and bool(_PLAIN_PATH.fullmatch(str(folder)))


# How to reach the database


def embedded() -> bool:
    """True if the program runs its own server: no address of another one is given."""
    given = [name for name in _VARIABLES.values() if os.environ.get(name)]
    if given and not os.environ.get("DATABASE_URL"):
        raise Stop(f"{given[0]} is set but DATABASE_URL is not; set both or neither.")
    return not given


def conninfo(role: str = "app") -> dict[str, str]:
    """The connection parameters for a role, as psycopg and libpq name them.

    From the role's URL in the environment if one is set, otherwise the embedded server's.
    """
    if embedded():
        return embedded_conninfo(f"thirdoption_{role}")
    variable = _VARIABLES[role]
    if not os.environ.get(variable):
        raise Stop(f"{variable} is not set; it is needed for what the {role} role does.")
    return read_url(variable, os.environ[variable])


def embedded_conninfo(user: str, dbname: str = DATABASE) -> dict[str, str]:
    """The parameters for a role of the embedded server; `postgres` is its superuser."""
    return {"host": str(socket_folder()), "port": PORT, "dbname": dbname, "user": user}


def read_url(variable: str, text: str) -> dict[str, str]:
    """The parts of a database URL. Never repeats the text: a password may be anywhere in it."""
    advice = (
        "it must look like postgresql://user:password@host:5432/database, with"
        " special characters of the password percent-encoded (@ is %40, / is %2F)."
    )
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(text).items()}
    except psycopg.Error:
        raise Stop(f"{variable} cannot be read: {advice}") from None
    for name, meaning in (("user", "user"), ("dbname", "database")):
        if not parts.get(name):
            raise Stop(f"{variable} names no {meaning}: {advice}")
    misread = any("@" in parts.get(name, "") for name in ("host", "dbname"))
    if misread or not re.fullmatch(r"[\d,]*", parts.get("port", "")):
        raise Stop(f"{variable} cannot be read: {advice}")
    return parts
