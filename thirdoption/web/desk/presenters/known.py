"""Somebody whom the program knows and who may be the one: who it is, and why we think so."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.care.queries.known import Known
from thirdoption.program.people.rules.names import Alike
from thirdoption.web.desk.presenters.moments import Clock

_NAMES = {
    Alike.SAME: gettext_lazy("the same name"),
    Alike.NEAR: gettext_lazy("a name like it"),
    Alike.PART: gettext_lazy("a part of the name"),
}
_BIRTHS = {
    Alike.SAME: gettext_lazy("the same date of birth"),
    Alike.NEAR: gettext_lazy("a date of birth that differs in one place"),
    Alike.UNKNOWN: gettext_lazy("no date of birth to compare"),
    Alike.OTHER: gettext_lazy("the dates of birth differ"),
}


@dataclass(frozen=True)
class Line:
    """One person of a list; `because` is empty where they were looked for by name alone."""

    person: UUID
    name: str
    born: str
    where: str
    works_with: str
    because: str


def lines(found: Sequence[Known], clock: Clock) -> list[Line]:
    """As a page shows them."""
    return [_line(one, clock) for one in found]


def _line(one: Known, clock: Clock) -> Line:
    born = _("born %(day)s") % {"day": clock.day(one.born)} if one.born else ""
    why = [_NAMES.get(one.alike.names), _BIRTHS.get(one.alike.born)]
    because = ", ".join(str(part) for part in why if part)
    return Line(one.person, one.name, born, one.where, one.works_with, because)
