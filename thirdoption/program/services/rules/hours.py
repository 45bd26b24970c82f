"""When a service is open, by the wall clock of its place: over midnight too, unknown where nobody said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days as HSDS writes them in `schedule.byday`; in the order of Python's weekdays."""


class Opening(StrEnum):
    """Whether a service is open now; nothing said is neither yes nor no."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Hours:
    """On these days open from a time to another; up to an earlier one goes over midnight.

    From a time to the same one is around the clock.
    """

    days: tuple[str, ...]
    opens: time
    closes: time

    @property
    def byday(self) -> str:
        """The days as HSDS writes them."""
        return ",".join(one for one in DAYS if one in self.days)


@dataclass(frozen=True)
class Now:
    """Whether it is open, and if so until when (UTC); None is around the clock."""

    state: Opening
    until: datetime | None = None


def opening(hours: Iterable[Hours], *, at: datetime, zone: ZoneInfo) -> Now:
    """Whether a service with these hours is open at a moment, by the clock of its place."""
    known = list(hours)
    if not known:
        return Now(Opening.UNKNOWN)
    if any(one.opens == one.closes and set(one.days) == set(DAYS) for one in known):
        return Now(Opening.OPEN)
    today = at.astimezone(zone).date()
    spans = []
    for one in known:
        for day in (today - timedelta(days=1), today):
            if DAYS[day.weekday()] in one.days:
                last = day + timedelta(days=one.closes <= one.opens)
                ends = (datetime.combine(day, one.opens, zone), datetime.combine(last, one.closes, zone))
                spans.append(tuple(end.astimezone(UTC) for end in ends))
    until = max((end for start, end in spans if start <= at < end), default=None)
    # what opens again the minute it closes is open on
    for start, end in sorted(spans):
        if until is not None and start <= until < end:
            until = end
    return Now(Opening.OPEN, until) if until else Now(Opening.CLOSED)
