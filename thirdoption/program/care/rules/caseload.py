"""How many people a worker has, after how many days somebody is asked about, and what a hand-over says.

The national toolkit gives 12 to 15 people for each worker as the norm, an average of up to 20, and never
more than 25 (leadbureau.org, "Balancing case management needs").
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.care.rules import MOST, Engagement
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.sites.rules import Policy

NORM = (12, 15)
AVERAGE = 20
MOST_EVER = 60
"""What a decision of the policy group may allow at most: above it is a slip of the hand."""
QUIET_DAYS = 30
"""After how many days without a contact, made or tried, somebody is on the day's list, where the policy does
not say: the field's texts give none (Illinois counts who is in touch at 30 days, 5 ILCS 820)."""
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


@dataclass(frozen=True)
class Limits:
    """What a place's policy says of caseloads; the toolkit's figures where it says nothing."""

    average: int = AVERAGE
    most: int = MOST
    quiet_days: int = QUIET_DAYS


def limits_of(policy: Policy) -> Limits:
    """The figures of a policy; a place may ask for fewer people than the toolkit, never for more."""
    said = {
        name: policy.setting(setting).value
        for name, setting in (
            *(("average", "caseload_average"), ("most", "caseload_limit"), ("quiet_days", "quiet_days")),
        )
    }
    return Limits(**{name: value for name, value in said.items() if isinstance(value, int)})


class Balance(StrEnum):
    """How many people a worker has, against the norm."""

    ROOM = "room"
    NORM = "norm"
    FULL = "full"
    OVER = "over"


def balance(people: int, most: int = MOST) -> Balance:
    """Where a number of people stands: below 12 there is room, above 15 it is more than the norm."""
    if people > most:
        return Balance.OVER
    if people > NORM[1]:
        return Balance.FULL
    return Balance.NORM if people >= NORM[0] else Balance.ROOM


def is_quiet(
    *, state: str | None, last: datetime | None, since: datetime, at: datetime, days: int = QUIET_DAYS
) -> bool:
    """Whether nobody has been in touch with a person for too long: `since` is when they came."""
    return state not in NOT_COUNTED and (last or since) < at - timedelta(days=days)


def check_room(*, up_to: int, most: int, decided_on: date, until: date, today: date) -> None:
    """Raise Refused unless a decision allows more, is of today or before, ends, and ends within a year."""
    if not most < up_to <= MOST_EVER:
        raise Refused(INVALID, "Give a number above %(most)s.", "up_to", most=most)
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
