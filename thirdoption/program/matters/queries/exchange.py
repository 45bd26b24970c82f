"""Reading what a file of charges would change, and the column maps that ship."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import yaml

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import NOT_FOUND, Refused
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import WAITING, exchange
from thirdoption.program.matters.rules.exchange import (
    CHANGED,
    NO_CHARGE,
    ChargeRow,
    ColumnMap,
    InvalidMap,
    changes,
    parse_map,
)
from thirdoption.program.sites.rules.csv_files import RefusedRow

_MAPS = Path(exchange.__file__).parent / "maps"


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
        if any(isinstance(one, yaml.AliasEvent) for one in yaml.parse(text, yaml.SafeLoader)):
            raise ValueError  # a part that names another again and again: a few lines that fill the memory
        plain = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise InvalidMap(["The map cannot be read as YAML."]) from fault
    return parse_map(plain)
