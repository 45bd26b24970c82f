"""What must be told without consent, and the accounting of all that was told, as pages show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from thirdoption.program.care.queries.told import Accounted, Telling
from thirdoption.program.care.rules.told import GROUNDS as LIMITS
from thirdoption.program.care.rules.told import LOOK_FIRST, Fact, Ground, Look, ToldState
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.told import FACTS, GROUNDS, STATES, TO_WHOM, Note
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import TOLD
from thirdoption.web.kit.tables import Column, Table


@dataclass(frozen=True)
class Ruled:
    """One ground: to whom, how little, who looks again, and where it is written."""

    name: str
    whom: str
    facts: str
    look: str
    source: str


@dataclass(frozen=True)
class Shown:
    """One telling, and what this worker may do with it now."""

    pk: UUID
    ground: str
    recipient: str
    facts: str
    what: str
    court_order: str
    state: str
    tone: str
    noted: str
    worker: str
    told: str
    said_by: str
    note: str
    may_look: bool
    before: bool
    may_tell: bool
    may_let_be: bool
    form: Any


def grounds() -> list[Ruled]:
    """What the federal rules say of each ground."""
    looks = {
        Look.BEFORE: _("Another worker looks before anything is told."),
        Look.AFTER: _("Tell it at once; another worker looks at it afterwards."),
    }
    return [
        Ruled(str(GROUNDS[one]), str(TO_WHOM[one]), _facts(said.facts), looks[said.look], said.source)
        for one, said in LIMITS.items()
    ]


def _facts(codes: Any) -> str:
    return ", ".join(str(FACTS[one]) for one in Fact if one in codes)


def lines(
    rows: Sequence[Telling], clock: Clock, by: Acting, tried: tuple[UUID, Any] | None = None
) -> list[Shown]:
    """Tellings as lines; `tried` is the one whose form was refused, with that form."""
    return [_line(one, clock, by, tried[1] if tried and tried[0] == one.pk else None) for one in rows]


def _line(one: Telling, clock: Clock, by: Acting, form: Any) -> Shown:
    state, tone = STATES[one.state]
    first = one.ground in LOOK_FIRST
    to_look = (one.state == ToldState.NOTED and first) or one.state == ToldState.TOLD
    return Shown(
        pk=one.pk,
        ground=str(GROUNDS[one.ground]),
        recipient=one.recipient,
        facts=_facts(one.facts),
        what=one.what,
        court_order=one.court_order,
        state=_("Told, and looked at before") if one.state == ToldState.TOLD and first else str(state),
        tone=tone,
        noted=clock.moment(one.at),
        worker=one.worker,
        told=clock.moment(one.told_at) if one.told_at else "",
        said_by=one.said_by,
        note=one.note,
        may_look=to_look and may(by.role, Permission.LOOK_AGAIN) and one.worker_id != by.worker,
        before=one.state == ToldState.NOTED,
        may_tell=one.state == ToldState.AGREED,
        may_let_be=one.state in (ToldState.NOTED, ToldState.AGREED),
        form=form or Note(auto_id=f"id_{one.pk}_%s"),
    )


def _heads() -> tuple[str, ...]:
    return _("When"), _("To whom"), _("What was told"), _("Why"), _("By whom")


def _row(one: Accounted, clock: Clock) -> tuple[str, ...]:
    what = str(TOLD.get(one.what, one.what))
    if one.facts:
        what = f"{_facts(one.facts)}: {what}"
    why = _("Under a release") if one.release else str(GROUNDS[Ground(one.ground)])
    if one.court_order:
        why = f"{why}, {one.court_order}"
    if not one.release:
        why = f"{why} ({LIMITS[Ground(one.ground)].source})"
    return clock.moment(one.told_at), one.recipient, what, why, one.worker


def accounting(rows: Sequence[Accounted], clock: Clock) -> Table:
    """The accounting as a table (R-22, R-23)."""
    return Table(
        caption=_("What was told, in three years"),
        columns=[Column(one) for one in _heads()],
        rows=[_row(one, clock) for one in rows],
        caption_quiet=True,
    )


def accounting_rows(rows: Sequence[Accounted], clock: Clock) -> list[Sequence[object]]:
    """The accounting as lines of a file, its heads first."""
    return [_heads(), *([one.told_at.isoformat(), *_row(one, clock)[1:]] for one in rows)]
