"""`thirdoption questionnaire`: the forms that ship, and those that a site writes, checked."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.program.ground.refusal import Refused


@click.group()
def questionnaire() -> None:
    """Questionnaires as FHIR R4 JSON: intake, screening and assessments."""


@questionnaire.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Read the questionnaires that ship (or these files) and say what is wrong in sentences."""
    from thirdoption.program.care.rules import questionnaires

    bodies = {file.name: _body(file) for file in files} or questionnaires.shipped()
    wrong = [f"{name}: {fault}" for name, body in bodies.items() for fault in questionnaires.faults(body)]
    for sentence in wrong:
        click.echo(sentence, err=True)
    click.echo(f"questionnaires: {len(bodies)} faults: {len(wrong)}")
    if wrong:
        raise SystemExit(1)


@questionnaire.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", required=True, help="The address of the program manager who adds it.")
@click.option(
    "--from",
    "begins",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day from which it is asked (2026-12-01); today without it.",
)
def add(file: Path, email: str, begins: datetime | None) -> None:
    """Ask what FILE asks at the manager's site from a day on; what was answered stays as it was asked."""
    body = _body(file)
    setup(role="app")
    from thirdoption.program.care.actions.forms import add_questionnaire
    from thirdoption.program.ground import acting
    from thirdoption.program.staff import queries as staff
    from thirdoption.program.staff.models import Worker

    who = Worker.objects.filter(user__email__iexact=email, until__isnull=True).first()
    if who is None:
        raise Stop("Nobody at work has this address.")
    try:
        with acting.opened(staff.acting(who)) as by:
            day = begins.date() if begins else by.now().date()
            kept = add_questionnaire(body=body, begins_on=day, by=by, at=by.now())
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    click.echo(f"{kept.url} version {kept.version} is asked from {kept.begins_on} on.")


@questionnaire.command("list")
def list_them() -> None:
    """Say which questionnaires are asked today, and from which day on each version is."""
    setup(role="app")
    from thirdoption.program.care.models import Questionnaire
    from thirdoption.program.care.rules import questionnaires

    for body in questionnaires.shipped().values():
        click.echo(f"ships  {body['url']} {body['version']} from {body['date']}")
    own = Questionnaire.objects.exclude(site=None).order_by("site__name", "url", "begins_on")
    for site, url, version, day in own.values_list("site__name", "url", "version", "begins_on"):
        click.echo(f"{site}  {url} {version} from {day}")


def _body(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except ValueError as fault:
        raise Stop(f"This is not JSON: {fault}.") from None
