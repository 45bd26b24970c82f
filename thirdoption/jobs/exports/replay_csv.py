"""Writes a replay's counts as one CSV: a line per group, rule, fact and note, with ids that stay the same.

Counts only: no line stands for one arrest.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from thirdoption.program.referrals.rules.replay import Move, Replayed, Row, notes, said, summary
from thirdoption.program.sites.rules.csv_files import guard

FIELDS = (
    "id",
    "policy",
    "version",
    "table",
    "label",
    "arrests",
    "nothing_rules_it_out",
    "depends",
    "ruled_out",
    "unreadable",
    "not_ruled_out_low",
    "not_ruled_out_high",
)
Line = dict[str, str | int]


def write(found: Replayed, moves: Sequence[Move] = (), other: Replayed | None = None) -> str:
    """UTF-8 text with a header line; empty where a column says nothing about a line."""
    written = StringIO()
    lines = csv.DictWriter(written, FIELDS, lineterminator="\r\n")
    lines.writeheader()
    for line in (*_counts(found), *_reasons(found), *_moves(found, moves, other), *_notes(found)):
        named = {"policy": found.policy.id, "version": found.policy.version, **line}
        lines.writerow({key: guard(value) for key, value in named.items()})
    return written.getvalue()


def _id(*parts: str) -> str:
    return ".".join(re.sub(r"[^a-z0-9_]+", "-", part.lower()).strip("-") for part in parts)


def _counts(found: Replayed) -> Iterator[Line]:
    for table, rows in found.tables.items():
        for row in rows:
            yield {"id": _id(table, row.label), "table": table, "label": row.label, **_numbers(row)}


def _numbers(row: Row) -> Line:
    return {
        "arrests": row.arrests,
        "nothing_rules_it_out": row.nothing,
        "depends": row.depends,
        "ruled_out": row.ruled_out,
        "unreadable": row.unreadable,
        "not_ruled_out_low": row.low,
        "not_ruled_out_high": row.high,
    }


def _reasons(found: Replayed) -> Iterator[Line]:
    policy = found.policy
    for table in ("why", "missing", "unknown", "asks"):
        for reason in getattr(found, table):
            label = said(reason.code, policy)
            yield {"id": _id(table, reason.code), "table": table, "label": label, "arrests": reason.count}
    for width in found.width:
        yield {
            "id": _id("width", width.code),
            "table": "width",
            "label": f"If only this were open: {said(width.code, policy)}",
            "arrests": width.bears_on,
            "not_ruled_out_low": width.only_this_open,
            "not_ruled_out_high": found.total.high,
        }


def _moves(found: Replayed, moves: Sequence[Move], other: Replayed | None) -> Iterator[Line]:
    if other is None:
        return
    for move in moves:
        policy = other.policy if move.of_other else found.policy
        yield {
            "id": _id("moves", other.policy.id, move.one, move.other, move.rule),
            "table": f"moves to {other.policy.id}",
            "label": f"{move.one} to {move.other}: {said(move.rule, policy)} ({policy.id})",
            "arrests": move.count,
        }


def _notes(found: Replayed) -> Iterator[Line]:
    for number, sentence in enumerate((summary(found), *notes(found)), 1):
        yield {"id": f"note.{number}", "table": "notes", "label": sentence}
