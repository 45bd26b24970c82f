"""What a contact of an earlier list says of who had it: written when it comes, read when it leaves."""

import re
from datetime import UTC, date, datetime, time

EARLIER = "From an earlier list"
_BY = re.compile(r"(?s)(?:(.*) )?By (.+?), before this program kept its records here\.")


def noon(day: date) -> datetime:
    """When a contact was of which a list has the day alone."""
    return datetime.combine(day, time(12), UTC)


def by_whom(worker: str) -> str:
    """The sentence that says whose a contact was before."""
    return f"By {worker}, before this program kept its records here."


def sensitive_of(note: str, worker: str) -> str:
    """The text of a contact that is brought along: its note, and whose it was."""
    return " ".join(filter(None, (note, by_whom(worker) if worker else "")))


def note_and_worker(line: str, sensitive: str, hand: str) -> tuple[str, str]:
    """The note of a contact as a list has it, and whose it was: `hand` has written it down."""
    found = _BY.fullmatch(sensitive) if line == EARLIER else None
    if found:
        return found[1] or "", found[2]
    note = sensitive if line == EARLIER else " ".join(filter(None, (line, sensitive)))
    return note, "" if line == EARLIER else hand
