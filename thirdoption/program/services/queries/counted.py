"""Which services really connect, in counts that point at nobody."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission, check_may


@dataclass(frozen=True)
class Counted:
    """How often a service was asked, and what came of it; None is not shown: it could point at one person.

    `days`: the median from asking to the first answer, `met_days` to when they met. No `service`: the small
    ones of a need together; no `need` either: the small ones of all needs.
    """

    need: str | None
    service: str | None
    organization: str | None
    asked: int
    connected: int | None
    said_no: int | None
    unanswered: int | None
    days: float | None
    met_days: float | None
    reasons: dict[str, int] | None


def counted(*, half: date, by: Acting) -> list[Counted]:
    """Which services really connect, asked in the half-year from a day on; nothing until 30 days after it."""
    check_may(by.role, Permission.SEE_CONNECTIONS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sharing.connections_counted(%s)", [half])
        rows = cursor.fetchall()
    return [_counted(row) for row in rows]


def _counted(row: tuple[Any, ...]) -> Counted:
    need, service, organization, asked, connected, said_no, open_still, days, met_days, reasons = row
    return Counted(
        need=need,
        service=service,
        organization=organization,
        asked=asked,
        connected=connected,
        said_no=said_no,
        unanswered=open_still,
        days=None if days is None else float(days),
        met_days=None if met_days is None else float(met_days),
        reasons=reasons and json.loads(reasons),
    )
