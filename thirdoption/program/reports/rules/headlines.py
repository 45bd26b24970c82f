"""The few figures of the first page, each from a table's cell, with how far chance explains a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from thirdoption.program.reports.rules.frames import DOORS, Frame, gettext_noop
from thirdoption.program.reports.rules.notes import Note
from thirdoption.program.reports.rules.periods import quarter_before
from thirdoption.program.reports.rules.tables import Cell, Label, Table, Unit


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
    """The figures of the first page, in their order."""
    flow = _of_flow(tables["F01"], tables["F02"], tables["F03"], frame)
    return (*flow, *_of_times(tables["F05"]))


def _of_flow(referrals: Table, diversions: Table, funnel: Table, frame: Frame) -> Iterator[Headline]:
    def line(id: str, label: str, cell: Cell, detail: Note) -> Headline:
        return Headline(id, label, Unit.COUNT, cell, detail)

    now = diversions.cell("total:quarter", "all")
    compared = _compared(diversions, frame, _number(now))
    yield line("diversions", gettext_noop("diversions this quarter"), now, compared)
    launch = diversions.cell("total:launch", "all")
    yield line("since_launch", gettext_noop("diversions since launch"), launch, _since(frame))
    doors = [_number(referrals.cell(f"door:{door}", "quarter")) for door in DOORS]
    by_door = Note("doors", dict(zip(("arrest", "social", "community"), doors, strict=True)))
    every = referrals.cell("total", "quarter")
    yield line("referrals", gettext_noop("referrals this quarter"), every, by_door)
    intakes = funnel.cell("step:intake_done", "all/count")
    open_ones = {"count": _number(every), "open": _number(funnel.unknown_count)}
    yield line("intakes", gettext_noop("intakes done"), intakes, Note("of_referrals", open_ones))


def _of_times(times: Table) -> Iterator[Headline]:
    door = "door:arrest_diversion"
    done, accepted = times.cell(door, "contact/done"), times.cell(door, "accepted")
    reached = Note("reached", {"done": _number(done), "count": _number(accepted)})
    label = gettext_noop("median time to first contact")
    yield Headline("first_contact", label, Unit.MINUTES, times.cell(door, "contact/median"), reached)
    in_time = times.cell("total", "intake/within_30")
    over = Note("in_time", {"done": in_time.numerator or 0, "count": in_time.denominator or 0})
    yield Headline("in_time", gettext_noop("intakes within 30 days"), Unit.PERCENT, in_time, over)


def _since(frame: Frame) -> Note:
    return Note("since", {"date": Label("date", frame.launched.isoformat())})


def _compared(diversions: Table, frame: Frame, now: int) -> Note:
    """The quarter before, if the program ran for all of it, and how far chance explains the change."""
    rows = {row.id for row in diversions.rows}
    earlier = quarter_before(frame.period)
    months = [f"month:{at}" for at in earlier.months()]
    if frame.launched > earlier.start or not rows.issuperset(months):
        return _since(frame)
    before = sum(_number(diversions.cell(row, "all")) for row in months)
    chance = chance_of_difference(now, before)
    if now == before:
        return Note("before", {"before": before})
    if chance >= 0.5:
        return Note("before_common", {"before": before})
    return Note("before_chance", {"before": before, "times": round(1 / chance)})


def _number(cell: Cell) -> int:
    return int(cell.value or 0)
