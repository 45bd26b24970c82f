"""The sentences of the first page: its few figures, how far chance explains a change, and what is not known.

A sentence states counts and changes with their noise, never an effect: "reduced" and "thanks to" need a
study.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from thirdoption.program.reports.rules.frames import DOORS, Frame, Gap, gettext_noop
from thirdoption.program.reports.rules.periods import quarter_before
from thirdoption.program.reports.rules.suppression import SUMS
from thirdoption.program.reports.rules.tables import Cell, Label, State, Table, Unit, name, words

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


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure of the first page, taken from a table's cell."""

    id: str
    label: str
    unit: Unit
    cell: Cell
    detail: Note

    def to_plain(self) -> dict[str, Any]:
        """As JSON."""
        plain = {"id": self.id, "label": self.label, "unit": self.unit.value}
        return plain | {"cell": self.cell.to_plain(), "detail": self.detail.to_plain()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Headline:
        """Back from JSON."""
        cell, detail = Cell.from_plain(plain["cell"]), Note.from_plain(plain["detail"])
        return cls(plain["id"], plain["label"], Unit(plain["unit"]), cell, detail)


def chance_of_difference(now: int, before: int) -> float:
    """How often two counts with one cause differ this much or more (two-sided binomial, p = 1/2)."""
    total, least = now + before, max(now, before)
    if now == before:
        return 1.0
    as_far = sum(comb(total, k) for k in range(least, total + 1))
    return min(1.0, float(Fraction(2 * as_far, 1 << total)))


def headlines(tables: Mapping[str, Table], frame: Frame) -> tuple[Headline, ...]:
    """The figures of the first page."""
    diversions, referrals, funnel, times = (tables[id] for id in ("F02", "F01", "F03", "F05"))
    now = diversions.cell("total:quarter", "all")
    doors = {door: _number(referrals.cell(f"door:{door}", "quarter")) for door in DOORS}
    by_door = {
        "arrest": doors["arrest_diversion"],
        "social": doors["social_contact"],
        "community": doors["community"],
    }
    all_referrals = referrals.cell("total", "quarter")
    of_referrals = {"count": _number(all_referrals), "open": _number(funnel.unknown_count)}
    contact = times.cell("door:arrest_diversion", "contact/median")
    reached = (
        times.cell("door:arrest_diversion", "contact/done"),
        times.cell("door:arrest_diversion", "accepted"),
    )
    in_time = times.cell("total", "intake/within_30")
    over = {"done": in_time.numerator or 0, "count": in_time.denominator or 0}

    def line(id: str, label: str, cell: Cell, detail: Note, unit: Unit = Unit.COUNT) -> Headline:
        return Headline(id, label, unit, cell, detail)

    return (
        line(
            "diversions",
            gettext_noop("diversions this quarter"),
            now,
            _compared(diversions, frame, _number(now)),
        ),
        line(
            "since_launch",
            gettext_noop("diversions since launch"),
            diversions.cell("total:launch", "all"),
            Note("since", {"date": Label("date", frame.launched.isoformat())}),
        ),
        line("referrals", gettext_noop("referrals this quarter"), all_referrals, Note("doors", by_door)),
        line(
            "intakes",
            gettext_noop("intakes done"),
            funnel.cell("step:intake_done", "all/count"),
            Note("of_referrals", of_referrals),
        ),
        line(
            "first_contact",
            gettext_noop("median time to first contact"),
            contact,
            Note("reached", {"done": _number(reached[0]), "count": _number(reached[1])}),
            Unit.MINUTES,
        ),
        line("in_time", gettext_noop("intakes within 30 days"), in_time, Note("in_time", over), Unit.PERCENT),
    )


def _compared(diversions: Table, frame: Frame, now: int) -> Note:
    """The quarter before, if the program ran for all of it, and how far chance explains the change."""
    rows = {row.id for row in diversions.rows}
    earlier = quarter_before(frame.period)
    months = [f"month:{at}" for at in earlier.months()]
    if frame.launched > earlier.start or not rows.issuperset(months):
        return Note("since", {"date": Label("date", frame.launched.isoformat())})
    before = sum(_number(diversions.cell(row, "all")) for row in months)
    chance = chance_of_difference(now, before)
    if now == before:
        return Note("before", {"before": before})
    if chance >= 0.5:
        return Note("before_common", {"before": before})
    return Note("before_chance", {"before": before, "times": round(1 / chance)})


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


def _number(cell: Cell) -> int:
    return int(cell.value or 0)
