"""The pure part of reports: periods, tables, what is protected, how it is worded."""

from thirdoption.program.reports.rules.frames import Agency, Counts, Frame, Gap
from thirdoption.program.reports.rules.periods import (
    Period,
    Span,
    quarter,
    quarter_before,
    rolling_year,
    since_launch,
)
from thirdoption.program.reports.rules.report import FIGURES, Figure, Report, build_report
from thirdoption.program.reports.rules.tables import Cell, Column, Kind, Label, Row, State, Table, Tier, Unit

__all__ = [
    "FIGURES",
    "Agency",
    "Cell",
    "Column",
    "Counts",
    "Figure",
    "Frame",
    "Gap",
    "Kind",
    "Label",
    "Period",
    "Report",
    "Row",
    "Span",
    "State",
    "Table",
    "Tier",
    "Unit",
    "build_report",
    "quarter",
    "quarter_before",
    "rolling_year",
    "since_launch",
]
