"""What a report is made of: cells, rows, columns, tables, figures. Plain values, ready for JSON.

A hidden cell holds nothing: no value, no numerator, no denominator. What is frozen in a release can
therefore not leak through any of its forms (page, PDF, CSV, chart, alt text).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from thirdoption.program.reports.rules.periods import Period

Plain = dict[str, Any]


class State(StrEnum):
    """`value`: published. `hidden`: protected. `none`: no figure (nothing to count, not reached)."""

    VALUE = "value"
    HIDDEN = "hidden"
    NONE = "none"


class Tier(StrEnum):
    """`work`: counts of the program's own work, exact. `people`: describes people, protected by threshold."""

    WORK = "work"
    PEOPLE = "people"


class Unit(StrEnum):
    """What a column's values are measured in."""

    COUNT = "count"
    PERCENT = "percent"
    MINUTES = "minutes"
    DAYS = "days"


class Kind(StrEnum):
    """One thing counted, what is not known, a sum of the rows below it (section), a sum of the table."""

    ITEM = "item"
    SECTION = "section"
    TOTAL = "total"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Label:
    """`words`: an English msgid. `name`: printed as it is. `month`, `date`: written out by the page."""

    kind: str
    text: str

    def to_plain(self) -> Plain:
        """As JSON."""
        return {"kind": self.kind, "text": self.text}

    @classmethod
    def from_plain(cls, plain: Plain) -> Label:
        """Back from JSON."""
        return cls(plain["kind"], plain["text"])


def words(msgid: str) -> Label:
    """A label to translate."""
    return Label("words", msgid)


def name(text: str) -> Label:
    """A label that is a name."""
    return Label("name", text)


def month(code: str) -> Label:
    """A label that is a month."""
    return Label("month", code)


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. A share or a time carries the numerator and denominator it was made from."""

    state: State
    value: int | float | None = None
    numerator: int | None = None
    denominator: int | None = None

    def __post_init__(self) -> None:
        if self.state is not State.VALUE and (self.value, self.numerator) != (None, None):
            raise ValueError("A cell without a published value holds no number.")
        if self.state is State.HIDDEN and self.denominator is not None:
            raise ValueError("A hidden cell holds no denominator.")
        if self.state is State.VALUE and self.value is None:
            raise ValueError("A published cell holds a value.")

    @property
    def shown(self) -> bool:
        """True if a number is published."""
        return self.state is State.VALUE

    def to_plain(self) -> Plain:
        """As JSON."""
        plain: Plain = {"state": self.state.value}
        for key in ("value", "numerator", "denominator"):
            if getattr(self, key) is not None:
                plain[key] = getattr(self, key)
        return plain

    @classmethod
    def from_plain(cls, plain: Plain) -> Cell:
        """Back from JSON."""
        return cls(
            State(plain["state"]), plain.get("value"), plain.get("numerator"), plain.get("denominator")
        )


HIDDEN = Cell(State.HIDDEN)
NONE = Cell(State.NONE)


def count(number: int) -> Cell:
    """A published count."""
    return Cell(State.VALUE, number)


def share(numerator: int, denominator: int) -> Cell:
    """A percentage with one decimal, or no figure when there is nothing to divide by."""
    if not denominator:
        return Cell(State.NONE, denominator=0)
    return Cell(State.VALUE, round(100 * numerator / denominator, 1), numerator, denominator)


@dataclass(frozen=True, slots=True)
class Column:
    """`group` is a heading that stands over several columns."""

    id: str
    label: Label
    unit: Unit = Unit.COUNT
    group: Label | None = None

    def to_plain(self) -> Plain:
        """As JSON."""
        plain = {"id": self.id, "label": self.label.to_plain(), "unit": self.unit.value}
        return plain | ({"group": self.group.to_plain()} if self.group else {})

    @classmethod
    def from_plain(cls, plain: Plain) -> Column:
        """Back from JSON."""
        group = Label.from_plain(plain["group"]) if "group" in plain else None
        return cls(plain["id"], Label.from_plain(plain["label"]), Unit(plain["unit"]), group)


@dataclass(frozen=True, slots=True)
class Row:
    """`id` is the same in each quarter's release. `group` names the section that an item belongs to."""

    id: str
    label: Label
    cells: tuple[Cell, ...]
    kind: Kind = Kind.ITEM
    group: Label | None = None

    def to_plain(self) -> Plain:
        """As JSON."""
        plain: Plain = {"id": self.id, "label": self.label.to_plain(), "kind": self.kind.value}
        plain["cells"] = [cell.to_plain() for cell in self.cells]
        return plain | ({"group": self.group.to_plain()} if self.group else {})

    @classmethod
    def from_plain(cls, plain: Plain) -> Row:
        """Back from JSON."""
        group = Label.from_plain(plain["group"]) if "group" in plain else None
        cells = tuple(Cell.from_plain(cell) for cell in plain["cells"])
        return cls(plain["id"], Label.from_plain(plain["label"]), cells, Kind(plain["kind"]), group)


@dataclass(frozen=True, slots=True)
class Table:
    """One table with everything a reader needs to judge it (law 8). Texts are English msgids."""

    id: str
    title: str
    stub: str  # what the rows are: the heading of the first column
    definition: str
    population: str
    numerator: str
    denominator: str
    unknown: str  # what is counted as unknown, in words
    unknown_count: Cell
    period: Period
    data_cut: date
    source: str
    tier: Tier
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.id}: every row has one cell per column.")
        if len({row.id for row in self.rows}) != len(self.rows):
            raise ValueError(f"{self.id}: row ids are unique.")

    def cell(self, row_id: str, column_id: str) -> Cell:
        """The cell where a row and a column meet."""
        at = next(i for i, column in enumerate(self.columns) if column.id == column_id)
        return next(row for row in self.rows if row.id == row_id).cells[at]

    def has_hidden(self) -> bool:
        """True if anything in it is protected."""
        return any(cell.state is State.HIDDEN for row in self.rows for cell in row.cells)

    def to_plain(self) -> Plain:
        """As JSON."""
        texts = ("id", "title", "stub", "definition", "population", "numerator", "denominator")
        plain: Plain = {key: getattr(self, key) for key in texts}
        plain |= {
            "unknown": self.unknown,
            "source": self.source,
            "unknown_count": self.unknown_count.to_plain(),
            "period": self.period.to_plain(),
            "data_cut": self.data_cut.isoformat(),
            "tier": self.tier.value,
            "columns": [column.to_plain() for column in self.columns],
            "rows": [row.to_plain() for row in self.rows],
            "remarks": list(self.remarks),
        }
        return plain

    @classmethod
    def from_plain(cls, plain: Plain) -> Table:
        """Back from JSON."""
        return cls(
            **{
                **plain,
                "unknown_count": Cell.from_plain(plain["unknown_count"]),
                "period": Period.from_plain(plain["period"]),
                "data_cut": date.fromisoformat(plain["data_cut"]),
                "tier": Tier(plain["tier"]),
                "columns": tuple(Column.from_plain(column) for column in plain["columns"]),
                "rows": tuple(Row.from_plain(row) for row in plain["rows"]),
                "remarks": tuple(plain["remarks"]),
            }
        )
