"""A file of HSDS 3.1 or 3.0: bytes in, services and what was not taken out.

Read are a zip of the CSV tables (a data package) and JSON: a whole service, a whole organization, a list
or a page of them. Each is checked against the schema of its version before a row is made of it.
"""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services.rules import DirectoryRow
from thirdoption.program.services.rules.exchange import schema as hsds
from thirdoption.program.services.rules.exchange.schema import Fault, Tables
from thirdoption.program.sites.rules import csv_files

_ONE = {
    "additional_websites": "url",
    "additional_urls": "url",
    "capacities": "service_capacity",
    "taxonomy_detail": "taxonomy",
    "addresses": "address",
    "accessibility": "accessibility",
    "funding": "funding",
    "metadata": "metadata",
    "taxonomies": "taxonomy",
}
"""The table of a part of a JSON document, where it is not the part's name without an s."""

_ORGANIZATION = ("services", "legal_status", "tax_status", "organization_identifiers")
"""What only an organization has."""


FAULTY = ("table", "row", "field")
"""The columns of what was not taken."""


@dataclass(frozen=True)
class Parsed:
    """What a file holds: its version, the services, what breaks the schema, and how many services it had."""

    version: str
    rows: tuple[DirectoryRow, ...]
    faults: tuple[Fault, ...]
    total: int

    def refused(self) -> tuple[csv_files.RefusedRow, ...]:
        """What was not taken, each with its table, its row and the reason."""
        return tuple(
            csv_files.RefusedRow(
                one.row, (f"{one.table}.{one.field}: {one.why}",), (one.table, str(one.row), one.field)
            )
            for one in self.faults
        )


def is_hsds(name: str, data: bytes) -> bool:
    """Whether a file looks like HSDS, and not like a single CSV table."""
    return data[:2] == b"PK" or data.lstrip()[:1] in (b"{", b"[") or name.endswith((".zip", ".json"))


def tables(data: bytes) -> Tables:
    """The tables of a file. Raises Refused (invalid) with a sentence if it cannot be read."""
    if len(data) > csv_files.LARGEST:
        raise Refused("invalid", "This file is larger than 20 MB.", field="file")
    if data[:2] == b"PK":
        return _of_zip(data)
    found: Tables = {}
    try:
        document = json.loads(data.decode("utf-8-sig"))
        _flatten(document, found)
    except (ValueError, RecursionError) as error:
        raise Refused("invalid", "This file is not JSON that can be read.", field="file") from error
    return {name: _once(rows) for name, rows in found.items()}


def _of_zip(data: bytes) -> Tables:
    named = {file: name for version in hsds.VERSIONS for name, file in hsds.files(version).items()}
    found: Tables = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > 10 * csv_files.LARGEST:
                raise Refused("invalid", "What this file unpacks to is larger than 200 MB.", field="file")
            for one in packed.namelist():
                if table := named.get(one.rpartition("/")[2]):
                    text = packed.read(one).decode("utf-8-sig")
                    found[table] = list(csv.DictReader(io.StringIO(text, newline="")))
    except (zipfile.BadZipFile, UnicodeDecodeError, csv.Error, RuntimeError) as error:
        raise Refused("invalid", "This file cannot be unpacked and read.", field="file") from error
    if "service" not in found or "organization" not in found:
        raise Refused("invalid", "There is no services.csv or no organizations.csv in it.", field="file")
    return {
        name: [{key: value for key, value in row.items() if key} for row in rows]
        for name, rows in found.items()
    }


def _flatten(document: Any, into: Tables) -> None:
    if isinstance(document, dict) and isinstance(document.get("contents"), list):
        document = document["contents"]
    for one in document if isinstance(document, list) else [document]:
        if not isinstance(one, dict) or "name" not in one:
            raise ValueError
        known = any(
            key in one for key in ("services", "legal_status", "tax_status", "organization_identifiers")
        )
        _take("organization" if known and "organization" not in one else "service", one, {}, into)


def _take(table: str, row: dict[str, Any], above: dict[str, Any], into: Tables) -> None:
    """One row with the ids of what it stands in, and below it its own parts."""
    declared = hsds.fields("3.1").get(table, {})
    flat = {key: value for key, value in row.items() if not isinstance(value, dict | list)}
    flat |= {key: value for key, value in above.items() if key in declared and not flat.get(key)}
    parts = {key: value for key, value in row.items() if isinstance(value, dict | list)}
    for key, value in parts.items():
        if isinstance(value, dict) and f"{key}_id" in declared:
            flat[f"{key}_id"] = value.get("id")
        if key == "taxonomy_detail" and isinstance(value, dict):
            flat["taxonomy_id"] = value.get("id")
    into.setdefault(table, []).append(flat)
    beneath = {f"{table}_id": row.get("id")}
    for key, value in parts.items():
        part = _ONE.get(key, key.removesuffix("s") if isinstance(value, list) else key)
        own = {**beneath, "link_id": row.get("id"), "link_entity": table, "resource_id": row.get("id")}
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                _take(part, one, own if isinstance(value, list) else {}, into)


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, each id once: JSON repeats what several parts share. What one leaves out another may say."""
    by_id: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(rows):
        known = by_id.setdefault(str(row.get("id") or place), {})
        known |= {key: value for key, value in row.items() if value is not None and key not in known}
    return list(by_id.values())
