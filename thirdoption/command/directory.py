"""`thirdoption import-directory FILE` and `export-directory FILE`: the directory in and out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services.rules import KEY_LIMIT, DirectoryRow
from thirdoption.program.services.rules.exchange.csv_map import FIELDS
from thirdoption.program.services.rules.exchange.reading import Reading, read
from thirdoption.program.services.rules.rehearsal import unreachable

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
@click.option("--source", default="", help="Whose list it is: facts are kept apart by it.")
@click.option(
    "--map",
    "chart",
    multiple=True,
    metavar="HEAD=FIELD",
    help="What a column of a CSV or XLSX is, where its head does not say; once for each.",
)
def import_directory(
    file: Path, out: Path | None, name: str | None, source: str, chart: tuple[str, ...]
) -> None:
    """Take a FILE of services into the directory: HSDS 3.1 or 3.0, New York State's own, or a list.

    HSDS is a zip of its CSV tables or JSON; New York's is "Local Mental Health Programs" (CSV); of a list
    (CSV or XLSX) the columns are guessed. The same FILE can be taken again: nothing doubles. What cannot be
    taken is written to NAME.refused.csv in the current folder.
    """
    at, data = datetime.now(UTC), file.read_bytes()
    try:
        found = read(file.name, data, today=at.date())
        if found.sheet and chart:
            found = read(file.name, data, today=at.date(), columns=_charted(found, chart))
        _write(found.rows, found.source or source or file.stem.casefold()[:KEY_LIMIT], name, at)
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    many = len(found.rows), len(found.refused)
    click.echo(f"{found.kind}: taken {many[0]} refused {many[1]}")
    if found.refused:
        click.echo("\n".join(f"{many} x {why}" for why, many in found.reasons()), err=True)
        _keep_refused(found.refused_csv(), out or Path.cwd() / f"{file.stem}.refused.csv")


def _charted(found: Reading, chart: Sequence[str]) -> list[str]:
    """The columns as they were guessed, and as `--map` says."""
    assert found.sheet is not None
    said = dict(one.rpartition("=")[::2] for one in chart)
    wrong = [
        f"{head}={field}"
        for head, field in said.items()
        if head not in found.sheet.heads or field not in ("", *FIELDS)
    ]
    if wrong:
        raise Stop(f"No such column or field: {', '.join(wrong)}. Fields: {', '.join(FIELDS)}.")
    left = ["" if field in said.values() else field for field in found.columns]
    return [said.get(head, field) for head, field in zip(found.sheet.heads, left, strict=True)]


@click.command("export-directory")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--hsds", "version", type=click.Choice(["3.1", "3.0"]), default="3.1", show_default=True)
@click.option("--site", "name", help="The place's name, where there are several.")
def export_directory(file: Path, version: str, name: str | None) -> None:
    """Write the directory to FILE as HSDS: a data package of CSV tables, or JSON if FILE ends in .json.

    Places that may not be known are not in it.
    """
    setup(role="app")
    from thirdoption.program.ground import acting
    from thirdoption.program.services import actions
    from thirdoption.program.services.queries import hsds as exporting

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
    kept = unreachable(rows) if site.made_up else rows
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
