"""How the line is asked to come without a referral."""

from datetime import timedelta
from enum import StrEnum


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
