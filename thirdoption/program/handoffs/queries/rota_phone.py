"""Who is on call as a telephone exchange reads it: plain values, with the numbers to ring in turn."""

from datetime import datetime, timedelta
from typing import Any

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.handoffs.rules.rota import at_moment
from thirdoption.program.messages.queries import numbers
from thirdoption.program.sites.models import Site

LOOK = timedelta(days=14)


def answer(*, by: Acting, at: datetime) -> dict[str, Any]:
    """Who answers at a moment, first to be rung first, and until when that holds (ISO 8601, UTC).

    `by` is the program itself: nobody else sees a number. `numbers` has a worker's verified ones, those
    for calls first; `until` is at most two weeks away. Nobody on call is an empty list.
    """
    site = Site.objects.get(pk=by.site)
    found = rota(site=by.site, start=at, end=at + LOOK)
    order = at_moment(found.plan, at)
    ring = numbers(workers=order)
    changes = [edge for turn in found.turns for edge in (turn.starts_at, turn.ends_at) if edge > at]
    return {
        "site": site.code,
        "line": site.line_number,
        "at": at.isoformat(),
        "until": min(changes).isoformat(),
        "on_call": [
            {"worker": str(one), "name": found.name(one).split()[0], "numbers": ring.get(one, [])}
            for one in order
        ],
    }
