"""Reading held charges, for a viewer."""

from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State


def held(*, by: Acting) -> list[Matter]:
    """The charges that wait for a decision, the nearest date first."""
    return list(Matter.objects.filter(site=by.site, state=State.HELD).order_by("deadline_on", "id")[:200])


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
