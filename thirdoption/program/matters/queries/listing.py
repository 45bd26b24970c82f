"""The lists of held charges, in parts, with exact counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import Matter

_FIELDS = Matter._meta.concrete_fields
_NAMES = [one.attname for one in _FIELDS]
_SELECT = f"SELECT {', '.join(f'm.{one.column}' for one in _FIELDS)} FROM matters_matter m "
# the state is written out, so that the plan may use the index of the charges that wait
_WAITS = (
    "WHERE m.site_id = %(site)s AND m.state IN ('held', 'revived') "
    "AND m.deadline_on BETWEEN %(first)s AND %(last)s"
)
_DECIDED = "WHERE m.site_id = %(site)s AND m.decided_at IS NOT NULL AND m.state NOT IN ('held', 'revived')"
_PART = " LIMIT %(limit)s OFFSET %(skipped)s"
_TALLY = """
SELECT count(*) FILTER (WHERE waits),
    count(*) FILTER (WHERE waits AND deadline_on BETWEEN %(today)s AND %(until)s),
    count(*) FILTER (WHERE waits AND deadline_on < %(today)s), count(*) FILTER (WHERE NOT waits)
FROM (SELECT m.state IN ('held', 'revived') AS waits, m.deadline_on
      FROM matters_matter m WHERE m.site_id = %(site)s"""
_LIKE, _ESCAPED = re.compile(r"[\\%_]"), r"\\\g<0>"


@dataclass(frozen=True)
class Wanted:
    """Which charges are asked for; what is not given narrows nothing.

    `first` and `last` are days of the clock, `number` and `offense` parts of what stands there, `model` is a
    charge model; `among` and `without` are referrals.
    """

    first: date | None = None
    last: date | None = None
    number: str = ""
    offense: str = ""
    model: str = ""
    among: Sequence[UUID] | None = None
    without: Sequence[UUID] = ()


@dataclass(frozen=True)
class Tally:
    """How many charges there are: those that wait, of these those due soon or passed, and the decided."""

    held: int
    due: int
    passed: int
    decided: int


ALL = Wanted()


def tally(*, by: Acting, today: date, until: date, wanted: Wanted = ALL) -> Tally:
    """Exact counts of a site's charges in one statement; due is from `today` to `until`, both included."""
    span = {"today": today, "until": until}
    return Tally(*_rows(f"{_TALLY}{_narrowed(wanted)}) m", by, wanted, **span)[0])


def held(*, by: Acting, wanted: Wanted = ALL, part: slice = slice(None)) -> list[Matter]:
    """The charges that wait for a decision, the nearest date first."""
    sql = f"{_SELECT}{_WAITS}{_narrowed(wanted)} ORDER BY m.deadline_on, m.id{_PART}"
    return _matters(_rows(sql, by, wanted, **_limits(part)))


def count(*, by: Acting, wanted: Wanted) -> int:
    """How many charges wait of those that are asked for."""
    sql = f"SELECT count(*) FROM matters_matter m {_WAITS}{_narrowed(wanted)}"
    return int(_rows(sql, by, wanted)[0][0])


def decided(*, by: Acting, wanted: Wanted = ALL, part: slice = slice(None)) -> list[Matter]:
    """The charges that were decided, the newest decision first."""
    sql = f"{_SELECT}{_DECIDED}{_narrowed(wanted)} ORDER BY m.decided_at DESC, m.id{_PART}"
    return _matters(_rows(sql, by, wanted, **_limits(part)))


def of_referrals(*, by: Acting, referrals: Sequence[UUID]) -> list[Matter]:
    """The charges of these referrals: first those that wait, the nearest date first, then the decided."""
    rows = Matter.objects.filter(site=by.site, referral__in=referrals)
    return sorted(rows, key=lambda one: (one.decided_at is not None, one.deadline_on, one.pk))


def _narrowed(wanted: Wanted) -> str:
    """More conditions; each is written here, and only its value comes from outside."""
    said = {
        "m.incident_number ILIKE %(number)s": wanted.number,
        "(m.offense ILIKE %(offense)s OR m.law ILIKE %(offense)s)": wanted.offense,
        "m.charge_model = %(model)s": wanted.model,
        "m.referral_id = ANY(%(among)s::uuid[])": wanted.among is not None,
        "m.referral_id <> ALL(%(without)s::uuid[])": wanted.without,
    }
    return "".join(f" AND {condition}" for condition, given in said.items() if given)


def _rows(sql: str, by: Acting, wanted: Wanted, **more: Any) -> list[tuple[Any, ...]]:
    values = {
        "site": by.site,
        "first": wanted.first or date.min,
        "last": wanted.last or date.max,
        "number": _like(wanted.number),
        "offense": _like(wanted.offense),
        "model": wanted.model,
        "among": list(wanted.among or ()),
        "without": list(wanted.without),
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _limits(part: slice) -> dict[str, int | None]:
    skipped = part.start or 0
    return {"skipped": skipped, "limit": None if part.stop is None else part.stop - skipped}


def _matters(rows: Sequence[tuple[Any, ...]]) -> list[Matter]:
    return [Matter.from_db(connection.alias, _NAMES, row) for row in rows]


def _like(part: str) -> str:
    return f"%{_LIKE.sub(_ESCAPED, part)}%"
