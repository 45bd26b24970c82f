"""The line as its own people see it: how each is reached, and whether the engine runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thirdoption.program.handoffs.queries.escalation import Health, Reachable
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.rules import Kind, shown_end
from thirdoption.web.desk.presenters.moments import Clock

KINDS = {
    Kind.SMS: gettext_lazy("Text message"),
    Kind.VOICE: gettext_lazy("Call"),
    Kind.EMAIL: gettext_lazy("E-mail"),
}


@dataclass(frozen=True)
class Way:
    """One contact method of a worker's own."""

    id: UUID
    what: str
    state: str
    tone: str
    to_verify: bool


def ways(rows: Sequence[tuple[ContactMethod, str]]) -> list[Way]:
    """A worker's own contact methods, as much of each number as tells it from another."""
    return [
        Way(one.pk, f"{KINDS[Kind(one.kind)]} {shown_end(one.kind, address)}", *_standing(one))
        for one, address in rows
    ]


def _standing(one: ContactMethod) -> tuple[str, str, bool]:
    if one.verified_at is None:
        return _("Waits for its code"), "waiting", True
    if one.stopped_at is not None:
        return _("Stopped by your STOP; write START to the line"), "urgent", False
    return _("The line reaches you here"), "good", False


def state(found: Health, team: Sequence[Reachable], clock: Clock) -> dict[str, Any]:
    """Whether the engine runs, what waits, and who of those on call can be reached."""
    stands = found.stands(clock.at)
    return {
        "stands": stands,
        "heading": _("The line's engine stands") if stands else _("The line's engine runs"),
        "beat": clock.moment(found.beat_at) if found.beat_at else _("never"),
        "audit": clock.moment(found.audited_at) if found.audited_at else _("never"),
        "lag": _seconds(found.lag),
        "faults": found.faults,
        "calls": [
            {"since": clock.moment(since), "next": clock.moment(due) if due else _("Everybody was asked")}
            for since, due in found.calls
        ],
        "team": [
            {
                "name": one.name,
                "state": _("Can be reached") if one.ways else _("Cannot be reached"),
                "tone": "good" if one.ways else "urgent",
                "ways": ngettext("%(n)s way", "%(n)s ways", one.ways) % {"n": one.ways},
            }
            for one in team
        ],
    }


def _seconds(lag: timedelta) -> str:
    seconds = int(lag.total_seconds())
    return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
