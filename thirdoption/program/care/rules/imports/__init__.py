"""Workbooks that a program brings along: read, laid out, and judged row by row. Nothing is stored."""

from thirdoption.program.care.rules.imports import values as values_of
from thirdoption.program.care.rules.imports.columns import FIELDS, KINDS, Kind, guess, guess_kind
from thirdoption.program.care.rules.imports.laying import Row, Sheet, lay_out
from thirdoption.program.care.rules.imports.matching import name_key, worker_named
from thirdoption.program.care.rules.imports.reading import LARGEST, MOST_ROWS, Reading, read_row
from thirdoption.program.care.rules.imports.values import Order, orders
from thirdoption.program.sites.rules.workbook import grid_of, sheets_of

__all__ = [
    "FIELDS",
    "KINDS",
    "LARGEST",
    "MOST_ROWS",
    "Kind",
    "Order",
    "Reading",
    "Row",
    "Sheet",
    "grid_of",
    "guess",
    "guess_kind",
    "lay_out",
    "name_key",
    "orders",
    "read_row",
    "sheets_of",
    "values_of",
    "worker_named",
]
