"""The tables of HSDS 3.0 and 3.1 as their data packages declare them, and what of a file breaks them.

Source: Open Referral, Human Services Data Specification, Tabular Data Packages (README.md).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

VERSIONS = ("3.1", "3.0")
Tables = dict[str, list[dict[str, Any]]]
"""Rows by the name of their table, as text, number or None."""


@dataclass(frozen=True)
class Fault:
    """What of one row breaks the schema; `table` and `row` (counted from 1) say where."""

    table: str
    row: int
    field: str
    why: str
    needed: bool = True
    """Whether the row cannot be read without this field."""


@cache
def package(version: str) -> Mapping[str, Any]:
    """The data package of a version. Raises FileNotFoundError for any other."""
    text = resources.files(__name__).joinpath(f"datapackage_{version}.json").read_text("utf-8")
    return dict(json.loads(text))


@cache
def fields(version: str) -> Mapping[str, Mapping[str, Any]]:
    """The fields of each table, by name."""
    return {
        one["name"]: {field["name"]: field for field in one["schema"]["fields"]}
        for one in package(version)["resources"]
    }


@cache
def files(version: str) -> Mapping[str, str]:
    """The name of the CSV file of each table."""
    return {one["name"]: one["path"] for one in package(version)["resources"]}


def version_of(tables: Tables) -> str:
    """3.1 if a field or table is there that 3.0 does not know, else 3.0."""
    old = fields("3.0")
    for name, rows in tables.items():
        if name not in old or any(key not in old[name] for row in rows[:1] for key in row):
            return "3.1"
    return "3.0"


def faults(tables: Tables, version: str) -> list[Fault]:
    """What breaks the schema: types, formats, what is required, allowed or unique, and dangling ids."""
    declared = fields(version)
    found: list[Fault] = []
    for name, rows in tables.items():
        if name not in declared:
            found.append(Fault(name, 0, "", f"HSDS {version} has no such table.", needed=False))
        for place, row in enumerate(rows, 1) if declared.get(name) else ():
            found += (
                Fault(name, place, field, why, _needed(declared[name].get(field, {})))
                for field, why in _of_row(row, declared[name])
            )
    return [*found, *_repeated(tables), *_dangling(tables, version)]


def _needed(field: Mapping[str, Any]) -> bool:
    return bool(field.get("constraints", {}).get("required"))


def _of_row(row: Mapping[str, Any], declared: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in row:
        if key not in declared:
            yield key, "The schema has no such field."
    for key, field in declared.items():
        value = row.get(key)
        if value is None or value == "":
            if _needed(field):
                yield key, "It is required."
        elif not _fits(value, field):
            yield key, f"It is no {field.get('format') or field['type']}."
        elif (among := field.get("constraints", {}).get("enum")) and value not in among:
            yield key, f"It is none of: {', '.join(among)}."


def _fits(value: Any, field: Mapping[str, Any]) -> bool:
    kind, text = field.get("format") or field.get("type"), str(value)
    try:
        match kind:
            case "uuid":
                UUID(text)
            case "number":
                float(text)
            case "date":
                date.fromisoformat(text)
            case "datetime":
                datetime.fromisoformat(text)
            case "time":
                time.fromisoformat(text)
            case "email":
                return bool(re.fullmatch(r"[^@\s]+@[^@\s]+", text))
            case "uri":
                return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", text))
    except ValueError:
        return False
    return kind == "number" or isinstance(value, str)


def _repeated(tables: Tables) -> Iterator[Fault]:
    """A second row of one id. HSDS marks more fields unique than it means (a program's organization)."""
    for name, rows in tables.items():
        seen: set[str] = set()
        for place, row in enumerate(rows, 1):
            key = str(row.get("id") or "")
            if key and key in seen:
                yield Fault(name, place, "id", "Another row has the same id.")
            seen.add(key)


def _dangling(tables: Tables, version: str) -> Iterator[Fault]:
    for one in package(version)["resources"]:
        for key in one["schema"].get("foreignKeys", ()):
            field, other = key["fields"], key["reference"]["resource"]
            known = {str(row.get("id")) for row in tables.get(other, ())}
            for place, row in enumerate(tables.get(one["name"], ()), 1):
                if row.get(field) and str(row[field]) not in known:
                    needed = _needed(fields(version)[one["name"]].get(field, {}))
                    yield Fault(one["name"], place, field, f"No row of {other} has this id.", needed)


def without(tables: Tables, found: Sequence[Fault]) -> Tables:
    """The rows that can be read; of the others' faulty fields that are not needed, nothing."""
    gone = {(one.table, one.row) for one in found if one.needed}
    blank = {(one.table, one.row, one.field) for one in found}
    return {
        name: [
            {key: value for key, value in row.items() if (name, place, key) not in blank}
            for place, row in enumerate(rows, 1)
            if (name, place) not in gone
        ]
        for name, rows in tables.items()
    }
