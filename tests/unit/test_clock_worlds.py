"""Random worlds of clocks: calendars, zones, contacts at the edges of nights, every act that moves a date.

Ten thousand of them under `make prove`; what they print is kept in docs/evidence/clock.md.
"""

import os
import random
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import pytest

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import rules
from thirdoption.program.matters.rules import Count, OnClosedDay, Unit
from thirdoption.program.sites.queries import local_day
from thirdoption.program.sites.rules.calendar import Calendar

ZONES = ("America/New_York", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage",
         "Pacific/Honolulu", "America/Chicago", "America/Puerto_Rico")  # fmt: skip
STATES = ("NY", "NM", "CA", "MD", "WV", "OR", "WA", "GA")
PUBLIC = {
    state: frozenset(holidays.country_holidays("US", subdiv=state, years=range(2024, 2034)))
    for state in STATES
}
CHANGES_OF_CLOCKS = [date(2025, 3, 9), date(2025, 11, 2), date(2026, 3, 8), date(2026, 11, 1),
                     date(2027, 3, 14), date(2027, 11, 7), date(2028, 3, 12), date(2028, 11, 5)]  # fmt: skip
DAY = timedelta(days=1)


class Clock:
    """One held charge in one random place, and the acts that moved its date."""

    def __init__(self, pick: random.Random, count: Counter[str]) -> None:
        self.pick, self.seen = pick, count
        self.zone = pick.choice(ZONES)
        public = PUBLIC[pick.choice(STATES)]
        unit = pick.choice(list(Unit))
        on_closed = pick.choice(list(OnClosedDay))
        self.contact = self.moment()
        self.held_on = local_day(SimpleNamespace(zone=self.zone), self.contact)  # type: ignore[arg-type]
        own = {self.held_on + pick.randint(-5, 90) * DAY for _ in range(pick.randint(0, 6))}
        self.count = Count(unit, on_closed, Calendar(public | own))
        self.days = pick.choice([0, 1, 7, 14, 30, 60, 180, pick.randint(0, 365)])
        self.deadline_on = rules.deadline(self.held_on, self.days, self.count)
        self.file_by = pick.choice([None, rules.last_filing_day(self.held_on, pick.choice([12, 24]))])
        self.paused_until: date | None = None
        self.acts = 0

    def moment(self) -> datetime:
        """A contact: often within seconds of midnight, often in a night in which the clocks change."""
        near = self.pick.choice(CHANGES_OF_CLOCKS) if self.pick.randint(0, 1) else None
        day = near or date(2025, 1, 1) + self.pick.randint(0, 1500) * DAY
        hour = self.pick.choice([0, 1, 2, 3, 12, 23])
        local = datetime(day.year, day.month, day.day, hour, self.pick.choice([0, 30, 59]),
                         self.pick.choice([0, 59]), tzinfo=ZoneInfo(self.zone),
                         fold=self.pick.randint(0, 1))  # fmt: skip
        self.seen["in a night of a change"] += near is not None
        return local.astimezone(UTC)

    def act(self, today: date) -> None:
        """One act on a day; a date moves by it or not, and never to an earlier day."""
        before = self.deadline_on
        kind = self.pick.choice(["nothing", "pause", "extend", "close"])
        try:
            after = getattr(self, kind)(today)
            self.seen[kind] += 1
        except Refused:
            after = before
            self.seen[f"{kind} refused"] += 1
        assert after >= before, (kind, before, after)
        assert kind != "nothing" or after == before
        self.acts += after != before
        self.deadline_on = after

    def nothing(self, today: date) -> date:
        """A night passes: the clock is reckoned anew from what is on record, and says the same."""
        assert self.acts or self.deadline_on == rules.deadline(self.held_on, self.days, self.count)
        return self.deadline_on

    def pause(self, today: date) -> date:
        """The program pauses: what was left is left when the pause ends."""
        since, until = today - self.pick.randint(0, 9) * DAY, today + self.pick.randint(-1, 40) * DAY
        rules.check_pause(since=since, until=until, held_on=self.held_on, last_until=self.paused_until,
                          today=today)  # fmt: skip
        after = self.paused(self.deadline_on, since, until)
        left = self.count.days_between(since, self.deadline_on)
        assert self.count.days_between(until, after) >= left
        assert self.count.unit is not Unit.COURT_DAYS or after == self.deadline_on or self.open(after)
        if self.count.on_closed is OnClosedDay.STAYS and since <= (cut := today - DAY) <= self.deadline_on:
            first = self.paused(self.deadline_on, since, cut)
            assert self.paused(first, today, until) == after, "two pauses, one after the other, are one pause"
        self.paused_until = until
        return after

    def paused(self, deadline_on: date, since: date, until: date) -> date:
        return rules.after_pause(
            deadline_on, since=since, until=until, held_on=self.held_on, count=self.count
        )

    def extend(self, today: date) -> date:
        """The prosecutor gives more time, never past the last day for filing."""
        to = self.deadline_on + self.pick.randint(-5, 60) * DAY
        rules.check_extension(to=to, deadline_on=self.deadline_on, today=today, file_by=self.file_by)
        assert to > max(self.deadline_on, today) and (self.file_by is None or to <= self.file_by)
        return to

    def close(self, today: date) -> date:
        """The court closes on a day more, which is never in the past."""
        closed = today + self.pick.randint(0, 120) * DAY
        was_open = self.open(closed)
        after = rules.after_closed_day(
            self.deadline_on, closed=closed, held_on=self.held_on, count=self.count
        )
        assert was_open or after == self.deadline_on, "it was closed already"
        assert closed <= self.deadline_on or after == self.deadline_on, "it is after the last day"
        self.count = Count(
            self.count.unit, self.count.on_closed, Calendar(self.count.calendar.closed | {closed})
        )
        if not self.acts:  # nothing else moved it: as if the day had been closed from the beginning
            assert after == rules.deadline(self.held_on, self.days, self.count)
        return after

    def open(self, day: date) -> bool:
        return self.count.calendar.is_open(day)


