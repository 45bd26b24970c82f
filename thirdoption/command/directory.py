"""`thirdoption import-directory FILE`: a state's program file into the directory."""

from datetime import UTC, datetime
from pathlib import Path

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.demo import directory as rehearsal
from thirdoption.jobs.imports import omh_directory
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.sites.rules import csv_files


@click.command("import-directory")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--refused",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows that were not taken are written, each with the reason.",
)
@click.option("--site", "name", help="The place's name, where there are several.")
def import_directory(file: Path, out: Path | None, name: str | None) -> None:
    """Take New York State's "Local Mental Health Programs" FILE into the service directory.

    The same FILE can be taken again: nothing doubles. Rows that cannot be taken are written to
    NAME.refused.csv in the current folder.
    """
    at = datetime.now(UTC)
    try:
        parsed = omh_directory.read(file.read_bytes(), today=at.date())
        _write(parsed, name, at)
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    click.echo(f"taken {len(parsed.rows)} refused {len(parsed.refused)} rows {parsed.total}")
    if parsed.refused:
        _keep_refused(parsed, out or Path.cwd() / f"{file.stem}.refused.csv")


def _write(parsed: omh_directory.Parsed, name: str | None, at: datetime) -> None:
    # Only now: a file that cannot be read needs no database.
    setup(role="app")
    from thirdoption.program.ground import acting
    from thirdoption.program.services import actions
    from thirdoption.program.sites.models import Site
    from thirdoption.program.sites.queries import operator
    from thirdoption.program.staff.rules import Purpose

    sites = list(Site.objects.filter(name=name) if name else Site.objects.all()[:2])
    if len(sites) != 1:
        raise Stop(
            "There are several places: name one with --site." if sites else "There is no such place yet."
        )
    [site] = sites
    # In a rehearsal nobody real can be called by mistake, whoever imports the file.
    rows = rehearsal.unreachable(parsed.rows) if site.made_up else parsed.rows
    # LEAD: these two lines say who acts
    operators = operator(site).id
    who = acting.Acting(site.id, operators, None, "program_manager", Purpose.PROGRAM_OPERATION)
    with acting.opened(who) as by:
        done = actions.import_directory(site=site, rows=rows, source=omh_directory.SOURCE, by=by, at=at)
    if done.unchanged:
        click.echo(f"unchanged since the last import: {done.unchanged}", err=True)


def _keep_refused(parsed: omh_directory.Parsed, out: Path) -> None:
    try:
        out.write_bytes(csv_files.refused_csv(parsed.header, parsed.refused))
    except OSError as error:
        raise Stop(
            f"The rows that were not taken could not be written to {out}: {error.strerror}. "
            "The others were taken."
        ) from error
    click.echo(f"rows that were not taken, with the reasons: {out}", err=True)
