"""Reads an agency's file of charges: what it says of each incident, and which rows cannot be taken."""

from collections.abc import Mapping
from dataclasses import dataclass

from thirdoption.program.ground import texts
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.matters.rules.clock import limitation_of
from thirdoption.program.matters.rules.exchange.column_map import CHANGED, NUMBER, Column, ColumnMap
from thirdoption.program.matters.rules.exchange.history import (
    HISTORY,
    OTHER_DAY,
    holds_history,
    names_history,
)
from thirdoption.program.sites.rules import csv_files
from thirdoption.program.sites.rules.csv_files import Record, RefusedRow

LARGEST = 1_000_000
MOST_ROWS = 10_000
LIMITS: Mapping[str, int] = {NUMBER: 40, "law": 60, "offense": 200, "offense_class": 20}
TAKEN_OUT = "(taken out)"


@dataclass(frozen=True)
class ChargeRow:
    """One row that can be taken: what it says of one charge; what its cell leaves empty does not change."""

    line: int
    incident_number: str
    says: Mapping[str, str]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Parsed:
    """Each row of a file is either in `rows` or in `refused`."""

    header: tuple[str, ...]
    rows: tuple[ChargeRow, ...]
    refused: tuple[RefusedRow, ...]


def read(data: bytes, chart: ColumnMap) -> Parsed:
    """The charges of a file. Raises Refused (invalid) where it cannot be trusted, or holds criminal history.

    A column of history refuses the whole file, also one that the map does not name: such a file is not for
    this program. A value of history refuses its row, and leaves its cells.
    """
    table = csv_files.read(data, columns=chart.needed(), surely_whole=bool, largest=LARGEST)
    if len(table.records) > MOST_ROWS:
        raise Refused(INVALID, "The file has more than %(most)s rows. Split it.", "file", most=MOST_ROWS)
    history = [name for name in table.header if names_history(name)]
    if history:
        raise Refused(
            INVALID,
            "The column %(column)s looks like criminal history. The program takes none: a charge is decided "
            "here for what happened that day. Take it out and try again.",
            "file",
            column=history[0],
        )
    rows: list[ChargeRow] = []
    refused: list[RefusedRow] = []
    first: dict[str, int] = {}
    for record in table.records:
        row, reasons = _row(record, table.header, chart)
        if row is not None and row.incident_number in first:
            reasons = [f"Line {first[row.incident_number]} has the same incident number."]
        if reasons or row is None:
            refused.append(RefusedRow(record.line, tuple(reasons), _clean(record.cells)))
        else:
            first[row.incident_number] = record.line
            rows.append(row)
    return Parsed(table.header, tuple(rows), tuple(refused))


def changes(row: ChargeRow, charge: Mapping[str, str]) -> dict[str, str]:
    """What a row changes of a charge. Raises Refused where another last day for filing would follow."""
    found = {name: value for name, value in row.says.items() if value != charge[name]}
    kind = found.get("offense_class")
    if kind is not None and limitation_of(kind) != limitation_of(charge["offense_class"]):
        raise Refused(INVALID, OTHER_DAY)
    return found


def _row(record: Record, header: tuple[str, ...], chart: ColumnMap) -> tuple[ChargeRow | None, list[str]]:
    reasons = csv_files.wrong_shape(record, len(header))
    number_at = header.index(chart.columns[NUMBER].name)
    if any(holds_history(cell, a_number=at == number_at) for at, cell in enumerate(record.cells)):
        reasons.append(HISTORY)
    if reasons:
        return None, reasons
    said = {
        name: _value(name, column, record.cells[header.index(column.name)], reasons)
        for name, column in chart.columns.items()
    }
    if not said[NUMBER] and not reasons:
        reasons.append("The incident number is empty.")
    says = {name: said[name] for name in CHANGED if said.get(name)}
    if not says and not reasons:
        reasons.append("The row says nothing of the charge.")
    return ChargeRow(record.line, said[NUMBER], says, record.cells), reasons


def _value(name: str, column: Column, cell: str, reasons: list[str]) -> str:
    cell = cell.strip()
    if column.values and cell:
        if cell not in column.values:
            reasons.append(f"{column.name}: the map does not know this value.")
            return ""
        cell = column.values[cell]
    try:
        return texts.cleaned(cell, field=name, limit=LIMITS[name])
    except Refused as refused:
        reasons.append(f"{column.name}: {refused}")
        return ""


def _clean(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells of a refused row as they go back: what is history is not written a second time."""
    return tuple(TAKEN_OUT if holds_history(cell, a_number=False) else cell for cell in cells)
