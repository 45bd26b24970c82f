"""Reading held charges, for a viewer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State

_FIELDS = Matter._meta.concrete_fields
_NAMES = [one.attname for one in _FIELDS]
# the state is written out, so that the plan may use the index of the charges that wait
_HELD = f"""
SELECT {", ".join(f"m.{one.column}" for one in _FIELDS)} FROM matters_matter m
WHERE m.site_id = %(site)s AND m.state = 'held' AND m.deadline_on BETWEEN %(first)s AND %(last)s
ORDER BY m.deadline_on, m.id LIMIT %(limit)s OFFSET %(skipped)s
"""
_TALLY = """
SELECT count(*) FILTER (WHERE state = 'held'),
    count(*) FILTER (WHERE state = 'held' AND deadline_on BETWEEN %(today)s AND %(until)s),
    count(*) FILTER (WHERE state = 'held' AND deadline_on < %(today)s),
    count(*) FILTER (WHERE state <> 'held')
FROM matters_matter WHERE site_id = %(site)s
"""


@dataclass(frozen=True)
class Tally:
    """How many charges there are: those that wait, of these those due soon or passed, and the decided."""

    held: int
    due: int
    passed: int
    decided: int


def tally(*, by: Acting, today: date, until: date) -> Tally:
    """Exact counts of a site's charges in one statement; due is from `today` to `until`, both included."""
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, {"site": by.site, "today": today, "until": until})
        return Tally(*cursor.fetchone())


def held(
    *, by: Acting, first: date | None = None, last: date | None = None, part: slice = slice(None)
) -> list[Matter]:
    """The charges that wait for a decision, the nearest date first; with a date from `first` to `last`."""
    skipped = part.start or 0
    limit = None if part.stop is None else part.stop - skipped
    span = {"first": first or date.min, "last": last or date.max, "limit": limit, "skipped": skipped}
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"site": by.site, **span})
        return [Matter.from_db(connection.alias, _NAMES, row) for row in cursor.fetchall()]


def decided(*, by: Acting, part: slice = slice(None)) -> list[Matter]:
    """The charges that were decided, the newest decision first."""
    rows = Matter.objects.filter(site=by.site).exclude(state=State.HELD)
    return list(rows.order_by("-decided_at", "id")[part])


def matter(*, by: Acting, pk: UUID) -> Matter:
    """One held charge. Raises Refused (not found) for what is not there or not theirs."""
    found = Matter.objects.filter(pk=pk).first()
    if found is None:
        raise hidden()
    return found


def reason(*, matter: Matter) -> str:
    """Why a charge was decided as it was; empty while it waits."""
    last = matter.statuses.order_by("-number").first()
    return last.note if last is not None else ""
