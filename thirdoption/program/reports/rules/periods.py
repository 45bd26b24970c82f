"""The spans of time a report speaks about: a quarter, the 12 months that end with it, all since launch."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Span(StrEnum):
    """How long a period is. People are described only over the long ones."""

    QUARTER = "quarter"
    ROLLING_YEAR = "rolling_year"
    SINCE_LAUNCH = "since_launch"


@dataclass(frozen=True, slots=True)
class Period:
    """Whole local days, `start` and `end` both inside. An event belongs to the day it happened."""

    span: Span
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A period ends on or after the day it starts.")

    @property
    def code(self) -> str:
        """A short stable name: 2026-Q1, 2025-04..2026-03."""
        if self.span is Span.QUARTER:
            return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
        return f"{self.start:%Y-%m}..{self.end:%Y-%m}"

    def months(self) -> tuple[str, ...]:
        """Every month touched, in order, as YYYY-MM."""
        first = self.start.year * 12 + self.start.month - 1
        last = self.end.year * 12 + self.end.month - 1
        return tuple(f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1))

    def to_plain(self) -> dict[str, str]:
        """As JSON."""
        return {"span": self.span.value, "start": self.start.isoformat(), "end": self.end.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, str]) -> Period:
        """Back from JSON."""
        return cls(Span(plain["span"]), date.fromisoformat(plain["start"]), date.fromisoformat(plain["end"]))


def quarter(year: int, number: int) -> Period:
    """Calendar quarter 1 to 4."""
    if number not in (1, 2, 3, 4):
        raise ValueError("A year has the quarters 1 to 4.")
    last = number * 3
    return Period(Span.QUARTER, date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))


def quarter_before(period: Period) -> Period:
    """The quarter that ended the day before this one started."""
    number = (period.start.month + 2) // 3
    return quarter(period.start.year - 1, 4) if number == 1 else quarter(period.start.year, number - 1)


def rolling_year(ending_with: Period) -> Period:
    """The 12 months whose last day is the last day of the quarter."""
    end = ending_with.end
    start = date(end.year, 1, 1) if end.month == 12 else date(end.year - 1, end.month + 1, 1)
    return Period(Span.ROLLING_YEAR, start, end)


def since_launch(launched: date, ending_with: Period) -> Period:
    """From the program's first day to the quarter's last."""
    return Period(Span.SINCE_LAUNCH, launched, ending_with.end)
