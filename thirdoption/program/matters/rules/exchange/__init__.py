"""Charges as files: what comes from an agency's own system, and what goes out to it. Pure.

docs/reference/charges-exchange.md tells every field of both.
"""

from thirdoption.program.matters.rules.exchange.column_map import (
    CHANGED,
    ColumnMap,
    InvalidMap,
    parse_map,
)
from thirdoption.program.matters.rules.exchange.history import HISTORY, NO_CHARGE
from thirdoption.program.matters.rules.exchange.reading import ChargeRow, Parsed, changes, read
from thirdoption.program.matters.rules.exchange.writing import FIELDS, VERSION, as_csv, as_json

__all__ = [
    "CHANGED",
    "FIELDS",
    "HISTORY",
    "NO_CHARGE",
    "VERSION",
    "ChargeRow",
    "ColumnMap",
    "InvalidMap",
    "Parsed",
    "as_csv",
    "as_json",
    "changes",
    "parse_map",
    "read",
]
