"""Writes the report's tables as one long CSV: a line per cell, ids the same in each quarter's release."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from thirdoption.program.reports.rules import Cell, Column, Report, Row, State, Table
from thirdoption.program.reports.rules.wording import Translate, label_text
from thirdoption.program.sites.rules.csv_files import guard

FIELDS = (
    "release_id",
    "version",
    "site",
    "made_up",
    "table_id",
    "table",
    "period",
    "period_start",
    "period_end",
    "row_id",
    "section",
    "row",
    "row_kind",
    "column_id",
    "column_group",
    "column",
    "unit",
    "state",
    "value",
    "numerator",
    "denominator",
    "unknown_count",
    "unknown",
    "tier",
    "definition",
    "population",
    "numerator_is",
    "denominator_is",
    "data_cut",
    "source",
)
MADE_UP = "made-up data"


def write(report: Report, translate: Translate) -> str:
    """UTF-8 text with a header line. Empty: not published; `state` says whether hidden or none."""
    written = StringIO()
    lines = csv.DictWriter(written, FIELDS, lineterminator="\r\n")
    lines.writeheader()
    for table in report.tables:
        for line in _lines(table, translate):
            lines.writerow({key: guard(value) for key, value in (_release(report, translate) | line).items()})
    return written.getvalue()


def _release(report: Report, translate: Translate) -> dict[str, str | int | float | None]:
    return {
        "release_id": report.release_id,
        "version": report.version,
        "site": report.site_name,
        "made_up": translate(MADE_UP) if report.made_up else "",
    }


def _lines(table: Table, translate: Translate) -> Iterator[dict[str, str | int | float | None]]:
    about: dict[str, str | int | float | None] = {
        "table_id": table.id,
        "table": translate(table.title),
        "period": table.period.code,
        "period_start": table.period.start.isoformat(),
        "period_end": table.period.end.isoformat(),
        "unknown_count": _number(table.unknown_count),
        "unknown": translate(table.unknown),
        "tier": table.tier.value,
        "definition": translate(table.definition),
        "population": translate(table.population),
        "numerator_is": translate(table.numerator),
        "denominator_is": translate(table.denominator),
        "data_cut": table.data_cut.isoformat(),
        "source": table.source,
    }
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield about | _cell(row, column, cell, translate)


def _cell(row: Row, column: Column, cell: Cell, translate: Translate) -> dict[str, str | int | float | None]:
    return {
        "row_id": row.id,
        "section": label_text(row.group, translate) if row.group else "",
        "row": label_text(row.label, translate),
        "row_kind": row.kind.value,
        "column_id": column.id,
        "column_group": label_text(column.group, translate) if column.group else "",
        "column": label_text(column.label, translate),
        "unit": column.unit.value,
        "state": cell.state.value,
        "value": cell.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
    }


def _number(cell: Cell) -> str | int | float | None:
    return cell.value if cell.shown else State.HIDDEN.value
