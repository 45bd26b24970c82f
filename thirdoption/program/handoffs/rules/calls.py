"""How the line is asked to come without a referral."""

from enum import StrEnum


class How(StrEnum):
    """By a tap on the street pages, by a telephone call to the line, or by a message to it."""

    TAP = "tap"
    PHONE = "phone"
    MESSAGE = "message"
