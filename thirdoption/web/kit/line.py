"""The card “on call now” for officers and partners: a first name and the line's number, no private one.

Outside the hours is when the rota has nobody for this minute: the policy tells its hours in words, which
decide nothing. Then what the policy has instead is shown before anybody asks.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day, policy_on

INSTEAD = {
    "appointment": gettext_lazy(
        "Offer the person an appointment: the program will look for them and keep it."
    ),
    "phone": gettext_lazy("Offer the person a talk by telephone: call the line together."),
    "transport": gettext_lazy("Offer the person a ride to the program, if they want one."),
    "offer_later": gettext_lazy("Tell the person that the offer stands: the program will come to them."),
    "": gettext_lazy("Call the line, or offer to be in touch later. The offer to the person stands."),
}
"""What the policy has instead of a hand-off when nobody can come."""


@dataclass(frozen=True)
class Card:
    """Who answers, if anybody does, and the number to call; with nobody, what there is instead."""

    name: str
    number: str
    instead: str = ""


def card(site: Site, at: datetime) -> Card:
    """Who answers the line of a site now."""
    there = on_call(site=site.pk, at=at)
    if there:
        return Card(there[0].name.split()[0], site.line_number)
    return Card("", site.line_number, str(INSTEAD.get(fallback(site, at), INSTEAD[""])))


def fallback(site: Site, at: datetime) -> str:
    """What the policy in force has when nobody can come; nothing where it says nothing."""
    try:
        _version, policy = policy_on(site, local_day(site, at))
    except Refused:
        return ""
    said = policy.value("line_fallback")
    return said if isinstance(said, str) else ""
