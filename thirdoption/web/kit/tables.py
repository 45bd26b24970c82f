"""A table as plain values: what a presenter hands to kit/_table.html."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column's heading; figures stand on the right, `whole` cells never break."""

    label: str
    figure: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True)
class State:
    """A cell that shows a state; tone as in the `status` tag."""

    text: str
    tone: str = "quiet"


Cell = str | int | Link | State | None


@dataclass(frozen=True)
class Table:
    """Caption, columns and rows; the first cell of a row is its heading.

    `empty` is the sentence shown instead of a table without rows. A cell of None prints a dash.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    caption_quiet: bool = False
    notes: Sequence[str] = field(default=())
