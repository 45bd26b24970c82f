"""Reading what was asked for: swaps, cover, whom it was asked of; and the addresses of calendars."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import RotaFeed, ShiftRequest
from thirdoption.program.handoffs.queries.rota import can_answer
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.handoffs.rules.rota_requests import Stretch
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import ROLES, Permission, may

PLANS = tuple(code for code in ROLES if may(code, Permission.PLAN_ROTA))


def request(*, by: Acting, pk: UUID) -> ShiftRequest:
    """A request of one's site with its answer, if any. Raises Refused (not found)."""
    around = ("asked_by", "other", "answer", "answer__worker")
    found = ShiftRequest.objects.select_related(*around).filter(site=by.site, pk=pk).first()
    if found is None:
        raise hidden()
    return found


def open_requests(*, site: UUID) -> list[ShiftRequest]:
    """What waits for an answer at a site, what is next first; with whom it was asked of."""
    rows = ShiftRequest.objects.filter(site=site, answer__isnull=True)
    around = rows.select_related("asked_by", "other").prefetch_related("askings__worker")
    return list(around.order_by("starts_at", "id"))


def answered_since(*, worker: UUID, since: datetime) -> list[ShiftRequest]:
    """What a worker asked and got an answer to since a moment, the last first."""
    rows = ShiftRequest.objects.filter(asked_by=worker, answer__at__gte=since)
    return list(rows.select_related("answer", "answer__worker", "other").order_by("-answer__at"))


def gives(found: ShiftRequest) -> Stretch:
    """What is given away."""
    return Stretch(Layer(found.layer), found.starts_at, found.ends_at)


def takes(found: ShiftRequest) -> Stretch | None:
    """What would be taken in return."""
    if found.takes_starts_at is None or found.takes_ends_at is None:
        return None
    return Stretch(Layer(found.takes_layer), found.takes_starts_at, found.takes_ends_at)


def unanswered(found: ShiftRequest) -> list[tuple[UUID, datetime]]:
    """Of whom a request was asked and who has not said no, with when they were asked last."""
    last: dict[UUID, datetime] = {}
    no = set()
    for one in found.askings.order_by("at"):
        last[one.worker_id] = one.at
        no |= {one.worker_id} if one.said_no else set()
    return [(worker, at) for worker, at in last.items() if worker not in no]


def colleagues(*, by: Acting) -> list[Worker]:
    """Everybody else who may be put on call."""
    return [one for one in can_answer(site=by.site) if one.pk != by.worker]


def planners(*, site: UUID) -> list[Worker]:
    """Who plans the rota."""
    rows = Worker.objects.filter(site=site, role__in=PLANS, until__isnull=True)
    return list(rows.order_by("since", "name"))


def feeds(*, by: Acting) -> dict[bool, RotaFeed]:
    """A worker's own addresses of calendars: {of the team: address}."""
    return {one.of_team: one for one in RotaFeed.objects.filter(worker=by.hand)}


def feed(*, key: UUID) -> RotaFeed | None:
    """The calendar that a secret address opens, if its worker still works there."""
    found = RotaFeed.objects.select_related("worker__user", "site").filter(key=key).first()
    return found if found and found.worker.until is None else None


_LATELY = """
SELECT (SELECT count(*) FROM handoffs_override
        WHERE site_id = %(site)s AND ends_at > %(at)s AND made_at > %(since)s
            AND %(worker)s IN (away_id, worker_id) AND made_by_id <> %(worker)s)
    + (SELECT count(*) FROM handoffs_rotation
        WHERE site_id = %(site)s AND made_at > %(since)s AND %(worker)s = ANY("order")
            AND made_by_id <> %(worker)s),
    (SELECT count(DISTINCT r.id) FROM handoffs_shiftrequest r
        JOIN handoffs_shiftasking a ON a.request_id = r.id AND a.worker_id = %(worker)s
        WHERE r.site_id = %(site)s AND r.ends_at > %(at)s
            AND NOT EXISTS (SELECT 1 FROM handoffs_shiftanswer s WHERE s.request_id = r.id)
            AND NOT EXISTS (SELECT 1 FROM handoffs_shiftasking n
                WHERE n.request_id = r.id AND n.worker_id = %(worker)s AND n.said_no)),
    (SELECT count(*) FROM handoffs_outing
        WHERE site = %(site)s AND home_at IS NULL AND worker_id = %(worker)s),
    (SELECT count(*) FROM handoffs_outing
        WHERE site = %(site)s AND home_at IS NULL AND told_at IS NOT NULL AND worker_id <> %(worker)s),
    (SELECT id FROM handoffs_linetest WHERE worker_id = %(worker)s AND sent_at IS NOT NULL
        AND answered_at IS NULL AND shift_at > %(at)s - interval '12 hours'
        ORDER BY shift_at DESC LIMIT 1)
"""


@dataclass(frozen=True)
class Lately:
    """What a worker's home page says of shifts and of who is out.

    How often others changed their coming shifts, and how much they are asked; whether they are out themself,
    how many colleagues nobody has heard of, and which test of the line waits for them.
    """

    changed: int
    asked: int
    out: int
    missed: int
    test: UUID | None


def lately(*, by: Acting, days: int = 3) -> Lately:
    """What is new about a worker's shifts, and who is out. One statement."""
    now = by.now()
    since = now - timedelta(days=days)
    values: dict[str, Any] = {"site": by.site, "worker": by.hand, "at": now, "since": since}
    with connection.cursor() as cursor:
        cursor.execute(_LATELY, values)
        return Lately(*cursor.fetchone())
