"""`thirdoption export-program FOLDER`: all that the operator holds of people, as a data package."""

from pathlib import Path

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.program.ground.refusal import Refused


@click.command("export-program")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="The address of the supervisor who takes it out.")
@click.option("--why", required=True, help="What for: it stays on the trail, with everybody in it.")
@click.option("--without-restricted", is_flag=True, help="Leave out records for named workers only.")
def export_program(folder: Path, email: str, why: str, without_restricted: bool) -> None:
    """Write all that the program holds of people to FOLDER, which must be new or empty.

    CSV files with a Frictionless datapackage.json; those in lists/ can be brought along by import-program.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Stop("The folder is not empty. Name a new one.")
    try:
        many, rows = _written(folder, email, why, without_restricted)
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    click.echo(f"written {many} files {rows} rows to {folder}: names and care records, keep it locked away")


def _written(folder: Path, email: str, why: str, without_restricted: bool) -> tuple[int, int]:
    setup(role="app")
    from thirdoption.jobs.exports import program
    from thirdoption.program.care.actions.records import export_program as noted
    from thirdoption.program.care.queries.restricted import restricted
    from thirdoption.program.ground import acting
    from thirdoption.program.people.models import Person
    from thirdoption.program.sites.models import Site
    from thirdoption.program.staff import queries as staff
    from thirdoption.program.staff.models import Worker

    who = Worker.objects.filter(user__email__iexact=email, until__isnull=True).first()
    if who is None:
        raise Stop("Nobody at work has this address.")
    with acting.opened(staff.acting(who)) as by:
        people = set(Person.objects.values_list("pk", flat=True))
        left_out = [one for one in restricted(by=by) if one.person not in people]
        if left_out and not without_restricted:
            raise Stop(
                f"Records for named workers only that you may not see: {len(left_out)}. Open them first "
                "(The team, Restricted records), or add --without-restricted."
            )
        noted(people=sorted(people), why=why, by=by, at=by.now())
        name = Site.objects.get(pk=by.site).program_name
        found = list(program.files(by=by))
        described = program.package(found, at=by.now(), name=name)
    # written after the row on the trail is kept: no file without it
    for path, content in (*((one.path, one.content) for one in found), ("datapackage.json", described)):
        place = folder / path
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.touch(mode=0o600)
        place.write_bytes(content)
    return len(found) + 1, sum(one.rows for one in found)
