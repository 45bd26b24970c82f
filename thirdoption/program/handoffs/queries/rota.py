"""Reading the rota: who answers the line, and when nobody does. Every page, feed and page-out asks here."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from thirdoption.program.handoffs.models import Override, Rotation
from thirdoption.program.handoffs.rules import rota as rules
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import ROLES, Permission, may

CAN_ANSWER = tuple(code for code in ROLES if may(code, Permission.TAKE_HANDOFF))
_BEFORE_ALL = datetime(1, 1, 2, tzinfo=UTC)
_RULING = """
WITH r AS (
    SELECT layer, begins_at, hand_over, days, "order", most_hours, number
    FROM handoffs_rotation one
    WHERE site_id = %(site)s AND begins_at <= %(end)s AND begins_at >= coalesce((
        SELECT max(begins_at) FROM handoffs_rotation begun
        WHERE begun.site_id = one.site_id AND begun.layer = one.layer AND begun.begins_at <= %(start)s
    ), begins_at)
), o AS (
    SELECT layer, starts_at, ends_at, away_id, worker_id, number
    FROM handoffs_override
    WHERE site_id = %(site)s AND ends_at > %(start)s AND starts_at <= %(end)s
), wanted AS (
    SELECT unnest("order") AS id FROM r UNION SELECT away_id FROM o UNION SELECT worker_id FROM o
)
SELECT w.*, s.zone, (SELECT json_agg(r ORDER BY number) FROM r)::text AS rotations,
    (SELECT json_agg(o ORDER BY number) FROM o)::text AS overrides
FROM (SELECT 1) AS one
LEFT JOIN sites_site s ON s.id = %(site)s
LEFT JOIN staff_worker w ON w.id IN (SELECT id FROM wanted)
"""


@dataclass(frozen=True)
class Rota:
    """Who answers from `start` to `end`, and by what; `most` is the hours that a layer's planner set."""

    start: datetime
    end: datetime
    plan: rules.Plan
    workers: Mapping[UUID, Worker]
    most: int | None = None
    turns: list[rules.Turn] = field(default_factory=list)

    def name(self, worker: UUID) -> str:
        """A worker's name, also of one who has left."""
        return self.workers[worker].name if worker in self.workers else ""

    def tired(self) -> dict[UUID, float]:
        """Who is on call for more hours in seven days than the planner set, and how many."""
        if self.most is None:
            return {}
        there = {worker for turn in self.turns for worker in turn.workers}
        hours = {worker: rules.most_hours(self.turns, worker) for worker in there}
        return {worker: most for worker, most in hours.items() if most > self.most}


def too_long(found: Rota, most: int | None) -> dict[UUID, float]:
    """Who is on call for more hours in a row than the site set, and for how many."""
    if most is None:
        return {}
    there = {worker for turn in found.turns for worker in turn.workers}
    hours = {worker: rules.longest(found.turns, worker) for worker in there}
    return {worker: longest for worker, longest in hours.items() if longest > most}


def on_call(*, site: UUID, at: datetime) -> list[Worker]:
    """Who answers the line of a site at a moment: whom to page first, then whom."""
    plan, workers, _most = _read(site, at, at)
    return [workers[one] for one in rules.at_moment(plan, at)]


def rota(*, site: UUID, start: datetime, end: datetime) -> Rota:
    """Both layers of a site's rota from `start` to `end`."""
    plan, workers, most = _read(site, start, end)
    return Rota(start, end, plan, workers, most, rules.stretches(plan, start, end))


def gaps(*, site: UUID, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of time from `start` to `end` in which nobody is on call."""
    return rules.gaps(rota(site=site, start=start, end=end).turns)


def hold(*, site: UUID) -> None:
    """Until this transaction ends nobody else changes who is on call at the site: read, then write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"handoffs.rota {site}"])


def can_answer(*, site: UUID) -> list[Worker]:
    """Who may be put on call at a site, by name."""
    rows = Worker.objects.filter(site=site, role__in=CAN_ANSWER, until__isnull=True)
    return list(rows.order_by("name", "id"))


def rotations(*, site: UUID, at: datetime) -> list[Rotation]:
    """The rotations that hold now or will: for each layer the one in force first."""
    rows = Rotation.objects.filter(site=site).order_by("layer", "begins_at", "number")
    found = list(rows.select_related("made_by"))
    begun = {one.layer: one for one in found if one.begins_at <= at}
    return [one for one in found if one.begins_at > at or begun[one.layer] == one]


def overrides(*, site: UUID, at: datetime) -> list[Override]:
    """What was changed in turns that are not over, the next first."""
    rows = Override.objects.filter(site=site, ends_at__gt=at).select_related("away", "worker", "made_by")
    return list(rows.order_by("starts_at", "number"))


def has_shifts(*, worker: UUID, site: UUID, at: datetime) -> bool:
    """Whether a worker has a place in a turn, or answers for somebody, now or later."""
    in_turn = any(worker in one.order for one in rotations(site=site, at=at))
    return in_turn or any(one.worker_id == worker for one in overrides(site=site, at=at))


def _read(site: UUID, start: datetime, end: datetime) -> tuple[rules.Plan, dict[UUID, Worker], int | None]:
    """What decides who is on call from `start` to `end`: one statement, whatever has piled up before."""
    rows: list[Any] = list(Worker.objects.raw(_RULING, {"site": site, "start": start, "end": end}))
    rotations, overrides = (json.loads(text or "[]") for text in (rows[0].rotations, rows[0].overrides))
    workers = {one.pk: one for one in rows if one.pk}
    wanted = {UUID(one) for row in rotations for one in row["order"]} | set(workers)
    plan = rules.Plan(
        zone=ZoneInfo(rows[0].zone or "UTC"),
        rotations=[_rotation(row) for row in rotations],
        overrides=[_override(row) for row in overrides],
        left=_left(wanted, workers),
    )
    limits = [row["most_hours"] for row in rotations if row["most_hours"] is not None]
    return plan, workers, limits[-1] if limits else None


def _left(wanted: Iterable[UUID], workers: Mapping[UUID, Worker]) -> dict[UUID, datetime]:
    """Since when workers are gone; whose row is gone was never there."""
    since = {one: workers[one].until if one in workers else _BEFORE_ALL for one in wanted}
    return {one: until for one, until in since.items() if until is not None}


def _rotation(row: Mapping[str, Any]) -> rules.Rotation:
    return rules.Rotation(
        rules.Layer(row["layer"]),
        datetime.fromisoformat(row["begins_at"]),
        time.fromisoformat(row["hand_over"]),
        row["days"],
        tuple(UUID(one) for one in row["order"]),
    )


def _override(row: Mapping[str, Any]) -> rules.Override:
    start, end = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
    away, worker = (UUID(row[name]) if row[name] else None for name in ("away_id", "worker_id"))
    return rules.Override(rules.Layer(row["layer"]), start, end, away, worker)
