"""For how long workers were on call and out: what pay is counted from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Outing
from thirdoption.program.handoffs.queries.rota import CAN_ANSWER, rota
from thirdoption.program.handoffs.rules.rota import joined, times_of
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may


class Kind(StrEnum):
    """What a worker was paid for."""

    ON_CALL = "on_call"
    OUT = "out"


@dataclass(frozen=True)
class Span:
    """A stretch in which a worker was on call, or out; no place, nobody else."""

    worker: UUID
    kind: Kind
    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes, the last one counted when it was begun."""
        return -(-(self.ends_at - self.starts_at) // timedelta(minutes=1))


def whose(*, by: Acting) -> list[Worker]:
    """Whose minutes a worker may read: their own; who plans the rota, the team's."""
    rows = Worker.objects.filter(site=by.site, role__in=CAN_ANSWER)
    if not may(by.role, Permission.PLAN_ROTA):
        rows = rows.filter(pk=by.hand)
    return list(rows.order_by("name", "id"))


def minutes(*, by: Acting, workers: Iterable[UUID], start: datetime, end: datetime) -> list[Span]:
    """When workers were on call and out, cut at both ends; not a minute of what is still to come.

    Raises Refused (not found) for somebody whose minutes are not the viewer's to read.
    """
    wanted = set(workers)
    if wanted - {one.pk for one in whose(by=by)}:
        raise hidden()
    end = min(end, by.now())
    if start >= end:
        return []
    turns = rota(site=by.site, start=start, end=end).turns
    found = [Span(one, Kind.ON_CALL, *span) for one in wanted for span in times_of(turns, one)]
    went = Outing.objects.filter(worker__in=wanted, began_at__lt=end).exclude(home_at__lte=start)
    out: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for worker, began_at, home_at in went.values_list("worker", "began_at", "home_at"):
        out.setdefault(worker, []).append((max(began_at, start), min(home_at or end, end)))
    # who goes on to a second hand-off before they are home is out once
    found += [Span(one, Kind.OUT, *span) for one, spans in out.items() for span in joined(spans)]
    return sorted(found, key=lambda one: (str(one.worker), one.starts_at, one.kind))
