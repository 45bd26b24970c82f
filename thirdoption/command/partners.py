"""`thirdoption invite-partner`: a prosecutor's worker who gets the list by link and never a password."""

from datetime import UTC, datetime

import click

from thirdoption.command.django import setup
from thirdoption.command.home import Stop
from thirdoption.program.ground.refusal import Refused


@click.command("invite-partner")
@click.argument("name")
@click.argument("email")
@click.option("--agency", required=True, help="The code of the prosecutor's office.")
@click.option("--site", "place", help="The code of the place, where there are several.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
def invite_partner(name: str, email: str, agency: str, place: str | None, language: str) -> None:
    """Make NAME a recipient of the list by link, at EMAIL: an account that no password opens.

    Whoever runs the installation does this, as they make every account; the program manager then sends links.
    """
    setup(role="owner")
    from django.db import IntegrityError, transaction

    from thirdoption.program.messages.rules import Kind, cleaned_address
    from thirdoption.program.sites.models import Agency
    from thirdoption.program.sites.rules.agencies import AgencyKind
    from thirdoption.program.staff import actions
    from thirdoption.program.staff.rules.links import ROLE

    offices = Agency.objects.filter(code=agency, kind=AgencyKind.PROSECUTION).select_related("site")
    there = list((offices.filter(site__code=place) if place else offices)[:2])
    if len(there) != 1:
        raise Stop(
            "There are several of that code: name the place with --site."
            if there
            else "No prosecutor's office has that code here."
        )
    try:
        with transaction.atomic():
            address, now = cleaned_address(Kind.EMAIL, email), datetime.now(UTC)
            worker = actions.add_worker(
                agency=there[0], name=name, email=address, password=None, role=ROLE, since=now
            )
            worker.user.language = language
            worker.user.save(update_fields=["language"])
    except Refused as refusal:
        raise Stop(str(refusal)) from refusal
    except IntegrityError as error:
        raise Stop("There is an account with this address already.") from error
    click.echo(f"{name} can be sent the list by link.")
