"""The cells of a CSV or XLSX file as text, or one sentence that says why it cannot be read.

Of a workbook only the values are read (ECMA-376, SpreadsheetML): no formula is run, no macro is taken, and
nothing outside is followed.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree import ElementTree

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.sites.rules import csv_files

UNPACKED = 40_000_000
"""Bytes that a workbook may have when it is unpacked."""
WIDEST, LONGEST = 200, 20_000
MOST_MERGED = 100_000
"""Cells that merged ones may fill: a small file can name the same million again and again."""
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTES = "A quotation mark is opened and not closed, or the file is damaged. Save it again as CSV."
_HUGE = "A cell near line %(line)s holds more than 130,000 letters. Shorten it, or close its quotation mark."
_BROKEN = "This workbook cannot be read. Save it again as .xlsx or as CSV."
# ECMA-376, part 1, 18.8.30: the numbers of formats that are days, and the letters of one's own that are
_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(50, 59)})
_OF_A_DAY = re.compile(r"[dy]", re.IGNORECASE)
_SAID_AS_IT_IS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_EPOCH = datetime(1899, 12, 30)
Grid = list[list[str]]


def grid_of(data: bytes, largest: int) -> Grid:
    """The rows of a file's fullest sheet, each cell as text. Raises Refused (invalid) beside `file`."""
    return sheets_of(data, largest)[0]


