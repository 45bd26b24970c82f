"""`thirdoption import-program FILE`: a list of people, contacts or referrals that a program brings along."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.program.care.rules import imports
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.sites.rules import csv_files

if TYPE_CHECKING:
    from thirdoption.program.care.queries.imports import Judged


@click.command("import-program")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="The address of the operator's supervisor who brings it.")
@click.option("--map", "chart", default="", help="The name under which its columns were saved.")
@click.option(
    "--kind",
    type=click.Choice([str(one) for one in imports.Kind]),
    help="What it is a list of, if its heads do not say.",
)
@click.option(
    "--dates",
    type=click.Choice([str(one) for one in imports.Order]),
    help="How it writes dates with slashes.",
)
@click.option("--look", is_flag=True, help="Only tell what would be taken.")
@click.option(
    "--refused",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows go that were not taken, each with the reason.",
)
def import_program(
    file: Path, email: str, chart: str, kind: str | None, dates: str | None, look: bool, out: Path | None
) -> None:
    """Take a roster, a contact log or a referral log (CSV or XLSX) in FILE.

    Criminal history is never read. It can be taken back from the page for 30 days.
    """
    try:
        first, *others = imports.sheets_of(file.read_bytes(), imports.LARGEST)
        sheet = imports.lay_out(first)
        found = _take(sheet, email, chart, kind, dates, look)
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    word = "would take" if look else "taken"
    if others:
        click.echo(f"sheets of this workbook that are not read: {len(others)}", err=True)
    click.echo(f"{word} {len(found.taken)} refused {len(found.refused)} unassigned {found.unassigned}")
    if found.refused:
        out = out or Path.cwd() / f"{file.stem}.refused.csv"
        keep = [place for place in range(len(sheet.heads)) if place not in sheet.history]
        rows = [
            csv_files.RefusedRow(one.line, one.reasons, tuple(one.cells[place] for place in keep))
            for one in found.refused
        ]
        out.write_bytes(csv_files.refused_csv([sheet.heads[place] for place in keep], rows))
        click.echo(f"rows that were not taken, with the reasons: {out}", err=True)


def _take(
    sheet: imports.Sheet, email: str, chart: str, kind: str | None, dates: str | None, look: bool
) -> "Judged":
    setup(role="app")
    from thirdoption.program.care.actions.imports import bring
    from thirdoption.program.care.queries.imports import judged, saved_map
    from thirdoption.program.ground import acting
    from thirdoption.program.staff import queries as staff
    from thirdoption.program.staff.actions import check
    from thirdoption.program.staff.models import Worker
    from thirdoption.program.staff.rules import Permission

    who = Worker.objects.filter(user__email__iexact=email, until__isnull=True).first()
    if who is None:
        raise Stop("Nobody at work has this address.")
    with acting.opened(staff.acting(who)) as by:
        check(by, Permission.BRING_ALONG)
        saved = saved_map(by=by, name=chart) if chart else None
        if chart and saved is None:
            raise Stop("No columns are saved under this name.")
        what = imports.Kind(saved.kind if saved else kind or imports.guess_kind(sheet.heads))
        columns = (
            [saved.columns.get(head, "") for head in sheet.heads]
            if saved
            else imports.guess(sheet.heads, what)
        )
        columns = ["" if place in sheet.history else field for place, field in enumerate(columns)]
        order = imports.Order(dates) if dates else None
        today = by.now().date()
        rows = [imports.read_row(row, columns, what, order, today) for row in sheet.rows]
        days = [row.cells[place] for place, field in enumerate(columns) if field in ("day", "born")
                for row in sheet.rows]  # fmt: skip
        if order is None and imports.orders(days)[1]:
            raise Stop("Some dates can be read in two ways. Say --dates month_first or day_first.")
        found = judged(kind=what, readings=rows, by=by)
        if not look:
            bring(judged=found, by=by, at=by.now())
        return found
