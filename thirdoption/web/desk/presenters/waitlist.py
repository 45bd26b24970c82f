"""The wait-list: everybody who is with nobody, in the policy's order, with the reason beside each."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from thirdoption.program.care.rules.waitlist import Waits
from thirdoption.web.desk.presenters.caseload import last_contact
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import IN_TOUCH
from thirdoption.web.kit.links import address


def waits(waiting: Sequence[Waits], *, arrest_first: bool, clock: Clock) -> dict[str, Any]:
    """The values of `desk/_waitlist.html`: the order in words, each who waits, and who waits longest."""
    order = (
        _("The policy puts those who came in place of an arrest first, then whoever waits longest.")
        if arrest_first
        else _("Whoever waits longest comes first.")
    )
    longest = min(waiting, key=lambda one: one.since) if len(waiting) > 1 else None
    return {
        "order": order,
        "without": [_one(one, arrest_first, one is longest, clock) for one in waiting],
    }


def _one(one: Waits, arrest_first: bool, longest: bool, clock: Clock) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": address("desk:person", one.person),
        "give": address("desk:hand-over", one.person),
        "state": str(IN_TOUCH[one.state][0]),
        "age": clock.long(one.since),
        "last": last_contact(one, clock),
        "because": _("In place of an arrest") if arrest_first and one.arrest else "",
        "longest": longest,
    }
