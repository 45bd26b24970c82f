"""The sentences of the first page: beside its figures, and what is not known.

A sentence states counts and changes with their noise, never an effect: "reduced" and "thanks to" need a
study.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thirdoption.program.reports.rules.frames import Gap, gettext_noop
from thirdoption.program.reports.rules.suppression import SUMS
from thirdoption.program.reports.rules.tables import Cell, Label, State, Table, name, words

SENTENCES: Mapping[str, str] = {
    # gaps that the site names: their keys are the values in brackets
    "arrests_not_received": gettext_noop("%(agency)s did not send its arrests."),
    "arrests_not_received_month": gettext_noop("%(agency)s did not send its arrests for %(month)s."),
    "before_system": gettext_noop("Events before %(date)s are not in the system and not in these counts."),
    "statement": "%(sentence)s",
    # what the tables themselves show
    "in_table": gettext_noop("%(what)s: %(count)s (table %(table)s)."),
    "hidden": gettext_noop(
        "Groups that cannot be shown without pointing to people: %(count)s (table %(table)s)."
    ),
    "no_figure": gettext_noop(
        "Times over too few people, or not reached yet, are left open (table %(table)s)."
    ),
    "people_later": gettext_noop(
        "Race at each step: from the first full 12 months on. Over a shorter time the next report would give "
        "single people away."
    ),
    "no_arrest_data": gettext_noop(
        "How many arrests could have been diverted and were not: arrest data is not part of this report."
    ),
    "no_outcomes": gettext_noop(
        "Whether the program changed people's lives: counts cannot say. That takes a study."
    ),
    # beside the figures
    "before": gettext_noop("The quarter before: %(before)s."),
    "before_common": gettext_noop(
        "The quarter before: %(before)s. Differences of this size are common by chance."
    ),
    "before_chance": gettext_noop(
        "The quarter before: %(before)s. A difference this large or larger comes by chance about 1 time in "
        "%(times)s."
    ),
    "since": gettext_noop("Counted from %(date)s on."),
    "doors": gettext_noop("Arrest diversion %(arrest)s, social contact %(social)s, community %(community)s."),
    "of_referrals": gettext_noop("Of %(count)s referrals this quarter; %(open)s are still open."),
    "reached": gettext_noop("Arrest diversions: %(done)s of %(count)s people were reached."),
    "in_time": gettext_noop("%(done)s of %(count)s accepted referrals whose 30 days are over."),
}


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its values: numbers, or labels for what is translated or a name."""

    code: str
    values: Mapping[str, int | float | Label]

    @property
    def sentence(self) -> str:
        """The msgid."""
        return SENTENCES[self.code]

    def to_plain(self) -> dict[str, Any]:
        """As JSON."""
        values = {
            key: value.to_plain() if isinstance(value, Label) else value for key, value in self.values.items()
        }
        return {"code": self.code, "values": values}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Note:
        """Back from JSON."""
        values = {k: Label.from_plain(v) if isinstance(v, dict) else v for k, v in plain["values"].items()}
        return cls(plain["code"], values)


def gap_notes(gaps: Sequence[Gap]) -> Iterator[Note]:
    """What the site itself says it does not know."""
    for gap in gaps:
        code = gap["code"]
        if code == "arrests_not_received" and gap.get("month"):
            yield Note(
                f"{code}_month", {"agency": name(gap["agency"]), "month": Label("month", gap["month"] or "")}
            )
        elif code == "arrests_not_received":
            yield Note(code, {"agency": name(gap["agency"])})
        elif code == "before_system":
            yield Note(code, {"date": Label("date", gap["date"])})
        elif code == "statement":
            yield Note(code, {"sentence": name(gap["sentence"])})
        else:
            raise ValueError(f"The report does not know the gap {code}.")


def unknown_notes(tables: Sequence[Table]) -> Iterator[Note]:
    """What the tables leave unknown: unknown counts, protected groups, times left open."""
    yield Note("no_arrest_data", {})
    yield Note("no_outcomes", {})
    for table in tables:
        if table.unknown_count.shown and table.unknown_count.value:
            values = {
                "what": words(table.unknown),
                "count": table.unknown_count.value,
                "table": name(table.id),
            }
            yield Note("in_table", values)
    for table in tables:
        held = [row for row in table.rows if row.kind not in SUMS and row.cells[0].state is State.HIDDEN]
        if held:
            yield Note("hidden", {"count": len(held), "table": name(table.id)})
        if table.id == "F05" and any(_left_open(cell) for row in table.rows for cell in row.cells):
            yield Note("no_figure", {"table": name(table.id)})


def _left_open(cell: Cell) -> bool:
    return cell.state is State.NONE and bool(cell.denominator)
