"""`thirdoption db`: make, start, stop and look into the database."""

import os
import shutil

import click

from thirdoption.command import database
from thirdoption.command.database import programs
from thirdoption.command.django import setup
from thirdoption.command.home import (
    ROLES,
    Stop,
    add_phone_key,
    conninfo,
    embedded,
    file_key,
    home,
    phone_keys,
    push_key,
)


@click.group()
def db() -> None:
    """The database: embedded by default, or the one that DATABASE_URL names."""


@db.command()
@click.option("--admin-url", help="Make the roles on another server, as this administrator.")
def init(admin_url: str | None) -> None:
    """Make the database and its four roles; changes nothing that is there."""
    database.init(admin_url)
    file_key()
    phone_keys()
    push_key()
    click.echo("database: ready" if admin_url else f"database: ready in {home()}")


@db.command()
def new_phone_key() -> None:
    """Make a new key for what officers' phones seal; the older ones still open what was sealed to them."""
    add_phone_key()
    click.echo(f"phone keys: {len(phone_keys())}, the newest is used from each phone's next visit on")


@db.command()
def start() -> None:
    """Start the embedded server; it runs on until 'db stop'."""
    _only_embedded("start")
    database.start()
    click.echo(f"database: running in {home()}")


@db.command()
def stop() -> None:
    """Stop the embedded server."""
    _only_embedded("stop")
    click.echo("database: stopped" if database.stop() else "database: was not running")


@db.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Say whether the database answers; exit code 3 if it does not."""
    if not embedded():
        with database.connect("app") as conn:
            version = conn.info.parameter_status("server_version")
            click.echo(f"database: {conn.info.dbname} at {conn.info.host}, PostgreSQL {version}")
        return
    now = database.status()
    if now.running:
        click.echo(f"database: running in {now.folder}, PostgreSQL {now.version}, pid {now.pid}")
    else:
        click.echo(f"database: {'stopped' if now.made else 'not made yet'} in {now.folder}")
        ctx.exit(3)


@db.command()
def migrate() -> None:
    """Bring the tables, functions, row policies and rights up to date, as the owner."""
    database.ready()
    database.connect("owner").close()  # a wrong owner URL gets its sentence before Django loads
    setup("owner")
    from thirdoption.program.ground import policies  # it imports models, which need the set-up

    policies.migrate()
    click.echo("database: up to date")


@db.command(context_settings={"ignore_unknown_options": True})
@click.option("--role", type=click.Choice(ROLES), default="app", show_default=True)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def shell(role: str, arguments: tuple[str, ...]) -> None:
    """Open psql as a role; further arguments go to psql."""
    database.connect(role).close()
    # The wheel's psql knows no TLS, so for another server the system's own comes first.
    found = None if embedded() else shutil.which("psql")
    parts = conninfo(role)
    if "password" in parts:  # not on the command line, where others can read it
        os.environ["PGPASSWORD"] = parts.pop("password")
    given = " ".join(f"{name}='{_quoted(value)}'" for name, value in parts.items())
    program = found or programs.binary("psql")
    os.execv(program, ["psql", "--dbname", given, *arguments])


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _only_embedded(verb: str) -> None:
    if not embedded():
        raise Stop(f"DATABASE_URL names another server; {verb} it by its own means.")
