"""`thirdoption on-call`: who answers the line now, for a telephone exchange; it needs no web pages."""

import json
from datetime import UTC, datetime

import click

from thirdoption.command import serve
from thirdoption.command.django import setup
from thirdoption.command.home import Stop


@click.command("on-call")
@click.option("--site", "code", help="The place's short name, where there are several.")
@click.option("--at", "moment", help="Another moment than now, such as 2026-11-20T15:00-05:00.")
def on_call(code: str | None, moment: str | None) -> None:
    """Print as JSON who is on call, the first to ring first, with their numbers.

    The job process keeps the same as a file, on-call-SITE.json in the program's folder, for when the
    database is away too.
    """
    at = _moment(moment)
    serve.prepare()
    setup()
    from thirdoption.program.ground import acting
    from thirdoption.program.handoffs.queries.rota_phone import answer
    from thirdoption.program.sites.models import Site
    from thirdoption.program.staff.queries import program

    sites = list(Site.objects.filter(code=code) if code else Site.objects.all()[:2])
    if len(sites) != 1:
        raise Stop("There are several places: name one with --site." if sites else "There is no such place.")
    with acting.opened(program(sites[0].pk)) as by:
        click.echo(json.dumps(answer(by=by, at=at), indent=1))


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Stop("Write the moment with its offset, such as 2026-11-20T15:00-05:00.") from None
    if found.tzinfo is None:
        raise Stop("Write the moment with its offset, such as 2026-11-20T15:00-05:00.")
    return found.astimezone(UTC)
