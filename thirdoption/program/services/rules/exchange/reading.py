"""Any file of services: seen what it is, read, and what it says and does not say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thirdoption.program.services.rules import DirectoryRow
from thirdoption.program.services.rules.exchange import csv_map, hsds, omh_directory
from thirdoption.program.services.rules.exchange.hsds_rows import read as read_hsds
from thirdoption.program.sites.rules import csv_files
from thirdoption.program.sites.rules.csv_files import RefusedRow
from thirdoption.program.sites.rules.workbook import grid_of


@dataclass(frozen=True)
class Reading:
    """What a file holds: its kind, its source if that is fixed, services, what is not taken, columns."""

    kind: str
    source: str
    rows: tuple[DirectoryRow, ...]
    refused: tuple[RefusedRow, ...]
    heads: tuple[str, ...]
    sheet: csv_map.Sheet | None = None
    columns: tuple[str, ...] = ()

    def refused_csv(self) -> bytes:
        """What is not taken, with the reasons."""
        return csv_files.refused_csv(self.heads, self.refused)

    def reasons(self) -> list[tuple[str, int]]:
        """How often what was wrong, most frequent first."""
        return Counter(why for one in self.refused for why in one.reasons).most_common()


def read(name: str, data: bytes, *, today: date, columns: Sequence[str] | None = None) -> Reading:
    """Read a file. `columns` are the fields of the columns, if chosen. Raises Refused (invalid)."""
    if hsds.is_hsds(name, data) and not name.endswith(".xlsx"):
        parsed = read_hsds(data, today=today)
        return Reading(f"HSDS {parsed.version}", "", parsed.rows, parsed.refused(), hsds.FAULTY)
    grid = grid_of(data, csv_files.LARGEST)
    if any(set(omh_directory.COLUMNS) <= {cell.strip() for cell in row} for row in grid[:1]):
        found = omh_directory.read(data, today=today)
        return Reading("OMH", omh_directory.SOURCE, found.rows, found.refused, found.header)
    sheet = csv_map.lay_out(grid)
    chosen = tuple(csv_map.guess(sheet.heads) if columns is None else _once(columns, len(sheet.heads)))
    rows, refused = csv_map.read(sheet, chosen, today=today)
    return Reading("CSV", "", rows, refused, sheet.heads, sheet, chosen)


def _once(columns: Sequence[str], many: int) -> list[str]:
    """The fields that were chosen, each once; what is no field is left out."""
    found: list[str] = []
    for field in [*columns, *[""] * many][:many]:
        found.append(field if field in csv_map.FIELDS and field not in found else "")
    return found
