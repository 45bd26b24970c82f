"""Reading for a call that came to the line: whose telephone rings, and whether somebody has said yes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries.escalation import is_exhausted
from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.handoffs.rules import OPEN, State
from thirdoption.program.messages.queries import numbers
from thirdoption.program.staff.models import Worker


@dataclass(frozen=True)
class Telephone:
    """One telephone that can ring: whose, and its number, which nobody but the carrier is told."""

    worker: UUID
    number: str


def telephones(*, by: Acting, at: datetime) -> list[Telephone]:
    """The telephones of those on call in the rota's order, one for each; `by` is the program itself."""
    order = [one.pk for one in on_call(site=by.site, at=at)]
    found = numbers(workers=order)
    return [Telephone(one, found[one][0]) for one in dict.fromkeys(order) if found.get(one)]


@dataclass(frozen=True)
class Where:
    """Where a call is: asked still, taken by somebody (with a telephone or none), or over."""

    asked: bool
    exhausted: bool
    taken: bool
    telephone: Telephone | None


def where(*, handoff: UUID, by: Acting) -> Where:
    """Where a call that waits on the telephone is now."""
    state, worker = Handoff.objects.values_list("state", "accepted_by").get(pk=handoff)
    found = numbers(workers=[worker]) if worker and state in OPEN else {}
    telephone = Telephone(worker, found[worker][0]) if found.get(worker) else None
    asked = state == State.REQUESTED
    return Where(asked, asked and is_exhausted(handoff=handoff), state in OPEN and not asked, telephone)


def open_call(*, officer: UUID, by: Acting) -> UUID | None:
    """The hand-off of a call by an officer that nobody has said yes to."""
    rows = Handoff.objects.filter(call__author=officer, state=State.REQUESTED, site=by.site)
    return rows.order_by("-requested_at").values_list("pk", flat=True).first()


def language(*, worker: UUID) -> str:
    """The language that a worker reads."""
    return str(Worker.objects.values_list("user__language", flat=True).get(pk=worker))
