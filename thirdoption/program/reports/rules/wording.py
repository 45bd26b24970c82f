"""Turns labels and cells into words and figures, the same on the page, in the PDF and in the CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from thirdoption.program.reports.rules.frames import gettext_noop
from thirdoption.program.reports.rules.notes import Note
from thirdoption.program.reports.rules.periods import Period, Span
from thirdoption.program.reports.rules.tables import Cell, Label, State, Unit

Translate = Callable[[str], str]

MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
MONTH = gettext_noop("%(month)s %(year)s")
DAY = gettext_noop("%(month)s %(day)s, %(year)s")
FROM_TO = gettext_noop("%(start)s to %(end)s")
HIDDEN_MARK = gettext_noop("hidden")
NO_FIGURE = "—"


def label_text(label: Label, translate: Translate) -> str:
    """A label as printed."""
    if label.kind == "month":
        return month_text(label.text, translate)
    if label.kind == "date":
        return day_text(date.fromisoformat(label.text), translate)
    return translate(label.text) if label.kind == "words" else label.text


def month_text(code: str, translate: Translate) -> str:
    """January 2026 / enero de 2026."""
    year, number = code.split("-")
    return translate(MONTH) % {"month": translate(MONTHS[int(number) - 1]), "year": year}


def day_text(day: date, translate: Translate) -> str:
    """March 31, 2026 / 31 de marzo de 2026."""
    values = {"month": translate(MONTHS[day.month - 1]), "day": day.day, "year": day.year}
    return translate(DAY) % values


def period_text(period: Period, translate: Translate) -> str:
    """Whole months if it covers whole months: January 2026 to March 2026."""
    if period.span is Span.SINCE_LAUNCH:
        ends = day_text(period.start, translate), day_text(period.end, translate)
    else:
        ends = month_text(f"{period.start:%Y-%m}", translate), month_text(f"{period.end:%Y-%m}", translate)
    return translate(FROM_TO) % {"start": ends[0], "end": ends[1]}


def note_text(note: Note, translate: Translate) -> str:
    """A sentence with its values."""
    values = {
        k: label_text(v, translate) if isinstance(v, Label) else f"{v:,}" for k, v in note.values.items()
    }
    return translate(note.sentence) % values


def cell_text(cell: Cell, unit: Unit, translate: Translate) -> str:
    """A figure as printed: 1,204, 86%, 24 min; a dash for no figure, nothing where none belongs."""
    if cell.state is State.HIDDEN:
        return translate(HIDDEN_MARK)
    if cell.value is None:
        return "" if cell.denominator is None else NO_FIGURE
    if unit is Unit.PERCENT:
        return percent_text(cell)
    if unit is Unit.MINUTES:
        return minutes_text(cell.value, translate)
    if unit is Unit.DAYS:
        return translate(gettext_noop("%(number)s d")) % {"number": f"{cell.value:,}"}
    return f"{cell.value:,}"


def percent_text(cell: Cell) -> str:
    """Whole percents, since a tenth of one would promise more than dozens of events can hold."""
    numerator, denominator = cell.numerator or 0, cell.denominator or 1
    whole = (200 * numerator + denominator) // (2 * denominator)
    return "<1%" if numerator and not whole else f"{whole}%"


def minutes_text(minutes: int | float, translate: Translate) -> str:
    """Minutes up to two hours, then hours, then days."""
    if minutes < 120:
        return translate(gettext_noop("%(number)s min")) % {"number": f"{minutes:g}"}
    if minutes < 48 * 60:
        return translate(gettext_noop("%(number)s h")) % {"number": f"{minutes / 60:.1f}".removesuffix(".0")}
    return translate(gettext_noop("%(number)s d")) % {"number": f"{minutes / 1440:.1f}".removesuffix(".0")}
