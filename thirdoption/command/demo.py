"""`thirdoption demo`: Fort Orange, N.Y. (made-up), set up, filled with a year, and served or walked through.

It lives in a home of its own inside the program's home, so it can never meet a live site; a database that
DATABASE_URL names is taken only if it is empty or already a rehearsal's.
"""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Any

import click
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from thirdoption.command import database, serve
from thirdoption.command.assets import build
from thirdoption.command.demo_parts import STORY, story
from thirdoption.command.home import (
    Stop,
    conninfo,
    embedded,
    embedded_conninfo,
    home,
    make_home,
    make_private,
)

HOST = "127.0.0.1"
Said = Callable[[str], None]


@click.command()
@click.option("--no-serve", is_flag=True, help="Walk through the main job once, and end.")
@click.option("--port", default=8000, show_default=True)
@click.option("--seed", default=7, show_default=True, help="Another number, another made-up year.")
@click.option("--fresh", is_flag=True, help="Make the place anew: drops the demo's own database only.")
def demo(no_serve: bool, port: int, seed: int, fresh: bool) -> None:
    """Fort Orange, N.Y. (made-up): a made-up year to look at and to try things in."""
    use_own_home()
    with alone("" if no_serve else address(port)):
        if not no_serve:
            check_port(port)
        with _database_for_now():
            made = prepare(seed=seed, fresh=fresh)
            if no_serve:
                show("walk")
                return
            _say_when_old(made)
            click.echo(f"Serving made-up data at {address(port)} (Ctrl+C ends it)")
            serve.run_server(HOST, port, workers=2)


def use_own_home() -> None:
    """From here on, also in the processes started: the demo's own home, and nothing that can be sent."""
    os.environ["THIRDOPTION_HOME"] = str(home() / "demo")
    os.environ["THIRDOPTION_REHEARSAL"] = "1"


def address(port: int) -> str:
    """Where the demo is served."""
    return f"http://{HOST}:{port}/demo/"


@contextmanager
def alone(where: str) -> Iterator[None]:
    """Hold the demo's lock while it works or serves; a second demo is told about the first."""
    make_home()
    descriptor = os.open(home() / "demo.lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(
                f"Another demo is under way in {home()} ({file.read().strip()}): wait until it has ended, "
                "end it with Ctrl+C, or set THIRDOPTION_HOME to another folder."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}" + (f", {where}" if where else ""))
        file.flush()
        os.set_inheritable(descriptor, True)  # a part that outlives a killed demo still holds the lock
        yield


@contextmanager
def _database_for_now() -> Iterator[None]:
    """Leave the embedded server as it was found: stopped, if this demo had to start it."""
    leave_running = not embedded() or database.status().running
    try:
        yield
    finally:
        if not leave_running:
            database.stop()


def check_port(port: int) -> None:
    """Raise Stop before the long work if something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            why = error.strerror if isinstance(error, OSError) else "there is no such port"
            raise Stop(f"The port {port} cannot be used ({why}): choose another with --port.") from None


def prepare(*, seed: int, fresh: bool) -> dict[str, str]:
    """Bring everything to where it can be served; what is there already is left as it is."""
    with step("assets") as done:
        done(build().removeprefix("assets: "))
    with step("database") as done:
        database.ready()
        check_made_up()
        if fresh:
            drop()
        done("made anew" if fresh else f"ready in {home()}")
    made, until = story(), datetime.now(UTC).isoformat()
    if made is not None and not is_there(made):
        made = None
    if made is None and has_place():  # of a run that was cut off
        drop()
    part("place", "found", "--seed", str(seed), "--until", until)
    if made is None:
        part("year", "year", "--seed", str(seed), "--until", until)
        made = story()
    elif made["seed"] != seed:
        click.echo(f"The year here was made with --seed {made['seed']}; --fresh makes one with {seed}.")
    return made or {}


# The database: only ever a made-up one


def check_made_up() -> None:
    """Raise Stop if the database holds anything that is not a rehearsal's."""
    with database.connect("owner") as conn:
        places = _rows(conn, "sites_site", "SELECT name FROM sites_site WHERE NOT made_up")
        live = _rows(conn, "private.setting", "SELECT 1 FROM private.setting WHERE NOT rehearsal")
        if places or live:
            name = f"holds {places[0][0]}" if places else "is not a rehearsal's"
            raise Stop(f"The database {conn.info.dbname} {name}: the demo would mix with it. Use another.")


