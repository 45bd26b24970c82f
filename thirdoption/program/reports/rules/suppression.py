"""Protects tables that describe people: nothing that is shown gives a hidden count back.

Counts of 1 to 10 are hidden, 0 is shown (R-92, the rule of the Centers for Medicare & Medicaid Services).
Whole rows are hidden, never single cells, and the total with them. A reader may still know the total from
elsewhere (the counts of the program's own work are exact), so more rows are hidden, the smallest first,
until all hidden rows together are big enough. Why this is safe: whatever ties the columns of a row to each
other (a later step is never larger than an earlier one, a column is the sum of others) holds as well if one
hidden row has everything and the others have next to nothing. So all a reader can say of a hidden cell is
that it lies between 0 or 1 and nearly the sum of the hidden rows, and that sum is kept so large that the
span is 11 or more. What two releases tell together is in `earlier.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from thirdoption.program.reports.rules.tables import (
    HIDDEN,
    Cell,
    Column,
    Kind,
    Row,
    State,
    Table,
    Unit,
    count,
)

THRESHOLD = 11
SUMS = (Kind.TOTAL, Kind.SECTION)
Merge = TypeVar("Merge")


def is_small(number: int, threshold: int = THRESHOLD) -> bool:
    """True for a count that may not be shown."""
    return 0 < number < threshold


def protect(table: Table, *, of_total: Collection[str] = (), threshold: int = THRESHOLD) -> Table:
    """The same table with every small count hidden, and what would give it back.

    `of_total` names the share columns whose denominator is the table's total; other shares are made from
    counts of their own row.
    """
    at = [i for i, column in enumerate(table.columns) if column.unit is Unit.COUNT]
    numbers = {row.id: _numbers(row, at) for row in table.rows if row.kind not in SUMS}
    hidden = rows_to_hide(numbers, threshold)
    if not hidden:
        return table
    empty = {i for n, i in enumerate(at) if not any(numbers[key][n] for key in hidden)}
    rows = [_hide(row, hidden, empty, table.columns, of_total) for row in table.rows]
    unknown = table.unknown_count
    if any(row.kind is Kind.UNKNOWN and row.id in hidden for row in table.rows):
        unknown = HIDDEN
    return replace(table, rows=tuple(rows), unknown_count=unknown)


def rows_to_hide(numbers: Mapping[str, Sequence[int]], threshold: int = THRESHOLD) -> frozenset[str]:
    """Ids of the rows to hide, given each row's true counts (one per count column)."""
    hidden = {key for key, row in numbers.items() if any(is_small(number, threshold) for number in row)}
    if not hidden:
        return frozenset()
    spare = sorted((list(row), key) for key, row in numbers.items() if any(row) and key not in hidden)
    while spare and not _wide_enough([numbers[key] for key in hidden], threshold):
        hidden.add(spare.pop(0)[1])
    return frozenset(hidden)


def _wide_enough(rows: Sequence[Sequence[int]], threshold: int) -> bool:
    """Each column's sum leaves every row a span of the threshold; one row alone never does."""
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return all(total == 0 or total >= threshold + len(rows) for total in sums)


def _numbers(row: Row, at: Sequence[int]) -> list[int]:
    if any(row.cells[i].state is not State.VALUE for i in at):
        raise ValueError(f"{row.id}: a table is protected once, from its true counts.")
    return [int(row.cells[i].value or 0) for i in at]


def _hide(
    row: Row,
    hidden: Collection[str],
    empty: Collection[int],
    columns: Sequence[Column],
    of_total: Collection[str],
) -> Row:
    """Keeps zeros of a column in which all hidden rows are zero: anybody could work them out."""
    gone = row.kind in SUMS or row.id in hidden

    def keep(i: int, cell: Cell) -> Cell:
        if gone and i in empty and row.kind not in SUMS:
            return count(0)
        return HIDDEN if gone or columns[i].id in of_total else cell

    return replace(row, cells=tuple(keep(i, cell) for i, cell in enumerate(row.cells)))


def usefulness(table: Table) -> tuple[int, int]:
    """How much of the table's first count column is still shown, then how few rows are hidden."""
    at = next(i for i, column in enumerate(table.columns) if column.unit is Unit.COUNT)
    items = [row.cells[at] for row in table.rows if row.kind not in SUMS]
    return sum(int(cell.value or 0) for cell in items), -sum(not cell.shown for cell in items)


def merge_before_hiding(ladder: Sequence[Merge], build: Callable[[Merge], Table]) -> Table:
    """The first merge of categories, finest first, without holes; else the one that shows most."""
    tables = [build(merge) for merge in ladder]
    whole = [table for table in tables if not table.has_hidden()]
    return whole[0] if whole else max(tables, key=usefulness)
