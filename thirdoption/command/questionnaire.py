"""`thirdoption questionnaire`: the forms that ship, and those that a site writes, checked."""

import json
from pathlib import Path

import click

from thirdoption.command.home import Stop


@click.group()
def questionnaire() -> None:
    """Questionnaires as FHIR R4 JSON: intake, screening and assessments."""


@questionnaire.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Read the questionnaires that ship (or these files) and say what is wrong in sentences."""
    from thirdoption.program.care.rules import questionnaires

    try:
        bodies = {file.name: json.loads(file.read_text("utf-8")) for file in files}
    except ValueError as fault:
        raise Stop(f"This is not JSON: {fault}.") from None
    bodies = bodies or questionnaires.shipped()
    wrong = [f"{name}: {fault}" for name, body in bodies.items() for fault in questionnaires.faults(body)]
    for sentence in wrong:
        click.echo(sentence, err=True)
    click.echo(f"questionnaires: {len(bodies)} faults: {len(wrong)}")
    if wrong:
        raise SystemExit(1)
