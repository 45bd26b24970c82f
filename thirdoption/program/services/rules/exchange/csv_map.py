"""A list of services with anybody's columns: which column is what, guessed from its head, and its rows.

What a row says and cannot be read is a reason not to take it; what it does not say stays unknown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.services.rules import (
    CITY_LIMIT,
    KEY_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    POSTAL_LIMIT,
    STATE_LIMIT,
    DirectoryRow,
    PhoneNumber,
    PostalAddress,
    folded,
    row_id,
)
from thirdoption.program.services.rules.exchange.words import hours_in, needs_in
from thirdoption.program.services.rules.hsds import is_secret
from thirdoption.program.sites.rules.csv_files import Record, RefusedRow

FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("service", "service name", "program", "program name", "name", "resource", "site name"),
    "organization": ("organization", "organization name", "agency", "agency name", "provider", "org"),
    "description": ("description", "what they do", "about", "services", "details", "notes"),
    "need": ("need", "category", "type", "service type", "kind", "taxonomy", "needs"),
    "street": ("address", "street", "address 1", "street address", "location", "program address 1"),
    "street_2": ("address 2", "suite", "unit", "program address 2"),
    "city": ("city", "town", "municipality", "program city"),
    "state": ("state", "st", "program state"),
    "postal_code": ("zip", "zip code", "zipcode", "postal code", "program zip"),
    "county": ("county", "program county"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "long", "lng", "lon", "x"),
    "phone": ("phone", "telephone", "phone number", "tel", "program phone", "contact number"),
    "email": ("email", "e mail", "email address"),
    "url": ("url", "website", "web", "web site", "link"),
    "hours": ("hours", "open", "opening hours", "hours of operation", "schedule"),
    "languages": ("languages", "language", "spoken", "languages spoken"),
    "eligibility": ("eligibility", "who", "who it is for", "population", "populations served"),
    "fees": ("fees", "cost", "fee", "price"),
    "application": ("how to apply", "application", "intake", "how to begin", "what to bring", "referral"),
    "as_of": ("as of", "updated", "last updated", "verified", "last verified", "date"),
    "key": ("id", "key", "record id", "number", "code"),
}
"""What a column may be, each with the heads that mean it."""
_LIMITS = {
    "city": CITY_LIMIT,
    "county": CITY_LIMIT,
    "state": STATE_LIMIT,
    "postal_code": POSTAL_LIMIT,
    "key": KEY_LIMIT,
    "street": LINE_LIMIT,
    "street_2": LINE_LIMIT,
}
_DEPTH = 30
_PHONE = re.compile(
    r"(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]*([2-9]\d\d)[ .-]?(\d{4})(?:,? ?(?:x|ext\.?) ?(\d{1,8}))?", re.I
)
_MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True)
class Sheet:
    """A list of services as it stands in a file: its heads and its rows."""

    heads: tuple[str, ...]
    records: tuple[Record, ...]


def plain(head: str) -> str:
    """How heads are compared: letters and figures, with single spaces."""
    return " ".join(re.findall(r"[a-z0-9]+", folded(head)))


def means(head: str) -> str:
    """The field that a head means, or nothing."""
    bare = plain(head)
    return next((field for field, heads in FIELDS.items() if bare in heads), "")


def lay_out(grid: Sequence[Sequence[str]]) -> Sheet:
    """The list below the row that has most heads we know. Raises Refused (invalid)."""
    known = [len({means(cell) for cell in row} - {""}) for row in grid[:_DEPTH]]
    if not known or max(known) < 2:
        raise Refused(
            INVALID,
            "No row of this file looks like the heads of a list of services: a name and a street.",
            "file",
        )
    top = known.index(max(known))
    heads = tuple(grid[top])
    records = tuple(
        Record(line, tuple([*(" ".join(cell.split()) for cell in cells), *[""] * len(heads)][: len(heads)]))
        for line, cells in enumerate(grid[top + 1 :], start=top + 2)
        if any(cells) and tuple(cells) != heads
    )
    if not records:
        raise Refused(INVALID, "The file has heads but no rows.", "file")
    return Sheet(heads, records)


def guess(heads: Sequence[str]) -> list[str]:
    """For each head the field that it means, each field once; nothing for the others."""
    found: list[str] = []
    for head in heads:
        field = means(head)
        found.append(field if field not in found else "")
    return found


def read(
    sheet: Sheet, columns: Sequence[str], *, today: date
) -> tuple[tuple[DirectoryRow, ...], tuple[RefusedRow, ...]]:
    """The services of a list, and the rows that are not taken with every reason."""
    rows: dict[str, DirectoryRow] = {}
    first: dict[str, int] = {}
    refused = []
    for record in sheet.records:
        cells = {field: cell for field, cell in zip(columns, record.cells, strict=True) if field}
        reasons: list[str] = []
        row = _row(cells, today, reasons.append)
        if row.key in first and not reasons:
            reasons.append(f"The row has the same name and organization as the row at line {first[row.key]}.")
        if reasons:
            refused.append(RefusedRow(record.line, tuple(reasons), record.cells))
        else:
            rows[row.key], first[row.key] = row, record.line
    return tuple(rows.values()), tuple(refused)


def _row(cells: dict[str, str], today: date, refuse: Callable[[str], None]) -> DirectoryRow:
    for field, cell in cells.items():
        if len(cell) > _LIMITS.get(field, NAME_LIMIT):
            refuse(f"{cell[:20]}… is longer than {_LIMITS.get(field, NAME_LIMIT)} letters.")
    organization = cells.get("organization") or cells.get("name", "")
    name = cells.get("name") or organization
    if not name:
        refuse("There is neither a service nor an organization.")
    told = (cells.get("need", ""), name, cells.get("description", ""))
    who = folded(organization)
    return DirectoryRow(
        key=cells.get("key") or str(row_id("listed", who, folded(name), folded(cells.get("city", "")))),
        organization_key=str(row_id("listed", who)),
        organization_name=organization,
        name=name,
        description=cells.get("description", ""),
        needs=needs_in(*told),
        populations=tuple(filter(None, [cells.get("eligibility", "")])),
        county=cells.get("county", "").removesuffix(" County"),
        as_of=_day(cells.get("as_of", ""), today, refuse),
        phone=_phone(cells.get("phone", ""), refuse),
        address=_address(cells, name, refuse),
        hours=hours_in(cells.get("hours", "")),
        languages=tuple((one.strip()[:KEY_LIMIT], "") for one in _parts(cells.get("languages", ""))),
        fees=cells.get("fees", ""),
        application=cells.get("application", ""),
        url=cells.get("url", ""),
        email=cells.get("email", ""),
    )


def _parts(cell: str) -> list[str]:
    return sorted({one.strip().capitalize() for one in re.split(r"[,;/&]| and ", cell) if one.strip()})


def _day(cell: str, today: date, refuse: Callable[[str], None]) -> date:
    """The day as of which it was so; figures with slashes have the month first."""
    for way in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y"):
        try:
            day = datetime.strptime(cell, way).date()
        except ValueError:
            continue
        if day > today:
            refuse(f"The row's date is in the future: {cell}.")
        return min(day, today)
    if cell:
        refuse(f"The row's date cannot be read: {cell!r}.")
    return today


def _phone(cell: str, refuse: Callable[[str], None]) -> PhoneNumber | None:
    if not cell:
        return None
    found = _PHONE.match(cell)
    if found is None:
        refuse(f"The phone number cannot be read: {cell!r}.")
        return None
    return PhoneNumber(f"{found[1]}-{found[2]}-{found[3]}", found[4] or "")


def _address(cells: dict[str, str], name: str, refuse: Callable[[str], None]) -> PostalAddress | None:
    street = cells.get("street") or cells.get("street_2", "")
    if is_secret(street, name, cells.get("description", ""), cells.get("need", "")):
        return None
    if not cells.get("city"):
        refuse("The address is not whole: there is no city.")
        return None
    point = _point(cells.get("latitude", ""), cells.get("longitude", ""), refuse)
    second = cells.get("street_2", "") if cells.get("street") else ""
    code = cells.get("postal_code", "")
    return PostalAddress(street, second, cells["city"], cells.get("state", ""), code, *point)


def _point(
    latitude: str, longitude: str, refuse: Callable[[str], None]
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    if not latitude and not longitude:
        return None, None
    figures = re.compile(r"-?\d{1,3}(\.\d+)?")
    if figures.fullmatch(latitude) and figures.fullmatch(longitude):
        point = Decimal(latitude), Decimal(longitude)
        if abs(point[0]) <= 90 and abs(point[1]) <= 180:
            return point[0].quantize(_MILLIONTH), point[1].quantize(_MILLIONTH)
    refuse(f"The point cannot be read: {latitude!r}, {longitude!r}.")
    return None, None