def sheets_of(data: bytes, largest: int) -> list[Grid]:
    """The sheets of a file that hold something, the fullest first; a CSV file is one.

    Raises Refused (invalid) beside `file`.
    """
    if len(data) > largest:
        raise _refused("The file is larger than %(limit)s MB. Split it.", limit=largest // 1_000_000)
    return _workbook(data) if data.startswith(b"PK\x03\x04") else [_csv(data)]


def _refused(sentence: str, **values: object) -> Refused:
    return Refused(INVALID, sentence, "file", **values)


def _csv(data: bytes) -> Grid:
    try:
        text = csv_files.text_of(data)
    except Refused:
        csv_files.text_of(_as_utf8(data))  # whatever else is wrong with it is said there
        text = data.decode("cp1252")
    if not text.strip():
        raise _refused("The file is empty.")
    first = "\n".join(text.splitlines()[:20])
    separator = max(",;\t", key=first.count)
    found = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = [cells[:WIDEST] for cells in found]
    except csv.Error as error:
        if "limit" in str(error):
            raise _refused(_HUGE, line=found.line_num) from error
        raise _refused(_QUOTES) from error
    return _not_too_long([[csv_files.unguard(cell.strip()) for cell in row] for row in rows])


def _as_utf8(data: bytes) -> bytes:
    """What a spreadsheet of Windows saves, as UTF-8; what is not that either stays as it was."""
    try:
        return data.decode("cp1252").encode()
    except UnicodeDecodeError:
        return data


def _not_too_long(grid: Grid) -> Grid:
    if len(grid) > LONGEST:
        raise _refused("The file has more than %(limit)s rows. Split it.", limit=LONGEST)
    return grid


def _workbook(data: bytes) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_packed(packed)
            strings, days = _strings(packed), _days(packed)
            old_mac = _has(packed, "xl/workbook.xml", "workbookPr", "date1904")
            sheets = [one for one in packed.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", one)]
            grids = [_sheet(_xml(packed, one), strings, days) for one in sorted(sheets)]
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, IndexError) as error:
        raise _refused(_BROKEN) from error
    if old_mac:
        raise _refused("This workbook counts its days from 1904. Save it as CSV first.")
    filled = [grid for grid in grids if any(map(any, grid))]
    if not filled:
        raise _refused("The file is empty.")
    return sorted(filled, key=lambda grid: sum(any(row) for row in grid), reverse=True)


def _check_packed(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if len(parts) > 1_000 or sum(one.file_size for one in parts) > UNPACKED:
        raise _refused("This workbook unpacks to more than we read. Save the one sheet as CSV.")
    if any("vba" in one.filename.lower() for one in parts):
        raise _refused("This workbook has macros. Save it as .xlsx without them, or as CSV.")


def _xml(packed: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part. One that declares a document type is refused: its entities could expand, and none is needed."""
    with packed.open(name) as part:
        text = part.read(UNPACKED + 1)
    if len(text) > UNPACKED or b"<!" in text.replace(b"<!--", b"").replace(b"<![CDATA[", b""):
        raise _refused(_BROKEN)
    return ElementTree.fromstring(text)


def _has(packed: zipfile.ZipFile, name: str, tag: str, attribute: str) -> bool:
    found = next((one for one in _xml(packed, name).iter() if one.tag.endswith(f"}}{tag}")), None)
    return found is not None and found.get(attribute) in ("1", "true")


def _strings(packed: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in packed.namelist():
        return []
    found = _xml(packed, "xl/sharedStrings.xml")
    return [_text(one) for one in found if one.tag.endswith("}si")]


def _days(packed: zipfile.ZipFile) -> frozenset[str]:
    """The styles of cells whose number is a day."""
    if "xl/styles.xml" not in packed.namelist():
        return frozenset()
    found = _xml(packed, "xl/styles.xml")
    formats = (one for one in found.iter() if one.tag.endswith("}numFmt"))
    own = {one.get("numFmtId", ""): _SAID_AS_IT_IS.sub("", one.get("formatCode", "")) for one in formats}
    days = {str(one) for one in _DAYS} | {one for one, code in own.items() if _OF_A_DAY.search(code)}
    styles = next((one for one in found if one.tag.endswith("}cellXfs")), ())
    return frozenset(str(place) for place, one in enumerate(styles) if one.get("numFmtId", "") in days)


def _text(element: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in element.iter() if one.tag.endswith("}t")).strip()


def _sheet(found: ElementTree.Element, strings: list[str], days: frozenset[str]) -> Grid:
    grid: Grid = []
    for cell in found.iter():
        if cell.tag.endswith("}c") and (at := _place(cell.get("r", ""))):
            _put(grid, *at, _value(cell, strings, days))
    filled = 0
    for merged in found.iter():
        if merged.tag.endswith("}mergeCell"):
            filled += _fill(grid, merged.get("ref", ""))
            if filled > MOST_MERGED:
                raise _refused("The file has too many merged cells. Unmerge them, and save it again.")
    return grid


def _value(cell: ElementTree.Element, strings: list[str], days: frozenset[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = next((one.text or "" for one in cell if one.tag.endswith("}v")), "")
    if kind == "s":
        return strings[int(value)]
    if kind == "e":
        return ""
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind == "n" and cell.get("s", "0") in days:
        return _day(value)
    return value.removesuffix(".0").strip()


def _day(value: str) -> str:
    """A number of days since the end of 1899 as year-month-day, with the time where there is one."""
    try:
        at = _EPOCH + timedelta(days=float(value))
    except (ValueError, OverflowError):
        return value.strip()
    at = (at + timedelta(seconds=30)).replace(second=0, microsecond=0)
    return at.strftime("%Y-%m-%d" if at.hour == at.minute == 0 else "%Y-%m-%d %H:%M")


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of "B7", counted from 0; None beyond what is read."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if row > LONGEST:
        raise _refused("The file has more than %(limit)s rows. Split it.", limit=LONGEST)
    return (row - 1, column - 1) if column <= WIDEST else None


def _put(grid: Grid, row: int, column: int, value: str) -> None:
    while len(grid) <= row:
        grid.append([])
    grid[row].extend([""] * (column + 1 - len(grid[row])))
    grid[row][column] = value


def _fill(grid: Grid, area: str) -> int:
    """Merged cells downward each say what the first says; a title across a row is one cell. How many."""
    filled = 0
    for (top, left), (bottom, _right) in _corners(area):
        value = grid[top][left] if top < len(grid) and left < len(grid[top]) else ""
        for row in range(top + 1, min(bottom, len(grid) - 1) + 1):
            _put(grid, row, left, value)
            filled += 1
    return filled


def _corners(area: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    first, _, last = area.partition(":")
    start, end = _place(first), _place(last)
    if start and end:
        yield start, end
