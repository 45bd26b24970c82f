"""What one report more would give away beside those that are out already (differencing).

Two tables of 12 months that both begin with the program differ by exactly one quarter, and a correction
differs from the version before by whoever was entered late: both differences can be counts of 1 to 10,
however well each table alone is protected. So tables about people begin with the first full 12 months; after
that, two of them differ by a quarter that came and another that went. And a correction repeats the version
before unless each of its counts changed by nothing or by 11 and more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from thirdoption.program.reports.rules.frames import Frame, gettext_noop
from thirdoption.program.reports.rules.periods import rolling_year
from thirdoption.program.reports.rules.suppression import THRESHOLD, is_small
from thirdoption.program.reports.rules.tables import Cell, Table, Unit

REPEATED = gettext_noop(
    "As in the version before: what changed since is too little to show without pointing to a person."
)


def is_full_year(frame: Frame) -> bool:
    """Whether the program ran through all of the 12 months that end with the report's quarter."""
    return frame.launched <= rolling_year(frame.period).start


def beside(new: Table, before: Mapping[str, Table]) -> Table:
    """The table that a correction may show: the new one, or that of the version before."""
    old = before.get(new.id)
    if old is None or not tells_of_few(new, old):
        return new
    return old if REPEATED in old.remarks else replace(old, remarks=(*old.remarks, REPEATED))


def tells_of_few(new: Table, old: Table, threshold: int = THRESHOLD) -> bool:
    """Whether the two together give a count of 1 to 10 that neither shows."""
    counts = [i for i, column in enumerate(new.columns) if column.unit is Unit.COUNT]
    shown, were = _cells(new, counts), _cells(old, counts)
    if shown.keys() != were.keys():
        return True  # rows were merged another way: what lies between cannot be told from here
    return any(_small_step(shown[key], were[key], threshold) for key in shown)


def _cells(table: Table, counts: list[int]) -> dict[tuple[str, int], Cell]:
    return {(row.id, i): row.cells[i] for row in table.rows for i in counts}


def _small_step(one: Cell, other: Cell, threshold: int) -> bool:
    if one.value is None or other.value is None:
        return one != other  # hidden in one of them only
    return is_small(abs(int(one.value) - int(other.value)), threshold)
