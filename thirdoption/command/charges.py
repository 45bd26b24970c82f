"""`thirdoption import-charges FILE`: an agency's own words for the charges that wait."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.rules import exchange
from thirdoption.program.sites.rules import csv_files

if TYPE_CHECKING:
    from thirdoption.program.matters.queries import Importable


@click.command("import-charges")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "chart", required=True, help="exchange, new-york, or a YAML file of the columns.")
@click.option("--agency", required=True, help="The code of the prosecutor's office whose file it is.")
@click.option("--site", "place", help="The code of the place, where there are several.")
@click.option("--look", is_flag=True, help="Only tell what would change.")
@click.option(
    "--refused",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows that were not taken are written, each with the reason.",
)
def import_charges(
    file: Path, chart: str, agency: str, place: str | None, look: bool, out: Path | None
) -> None:
    """Change law, title and class of charges that wait by their incident numbers in FILE.

    It makes no charge and no person and moves no date. A file with criminal history is refused.
    """
    try:
        parsed = exchange.read(file.read_bytes(), _chart(chart))
        found = _write(parsed, agency, place, look)
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    except OSError as error:
        raise Stop(f"{file} could not be read: {error.strerror}.") from error
    refused = sorted([*parsed.refused, *found.refused], key=lambda row: row.line)
    word = "would change" if look else "changed"
    click.echo(f"{word} {len(found.changes)} same {len(found.same)} refused {len(refused)}")
    if refused:
        _keep(csv_files.refused_csv(parsed.header, refused), out or Path.cwd() / f"{file.stem}.refused.csv")


def _chart(name: str) -> exchange.ColumnMap:
    setup(role="app")
    from thirdoption.program.matters.queries import column_map, map_ids, shipped_map

    try:
        if name in map_ids():
            return shipped_map(name)
        return column_map(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        ids = ", ".join(map_ids())
        raise Stop(f"There is no map {name!r}. Maps that ship are: {ids}.") from None
    except exchange.InvalidMap as invalid:
        raise Stop(f"The map cannot be used. {invalid}") from invalid


def _write(parsed: exchange.Parsed, agency: str, place: str | None, look: bool) -> "Importable":
    from thirdoption.program.ground import acting
    from thirdoption.program.matters import actions, queries
    from thirdoption.program.sites.models import Agency
    from thirdoption.program.sites.rules.agencies import AgencyKind
    from thirdoption.program.staff.rules import Purpose
    from thirdoption.program.staff.rules.links import ROLE

    offices = Agency.objects.filter(code=agency, kind=AgencyKind.PROSECUTION)
    offices = offices.filter(site__code=place) if place else offices
    there = list(offices[:2])
    if len(there) != 1:
        raise Stop("There are several of that code: name the place with --site." if there else
                   "No prosecutor's office has that code here.")  # fmt: skip
    who = acting.Acting(there[0].site_id, there[0].pk, None, ROLE, Purpose.CHARGE_DECISION)
    with acting.opened(who) as by:
        if look:
            return queries.importable(by=by, rows=parsed.rows)
        return actions.import_charges(rows=parsed.rows, by=by, at=datetime.now(UTC))


def _keep(content: bytes, out: Path) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Stop(f"The rows that were not taken could not be written: {error.strerror}.") from error
    click.echo(f"rows that were not taken, with the reasons: {out}", err=True)
