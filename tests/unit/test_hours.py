"""When a service is open: over midnight, around the clock, on the night of a clock change, and not known."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from thirdoption.program.services.rules.hours import DAYS, Hours, Opening, opening

ZONE = ZoneInfo("America/New_York")
SHELTER = Hours(DAYS, time(18), time(8))
PANTRY = Hours(DAYS[:5], time(10), time(16))
VAN = Hours(("FR",), time(22), time(2))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hours", "moment", "state", "until"),
    [
        ((PANTRY,), "2026-11-18T10:00", Opening.OPEN, "2026-11-18T16:00"),
        ((PANTRY,), "2026-11-18T16:00", Opening.CLOSED, None),
        ((PANTRY,), "2026-11-21T12:00", Opening.CLOSED, None),  # a Saturday
        ((SHELTER,), "2026-11-18T02:10", Opening.OPEN, "2026-11-18T08:00"),
        ((SHELTER,), "2026-11-18T23:59", Opening.OPEN, "2026-11-19T08:00"),
        ((SHELTER,), "2026-11-18T08:00", Opening.CLOSED, None),
        ((VAN,), "2026-11-21T01:59", Opening.OPEN, "2026-11-21T02:00"),  # it began on Friday
        ((VAN,), "2026-11-20T01:59", Opening.CLOSED, None),
        ((PANTRY, SHELTER), "2026-11-18T17:00", Opening.CLOSED, None),
        ((Hours(DAYS, time(6), time(12)), Hours(DAYS, time(12), time(20))), "2026-11-18T07:00",
         Opening.OPEN, "2026-11-18T20:00"),
        ((Hours(DAYS, time(), time()),), "2026-11-18T03:00", Opening.OPEN, None),
        ((), "2026-11-18T03:00", Opening.UNKNOWN, None),
    ],
)  # fmt: skip
def test_open_now(hours: tuple[Hours, ...], moment: str, state: Opening, until: str | None) -> None:
    found = opening(hours, at=at(moment), zone=ZONE)
    assert (found.state, found.until) == (state, until and at(until))


def test_the_night_on_which_the_clock_goes_back_closes_by_the_wall() -> None:
    """On 1 November 2026 New York has 01:30 twice; a shelter from 18:00 to 08:00 is open for 15 hours."""
    start = datetime(2026, 10, 31, 22, tzinfo=UTC)
    quarter = timedelta(minutes=15)
    there = [opening((SHELTER,), at=start + n * quarter, zone=ZONE).state for n in range(4 * 15 + 1)]
    assert there == [Opening.OPEN] * 60 + [Opening.CLOSED]


def test_days_are_written_as_hsds_does() -> None:
    assert Hours(("SU", "MO"), time(1), time(2)).byday == "MO,SU"
