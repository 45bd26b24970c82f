"""Who is on call, worked out from turns and from what was changed in them. Stretches are [start, end), UTC.

A layer is cut into stretches that neither overlap nor leave anything out: where nobody answers, a stretch has
no workers, so a gap is something that can be shown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from uuid import UUID


class Layer(StrEnum):
    """Who is paged first, and who is paged when the first does not answer."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Rotation:
    """Workers in turn from a moment on, each for so many days by the wall clock; nobody ends a layer.

    The first in `order` begins at `begins_at`, and hands over at `hand_over` in the site's zone.
    """

    layer: Layer
    begins_at: datetime
    hand_over: time
    days: int
    order: tuple[UUID, ...]


@dataclass(frozen=True)
class Override:
    """For a time `worker` answers instead of `away`; without `away` beside the others.

    Without `worker` nobody answers in their place.
    """

    layer: Layer
    starts_at: datetime
    ends_at: datetime
    away: UUID | None = None
    worker: UUID | None = None


@dataclass(frozen=True)
class Turn:
    """A stretch of one layer: who answers, and who should have and is away or has left."""

    layer: Layer
    starts_at: datetime
    ends_at: datetime
    workers: tuple[UUID, ...] = ()
    missing: tuple[UUID, ...] = ()

    @property
    def hours(self) -> float:
        """How long it lasts."""
        return (self.ends_at - self.starts_at) / timedelta(hours=1)


@dataclass(frozen=True)
class Plan:
    """All that decides who is on call at a site: what holds from when, in the order in which it was said.

    `left` says since when a worker no longer works there.
    """

    zone: tzinfo
    rotations: Sequence[Rotation] = ()
    overrides: Sequence[Override] = ()
    left: Mapping[UUID, datetime] | None = None


