"""Reads policy packs (YAML) and the code lists (CSV) that they are checked against."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thirdoption.program.sites.rules import Fault, InvalidPolicy, Policy, law_faults, parse_policy
from thirdoption.program.sites.rules.schema import schema

_PACKS = Path(__file__).parent
_DATA = _PACKS.parent / "data"
_SHARED = "sentences.yaml"
SCHEMA = _PACKS / "policy-pack.schema.json"
"""The published schema of a pack; `thirdoption policy schema --write` makes it."""
# the same reader in C where the library has it: ten times as fast
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MOST_VALUES = 50_000
"""A few lines of YAML can refer to each other until they fill a machine: no policy is so large."""


def pack_ids() -> tuple[str, ...]:
    """The packs that ship, by id."""
    return tuple(sorted(path.stem for path in _PACKS.glob("*.yaml") if path.name != _SHARED))


@cache
def load_policy(pack_id: str) -> Policy:
    """The policy of a pack that ships; KeyError if there is none, InvalidPolicy if it does not hold."""
    return parse_stored(read_plain(pack_id))


def parse_stored(plain: Mapping[str, object]) -> Policy:
    """A policy from the plain values that `read_plain` gave, straight from the file or kept as JSON."""
    return parse_policy(plain, nibrs=nibrs_codes(), sections=law_sections())


def read_plain(pack_id: str) -> dict[str, object]:
    """A pack with the sentences that all packs share, as plain values that JSON can hold."""
    return completed(read_own(pack_id))


def read_own(pack_id: str) -> dict[str, object]:
    """What a pack says itself, as plain values that JSON can hold: this is what a site keeps of it."""
    if pack_id not in pack_ids():
        raise KeyError(pack_id)
    return _read(_PACKS / f"{pack_id}.yaml")


def completed(own: Mapping[str, object]) -> dict[str, object]:
    """A policy's own values with the sentences that all packs share."""
    pack = dict(own)
    for name, sentences in _shared().items():
        said = pack.get(name, {})
        if isinstance(said, dict) and isinstance(sentences, dict):
            pack[name] = {**sentences, **said}
    return pack


@cache
def _shared() -> Mapping[str, object]:
    return _read(_PACKS / _SHARED)


def parse_own(own: Mapping[str, object]) -> Policy:
    """The policy in the values that a site keeps; InvalidPolicy if it does not hold."""
    return parse_stored(completed(own))


def faults_of_law(own: Mapping[str, object], before: Mapping[str, object] | None) -> list[Fault]:
    """Where a policy lets go what state law decides; `before` is the one in force at the place, if any."""
    return law_faults(own, before=before, packs=_shipped())


@cache
def _shipped() -> tuple[Mapping[str, object], ...]:
    return tuple(read_own(pack_id) for pack_id in pack_ids())


def schema_text() -> str:
    """The schema of a pack as its file holds it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def load_answers(path: Path) -> dict[str, object]:
    """A site's answers to what its pack leaves open, for `Policy.with_answers`."""
    return _read(path)


@cache
def nibrs_codes() -> Mapping[str, Mapping[str, str]]:
    """NIBRS offense codes with their rows."""
    return {row["code"]: row for row in _rows("nibrs_offense_codes.csv")}


@cache
def law_sections() -> Mapping[str, Mapping[str, str]]:
    """Sections of the New York Penal Law with a row each; repealed ones are left out."""
    observed = {row["pl_section"]: row for row in _rows("ny_penal_law_codes_observed_nypd.csv")}
    added = {row["pl_section"]: row for row in _rows("ny_law_sections_added.csv")}
    return {key: row for key, row in {**observed, **added}.items() if row.get("offense_class") != "repealed"}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read(path: Path) -> dict[str, object]:
    try:
        return read_yaml(path.read_bytes(), path.name)
    except OSError as fault:
        raise InvalidPolicy([f"{path.name}: this file cannot be read as YAML. {fault}"]) from fault


def read_yaml(content: bytes, name: str) -> dict[str, object]:
    """A policy or answers from a file's bytes, as plain values; InvalidPolicy for what is no such file."""
    try:
        plain = _plain(content)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as fault:
        raise InvalidPolicy([Fault(name, *_unreadable(fault))]) from fault
    if not isinstance(plain, dict):
        raise InvalidPolicy([Fault(name, "this file holds no policy")])
    return {str(key): _without_dates(value) for key, value in plain.items()}


def _plain(content: bytes) -> object:
    """The values of a file, if its references make no more of them than a policy can have."""
    loader = _LOADER(content.decode())
    try:
        node = loader.get_single_node()
        if _size(node, {}) > MOST_VALUES:
            raise ValueError("too large")
        return loader.construct_document(node) if node else None
    finally:
        loader.dispose()


def _size(node: yaml.Node | None, known: dict[int, int]) -> int:
    """How many values a node comes to with its references followed."""
    if not isinstance(node, yaml.CollectionNode):
        return 1
    if id(node) not in known:
        known[id(node)] = MOST_VALUES  # one that refers to itself has no end
        parts = [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]


def _unreadable(fault: Exception) -> tuple[str, dict[str, object]]:
    mark = getattr(fault, "problem_mark", None)
    if mark is not None:
        return "this file cannot be read as YAML: look at line %(line)s", {"line": mark.line + 1}
    return "this file cannot be read as YAML", {}


def _without_dates(value: object) -> object:
    """YAML reads 2026-11-22 as a date; JSON keeps it as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _without_dates(item) for key, item in value.items()}
    return [_without_dates(item) for item in value] if isinstance(value, list) else value
