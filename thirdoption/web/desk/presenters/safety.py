"""Who is out there, as their own team sees it, and minutes for pay."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Handoff, Outing
from thirdoption.program.handoffs.queries.minutes import Kind, Span
from thirdoption.program.handoffs.queries.safety import Company
from thirdoption.program.handoffs.rules import OPEN
from thirdoption.program.handoffs.rules.safety import Why
from thirdoption.program.staff.models import Worker
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.links import address
from thirdoption.web.kit.tables import Cell, Column, Link, Table


@dataclass(frozen=True)
class OutNow:
    """Somebody who is out: who, where, since when, and when somebody is told or was."""

    id: UUID
    name: str
    mine: bool
    place: str
    url: str
    since: str
    state: str
    tone: str
    extended: int


def out(rows: Iterable[Outing], clock: Clock, by: Acting) -> list[OutNow]:
    """Who is out, one's own first."""
    lines = [_out(one, clock, by) for one in rows]
    return sorted(lines, key=lambda one: not one.mine)


def _out(one: Outing, clock: Clock, by: Acting) -> OutNow:
    state, tone = _state(one, clock)
    return OutNow(
        id=one.pk,
        name=one.worker.name,
        mine=one.worker_id == by.worker,
        place=one.handoff.asked.place,
        url=address("desk:handoff", one.handoff_id),
        since=clock.moment(one.began_at),
        state=state,
        tone=tone,
        extended=one.extended,
    )


def _state(one: Outing, clock: Clock) -> tuple[str, str]:
    if one.told_at is not None:
        return _("Not heard of: the team was told %(at)s") % {"at": clock.moment(one.told_at)}, "urgent"
    due: datetime | None = getattr(one, "due_at", None)
    if due is None:
        return _("Out"), "info"
    time = written(due.astimezone(clock.zone), "TIME_FORMAT")
    return _("Nobody is told before %(time)s") % {"time": time}, "info"


@dataclass(frozen=True)
class Two:
    """That two go, and why; who comes along; whether the reader can."""

    why: str
    comes: str
    asked: bool
    may_come: bool


_WHY = {
    Why.HOUR: lambda: _("Two go at this hour: your program set it so."),
    Why.PLACE: lambda: _("Two go to this place: your program set it so."),
}


def two(handoff: Handoff, why: Why | None, found: Company, by: Acting) -> Two | None:
    """What the page of a hand-off says of company; nothing where no rule asks for it."""
    if handoff.state not in OPEN or (why is None and not found.asked):
        return None
    return Two(
        why=_WHY[why]() if why else _("Two go: your program set it so."),
        comes=found.comes,
        asked=found.asked,
        may_come=found.asked and not found.comes and handoff.accepted_by_id != by.worker,
    )


def minutes(team: Sequence[Worker], spans: Sequence[Span], month: date, clock: Clock) -> Table:
    """A month's hours on call and minutes out of each worker, with the file for pay."""
    rows: list[Sequence[Cell]] = [
        [
            one.name,
            _long(_sum(spans, one.pk, Kind.ON_CALL)),
            _long(_sum(spans, one.pk, Kind.OUT)),
            Link("CSV", reverse("desk:minutes-file", args=[one.pk, f"{month:%Y-%m}"])),
        ]
        for one in team
    ]
    columns = [Column(_("Worker")), Column(_("On call"), figure=True), Column(_("Out"), figure=True)]
    return Table(
        _("Minutes in %(month)s") % {"month": written(month, "F Y")},
        [*columns, Column(_("For pay"))],
        rows,
        caption_quiet=True,
    )


def _sum(spans: Iterable[Span], worker: UUID, kind: Kind) -> int:
    return sum(one.minutes for one in spans if one.worker == worker and one.kind == kind)


def _long(total: int) -> str:
    hours, rest = divmod(total, 60)
    values = {"hours": ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": f"{hours:,}"}, "rest": rest}
    return _("%(hours)s %(rest)s min") % values


def minutes_csv(name: str, spans: Iterable[Span], clock: Clock) -> str:
    """A month of one worker as a file: one line for each stretch, times as the site's clock has them.

    The words are the same in every language: whoever counts pay has one template.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["worker", "day", "what", "from", "to", "minutes"])
    for one in spans:
        start, end = (at.astimezone(clock.zone) for at in (one.starts_at, one.ends_at))
        what = {Kind.ON_CALL: "on call", Kind.OUT: "out"}[one.kind]
        times = (at.isoformat(timespec="minutes") for at in (start, end))
        rows.writerow([_plain(name), start.date().isoformat(), what, *times, one.minutes])
    return text.getvalue()


def _plain(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in "=+-@\t\r" else name


def months(clock: Clock, chosen: date) -> list[tuple[str, str, bool]]:
    """This month and the five before: (code, words, whether it is the chosen one)."""
    found, one = [], clock.today.replace(day=1)
    for _number in range(6):
        found.append((f"{one:%Y-%m}", written(one, "F Y"), one == chosen))
        one = (one - timedelta(days=1)).replace(day=1)
    return found
