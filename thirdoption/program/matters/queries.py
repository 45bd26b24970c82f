"""Reading held charges, for a viewer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, Count, Q, Value, When, Window

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State


def held(*, by: Acting) -> list[Matter]:
    """The charges that wait for a decision, the nearest date first."""
    return list(Matter.objects.filter(site=by.site, state=State.HELD).order_by("deadline_on", "id")[:200])


@dataclass(frozen=True)
class Waiting:
    """One page of the charges that wait, and how many wait in all, whatever page is shown."""

    charges: list[Matter]
    many: int = 0
    due: int = 0
    passed: int = 0


def waiting(
    *, by: Acting, today: date, due_until: date, part: str = "", page: int = 1, size: int = 25
) -> Waiting:
    """The charges that wait, the nearest date first: all, or the part "due" or "passed".

    One statement: those of the part come first, and what follows them on the page is left out.
    """
    parts = {
        "": Q(),
        "due": Q(deadline_on__gte=today, deadline_on__lte=due_until),
        "passed": Q(deadline_on__lt=today),
    }
    counts = {name or "many": Window(Count("pk", filter=only or None)) for name, only in parts.items()}
    rows = Matter.objects.filter(site=by.site, state=State.HELD).annotate(**counts)
    order = ["deadline_on", "id"]
    if part:
        rows = rows.annotate(apart=Case(When(parts[part], then=Value(0)), default=Value(1)))
        order = ["apart", *order]
    found = list(rows.order_by(*order)[(page - 1) * size : page * size])
    if not found:
        return waiting(by=by, today=today, due_until=due_until, part=part) if page > 1 else Waiting([])
    counted = {name: getattr(found[0], name) for name in counts}
    return Waiting([one for one in found if not getattr(one, "apart", 0)], **counted)


def decided(*, by: Acting, limit: int = 50) -> list[Matter]:
    """The charges that were decided, newest date first."""
    return list(
        Matter.objects.filter(site=by.site).exclude(state=State.HELD).order_by("-deadline_on", "id")[:limit]
    )


def matter(*, by: Acting, pk: UUID) -> Matter:
    """One held charge. Raises Refused (not found) for what is not there or not theirs."""
    found = Matter.objects.filter(pk=pk).first()
    if found is None:
        raise hidden()
    return found
