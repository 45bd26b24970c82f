"""Reading held charges, for a viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import yaml
from django.db import connection
from django.db.models import F, Max

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import NOT_FOUND, Refused, hidden
from thirdoption.program.matters.models import DateChange, DateReason, Matter, OtherCase
from thirdoption.program.matters.rules import WAITING, Count, OnClosedDay, Unit, exchange
from thirdoption.program.matters.rules.exchange import (
    CHANGED,
    NO_CHARGE,
    ChargeRow,
    ColumnMap,
    InvalidMap,
    changes,
    parse_map,
)
from thirdoption.program.sites.queries import calendar
from thirdoption.program.sites.rules import Policy
from thirdoption.program.sites.rules.csv_files import RefusedRow

_MAPS = Path(exchange.__file__).parent / "maps"
_FIELDS = Matter._meta.concrete_fields
_NAMES = [one.attname for one in _FIELDS]
# the state is written out, so that the plan may use the index of the charges that wait
_HELD = f"""
SELECT {", ".join(f"m.{one.column}" for one in _FIELDS)} FROM matters_matter m
WHERE m.site_id = %(site)s AND m.state IN ('held', 'revived') AND m.deadline_on BETWEEN %(first)s AND %(last)s
ORDER BY m.deadline_on, m.id LIMIT %(limit)s OFFSET %(skipped)s
"""
_TALLY = """
SELECT count(*) FILTER (WHERE waits),
    count(*) FILTER (WHERE waits AND deadline_on BETWEEN %(today)s AND %(until)s),
    count(*) FILTER (WHERE waits AND deadline_on < %(today)s), count(*) FILTER (WHERE NOT waits)
FROM (SELECT state IN ('held', 'revived') AS waits, deadline_on
      FROM matters_matter WHERE site_id = %(site)s) m
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
    rows = Matter.objects.filter(site=by.site).exclude(state__in=WAITING)
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


def count_of(policy: Policy, *, site: UUID, first: date) -> Count:
    """How a policy counts the days of a clock that starts on a day: calendar days where it does not say."""
    unit = policy.setting("intake_days_are").value or Unit.CALENDAR_DAYS
    on_closed = policy.setting("intake_ends_on_closed_day").value or OnClosedDay.STAYS
    if (unit, on_closed) == (Unit.CALENDAR_DAYS, OnClosedDay.STAYS):
        return Count()
    return Count(
        Unit(str(unit)), OnClosedDay(str(on_closed)), calendar(site=site, state=policy.state, first=first)
    )


def last_pause(*, matter: Matter) -> date | None:
    """The day on which the last pause of a clock ends; None where it was never paused."""
    last: date | None = DateReason.objects.filter(change__thing=matter).aggregate(last=Max("until"))["last"]
    return last


def date_changes(*, matter: Matter) -> list[DateChange]:
    """How the dates of a charge were changed, the newest first; by the program: why, where they may know."""
    return list(matter.date_changes.select_related("reason").order_by("-number"))


def other_cases(*, person: UUID) -> list[OtherCase]:
    """The other cases that a person told of, the next date first and those without one last."""
    rows = OtherCase.objects.filter(person=person)
    return list(rows.order_by(F("next_on").asc(nulls_last=True), "-at", "id"))


@dataclass(frozen=True)
class Importable:
    """What a file does: charges with what changes of each, those that say so already, and rows refused."""

    changes: tuple[tuple[UUID, dict[str, str]], ...]
    same: tuple[UUID, ...]
    refused: tuple[RefusedRow, ...]


def importable(*, by: Acting, rows: Iterable[ChargeRow]) -> Importable:
    """What these rows would change of the viewer's charges that wait, each found by its incident number.

    A number that is not there, is decided, or is that of several is answered alike (law 1, R-26).
    """
    rows = list(rows)
    numbers = {row.incident_number for row in rows}
    found: dict[str, list[Matter]] = {}
    for one in Matter.objects.filter(site=by.site, state__in=WAITING, incident_number__in=numbers):
        found.setdefault(one.incident_number, []).append(one)
    to_change, same, refused = [], [], []
    for row in rows:
        there = found.get(row.incident_number, [])
        try:
            if len(there) != 1:
                raise Refused(NOT_FOUND, NO_CHARGE)
            values = changes(row, {name: getattr(there[0], name) for name in CHANGED})
        except Refused as refusal:
            refused.append(RefusedRow(row.line, (str(refusal),), row.cells))
            continue
        if values:
            to_change.append((there[0].pk, values))
        else:
            same.append(there[0].pk)
    return Importable(tuple(to_change), tuple(same), tuple(refused))


def map_ids() -> tuple[str, ...]:
    """The column maps that ship."""
    return tuple(sorted(path.stem for path in _MAPS.glob("*.yaml")))


def shipped_map(name: str) -> ColumnMap:
    """A column map that ships, by its id."""
    return column_map((_MAPS / f"{name}.yaml").read_text(encoding="utf-8"))


def column_map(text: str) -> ColumnMap:
    """The column map in a YAML text; InvalidMap with every fault found."""
    try:
        plain = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise InvalidMap(["The map cannot be read as YAML."]) from fault
    return parse_map(plain)
