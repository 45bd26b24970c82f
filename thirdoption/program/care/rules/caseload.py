"""How many people a worker has, after how many days somebody is asked about, and what a hand-over says.

The national toolkit gives 12 to 15 people for each worker as the norm, an average of up to 20, and never
more than 25 (leadbureau.org, "Balancing case management needs").
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.care.rules import MOST, Engagement
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused

NORM = (12, 15)
AVERAGE = 20
MOST_EVER = 60
"""What a decision of the policy group may allow at most: above it is a slip of the hand."""
QUIET_AFTER = timedelta(days=30)
"""After how long without a contact, made or tried, somebody is on the day's list; the program's own
default: the field's texts give none."""
LINE_LIMIT = 200
SENSITIVE_LIMIT = 4000
WISH_LIMIT = 200
MINUTES_LIMIT = 120
LONGEST_ROOM = timedelta(days=366)
LONGEST_COVER = timedelta(days=366)
NOT_COUNTED = frozenset(
    {Engagement.SELF_SUPPORTING, Engagement.MOVED, Engagement.STOPPED_FOR_NOW, Engagement.DIED}
)
"""In these states nobody is asked about after a month; looking for somebody goes on."""


class Balance(StrEnum):
    """How many people a worker has, against the norm."""

    ROOM = "room"
    NORM = "norm"
    FULL = "full"
    OVER = "over"


def balance(people: int) -> Balance:
    """Where a number of people stands: below 16 there is room, up to 25 it is more than the norm."""
    if people > MOST:
        return Balance.OVER
    if people > NORM[1]:
        return Balance.FULL
    return Balance.NORM if people >= NORM[0] else Balance.ROOM


def is_quiet(*, state: str | None, last: datetime | None, since: datetime, at: datetime) -> bool:
    """Whether nobody has been in touch with a person for too long: `since` is when they came."""
    return state not in NOT_COUNTED and (last or since) < at - QUIET_AFTER


def check_room(*, up_to: int, decided_on: date, until: date, today: date) -> None:
    """Raise Refused unless a decision is of today or before, ends, and ends within a year."""
    if not MOST < up_to <= MOST_EVER:
        raise Refused(INVALID, "Give a number above %(most)s.", "up_to", most=MOST)
    if decided_on > today:
        raise Refused(INVALID, "This day is still to come.", "decided_on")
    if not today <= until <= decided_on + LONGEST_ROOM:
        raise Refused(INVALID, "A decision ends within a year of its day, and not before today.", "until")


def check_cover(*, away: UUID, worker: UUID, starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    """Raise Refused unless another worker covers, from before it ends, for a year at most."""
    if away == worker:
        raise Refused(INVALID, "Somebody else has to cover.", "worker")
    if ends_at <= max(starts_at, at):
        raise Refused(INVALID, "The last day has to be today or later, and not before the first.", "last")
    if ends_at - starts_at > LONGEST_COVER:
        raise Refused(INVALID, "Cover lasts a year at most.", "last")


def check_gives(*, gave: UUID | None, takes: UUID) -> None:
    """Raise Refused when a person would go to whom they are with."""
    if gave == takes:
        raise Refused(CONFLICT, "They work with this worker already.", "takes")
