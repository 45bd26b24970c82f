"""What `make bench` keeps has one shape, so that two runs can be compared."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import RESULTS
from bench.figures import NAMES
from bench.load import MIX
from bench.measure import percentile
from bench.results import HIGHER, LOWER, RATIO, VALUE, Result, keep, table
from bench.statements import statements

FIELDS = ["name", "value", "unit", "limit", "floor", "ratio", "on", "better"]


def kept() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return entries


def test_every_figure_is_kept_once() -> None:
    assert sorted(entry["name"] for entry in kept()) == sorted(NAMES)


@pytest.mark.parametrize("entry", kept(), ids=lambda entry: entry["name"])
def test_an_entry_has_its_fields(entry: dict[str, Any]) -> None:
    assert sorted(entry) == sorted(FIELDS)
    assert entry["on"] in (VALUE, RATIO)
    assert entry["better"] in (LOWER, HIGHER)
    assert isinstance(entry["value"], int | float) and isinstance(entry["limit"], int | float)
    assert isinstance(entry["unit"], str)
    judged_by_ratio = entry["on"] == RATIO
    assert all(isinstance(entry[name], float) is judged_by_ratio for name in ("floor", "ratio"))


def test_what_misses_is_told_in_the_readme() -> None:
    told = (RESULTS.parent / "README.md").read_text(encoding="utf-8")
    missed = [entry["name"] for entry in kept() if not Result(**entry).holds]
    assert [name for name in missed if f"`{name}`" not in told] == []


def test_a_target_holds_on_its_side() -> None:
    slow = Result("home", 30.0, "ms", 2.0, floor=10.0, ratio=3.0, on=RATIO)
    many = Result("load.requests", 130.0, "req/s", 120, better=HIGHER)
    assert not slow.holds and many.holds
    assert "MISSES" in table([slow]) and "MISSES" not in table([many])


def test_one_figure_alone_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    keep([Result("home", 1.0, "ms", 2.0), Result("save", 5.0, "ms", 2.0)], path)
    keep([Result("save", 4.0, "ms", 2.0)], path)
    assert [(one["name"], one["value"]) for one in json.loads(path.read_text())] == [
        ("home", 1.0),
        ("save", 4.0),
    ]


def test_statements_are_counted_from_the_servers_log() -> None:
    log = (
        "2026-11-22 01:00:00.000 UTC [7] LOG:  statement: BEGIN\n"
        "2026-11-22 01:00:00.001 UTC [7] LOG:  execute _pg3_1: SELECT a\n\tFROM b\n"
        "2026-11-22 01:00:00.002 UTC [8] LOG:  statement: SELECT trail.seal()\n"
        "2026-11-22 01:00:00.003 UTC [7] LOG:  statement: COMMIT\n"
    )
    assert statements(log, 7) == ["BEGIN", "SELECT a FROM b", "COMMIT"]


def test_the_mix_is_a_whole_day() -> None:
    assert sum(MIX.values()) == 100


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([3.0, 1.0, 2.0], 99) == 3.0
