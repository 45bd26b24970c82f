"""Reading held charges, for a viewer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State


@dataclass(frozen=True)
class Tally:
    """How many charges there are: those that wait, of these those due soon or passed, and the decided."""

    held: int
    due: int
    passed: int
    decided: int


def tally(*, by: Acting, today: date, until: date) -> Tally:
    """Exact counts of a site's charges in one statement; due is from `today` to `until`, both included."""
    held = Q(state=State.HELD)
    return Tally(
        **Matter.objects.filter(site=by.site).aggregate(
            held=Count("pk", filter=held),
            due=Count("pk", filter=held & Q(deadline_on__range=(today, until))),
            passed=Count("pk", filter=held & Q(deadline_on__lt=today)),
            decided=Count("pk", filter=~held),
        )
    )


def held(
    *, by: Acting, first: date | None = None, last: date | None = None, part: slice = slice(None)
) -> list[Matter]:
    """The charges that wait for a decision, the nearest date first; with a date from `first` to `last`."""
    rows = Matter.objects.filter(site=by.site, state=State.HELD)
    if first is not None:
        rows = rows.filter(deadline_on__gte=first)
    if last is not None:
        rows = rows.filter(deadline_on__lte=last)
    return list(rows.order_by("deadline_on", "id")[part])


def decided(*, by: Acting, part: slice = slice(None)) -> list[Matter]:
    """The charges that were decided, the newest decision first."""
    rows = Matter.objects.filter(site=by.site).exclude(state=State.HELD)
    return list(rows.order_by("-decided_at", "id")[part])


def matter(*, by: Acting, pk: UUID) -> Matter:
    """One held charge. Raises Refused (not found) for what is not there or not theirs."""
    found = Matter.objects.filter(pk=pk).first()
    if found is None:
        raise hidden()
    return found


def reason(*, matter: Matter) -> str:
    """Why a charge was decided as it was; empty while it waits."""
    last = matter.statuses.order_by("-number").first()
    return last.note if last is not None else ""
