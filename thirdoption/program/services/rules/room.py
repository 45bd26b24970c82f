"""Whether there is room: what was said about it is known until it expires, and then not any more."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from thirdoption.program.services.rules import Known

Row = TypeVar("Row")


def current(row: Row, at: datetime) -> Row:
    """A row of the directory as it counts at a moment: what expired is not known, and has no "as of"."""
    said: Any = row
    if said.available_until is None or at < said.available_until:
        return row
    over: Row = replace(said, available=Known.UNKNOWN, available_as_of=None)
    return over