def wall_clock(day: date, at: time, zone: tzinfo) -> datetime:
    """When a wall clock shows a time (UTC): an hour later if it skips it, the first if it shows it twice."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def turns(rotation: Rotation, zone: tzinfo, start: datetime, end: datetime) -> Iterator[Turn]:
    """The turns of one rotation from `start` (not before it begins) to `end`, cut at both."""
    start = max(start, rotation.begins_at)
    if start >= end:
        return
    if not rotation.order:
        yield Turn(rotation.layer, start, end)
        return
    number = _number_at(rotation, zone, start)
    while start < end:
        until = min(_begins(rotation, zone, number + 1), end)
        yield Turn(rotation.layer, start, until, (rotation.order[number % len(rotation.order)],))
        number, start = number + 1, until


def _begins(rotation: Rotation, zone: tzinfo, number: int) -> datetime:
    """When the turn with this number begins; the first is 0."""
    if number == 0:
        return rotation.begins_at
    day = rotation.begins_at.astimezone(zone).date() + timedelta(days=number * rotation.days)
    return wall_clock(day, rotation.hand_over, zone)


def _number_at(rotation: Rotation, zone: tzinfo, at: datetime) -> int:
    first = rotation.begins_at.astimezone(zone).date()
    number = max((at.astimezone(zone).date() - first).days // rotation.days, 0)
    while number and _begins(rotation, zone, number) > at:
        number -= 1
    while _begins(rotation, zone, number + 1) <= at:
        number += 1
    return number


def turn_at(rotation: Rotation, zone: tzinfo, at: datetime) -> tuple[int, datetime]:
    """The number of the turn that runs at a moment (the first is 0), and when it ends."""
    number = _number_at(rotation, zone, at)
    return number, _begins(rotation, zone, number + 1)


def stretches(plan: Plan, start: datetime, end: datetime) -> list[Turn]:
    """Both layers from `start` to `end`, each without overlap and without a hole, first layer first."""
    return [turn for layer in Layer for turn in layer_of(plan, layer, start, end)]


def layer_of(plan: Plan, layer: Layer, start: datetime, end: datetime) -> list[Turn]:
    """One layer from `start` to `end`: its turns, changed by what was said later, cut where somebody left."""
    found = _planned([one for one in plan.rotations if one.layer == layer], plan.zone, layer, start, end)
    for override in plan.overrides:
        if override.layer == layer and override.starts_at < end and override.ends_at > start:
            found = [piece for turn in found for piece in _overridden(turn, override)]
    for worker, since in (plan.left or {}).items():
        gone = Override(layer, since, max(end, since + timedelta(1)), away=worker)
        found = [piece for turn in found for piece in _overridden(turn, gone)]
    return found


def _planned(
    rotations: Sequence[Rotation], zone: tzinfo, layer: Layer, start: datetime, end: datetime
) -> list[Turn]:
    """The turns of a layer before any change: each rotation holds until the next one begins."""
    ordered = sorted(rotations, key=lambda one: one.begins_at)
    first = min(ordered[0].begins_at, end) if ordered else end
    found = [Turn(layer, start, first)] if start < first else []
    for one, after in pairwise([*ordered, None]):
        assert one is not None
        until = end if after is None else min(after.begins_at, end)
        found += turns(one, zone, start, until)
    return found


def _overridden(turn: Turn, override: Override) -> Iterator[Turn]:
    """A turn in up to three pieces; what the override does not touch stays as it is."""
    start, end = max(turn.starts_at, override.starts_at), min(turn.ends_at, override.ends_at)
    if start >= end or (override.away is not None and override.away not in turn.workers):
        yield turn
        return
    if turn.starts_at < start:
        yield replace(turn, ends_at=start)
    yield replace(_changed(turn, override), starts_at=start, ends_at=end)
    if end < turn.ends_at:
        yield replace(turn, starts_at=end)


def _changed(turn: Turn, override: Override) -> Turn:
    if override.away is None:
        beside = (override.worker,) if override.worker else ()
        return replace(turn, workers=_once((*turn.workers, *beside)))
    if override.worker is None:
        left = tuple(one for one in turn.workers if one != override.away)
        return replace(turn, workers=left, missing=_once((*turn.missing, override.away)))
    return replace(
        turn, workers=_once(override.worker if one == override.away else one for one in turn.workers)
    )


def _once(workers: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(workers))


def at_moment(plan: Plan, at: datetime) -> list[UUID]:
    """Who answers at a moment: whom to page first, then whom, each once."""
    now = stretches(plan, at, at + timedelta(microseconds=1))
    return list(_once(worker for turn in now for worker in turn.workers))


def gaps(found: Collection[Turn]) -> list[tuple[datetime, datetime]]:
    """When nobody answers, in none of the layers of these stretches."""
    if not found:
        return []
    answered = joined((turn.starts_at, turn.ends_at) for turn in found if turn.workers)
    start, end = min(turn.starts_at for turn in found), max(turn.ends_at for turn in found)
    ends = [start, *(ends_at for _, ends_at in answered)]
    begins = [*(starts_at for starts_at, _ in answered), end]
    return [(one, after) for one, after in zip(ends, begins, strict=True) if one < after]


def of_worker(found: Iterable[Turn], worker: UUID) -> list[Turn]:
    """The stretches in which a worker answers, by time."""
    return sorted((one for one in found if worker in one.workers), key=lambda one: (one.starts_at, one.layer))


def began(found: Iterable[Turn], worker: UUID, at: datetime) -> datetime | None:
    """When the shift began in which a worker is at a moment; stretches without a pause are one shift."""
    mine = joined([(one.starts_at, one.ends_at) for one in of_worker(found, worker)])
    return next((start for start, end in mine if start <= at < end), None)


def answers_all(found: Iterable[Turn], worker: UUID, start: datetime, end: datetime) -> bool:
    """Whether a worker answers in one layer for the whole of a time."""
    inside = [one for one in found if one.starts_at < end and one.ends_at > start]
    return bool(inside) and start < end and all(worker in one.workers for one in inside)


def times_of(found: Iterable[Turn], worker: UUID) -> list[tuple[datetime, datetime]]:
    """When a worker answers, without overlap: two layers at once are one time."""
    return joined([(one.starts_at, one.ends_at) for one in of_worker(found, worker)])


def longest(found: Collection[Turn], worker: UUID) -> float:
    """The most hours in a row that a worker is on call."""
    return max(((end - start) / timedelta(hours=1) for start, end in times_of(found, worker)), default=0.0)


def most_hours(found: Collection[Turn], worker: UUID, days: int = 7) -> float:
    """The most hours that a worker is on call in so many days in a row; two layers at once count once."""
    mine = times_of(found, worker)
    window = timedelta(days=days)
    most = timedelta()
    for begins, _ in mine:  # the fullest window begins where a stretch begins
        inside = (min(end, begins + window) - max(start, begins) for start, end in mine)
        most = max(most, sum((one for one in inside if one > timedelta()), timedelta()))
    return most / timedelta(hours=1)


def joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Stretches of time without overlap; what touches is one."""
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
