"""A whole record that leaves the program, for the person or for the program's own use; and all of them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

THEIRS, OURS = "person", "program"
"""For whom a record is taken out: on the person's own request, or to move it within the program."""


def export_record(*, person: Person, whom: str, why: str, by: Acting, at: datetime) -> None:
    """Keep that a person's record leaves as a file, for whom and what for (R-69); no file without this."""
    check(by, Permission.EXPORT_RECORD)
    if whom not in (THEIRS, OURS):
        raise Refused(INVALID, "Choose from the list.", "whom")
    why = free_text(why, field="why", limit=200, required=True)
    record(by=by, verb="export record", noun="person", objects=person.records, why=f"{whom}: {why}", at=at)


def export_program(*, people: Iterable[UUID], why: str, by: Acting, at: datetime) -> None:
    """Keep that all that the program holds leaves as files, of whom and what for (R-69)."""
    check(by, Permission.EXPORT_RECORD)
    why = free_text(why, field="why", limit=200, required=True)
    record(by=by, verb="export program", noun="person", objects=people, why=why, at=at)
