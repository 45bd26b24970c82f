"""Facts of a person's life: noted in two taps, and put right by a later row."""

from datetime import date, datetime
from uuid import UUID

from thirdoption.program.care.models import Fact
from thirdoption.program.care.queries.status import today_at
from thirdoption.program.care.rules.status import Source, check_day, check_fact
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_SAME = ("person", "kind", "of", "code", "value", "about", "source", "mends")
_MENDED = "Somebody put this right while you looked at it. Load the page again."


def note_fact(
    *,
    person: Person,
    kind: str,
    code: str,
    of: str = "",
    value: int | None = None,
    as_of: date | None = None,
    about: bool = False,
    source: str = Source.PERSON,
    mends: Fact | None = None,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Fact:
    """Note what holds: `kind`, `of` and `code` from the table of `rules.status`, as of a day or of today.

    `mends` is the earlier fact of the same thing that this puts right. Raises Refused (invalid) for what the
    table has not and for a day to come; (conflict) where somebody put the same fact right before.
    """
    check(by, Permission.WRITE_CARE)
    check_fact(kind, of, code, value, source, mends is not None)
    if mends and (mends.person_id not in person.records or (mends.kind, mends.of) != (kind, of)):
        raise Refused(INVALID, "Choose from the list.", "said")
    whose = mends.person_id if mends else person.pk
    today = today_at(site=by.site, at=at)
    check_day(as_of or today, today)
    fact = Fact(
        pk=number(by=by, key=key),
        site_id=by.site,
        person_id=whose,
        worker_id=by.hand,
        at=at,
        kind=kind,
        of=of,
        code=code,
        value=value,
        as_of=as_of or today,
        about=about,
        source=source,
        mends=mends,
    )
    if add_once(fact, same=(*_SAME, "as_of") if as_of else _SAME, taken=_MENDED if mends else ""):
        record(by=by, verb="note fact", noun="person", objects=[whose, fact.pk], at=at, why=kind)
    return fact