def has_place() -> bool:
    """Whether a made-up place is there."""
    with database.connect("owner") as conn:
        return bool(_rows(conn, "sites_site", "SELECT 1 FROM sites_site"))


def is_there(made: dict[str, str]) -> bool:
    """Whether the place that a story tells of is the one in the database."""
    with database.connect("owner") as conn:
        return (made["site"],) in _rows(conn, "sites_site", "SELECT id::text FROM sites_site")


def _rows(conn: Any, table: str, question: str) -> list[tuple[Any, ...]]:
    if conn.execute("SELECT to_regclass(%s)", [table]).fetchone()[0] is None:
        return []
    return list(conn.execute(question).fetchall())


def drop() -> None:
    """Drop the demo's database and make it empty again; `check_made_up` has looked at it."""
    (home() / STORY).unlink(missing_ok=True)
    owner: dict[str, Any] = dict(conninfo("owner"))
    name = sql.Identifier(owner["dbname"])
    # Only the embedded server's superuser may send away a process that a killed demo has left behind.
    admin = embedded_conninfo("postgres", "postgres") if embedded() else {**owner, "dbname": "postgres"}
    force = sql.SQL("WITH (FORCE)" if embedded() else "")
    try:
        with psycopg.connect(make_conninfo(**admin), autocommit=True) as conn:
            conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} {}").format(name, force))
            if not embedded():
                conn.execute(sql.SQL("CREATE DATABASE {}").format(name))
        if embedded():
            database.init()
            return
        with psycopg.connect(make_conninfo(**owner)) as conn:
            database.furnish(conn)
    except psycopg.Error as error:
        raise Stop(f"The demo's database could not be made anew: {error}") from error


# Showing what goes on


@contextmanager
def step(title: str) -> Iterator[Said]:
    """One step: what it did and how long it took, on one line."""
    began, words = time.monotonic(), [""]
    yield lambda text: words.__setitem__(0, text)
    click.echo(f"{title + ':':<10} {words[0]} ({time.monotonic() - began:.1f} s)")


def part(title: str, name: str, *arguments: str) -> None:
    """Run a part in a process of its own: one line for it, and a bar while it works."""
    with step(title) as done:
        for told in _run(title, name, *arguments):
            done(told)


def show(name: str, *arguments: str) -> list[str]:
    """Run a part, and print all that it says as it says it."""
    said = []
    for told in _run(name, name, *arguments):
        click.echo(told)
        said.append(told)
    return said


def _run(title: str, name: str, *arguments: str) -> Iterator[str]:
    command = [sys.executable, "-m", "thirdoption.command.demo_parts", name, *arguments]
    make_private(home() / "log")
    with open(home() / "log" / "demo.log", "w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, close_fds=False)
        try:
            yield from _told(process, title)
            code = process.wait()
        finally:
            if process.poll() is None:  # this command was interrupted
                process.terminate()
                process.wait()
        if code:
            raise Stop(_why(log, title))


def _told(process: subprocess.Popen[str], title: str) -> Iterator[str]:
    """The lines that a part says, with a bar for its progress on a terminal."""
    console = Console()
    columns = (
        TextColumn(f"{title + ':':<10}"),
        BarColumn(),
        TextColumn("{task.percentage:.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        for line in process.stdout or ():
            told = json.loads(line)
            if "say" in told:
                yield told["say"]
            else:
                bar.update(task, completed=told["done"], total=told["of"])


def _why(log: IO[str], title: str) -> str:
    log.seek(0)
    lines = [text.strip() for text in log if text.strip()]
    return lines[-1] if lines else f"The part '{title}' of the demo ended early; the log is {log.name}."


def _say_when_old(made: dict[str, str]) -> None:
    days = (datetime.now(UTC) - datetime.fromisoformat(made["until"])).days if made else 0
    if days:
        click.echo(
            f"The made-up year ended {days} days ago; 'thirdoption demo --fresh' makes one that ends now."
        )
