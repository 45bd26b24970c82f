"""The line as its own people see it: how each is reached, and whether the engine runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.queries import line_tests
from thirdoption.program.handoffs.queries.escalation import Health, Reachable
from thirdoption.program.handoffs.queries.rota import Rota
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.rules import Kind, shown_end
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.rota import shifts, turn, warnings
from thirdoption.web.desk.presenters.words import LAYERS
from thirdoption.web.kit.tables import Cell, Column, State, Table

KINDS = {
    Kind.SMS: gettext_lazy("Text message"),
    Kind.VOICE: gettext_lazy("Call"),
    Kind.EMAIL: gettext_lazy("E-mail"),
    Kind.PUSH: gettext_lazy("Notice on a phone or computer"),
}
AHEAD = timedelta(days=7)
TYPED = (Kind.SMS, Kind.VOICE, Kind.EMAIL)
"""The kinds whose address is typed; a browser tells its own."""


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
        Way(one.pk, f"{KINDS[Kind(one.kind)]} {shown_end(one.kind, address)}".strip(), *_standing(one))
        for one, address in rows
    ]


def _standing(one: ContactMethod) -> tuple[str, str, bool]:
    if one.verified_at is None:
        waits = _("Tap the notice that appears here") if one.kind == Kind.PUSH else _("Waits for its code")
        return waits, "waiting", True
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
            _("%(since)s: the next page leaves %(next)s")
            % {"since": clock.moment(since), "next": clock.moment(due)}
            if due
            else _("%(since)s: everybody was asked, and nobody has said yes") % {"since": clock.moment(since)}
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


def silent(by: Acting, clock: Clock) -> list[str]:
    """Who did not answer the test of the line since a week ago, and when it was."""
    rows = line_tests.silent(by=by, since=clock.at - AHEAD)
    return [
        _("%(name)s, whose shift began: %(moment)s")
        % {"name": one.name, "moment": clock.moment(one.shift_at)}
        for one in rows
    ]


def summary(found: Rota, clock: Clock, by: Acting) -> dict[str, Any]:
    """The next seven days; tests that were not answered only for who leads."""
    leads = may(by.role, Permission.SEE_LINE)
    tomorrow = clock.at + timedelta(days=1)
    return {
        "today": clock.weekday(),
        "mine": shifts(found, clock, by.worker) if by.worker else [],
        "warnings": warnings(found, clock),
        "day": _turns(_("The next 24 hours"), found, clock, clock.at, tomorrow),
        "week": _turns(_("Then, until seven days from now"), found, clock, tomorrow, found.end),
        "leads": leads,
        "silent": silent(by, clock) if leads else [],
    }


def _turns(caption: str, found: Rota, clock: Clock, start: datetime, end: datetime) -> Table:
    """Who is on call in the turns that begin in a time; those that last now belong to the first."""
    there = [one for one in found.turns if start <= max(one.starts_at, clock.at) < end]
    rows: list[list[Cell]] = [
        [
            turn(found, clock, one),
            str(LAYERS[one.layer]),
            ", ".join(found.name(worker) for worker in one.workers) or State(_("Nobody"), "urgent"),
        ]
        for one in sorted(there, key=lambda one: (one.starts_at, one.layer))
    ]
    columns = [Column(_("When")), Column(_("Layer")), Column(_("Who"))]
    return Table(caption, columns, rows, empty=_("No turn begins in this time."), caption_quiet=True)


def _seconds(lag: timedelta) -> str:
    seconds = int(lag.total_seconds())
    return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
