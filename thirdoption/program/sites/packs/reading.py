"""Reads policy packs (YAML) and the code lists (CSV) that they are checked against."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from thirdoption.program.sites.rules import InvalidPolicy, Policy, parse_policy

_PACKS = Path(__file__).parent
_DATA = _PACKS.parent / "data"
_SHARED = "sentences.yaml"


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
    if pack_id not in pack_ids():
        raise KeyError(pack_id)
    pack, shared = _read(_PACKS / f"{pack_id}.yaml"), _read(_PACKS / _SHARED)
    for name, sentences in shared.items():
        own = pack.get(name, {})
        if isinstance(own, dict) and isinstance(sentences, dict):
            pack[name] = {**sentences, **own}
    return pack


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
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise InvalidPolicy([f"{path.name}: this file cannot be read as YAML. {fault}"]) from fault
    if not isinstance(plain, dict):
        raise InvalidPolicy([f"{path.name}: this file holds no policy."])
    return {str(key): _without_dates(value) for key, value in plain.items()}


def _without_dates(value: object) -> object:
    """YAML reads 2026-11-22 as a date; JSON keeps it as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _without_dates(item) for key, item in value.items()}
    return [_without_dates(item) for item in value] if isinstance(value, list) else value
