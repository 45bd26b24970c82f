"""Days on which a court is open: plain values, so that a date can be reckoned anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which the court of a place is closed besides Saturdays and Sundays."""

    closed: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Whether it is a court day."""
        return day.weekday() < SATURDAY and day not in self.closed

    def open_on_or_after(self, day: date) -> date:
        """The first court day from a day on, that day included."""
        while not self.is_open(day):
            day += DAY
        return day

    def court_days_after(self, day: date, days: int) -> date:
        """The last of so many court days after a day, which is not counted itself; the day for none."""
        open_days = self._after(day)
        for _ in range(days):
            day = next(open_days)
        return day

    def court_days_until(self, first: date, last: date) -> int:
        """How many court days there are after one day up to another, the last included."""
        span = (last - first).days
        return sum(self.is_open(first + one * DAY) for one in range(1, span + 1))

    def _after(self, day: date) -> Iterator[date]:
        while True:
            day = self.open_on_or_after(day + DAY)
            yield day
