"""What a trail row says."""

from enum import StrEnum


class Outcome(StrEnum):
    """How an act ended."""

    DONE = "done"
    SEEN = "seen"
    REFUSED = "refused"
