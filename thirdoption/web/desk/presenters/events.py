"""What touched a person's safety, and a death, as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.queries.events import Happened, Passing
from thirdoption.program.care.rules.events import DeathState
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.events import DEATHS, GAVE, KINDS, Why
from thirdoption.web.desk.presenters.moments import Clock


@dataclass(frozen=True)
class Line:
    """One event, in words."""

    pk: UUID
    kind: str
    day: str
    place: str
    naloxone: str
    done: str
    told: str
    noted: str
    worker: str
    mended: bool


@dataclass(frozen=True)
class Shown:
    """A death that was noted, and what this worker may do with it now."""

    pk: UUID
    state: str
    tone: str
    day: str
    words: str
    noted: str
    worker: str
    said_by: str
    note: str
    may_confirm: bool
    may_take_back: bool
    form: Any


def events(found: Sequence[Happened], clock: Clock) -> list[Line]:
    """Events as lines, the newest first."""
    return [_line(one, clock) for one in found]


def _line(one: Happened, clock: Clock) -> Line:
    naloxone = ""
    if one.gave:
        naloxone = str(GAVE[one.gave])
    if one.doses:
        naloxone += ", " + ngettext("%(n)s dose", "%(n)s doses", one.doses) % {"n": one.doses}
    return Line(
        pk=one.pk,
        kind=str(KINDS[one.kind]),
        day=clock.day(one.day),
        place=one.place,
        naloxone=naloxone,
        done=one.done,
        told=one.told,
        noted=clock.moment(one.at),
        worker=one.worker,
        mended=one.mended,
    )


def deaths(found: Sequence[Passing], clock: Clock, by: Acting, tried: Any = None) -> list[Shown]:
    """What was noted of a death; `tried` is the form that was refused."""
    leads = may(by.role, Permission.LOOK_AGAIN)
    return [
        Shown(
            pk=one.pk,
            state=str(DEATHS[one.state][0]),
            tone=DEATHS[one.state][1],
            day=_("about %(day)s") % {"day": clock.day(one.day)} if one.about else clock.day(one.day),
            words=one.words,
            noted=clock.moment(one.at),
            worker=one.worker,
            said_by=one.said_by,
            note=one.note,
            may_confirm=one.state == DeathState.NOTED and leads and one.worker_id != by.worker,
            may_take_back=one.state == DeathState.NOTED or (one.state == DeathState.CONFIRMED and leads),
            form=tried or Why(auto_id=f"id_{one.pk}_%s"),
        )
        for one in found
    ]
