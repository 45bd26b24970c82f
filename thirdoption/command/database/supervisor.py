"""Starts and stops the embedded server. It runs on when the command that started it has ended."""

import fcntl
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from thirdoption.command.database import access, programs, unprivileged
from thirdoption.command.database.connect import connect_parts
from thirdoption.command.database.programs import last_line, major, pid_of, serves, state_of
from thirdoption.command.home import (
    PORT,
    Stop,
    check_owned,
    embedded_conninfo,
    home,
    make_home,
    make_private,
    make_socket_folder,
    write_private,
)

TURN_SECONDS = 60
RESTART_SECONDS = 20  # after kill -9, pid 1 may take a while to clear the old process away
RECOVERY_SECONDS = 120  # a server that is alive may be reading its log again
LOG_BYTES = 10_000_000

SETTINGS = """\
# Written by thirdoption at each start; for settings of your own use ALTER SYSTEM.
cluster_name = 'thirdoption'
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
fsync = on
synchronous_commit = on
full_page_writes = on
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
# No personal data in the log: no statements, no values. An error's own text may quote a value
# ("Key (name)=(...) already exists"), so errors of a session go to the session only.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = 'none'
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_line_prefix = '%m [%p] '
"""


@dataclass(frozen=True)
class Status:
    """What is known about the embedded server without starting it."""

    made: bool
    running: bool
    pid: int | None
    folder: Path
    version: str | None


def data_folder() -> Path:
    """The server's data."""
    return home() / "database"


@contextmanager
def turn(seconds: float | None = None) -> Iterator[None]:
    """Hold the home's lock, so that two commands at once take turns."""
    patience = TURN_SECONDS if seconds is None else seconds
    end = time.monotonic() + patience
    lock = os.open(make_home() / "lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    with os.fdopen(lock, "w", encoding="ascii") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise Stop(
                        f"Another thirdoption command has been busy with the database in {home()}"
                        f" for {patience:g} seconds; try again when it has ended."
                    ) from None
                time.sleep(0.05)
        yield


def make_cluster() -> None:
    """Make the data folder, whole or not at all. The caller holds the turn."""
    data = data_folder()
    if (data / "PG_VERSION").exists():
        return
    draft = make_home() / "database.new"
    shutil.rmtree(draft, ignore_errors=True)  # of a run that was cut off
    system_locale = "C.UTF-8" if sys.platform == "linux" else "C"
    command = ["initdb", "-D", str(draft), "-U", "postgres", "-E", "UTF8", "--data-checksums"]
    command += ["--auth-local=peer", "--auth-host=reject", "--no-instructions"]
    command += [f"--locale={system_locale}"]
    if major() >= 17:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    done = programs.run(command)
    if done.returncode != 0:
        raise Stop(f"The database could not be made in {draft}: {last_line(done.stdout)}")
    access.write_access_files(draft)
    draft.rename(data)


def start() -> None:
    """Start the server if it does not run, and wait until it answers. Stop if it cannot."""
    with turn():
        start_in_turn()


def start_in_turn() -> None:
    """The same, for a caller that already holds the turn."""
    data = data_folder()
    if not (data / "PG_VERSION").exists():
        raise Stop(f"There is no database in {home()} yet: run 'thirdoption db init'.")
    check_machine()
    _check_major(data)
    access.check_access_file(data)
    socket = make_socket_folder()
    was_running = answers()
    if not was_running:
        write_private(data / "postgresql.conf", SETTINGS.format(port=PORT, socket=socket))
        _launch(data)
    try:
        with connect_parts(embedded_conninfo("postgres", "postgres"), "The database") as conn:
            access.check_access_rules(conn)
    except Stop:
        if not was_running:
            _halt(data)
        raise


def _launch(data: Path) -> None:
    log = _log_file()
    begin = time.monotonic()
    while not answers():
        size = log.stat().st_size
        done = programs.run(["pg_ctl", "start", "-w", "-s", "-t", "60", "-D", str(data)], log)
        if done.returncode == 0:
            return
        with open(log, encoding="utf-8", errors="replace") as file:
            file.seek(size)
            said = file.read()
        # A killed server's process or memory may still be there for a moment.
        passing = "already exists" in said or "still in use" in said
        patience = RECOVERY_SECONDS if serves(pid_of(data), data) else RESTART_SECONDS
        if not passing or time.monotonic() - begin > patience:
            raise Stop(_why_not(data, said) + f" The log is {log}.")
        time.sleep(0.2)


def _why_not(data: Path, said: str) -> str:
    pid = pid_of(data)
    if pid and state_of(pid) == "Z":
        return (
            f"The killed server's process {pid} has not been cleared away by process 1;"
            " restart the container, with an init (docker run --init)."
        )
    if serves(pid, data):
        return (
            f"The database server, process {pid}, runs but does not answer;"
            " run 'thirdoption db stop' and start it again."
        )
    if pid and state_of(pid) and "already exists" in said:
        return (
            f"{data / 'postmaster.pid'} is left over from a crash and names process {pid}, which"
            " is another program's; when you have seen that it is not PostgreSQL, remove the file."
        )
    return f"The database did not start: {last_line(said)}."


def stop() -> bool:
    """Stop the server, ending open connections; False if none was running."""
    with turn():
        data = data_folder()
        if not serves(pid_of(data), data):
            return False
        _halt(data)
        return True


def _halt(data: Path) -> None:
    done = programs.run(["pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", str(data)])
    if done.returncode != 0:
        raise Stop(f"The database did not stop: {last_line(done.stdout)}.")


def status() -> Status:
    """Whether the embedded server is made and answers."""
    data = data_folder()
    made = (data / "PG_VERSION").exists()
    version = None
    try:
        with connect_parts(embedded_conninfo("postgres", "postgres"), "The database") as conn:
            version = conn.info.parameter_status("server_version")
    except Stop:
        pass
    running = version is not None
    return Status(made, running, pid_of(data) if running else None, home(), version)


def answers() -> bool:
    """True if the server takes our connection."""
    return status().running


def check_machine() -> None:
    """Raise Stop on a system where the embedded server cannot run as anybody."""
    try:
        unprivileged.server_user()
    except LookupError as error:
        raise Stop(f"{error} Add one, or set DATABASE_URL.") from None


def _check_major(data: Path) -> None:
    made_by, ours = int((data / "PG_VERSION").read_text().strip()), major()
    if made_by != ours:
        raise Stop(
            f"The database in {data} was made by PostgreSQL {made_by}, but this program brings"
            f" {ours}: take a copy out with the old version and load it with the new one."
        )


def _log_file() -> Path:
    folder = make_home() / "log"
    make_private(folder)
    log = folder / "database.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(folder / "database.log.1")
    os.close(os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    check_owned(log, forbidden=0o077)
    return log
