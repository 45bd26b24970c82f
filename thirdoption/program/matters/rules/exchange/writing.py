"""The held charges of one viewer as CSV and as JSON, version 1: docs/reference/charges-exchange.md."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from thirdoption.program.sites.rules.csv_files import guard

VERSION = "1"
SCHEMA = "charges-exchange-1.schema.json"
FIELDS = (
    "incident_number",
    "incident_on",
    "law",
    "offense",
    "offense_class",
    "nibrs",
    "set_aside",
    "state",
    "held_on",
    "deadline_on",
    "file_by",
    "ticket_returnable_on",
    "intake_confirmed_on",
    "notice",
)
"""Every field, in the order of the columns. There is no name, and nothing of care, in any of them (R-36)."""

Charge = Mapping[str, str | None]


def as_csv(charges: Sequence[Charge]) -> str:
    """One line a charge; empty is not known, or not told. The notice goes with what a release told (R-21)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("version", *FIELDS))
    for one in charges:
        writer.writerow((VERSION, *(guard(one[name] or "") for name in FIELDS)))
    return out.getvalue()


def as_json(charges: Sequence[Charge], *, site: str, agency: str, made_at: str) -> str:
    """The same as one JSON document, which the schema beside this file describes."""
    whole: dict[str, Any] = {
        "version": VERSION,
        "site": site,
        "agency": agency,
        "made_at": made_at,
        "charges": [{name: one[name] for name in FIELDS} for one in charges],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
