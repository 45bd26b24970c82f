"""Replays a policy over arrests on record: what the file alone lets the rules say. Pure.

The answer comes from the one interpreter that decides on the street; here it is asked with the few facts
that an arrest record holds. What the file doesn't say stays open, and nothing is ever said about what an
officer would have done.
"""

from thirdoption.program.referrals.rules.replay.arrests import Arrest, Charge, Coverage
from thirdoption.program.referrals.rules.replay.comparing import Move, compare
from thirdoption.program.referrals.rules.replay.conducts import OUTSIDE, conducts_of
from thirdoption.program.referrals.rules.replay.counting import (
    ALL,
    TABLES,
    UNREAD,
    Reason,
    Replayed,
    Row,
    Width,
    replay,
)
from thirdoption.program.referrals.rules.replay.judging import Class, Judge, Judged
from thirdoption.program.referrals.rules.replay.wording import (
    CLASS_WORDS,
    NOT_RULED_OUT,
    notes,
    said,
    summary,
)

__all__ = [
    "ALL",
    "CLASS_WORDS",
    "NOT_RULED_OUT",
    "OUTSIDE",
    "TABLES",
    "UNREAD",
    "Arrest",
    "Charge",
    "Class",
    "Coverage",
    "Judge",
    "Judged",
    "Move",
    "Reason",
    "Replayed",
    "Row",
    "Width",
    "compare",
    "conducts_of",
    "notes",
    "replay",
    "said",
    "summary",
]
