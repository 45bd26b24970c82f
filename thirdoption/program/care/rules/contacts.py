"""What a contact says besides its line: when it was, where, and who else was there."""

from datetime import datetime, timedelta

from thirdoption.program.ground.refusal import INVALID, Refused

LINE_LIMIT = 200
SENSITIVE_LIMIT = 4000
PLACE_LIMIT = 120
WHY_LIMIT = 200
COLLEAGUES = 10
LONGEST_AGO = timedelta(days=366)
"""How far back somebody may still write down a contact of theirs; what is older is imported."""
AHEAD = timedelta(minutes=5)
"""How far a phone's clock may be ahead."""


def check_when(happened: datetime, at: datetime) -> datetime:
    """When it was: not to come, and within a year. Raises Refused (invalid)."""
    if happened > at + AHEAD:
        raise Refused(
            INVALID, "This is still to come. Write down contacts that were made or tried.", "happened_at"
        )
    if happened < at - LONGEST_AGO:
        raise Refused(INVALID, "This is more than a year ago. Look at the year.", "happened_at")
    return min(happened, at)
