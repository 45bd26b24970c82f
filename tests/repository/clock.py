"""The law of the clock as tables: what tests/unit/test_clock_law.py asks, and docs/reference/clock.md shows.

`.venv/bin/python -m tests.repository.clock` writes the page again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from textwrap import fill
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from tests.repository.tree import ROOT
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import rules
from thirdoption.program.matters.rules import Count, OnClosedDay, State, Unit
from thirdoption.program.sites.rules.calendar import Calendar

FILE = "docs/reference/clock.md"
YEARS = range(2025, 2032)
NEW_YORK = Calendar(frozenset(holidays.country_holidays("US", subdiv="NY", years=YEARS)))
COUNTS = {
    "calendar days": Count(),
    "calendar days, then the next court day": Count(on_closed=OnClosedDay.NEXT_COURT_DAY, calendar=NEW_YORK),
    "court days": Count(Unit.COURT_DAYS, calendar=NEW_YORK),
}
PLAIN, SETTLED, COURT = COUNTS


@dataclass(frozen=True)
class Spec:
    """One rule: its title, what it says, and a table whose last column is the answer."""

    title: str
    words: str
    columns: tuple[str, ...]
    reckon: Callable[..., Any]
    rows: tuple[tuple[Any, ...], ...]


def day(text: str) -> date | None:
    """A day as the tables write it."""
    return date.fromisoformat(text) if text else None


def _said(found: Any) -> str:
    if isinstance(found, list):
        return ", ".join(map(str, found)) or "none"
    return "none" if found is None else str(found)


def _tried(check: Callable[[], Any], otherwise: str) -> str:
    try:
        check()
    except Refused as refused:
        return f"refused: {refused.sentence % refused.values}"
    return otherwise


def _last(counted: str, contact: str, days: int) -> Any:
    return rules.deadline(day(contact), days, COUNTS[counted])  # type: ignore[arg-type]


def _in_state(state: str, on: str) -> str:
    closed = holidays.country_holidays("US", subdiv=state, years=YEARS)
    return "open" if Calendar(frozenset(closed)).is_open(date.fromisoformat(on)) else "closed"


def _at_site(zone: str, moment: str) -> date:
    from thirdoption.program.sites.queries import local_day

    at = datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone(ZoneInfo("UTC"))
    return local_day(SimpleNamespace(zone=zone), at)  # type: ignore[arg-type]


def _paused(counted: str, contact: str, last: str, since: str, until: str) -> Any:
    days: Any = {"since": day(since), "until": day(until), "held_on": day(contact)}
    return rules.after_pause(day(last), **days, count=COUNTS[counted])  # type: ignore[arg-type]


def _may_pause(since: str, until: str, last_until: str) -> str:
    days: Any = {"since": day(since), "until": day(until), "last_until": day(last_until)}
    check = {**days, "held_on": date(2026, 11, 2), "today": date(2026, 11, 20)}
    return _tried(lambda: rules.check_pause(**check), "allowed")


def _extended(to: str, last: str, today: str, file_by: str) -> str:
    days: Any = {"to": day(to), "deadline_on": day(last), "today": day(today), "file_by": day(file_by)}
    return _tried(lambda: rules.check_extension(**days), to)


def _closed(counted: str, contact: str, last: str, closed: str) -> Any:
    days: Any = {"closed": day(closed), "held_on": day(contact), "count": COUNTS[counted]}
    return rules.after_closed_day(day(last), **days)  # type: ignore[arg-type]


def _filing(offense_class: str, incident: str) -> Any:
    months = {"file_months.misdemeanor": 24, "file_months.petty": 12}
    limit = rules.limitation_of(offense_class)
    return rules.last_filing_day(day(incident), months[limit] if limit else None)  # type: ignore[arg-type]


def _void(contact: str, months: int) -> date:
    return rules.month_later(date.fromisoformat(contact), months)


def _reminded(contact: str, last: str) -> list[date]:
    return rules.reminders(date.fromisoformat(contact), date.fromisoformat(last))


def _step(model: str, to: str, today: str, filed: str, void: str) -> str:
    days: Any = {"today": day(today), "filed_on": day(filed), "void_on": day(void)}
    law: Any = {"deadline_on": date(2026, 12, 20), "file_by": date(2028, 11, 20)}
    return _tried(lambda: rules.check_step(model=model, to=State(to), **days, **law), "allowed")


_HEAD = """# The law of the clock

How the last day for an intake is reckoned, and by what it moves. Every line of these tables is a test
(`tests/unit/test_clock_law.py`), and this page is written from the same lines:
`.venv/bin/python -m tests.repository.clock` writes it again. Where a table speaks of court days, the court
is one of New York: closed on Saturdays, Sundays and the state's public holidays. Days are days of the site.
"""


def document(specs: tuple[Spec, ...]) -> str:
    """The whole page."""
    return _HEAD + "".join(f"\n## {one.title}\n\n{fill(one.words, 115)}\n\n{_table(one)}" for one in specs)


def _table(spec: Spec) -> str:
    lines = [spec.columns, ("---",) * len(spec.columns), *spec.rows]
    return "".join("| " + " | ".join(str(cell) or "-" for cell in line) + " |\n" for line in lines)


def answer(spec: Spec, row: tuple[Any, ...]) -> str:
    """What the code says to a line."""
    return _said(spec.reckon(*row[:-1]))


def write(root: Path = ROOT) -> None:
    """Write the page."""
    from tests.repository.clock_law import SPECS

    (root / FILE).write_text(document(SPECS), encoding="utf-8")


if __name__ == "__main__":
    write()
