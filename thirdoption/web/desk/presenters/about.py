"""Who somebody is, the ways to reach them, and what they agreed to, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.people.models import About, Way
from thirdoption.program.people.rules import BornHow, MayDo, WayKind
from thirdoption.web.desk.forms.about import WAYS
from thirdoption.web.desk.presenters.moments import Clock

_YES = {
    MayDo.CALL: gettext_lazy("call or come by"),
    MayDo.TEXT: gettext_lazy("write or text"),
    MayDo.MESSAGE: gettext_lazy("leave a message"),
    MayDo.SAY_WHO: gettext_lazy("say who we are"),
}


_SHORTEST = 3
"""Digits of the shortest number that is one, such as 211."""


@dataclass(frozen=True)
class WayLine:
    """One way, with what is agreed, what is not, and when never."""

    pk: UUID
    kind: str
    words: str
    tel: str
    yes: str
    no: str
    hours: str
    never: str
    known: str


@dataclass(frozen=True)
class SaidLine:
    """What was said once of who somebody is."""

    name: str
    about: str
    who: str


def ways(found: Sequence[Way], clock: Clock) -> list[WayLine]:
    """The ways that lead to somebody: nothing is agreed to that nobody ticked."""
    return [_way(one, clock) for one in found]


def _tel(one: Way) -> str:
    """The number to touch, where it is one and they said yes to a call."""
    number = "".join(each for each in one.words if each.isdecimal() or each == "+")
    return number if one.kind == WayKind.PHONE and MayDo.CALL in one.may and len(number) >= _SHORTEST else ""


def _way(one: Way, clock: Clock) -> WayLine:
    yes = [str(words) for code, words in _YES.items() if code in one.may]
    no = [str(words) for code, words in _YES.items() if code not in one.may]
    return WayLine(
        pk=one.pk,
        kind=str(WAYS[one.kind]),
        words=one.words,
        tel=_tel(one),
        yes=", ".join(yes),
        no=", ".join(no),
        hours=one.hours,
        never=one.never,
        known=clock.day(one.as_of or one.at),
    )


def born(row: About, clock: Clock) -> str:
    """The birth date with its doubt; of one that is about right only the year is told."""
    if row.date_of_birth is None:
        return _("date of birth not known")
    if row.born_how == BornHow.ABOUT:
        return _("born about %(year)s") % {"year": row.date_of_birth.year}
    return _("born %(day)s") % {"day": clock.day(row.date_of_birth)}


def history(rows: Sequence[About], clock: Clock) -> list[SaidLine]:
    """What was said before, newest first."""
    return [
        SaidLine(
            name=one.name,
            about=" · ".join(
                part
                for part in (
                    ", ".join(one.other_names),
                    one.pronouns,
                    one.speaks,
                    _("needs an interpreter") if one.interpreter else "",
                    born(one, clock),
                    one.where_to_find,
                )
                if part
            ),
            who=f"{clock.full(one.at)} · {one.worker.name}",
        )
        for one in rows
    ]
