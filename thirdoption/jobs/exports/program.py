"""All that a program holds of people, as a Frictionless data package of CSV files, for its own operator.

`lists/`: a roster, contacts and referrals as `import-program` takes them; `tables/`: every table of people
with all its columns, as the viewer may see them (https://specs.frictionlessdata.io/tabular-data-package/).
"""

import csv
import hashlib
import io
import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from thirdoption.program.care.queries.lists import HEADS, lists
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.policies import PROTECTED
from thirdoption.program.sites.rules.csv_files import guard

OF_PEOPLE = frozenset(("people", "care", "services", "sharing", "referrals", "handoffs", "matters"))
NOT_TOLD = frozenset(("services.ProviderLink", "sharing.Grant", "care.FundReceipt"))
"""By what a provider signs in, what the database makes of facts that are in the package themselves, and files
that only this home's key opens."""
PART = 900_000
"""Bytes of one list at most: an import takes files of up to a million."""
PART_ROWS = 1_500
_TYPES = (
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.BooleanField, "boolean"),
    (models.FloatField, "number"),
    (models.IntegerField, "integer"),
    (models.JSONField, "object"),
)


@dataclass(frozen=True)
class Resource:
    """One file of the package, what its columns are, and how many rows it has."""

    path: str
    content: bytes
    fields: list[dict[str, str]]
    rows: int


def files(*, by: Acting) -> Iterator[Resource]:
    """Each file in turn: first the lists, then the tables."""
    for kind, rows in lists(site=by.site).items():
        fields = [{"name": head, "type": "string"} for head in HEADS[kind]]
        for number, part in enumerate(_parts(rows), start=1):
            name = f"lists/{kind}.csv" if number == 1 else f"lists/{kind}-{number}.csv"
            yield Resource(name, _csv(HEADS[kind], part), fields, len(part))
    for model in apps.get_models():
        label = model._meta.label
        if label in PROTECTED and model._meta.app_label in OF_PEOPLE and label not in NOT_TOLD:
            yield _table(model)


def package(resources: Sequence[Resource], *, at: datetime, name: str) -> bytes:
    """`datapackage.json`: every file with its columns, size and digest."""
    described = [
        {
            "name": one.path.removesuffix(".csv").replace("/", "-").replace("_", "-"),
            "path": one.path,
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "bytes": len(one.content),
            "hash": f"sha256:{hashlib.sha256(one.content).hexdigest()}",
            "schema": {
                "fields": one.fields,
                **({"primaryKey": "id"} if one.fields[0]["name"] == "id" else {}),
            },
        }
        for one in resources
    ]
    told = {"profile": "tabular-data-package", "name": "third-option-program", "title": name,
            "created": at.isoformat(timespec="seconds"), "resources": described}  # fmt: skip
    return json.dumps(told, indent=1, ensure_ascii=False).encode()


def _key(first: str) -> dict[str, str]:
    return {"primaryKey": "id"} if first == "id" else {}


def _table(model: type[models.Model]) -> Resource:
    ordered = sorted(model._meta.concrete_fields, key=lambda field: field.column != "id")
    names = ", ".join(f'"{field.column}"' for field in ordered)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}" ORDER BY 1')
        rows = [[_plain(value) for value in row] for row in cursor.fetchall()]
    heads = [str(field.column) for field in ordered]
    fields = [{"name": str(field.column), "type": _type(field)} for field in ordered]
    return Resource(f"tables/{model._meta.db_table}.csv", _csv(heads, rows), fields, len(rows))


def _type(field: "models.Field[Any, Any]") -> str:
    return next((name for kind, name in _TYPES if isinstance(field, kind)), "string")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()
    return json.dumps(value, default=str) if isinstance(value, dict | list) else str(value)


def _parts(rows: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    part: list[Sequence[str]] = []
    size = 0
    for row in rows:
        weighs = sum(len(cell.encode()) + 4 for cell in row)
        if part and (size + weighs > PART or len(part) >= PART_ROWS):
            yield part
            part, size = [], 0
        part.append(row)
        size += weighs
    yield part


def _csv(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([[guard(cell) for cell in row] for row in rows])
    return out.getvalue().encode()
