"""Reads arrest files for a replay: any CSV by a column map (YAML), and NIBRS flat files.

A file that cannot be trusted is refused with a sentence; rows that cannot be read come back with reasons.
"""

from collections.abc import Callable

from thirdoption.jobs.imports.arrests import csv_rows, nibrs
from thirdoption.jobs.imports.arrests.column_map import ColumnMap, InvalidMap, load_map, map_ids
from thirdoption.jobs.imports.arrests.parsed import Parsed

__all__ = ["ColumnMap", "InvalidMap", "Parsed", "load_map", "map_ids", "read"]


def read(data: bytes, chart: ColumnMap, *, told: Callable[[int, int], None] | None = None) -> Parsed:
    """All arrests of a file; `told(done, all)` hears of the progress. Refused where it cannot be trusted."""
    reader = nibrs.read if chart.format == "nibrs" else csv_rows.read
    return reader(data, chart, told or (lambda done, of: None))
