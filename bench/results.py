"""What was measured: the table that is printed, and the file that is kept."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

VALUE, RATIO = "value", "ratio"
LOWER, HIGHER = "lower", "higher"


@dataclass(frozen=True)
class Result:
    """One figure with its floor and its target. `on` says whether the value or the ratio is judged."""

    name: str
    value: float
    unit: str
    limit: float
    floor: float | None = None
    ratio: float | None = None
    on: str = VALUE
    better: str = LOWER
    note: str = ""

    @property
    def judged(self) -> float:
        """The number that the limit is for."""
        return self.value if self.on == VALUE or self.ratio is None else self.ratio

    @property
    def holds(self) -> bool:
        """Whether the target is met."""
        return self.judged <= self.limit if self.better == LOWER else self.judged >= self.limit

    def plain(self) -> dict[str, Any]:
        """As results.json keeps it."""
        fields = asdict(self)
        del fields["note"]
        return {key: round(value, 3) if isinstance(value, float) else value for key, value in fields.items()}


def table(results: Iterable[Result]) -> str:
    """One line for each figure: value, floor, ratio, limit, and whether it holds."""
    head = ("figure", "value", "unit", "floor", "ratio", "limit", "", "spread or note")
    lines = [_line(head)]
    for one in results:
        floor = f"{one.floor:.2f}" if one.floor is not None else "-"
        ratio = f"{one.ratio:.2f}" if one.ratio is not None else "-"
        sign = "<=" if one.better == LOWER else ">="
        limit = f"{sign} {one.limit:g}" + ("x" if one.on == RATIO else "")
        verdict = "ok" if one.holds else "MISSES"
        lines.append(_line((one.name, f"{one.value:.2f}", one.unit, floor, ratio, limit, verdict, one.note)))
    return "\n".join(lines)


def _line(cells: tuple[str, ...]) -> str:
    name, value, unit, floor, ratio, limit, verdict, note = cells
    return f"{name:<20}{value:>9} {unit:<7}{floor:>8}{ratio:>8}  {limit:<9}{verdict:<7}{note}".rstrip()


def keep(results: Iterable[Result], path: Path) -> None:
    """Put the results into the file; entries of figures that did not run stay as they were."""
    new = {one.name: one.plain() for one in results}
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    kept = [new.pop(entry["name"], entry) for entry in old]
    text = json.dumps([*kept, *new.values()], indent=2)
    path.write_text(text + "\n", encoding="utf-8")
