"""F05: how long people waited. Those still waiting count as waiting longest; none is dropped.

Dropping the open ones would make a program look faster the more people it fails to reach. Counting them as
longer than all others can only make it look slower; if the median itself lies among them, there is no
figure. A middle value over fewer than 5, or a 90th percentile over fewer than 10, is one event's own time:
no figure either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from thirdoption.program.reports.rules.frames import DOORS, Frame, TimesRow, check_codes, gettext_noop
from thirdoption.program.reports.rules.tables import (
    Cell,
    Column,
    Kind,
    Row,
    State,
    Table,
    Unit,
    count,
    share,
    words,
)
from thirdoption.program.reports.rules.texts import assemble

FEWEST_FOR_MEDIAN = 5
FEWEST_FOR_90TH = 10
DAYS_TO_INTAKE = 30


def times_table(rows: Sequence[TimesRow], frame: Frame) -> Table:
    """F05: first contact in minutes, intake in days, and the share of intakes within 30 days, by door."""
    check_codes("F05", "door", (row["door"] for row in rows), DOORS)
    contact, intake = words(gettext_noop("First contact")), words(gettext_noop("Intake"))
    median, ninetieth = words(gettext_noop("Median")), words(gettext_noop("90th percentile"))
    columns = [
        Column("accepted", words(gettext_noop("Accepted"))),
        Column("contact/done", words(gettext_noop("Reached")), group=contact),
        Column("contact/median", median, Unit.MINUTES, contact),
        Column("contact/90th", ninetieth, Unit.MINUTES, contact),
        Column("intake/done", words(gettext_noop("Done")), group=intake),
        Column("intake/median", median, Unit.DAYS, intake),
        Column("intake/90th", ninetieth, Unit.DAYS, intake),
        Column("intake/within_30", words(gettext_noop("Within 30 days")), Unit.PERCENT, intake),
    ]
    return assemble(
        "F05",
        frame,
        period=frame.period,
        columns=columns,
        rows=_rows(rows),
        unknown_count=count(sum(row["contact_minutes"] is None for row in rows)),
    )


def _rows(rows: Sequence[TimesRow]) -> Iterator[Row]:
    for door, title in DOORS.items():
        yield Row(f"door:{door}", words(title), _cells([row for row in rows if row["door"] == door]))
    yield Row("total", words(gettext_noop("All doors")), _cells(rows), Kind.TOTAL)


def _cells(rows: Sequence[TimesRow]) -> tuple[Cell, ...]:
    contact = [row["contact_minutes"] for row in rows]
    intake = [row["intake_days"] for row in rows]
    over = [row for row in rows if row["age_days"] > DAYS_TO_INTAKE]
    in_time = sum(row["intake_days"] is not None and row["intake_days"] <= DAYS_TO_INTAKE for row in over)
    return (
        count(len(rows)),
        count(sum(value is not None for value in contact)),
        median_with_open(contact),
        ninetieth_with_open(contact),
        count(sum(value is not None for value in intake)),
        median_with_open(intake),
        ninetieth_with_open(intake),
        share(in_time, len(over)),
    )


def median_with_open(values: Sequence[int | None]) -> Cell:
    """The middle value, or the mean of the middle two; None counts as longer than all."""
    ordered = sorted(value for value in values if value is not None)
    upper = len(values) // 2
    if len(values) < FEWEST_FOR_MEDIAN or upper >= len(ordered):
        return Cell(State.NONE, denominator=len(values))
    lower = upper if len(values) % 2 else upper - 1
    middle = (ordered[lower] + ordered[upper]) / 2
    return _timed(int(middle) if middle.is_integer() else middle, len(ordered), len(values))


def ninetieth_with_open(values: Sequence[int | None]) -> Cell:
    """The smallest time within which 9 of 10 were reached (nearest rank); None as above."""
    ordered = sorted(value for value in values if value is not None)
    rank = ceil(len(values) * 9 / 10) - 1
    if len(values) < FEWEST_FOR_90TH or rank >= len(ordered):
        return Cell(State.NONE, denominator=len(values))
    return _timed(ordered[rank], len(ordered), len(values))


def _timed(value: int | float, finished: int, counted: int) -> Cell:
    return Cell(State.VALUE, value, finished, counted)
