"""One row of a list as what the program would keep of it, or the reasons why it keeps nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thirdoption.program.care.rules import ContactKind, Engagement, How
from thirdoption.program.care.rules.imports import values
from thirdoption.program.care.rules.imports.columns import Kind
from thirdoption.program.care.rules.imports.laying import Row
from thirdoption.program.care.rules.imports.values import Order, Unclear
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.refusal import Refused

LARGEST = 1_000_000
"""Bytes of a file at most: about 5,000 rows."""
MOST_ROWS = 2_000
"""Rows that are taken at once at most."""


@dataclass(frozen=True)
class Reading:
    """A row that can be read. `reasons` is empty where it can be taken; `release`: where one is on paper."""

    row: Row
    reasons: tuple[str, ...]
    name: str = ""
    born: date | None = None
    day: date | None = None
    worker: str = ""
    where: str = ""
    language: str = "en"
    state: Engagement = Engagement.ACTIVE
    release: str = ""
    source: str = ""
    kind: ContactKind = ContactKind.MADE
    how: How = How.OTHER
    minutes: int | None = None
    note: str = ""


def read_row(row: Row, columns: Sequence[str], kind: Kind, order: Order | None, today: date) -> Reading:
    """What a row says. `columns`: for each of its cells the field, or nothing."""
    said = {field: cell for field, cell in zip(columns, row.cells, strict=True) if field}
    reasons: list[str] = []

    def of(what: Callable[[], Any], otherwise: Any = None) -> Any:
        try:
            return what()
        except Unclear as unclear:
            reasons.append(str(unclear))
        except Refused as refused:
            reasons.append(str(refused))
        return otherwise

    def born() -> date | None:
        return values.day(said.get("born", ""), order, birth=today)

    found: dict[str, Any] = {
        "name": of(lambda: _name(said), ""),
        "born": of(lambda: values.past(born(), today, birth=True)),
        "day": of(lambda: values.past(values.day(said.get("day", ""), order), today)),
        "worker": free_text(said.get("worker", ""), field="worker", limit=120),
        "where": of(lambda: _where(said), ""),
        "language": "es" if said.get("language", "").lower().startswith(("es", "sp")) else "en",
        "release": of(lambda: _release(said), ""),
        "source": of(lambda: free_text(said.get("source", ""), field="source", limit=120), ""),
    }
    more = {Kind.ROSTER: _roster, Kind.CONTACTS: _contact, Kind.REFERRALS: _referral}[kind]
    found |= of(lambda: more(said), {})
    return Reading(row, tuple(dict.fromkeys(reasons)), **found)


def _name(said: Mapping[str, str]) -> str:
    name = values.name(said.get("name", ""), said.get("first", ""), said.get("last", ""))
    if not name:
        raise Unclear("There is no name.")
    return free_text(name, field="name", limit=120)


def _where(said: Mapping[str, str]) -> str:
    """Where they are found, with the telephone of the list: whether it is safe to call is not known."""
    there = (said.get("where", "").strip(), said.get("phone", "").strip())
    return free_text(" · ".join(filter(None, there)), field="where", limit=300)


def _release(said: Mapping[str, str]) -> str:
    """To whom a release is on paper, as the list says it; it authorizes nothing until it is signed again."""
    cell = said.get("release", "")
    try:
        return "on file" if values.yes(cell) else ""
    except Unclear:
        return free_text(cell, field="release", limit=120)


def _roster(said: Mapping[str, str]) -> dict[str, Any]:
    return {"state": values.engagement(said.get("status", ""))}


def _contact(said: Mapping[str, str]) -> dict[str, Any]:
    if not said.get("day", "").strip():
        raise Unclear("There is no date.")
    return {
        "kind": values.made(said.get("made", ""), said.get("how", "")),
        "how": values.how(said.get("how", "")),
        "minutes": values.minutes(said.get("minutes", "")),
        "note": free_text(said.get("note", ""), field="note", limit=3000),
    }


def _referral(said: Mapping[str, str]) -> dict[str, Any]:
    if values.yes(said.get("takes_part", "")) is False:
        raise Unclear("This person did not take part: nothing is kept of them.")
    return {}
