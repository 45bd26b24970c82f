"""Reading for a call that came to the line: whose telephone rings, and whether somebody has said yes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Handoff, Pulse
from thirdoption.program.handoffs.queries.escalation import PAGE, is_exhausted
from thirdoption.program.handoffs.queries.line_tests import TEST, waiting
from thirdoption.program.handoffs.queries.rota import on_call
from thirdoption.program.handoffs.rules import OPEN, State
from thirdoption.program.messages.models import Message
from thirdoption.program.messages.queries import asked_there, live_methods, methods_at, numbers
from thirdoption.program.messages.rules import Kind, read
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


def open_calls(*, by: Acting) -> list[UUID]:
    """The hand-offs of a site that nobody has said yes to."""
    calls = Handoff.objects.filter(site=by.site, state=State.REQUESTED)
    return list(calls.order_by("pk").values_list("pk", flat=True))


def asked_at(*, address: str, text: str, by: Acting) -> Message | None:
    """What a site asked at a number and waits to hear: what a message from there answers."""
    said, found = read(text), methods_at(address=address)
    tests = [one for method in found if (one := waiting(worker=method.worker, at=by.now()))]
    asked = asked_there(methods=found, templates=(PAGE, TEST), code=said.code, among=open_calls(by=by))
    return asked or asked_there(methods=found, templates=(TEST,), code="", among=tests)


def can_call_back(*, handoff: Handoff) -> bool:
    """Whether the line has a proven number of the officer who asked; never which."""
    author = _author(handoff)
    kinds = {one.kind for one in live_methods(workers=[author]).get(author, [])} if author else set()
    return bool(kinds & {Kind.VOICE, Kind.SMS})


def both_ends(*, handoff: UUID, worker: UUID, by: Acting) -> tuple[str, str] | None:
    """The number of a worker and that of the officer who asked; the program's to ask."""
    found = (
        Handoff.objects.select_related("call").filter(pk=handoff, accepted_by=worker, state__in=OPEN).first()
    )
    author = _author(found) if found else None
    ring = numbers(workers=[worker, author]) if author else {}
    return (ring[worker][0], ring[author][0]) if author and len(ring) == 2 else None


def _author(handoff: Handoff) -> UUID | None:
    """Who follows a hand-off: its officer, also where the viewer may not read the referral."""
    return Pulse.objects.filter(handoff=handoff.pk).values_list("author", flat=True).first()


def language(*, worker: UUID) -> str:
    """The language that a worker reads."""
    return str(Worker.objects.values_list("user__language", flat=True).get(pk=worker))
