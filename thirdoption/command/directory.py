"""`thirdoption import-directory FILE` and `export-directory FILE`: the directory in and out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.demo import directory as rehearsal
from thirdoption.jobs.imports import hsds, omh_directory
from thirdoption.jobs.imports.hsds_rows import read as read_hsds
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services.rules import DirectoryRow
from thirdoption.program.sites.rules import csv_files

if TYPE_CHECKING:
    from thirdoption.program.ground.acting import Acting
    from thirdoption.program.sites.models import Site


@click.command("import-directory")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--refused",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows that were not taken are written, each with the reason.",
)
@click.option("--site", "name", help="The place's name, where there are several.")
@click.option("--source", default="hsds", help="Whose HSDS file it is: facts are kept apart by it.")
def import_directory(file: Path, out: Path | None, name: str | None, source: str) -> None:
    """Take a FILE of services into the directory: HSDS 3.1 or 3.0, or New York State's own.

    HSDS is a zip of its CSV tables or JSON; New York's is "Local Mental Health Programs" (CSV). The same
    FILE can be taken again: nothing doubles. What cannot be taken is written to NAME.refused.csv in the
    current folder.
    """
    at, data = datetime.now(UTC), file.read_bytes()
    refused = out or Path.cwd() / f"{file.stem}.refused.csv"
    try:
        if hsds.is_hsds(file.name, data):
            _take_hsds(data, refused, name, source, at)
            return
        parsed = omh_directory.read(data, today=at.date())
        _write(parsed.rows, omh_directory.SOURCE, name, at)
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    click.echo(f"taken {len(parsed.rows)} refused {len(parsed.refused)} rows {parsed.total}")
    if parsed.refused:
        _keep_refused(csv_files.refused_csv(parsed.header, parsed.refused), refused)


def _take_hsds(data: bytes, refused: Path, name: str | None, source: str, at: datetime) -> None:
    parsed = read_hsds(data, today=at.date())
    _write(parsed.rows, source, name, at)
    missing = parsed.total - len(parsed.rows)
    click.echo(f"HSDS {parsed.version}: taken {len(parsed.rows)} refused {missing} rows {parsed.total}")
    if parsed.faults:
        click.echo(hsds.faulty(parsed.faults), err=True)
        _keep_refused(parsed.refused_csv(), refused)


@click.command("export-directory")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--hsds", "version", type=click.Choice(["3.1", "3.0"]), default="3.1", show_default=True)
@click.option("--site", "name", help="The place's name, where there are several.")
def export_directory(file: Path, version: str, name: str | None) -> None:
    """Write the directory to FILE as HSDS: a data package of CSV tables, or JSON if FILE ends in .json.

    Places that may not be known are not in it.
    """
    setup(role="app")
    from thirdoption.jobs.exports import hsds as exporting
    from thirdoption.program.ground import acting
    from thirdoption.program.services import actions

    site = _site(name)
    with acting.opened(_manager(site)) as by:
        actions.export_directory(site=site, version=version, by=by, at=datetime.now(UTC))
        tables = exporting.tables(site)
    write = exporting.as_json if file.suffix == ".json" else exporting.as_zip
    file.write_bytes(write(tables, version))
    click.echo(f"HSDS {version}: services {len(tables['service'])}")


def _site(name: str | None) -> "Site":
    from thirdoption.program.sites.models import Site

    sites = list(Site.objects.filter(name=name) if name else Site.objects.all()[:2])
    if len(sites) != 1:
        raise Stop(
            "There are several places: name one with --site." if sites else "There is no such place yet."
        )
    return sites[0]


def _manager(site: "Site") -> "Acting":
    from thirdoption.program.ground.acting import Acting
    from thirdoption.program.sites.queries import operator
    from thirdoption.program.staff.rules import Purpose

    return Acting(site.id, operator(site).id, None, "program_manager", Purpose.PROGRAM_OPERATION)


def _write(rows: Sequence[DirectoryRow], source: str, name: str | None, at: datetime) -> None:
    # Only now: a file that cannot be read needs no database.
    setup(role="app")
    from thirdoption.program.ground import acting
    from thirdoption.program.services import actions

    site = _site(name)
    # In a rehearsal nobody real can be called by mistake, whoever imports the file.
    kept = rehearsal.unreachable(rows) if site.made_up else rows
    with acting.opened(_manager(site)) as by:
        done = actions.import_directory(site=site, rows=kept, source=source, by=by, at=at)
    if done.unchanged:
        click.echo(f"unchanged since the last import: {done.unchanged}", err=True)


def _keep_refused(data: bytes, out: Path) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Stop(
            f"The rows that were not taken could not be written to {out}: {error.strerror}. "
            "The others were taken."
        ) from error
    click.echo(f"rows that were not taken, with the reasons: {out}", err=True)
