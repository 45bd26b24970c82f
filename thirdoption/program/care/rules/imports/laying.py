"""Where the list in a sheet begins, and which of its rows are rows of the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from thirdoption.program.care.rules.imports.columns import is_history, means, plain
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.sites.rules.workbook import Grid

_DEPTH = 30
_TOTALS = ("total", "totals", "grand total", "subtotal", "sum", "count", "number of")


@dataclass(frozen=True)
class Row:
    """One row of the list; `line` is its number in the file, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A list: its heads, its rows, how many rows of totals were passed over, and columns never read."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: int
    history: tuple[int, ...]


def lay_out(grid: Grid) -> Sheet:
    """The list in a sheet: below the row that has most heads we know. Raises Refused (invalid)."""
    known = [len({means(cell) for cell in row} - {""}) for row in grid[:_DEPTH]]
    if not known or max(known) < 2:
        raise Refused(
            INVALID, "No row of this file looks like the heads of a list: a name and something else.", "file"
        )
    top = known.index(max(known))
    heads = tuple(grid[top])
    rows, totals = [], 0
    for number, cells in enumerate(grid[top + 1 :], start=top + 2):
        if not any(cells) or tuple(cells) == heads:
            continue
        if _is_total(cells):
            totals += 1
            continue
        rows.append(Row(number, tuple([*cells, *[""] * len(heads)][: len(heads)])))
    if not rows:
        raise Refused(INVALID, "The file has heads but no rows.", "file")
    history = tuple(place for place, head in enumerate(heads) if is_history(head))
    return Sheet(heads, tuple(rows), totals, history)


def _is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums up others: "Total: 40", and figures alone beside it. Total Recall is a name."""
    first, *others = (plain(cell) for cell in cells if cell)
    word = " ".join(part for part in first.split() if not part.isdecimal())
    begins = any(word.startswith(f"{one} ") for one in _TOTALS) and bool(others or first != word)
    figures = all(other.replace(" ", "").isdecimal() for other in others)
    return figures and (word in _TOTALS or begins)
