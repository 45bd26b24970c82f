"""How the line is asked to come without a referral, and who comes first when more wait than can be met."""

from datetime import timedelta
from enum import StrEnum

from thirdoption.program.sites.rules import Door, Policy


class How(StrEnum):
    """By a tap on the street pages, by a telephone call to the line, or by a message to it."""

    TAP = "tap"
    PHONE = "phone"
    MESSAGE = "message"


RINGS = timedelta(seconds=30)
"""How long a telephone may ring before the escalation pages, should the carrier never say how it went."""
RING_SECONDS = 20
MOST_WAITS = 30
"""How often a caller who stays on the line is told that everybody is being asked: some six minutes."""


def comes_first(door: Door, policy: Policy) -> bool:
    """Whether a hand-off goes before others that wait: an arrest diversion, where the policy says so."""
    return (
        door is Door.ARREST_DIVERSION and policy.setting("order_of_service").value == "arrest_diversion_first"
    )
