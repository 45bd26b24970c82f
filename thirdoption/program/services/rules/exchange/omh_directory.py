"""New York State's "Local Mental Health Programs" file: bytes in, services and refused rows out.

Rows without an address are confidential sites. They are taken without a location: the file gives
them all one point (a middle of the state), and neither that nor the agency's address is theirs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thirdoption.program.services.rules import (
    CITY_LIMIT,
    KEY_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    DirectoryRow,
    PhoneNumber,
    PostalAddress,
)
from thirdoption.program.services.rules.omh import omh_needs
from thirdoption.program.sites.rules import csv_files
from thirdoption.program.sites.rules.csv_files import Record, RefusedRow

SOURCE = "ny-omh-local-mental-health-programs"
_LIMITS = {
    "Agency Name": NAME_LIMIT,
    "Agency Code": KEY_LIMIT,
    "Facility Code": KEY_LIMIT // 2,
    "Program Name": NAME_LIMIT,
    "Program Code": KEY_LIMIT // 2 - 1,
    "Populations Served": NAME_LIMIT,
    "Program Type Description": NAME_LIMIT,
    "Program Category Description": NAME_LIMIT,
    "Program Subcategory Description": NAME_LIMIT,
    "Program Address 1": LINE_LIMIT,
    "Program Address 2": LINE_LIMIT,
    "Program City": CITY_LIMIT,
    "Program State": 2,
    "Program Zip": 10,
    "Program County": CITY_LIMIT,
    "Agency Phone": LINE_LIMIT,
    "Program Phone": LINE_LIMIT,
    "Georeference": LINE_LIMIT,
    "Row Created Date Time": LINE_LIMIT,
}
COLUMNS = tuple(_LIMITS)
_ADDRESS = ("Program Address 1", "Program Address 2", "Program City", "Program Zip")
_NEEDED = {
    "Agency Name": "The agency has no name.",
    "Agency Code": "The agency has no code, so it would not be recognized at the next import.",
    "Program Name": "The program has no name.",
    "Facility Code": "There is no facility code, so the row would not be recognized at the next import.",
    "Program Code": "There is no program code, so the row would not be recognized at the next import.",
}
_PHONE = re.compile(
    r"\(?([2-9]\d\d)\)?[ .-]?([2-9]\d\d)[ .-]?(\d{4})(?: ?(?:x|ext\.?) ?(\d{1,8}))?", re.IGNORECASE
)
_POINT = re.compile(r"POINT \((-?\d{1,3}(?:\.\d+)?) (-?\d{1,2}(?:\.\d+)?)\)")
# Signs of text that was read in another encoding than it was written in.
_DAMAGED = re.compile("\ufffd|[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Parsed:
    """What a file holds: each of its rows is either in `rows` or in `refused`."""

    header: tuple[str, ...]
    rows: tuple[DirectoryRow, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def total(self) -> int:
        """All rows of the file."""
        return len(self.rows) + len(self.refused)


def read(data: bytes, *, today: date) -> Parsed:
    """Read the whole file. Raises Refused (invalid) with a sentence if it cannot be trusted."""
    table = csv_files.read(data, columns=COLUMNS, surely_whole=lambda cell: bool(_POINT.fullmatch(cell)))
    cells = [dict(zip(table.header, map(_tidy, record.cells), strict=False)) for record in table.records]
    whole = [row for row in cells if all(column in row for column in COLUMNS)]
    nobodys = {row["Georeference"] for row in whole if not any(row[name] for name in _ADDRESS)}
    rows: list[DirectoryRow] = []
    refused: list[RefusedRow] = []
    first: dict[str, Record] = {}
    for record, row in zip(table.records, cells, strict=True):
        reasons = csv_files.wrong_shape(record, len(table.header)) or _faults(row)
        taken = _row(row, nobodys, today, reasons.append) if not reasons else None
        if taken and taken.key in first:
            reasons.append(_repeated(record, first[taken.key]))
        if reasons or taken is None:
            refused.append(RefusedRow(record.line, tuple(reasons), record.cells))
        else:
            first[taken.key] = record
            rows.append(taken)
    return Parsed(table.header, tuple(rows), tuple(refused))


def _tidy(cell: str) -> str:
    return " ".join(cell.split())


def _repeated(record: Record, first: Record) -> str:
    how = "repeats" if record.cells == first.cells else "has the same codes as, but differs from,"
    return f"The row {how} the row at line {first.line}, which was taken."


def _faults(row: dict[str, str]) -> list[str]:
    """What is wrong with single cells."""
    reasons = [why for column, why in _NEEDED.items() if not row[column]]
    for column, limit in _LIMITS.items():
        if len(row[column]) > limit:
            reasons.append(f"{column} is longer than {limit} letters.")
        if _DAMAGED.search(row[column]):
            reasons.append(f"{column} has letters that a wrong encoding damaged.")
        if _UNSEEN.search(row[column]):
            reasons.append(f"{column} has characters that cannot be stored.")
    return reasons


def _row(
    row: dict[str, str], nobodys: set[str], today: date, refuse: Callable[[str], None]
) -> DirectoryRow | None:
    as_of = _date(row["Row Created Date Time"], today, refuse)
    organization_phone = _phone(row, "Agency Phone", refuse)
    phone = _phone(row, "Program Phone", refuse)
    address = _address(row, nobodys, refuse)
    if as_of is None:
        return None
    return DirectoryRow(
        key=f"{row['Facility Code']}/{row['Program Code']}",
        organization_key=row["Agency Code"],
        organization_name=row["Agency Name"],
        name=row["Program Name"],
        description=row["Program Type Description"],
        needs=omh_needs(
            name=row["Program Name"],
            category=row["Program Category Description"],
            subcategory=row["Program Subcategory Description"],
            type_=row["Program Type Description"],
        ),
        populations=tuple(row["Populations Served"].split()),
        county=row["Program County"],
        as_of=as_of,
        organization_phone=organization_phone,
        phone=phone,
        address=address,
    )


def _date(cell: str, today: date, refuse: Callable[[str], None]) -> date | None:
    try:
        created = datetime.strptime(cell, "%m/%d/%Y %I:%M:%S %p").date()
    except ValueError:
        refuse(f"The row's date cannot be read: {cell!r}.")
        return None
    if created > today:
        refuse(f"The row's date is in the future: {cell}.")
    return created


def _phone(row: dict[str, str], column: str, refuse: Callable[[str], None]) -> PhoneNumber | None:
    cell = row[column]
    if cell in ("", "Not Available"):
        return None
    found = _PHONE.fullmatch(cell)
    if found is None:
        refuse(f"{column} cannot be read: {cell!r}.")
        return None
    return PhoneNumber(f"{found[1]}-{found[2]}-{found[3]}", found[4] or "")


def _address(row: dict[str, str], nobodys: set[str], refuse: Callable[[str], None]) -> PostalAddress | None:
    if not any(row[column] for column in _ADDRESS):
        return None
    missing = [c for c in ("Program Address 1", "Program City", "Program State", "Program Zip") if not row[c]]
    if missing:
        refuse(f"The address is not whole: {', '.join(missing)} missing.")
        return None
    if not re.fullmatch(r"[A-Z]{2}", row["Program State"]):
        refuse(f"Program State is no state: {row['Program State']!r}.")
    if not re.fullmatch(r"\d{5}(-\d{4})?", row["Program Zip"]):
        refuse(f"Program Zip is no ZIP code: {row['Program Zip']!r}.")
    longitude, latitude = _point(row["Georeference"], nobodys, refuse)
    return PostalAddress(
        line_1=row["Program Address 1"],
        line_2=row["Program Address 2"],
        city=row["Program City"],
        state=row["Program State"],
        postal_code=row["Program Zip"],
        latitude=latitude,
        longitude=longitude,
    )


def _point(
    cell: str, nobodys: set[str], refuse: Callable[[str], None]
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Longitude and latitude of the address; none for the point that address-less rows carry."""
    if not cell or cell in nobodys:
        return None, None
    found = _POINT.fullmatch(cell)
    if found is None or abs(Decimal(found[1])) > 180 or abs(Decimal(found[2])) > 90:
        refuse(f"Georeference cannot be read: {cell!r}.")
        return None, None
    millionth = Decimal("0.000001")
    return Decimal(found[1]).quantize(millionth), Decimal(found[2]).quantize(millionth)
