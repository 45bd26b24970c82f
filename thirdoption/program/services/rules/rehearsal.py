"""A rehearsal's directory: real programs whose contact details reach nobody."""

import re
from collections.abc import Iterable
from dataclasses import replace

from thirdoption.program.services.rules import DirectoryRow, PhoneNumber, PostalAddress

_AREA_CODES = ("518", "838")
_NUMBER = re.compile(r"^\d[\d-]*(?: and \d+)? +", re.IGNORECASE)
_ROOM = re.compile(r",? +(?:suite|room|unit|floor|\d+(?:st|nd|rd|th) floor)\b.*$", re.IGNORECASE)


def unreachable(rows: Iterable[DirectoryRow]) -> list[DirectoryRow]:
    """The same programs with contact details that reach nobody; always the same ones."""
    rows = list(rows)
    real = {phone.number for row in rows for phone in (row.phone, row.organization_phone) if phone}
    numbers = {number: fictional_phone(place) for place, number in enumerate(sorted(real))}
    return [
        replace(
            row,
            phone=row.phone and numbers[row.phone.number],
            organization_phone=row.organization_phone and numbers[row.organization_phone.number],
            address=row.address and unmailable(row.address),
            contact_made_up=True,
        )
        for row in rows
    ]


def fictional_phone(place: int) -> PhoneNumber:
    """A number from the range that is kept free for fiction, 555-0100 to 555-0199.

    200 in the two area codes of the region; after that they repeat.
    """
    area = _AREA_CODES[place // 100 % len(_AREA_CODES)]
    return PhoneNumber(f"{area}-555-01{place % 100:02}")


def unmailable(address: PostalAddress) -> PostalAddress:
    """The street without its number, room, building, point or ZIP code."""
    # Where the first line names a building, the street is on the second.
    line = next((line for line in (address.line_1, address.line_2) if _NUMBER.match(line)), "Street")
    street = _ROOM.sub("", _NUMBER.sub("", line))
    return PostalAddress(f"000 {street}", "", address.city, address.state, "00000")
