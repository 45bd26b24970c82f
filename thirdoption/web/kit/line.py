"""The card “on call now” for officers and partners: a first name and the line's number, no private one."""

from dataclasses import dataclass
from datetime import datetime

from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.sites.models import Site


@dataclass(frozen=True)
class Card:
    """Who answers, if anybody does, and the number to call."""

    name: str
    number: str


def card(site: Site, at: datetime) -> Card:
    """Who answers the line of a site now."""
    there = on_call(site=site.pk, at=at)
    return Card(there[0].first_name if there else "", site.line_number)