def holds_at_first(clock: Clock) -> None:
    """What is true of a clock that nobody has moved."""
    last, held_on, count = clock.deadline_on, clock.held_on, clock.count
    start, end = (
        datetime(one.year, one.month, one.day, tzinfo=ZoneInfo(clock.zone)) for one in (held_on, last)
    )
    assert start <= clock.contact.astimezone(ZoneInfo(clock.zone)) < start + DAY, "the day of the site"
    if count.unit is Unit.COURT_DAYS:
        assert clock.open(last)
        between = [held_on + one * DAY for one in range(1, (last - held_on).days + 1)]
        assert sum(map(clock.open, between)) == clock.days or clock.days == 0
    else:
        assert (last - held_on).days >= clock.days
        assert count.on_closed is OnClosedDay.NEXT_COURT_DAY or (last - held_on).days == clock.days
        assert all(not clock.open(held_on + one * DAY) for one in range(clock.days, (last - held_on).days))
    hours = (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() / 3600
    clock.seen["clocks changed in between"] += hours % 24 != 0
    assert abs(hours - 24 * (last - held_on).days) <= 1, "a day with 23 or 25 hours is one day"
    reminded = rules.reminders(held_on, last)
    assert reminded == sorted(set(reminded)) and all(held_on < one <= last for one in reminded)
    more = Count(
        count.unit,
        count.on_closed,
        Calendar(count.calendar.closed | {held_on + clock.pick.randint(0, 60) * DAY}),
    )
    assert rules.deadline(held_on, clock.days, more) >= last, "a holiday more never shortens"


def world(number: int, count: Counter[str]) -> None:
    """One world: a clock, and a few weeks of acts."""
    clock = Clock(random.Random(f"clock {number}"), count)
    holds_at_first(clock)
    today = clock.held_on
    for _ in range(clock.pick.randint(1, 12)):
        today += clock.pick.randint(0, 15) * DAY
        clock.act(today)
    count["worlds"] += 1
    count["acts that moved a date"] += clock.acts


@pytest.mark.parametrize("part", range(4))
def test_a_date_moves_by_an_act_alone_and_never_to_an_earlier_day(part: int) -> None:
    count: Counter[str] = Counter()
    for number in range(part * 100, part * 100 + 100):
        world(number, count)
    assert count["acts that moved a date"] > 20 and count["in a night of a change"] > 20, count


@pytest.mark.prove
def test_ten_thousand_clocks() -> None:
    """THIRDOPTION_WORLDS says another number of them."""
    wanted, began = int(os.environ.get("THIRDOPTION_WORLDS", "10000")), time.monotonic()
    count: Counter[str] = Counter()
    for number in range(wanted):
        world(number, count)
    told: dict[str, Any] = dict(count)
    print(f"\n{told} in {time.monotonic() - began:.0f} s: no date moved but by an act")  # noqa: T201
