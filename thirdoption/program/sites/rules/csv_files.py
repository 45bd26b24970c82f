"""Reads an uploaded or handed-in CSV file, or says in one sentence why it cannot be read.

A file is refused as a whole when its text or its shape cannot be trusted (empty, cut off, another
encoding, a picture, other columns). What is wrong with one row is for the importer to say.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from thirdoption.program.ground.refusal import INVALID, Refused

LARGEST = 20_000_000
_PICTURE, _DOCUMENT, _SHEET, _ARCHIVE = "a picture", "a document", "a spreadsheet", "a packed archive"
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"\x00\x00\x01\x00", _PICTURE),
    (b"%PDF", _DOCUMENT),
    (b"\xd0\xcf\x11\xe0", _SHEET),
    (b"PK\x03\x04", _SHEET),
    (b"\x1f\x8b", _ARCHIVE),
)
# A spreadsheet runs a cell that begins with one of these.
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_CUT = (
    "The file looks cut off: its last line (%(line)s) is not whole. Nothing was imported. "
    "Download the file again; if it is whole, add a line end after its last line."
)
_ENCODING = (
    "The file is not UTF-8 text: it looks like %(encoding)s. Nothing was imported. "
    'Save it again as "CSV UTF-8" and try again.'
)


@dataclass(frozen=True)
class Record:
    """One row as it stands in the file; `line` is where it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: where it begins, every reason, and its cells as they were."""

    line: int
    reasons: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and the rows under it, blank lines left out. Rows may be shorter or longer."""

    header: tuple[str, ...]
    records: tuple[Record, ...]


def read(
    data: bytes, *, columns: Sequence[str], surely_whole: Callable[[str], bool], largest: int = LARGEST
) -> Table:
    """The table in `data`, which must have `columns` (others may be there too, in any order).

    `surely_whole` tells of the last cell of a file without a final line end whether it can be
    trusted to be complete. Raises Refused (invalid) with a sentence; then nothing is usable.
    """
    text = text_of(data, largest)
    records = list(_records(text))
    if not records:
        raise _refused("The file is empty. Nothing was imported.")
    header = tuple(cell.strip() for cell in records[0].cells)
    _check_header(header, columns, only_row=len(records) == 1 and not _ends_a_line(text))
    if len(records) == 1:
        raise _refused("The file has a header but no rows. Nothing was imported.")
    last = records[-1]
    short = len(last.cells) < len(header)
    open_end = not _ends_a_line(text) and not surely_whole(last.cells[-1])
    if short or open_end:
        raise _refused(_CUT, line=last.line)
    return Table(header, tuple(records[1:]))


def wrong_shape(record: Record, columns: int) -> list[str]:
    """What is wrong with the number of a row's cells, as sentences."""
    if len(record.cells) == columns:
        return []
    return [f"The row has {len(record.cells)} cells; the header has {columns}."]


def refused_csv(header: Sequence[str], refused: Sequence[RefusedRow]) -> bytes:
    """Rows that were not taken as a CSV file: line, reasons, then the cells as they were.

    What a spreadsheet would run has an apostrophe before it, which `read` takes off again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Line", "Why it was not taken", *map(guard, header)])
    for row in refused:
        writer.writerow([row.line, *map(guard, [" ".join(row.reasons), *row.cells])])
    return out.getvalue().encode()


def guard(value: str | int | float | None) -> str | int | float | None:
    """Puts an apostrophe before text that a spreadsheet would run. Numbers stay numbers."""
    if isinstance(value, str) and value.startswith(RUNS_AS_FORMULA):
        return f"'{value}"
    return value


def _refused(sentence: str, **values: object) -> Refused:
    return Refused(INVALID, sentence, "file", **values)


def _ends_a_line(text: str) -> bool:
    return text.endswith(("\n", "\r"))


def text_of(data: bytes, largest: int = LARGEST) -> str:
    """The text in `data`; Refused (invalid) with a sentence where it is none, or is not UTF-8."""
    if len(data) > largest:
        raise _refused(
            "The file is larger than %(limit)s MB. Nothing was imported. Split it.",
            limit=largest // 1_000_000,
        )
    _check_kind(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            raise _refused(_CUT, line=data.count(b"\n") + 1) from error
        raise _refused(_ENCODING, encoding=_likely_encoding(data)) from error


def _check_kind(data: bytes) -> None:
    """Refuse what is no text at all, and text in two or four bytes a letter."""
    wide = _wide_encoding(data)
    if wide:
        raise _refused(_ENCODING, encoding=wide)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            raise _refused("This is %(kind)s, not a CSV file. Nothing was imported.", kind=kind)
    if data.startswith(b"BM") and b"\x00" in data[:64]:
        raise _refused("This is %(kind)s, not a CSV file. Nothing was imported.", kind=_PICTURE)
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data):
        raise _refused("This is not a text file, so not a CSV file. Nothing was imported.")


def _wide_encoding(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    # Without a mark: English text in UTF-16 has a zero in every second place, and only there.
    start = data[:2000]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if min(even, odd) == 0 and max(even, odd) > len(start) * 0.4:
        return "UTF-16"
    return None


def _likely_encoding(data: bytes) -> str:
    """A guess that helps to find the right menu entry: the two that spreadsheets write."""
    return "Windows-1252" if re.search(rb"[\x80-\x9f]", data) else "Windows-1252 or ISO-8859-1"


def _records(text: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Record(line, tuple(map(unguard, cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        # An unclosed quotation mark swallows the rest of the file, whatever the reader calls it.
        raise _refused(
            "The file is damaged or cut off: a quotation mark in the row at line %(line)s is not closed "
            "where the cell ends. Nothing was imported.",
            line=line,
        ) from error


def unguard(cell: str) -> str:
    """The cell as it was before `guard`, in a file of refused rows that comes back repaired."""
    return cell[1:] if cell.startswith("'") and cell == guard(cell[1:]) else cell


def _check_header(header: tuple[str, ...], columns: Sequence[str], *, only_row: bool) -> None:
    missing = [column for column in columns if column not in header]
    if not missing:
        repeated = [column for column in columns if header.count(column) > 1]
        if repeated:
            raise _refused(
                "The file has the column %(column)s twice. Nothing was imported.", column=repeated[0]
            )
        return
    if only_row and set(header) & set(columns):
        raise _refused(_CUT, line=1)
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and separator in header[0]:
            raise _refused(
                "The columns are separated by %(name)s, not by commas. Nothing was imported.", name=name
            )
    raise _refused(
        "This is not the file that was expected: columns are missing (%(columns)s). Nothing was imported.",
        columns=", ".join(missing[:5]) + (", ..." if len(missing) > 5 else ""),
    )
