"""Around Django: raw connections of a role, context tokens, and rows as they are."""

import functools
import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from django.apps import apps

from thirdoption.command.home import conninfo

T = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)
Row = dict[str, Any]


def connect(role: str, name: str, **options: Any) -> psycopg.Connection[Any]:
    """A connection of a role to a test's database, around Django."""
    return psycopg.connect(**{**conninfo(role), "dbname": name}, **{"autocommit": True, **options})


def signed(conn: psycopg.Connection[Any], key: str, **fields: Any) -> str:
    """A context token for a raw connection; every field can be forged."""
    asked = conn.execute("SELECT pg_backend_pid(), (extract(epoch FROM clock_timestamp()) * 1e6)::bigint")
    pid, issued = asked.fetchone() or (0, 0)
    plain = {"version": "1", "pid": pid, "issued": issued, "site": "", "worker": "", "organization": "",
             "purpose": "", "at": "", **fields}  # fmt: skip
    body = "|".join(str(value or "") for value in plain.values())
    return f"{body}|{hmac.new(bytes.fromhex(key), body.encode(), hashlib.sha256).hexdigest()}"


def put(conn: psycopg.Connection[Any], table: str, rows: list[Row]) -> None:
    """Insert rows of one table, each with the same columns."""
    columns = ", ".join(rows[0])
    conn.execute(
        f"INSERT INTO {table} ({columns}) SELECT {columns} "
        f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
        [json.dumps(rows, default=str)],
    )


@functools.cache
def needed(table: str) -> dict[str, Any]:
    """The columns of a table that may not be null, each with a value of its type that says nothing."""
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    plain: dict[str, Any] = {
        "UUIDField": None,
        "BooleanField": False,
        "IntegerField": 0,
        "BigIntegerField": 0,
        "JSONField": {},
        "ArrayField": [],
        "DateField": DAY,
        "DateTimeField": T,
    }
    found = {}
    for column in model._meta.concrete_fields:
        if not column.null and not column.is_relation:
            empty = "" if column.blank else "-"
            found[column.column] = plain.get(type(column).__name__, empty)
    return found
