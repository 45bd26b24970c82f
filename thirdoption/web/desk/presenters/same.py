"""Two records side by side, and the pairs that are held to be of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.care.queries import Record
from thirdoption.program.people.models import Person, Same
from thirdoption.program.people.rules import Said
from thirdoption.web.desk.presenters import people
from thirdoption.web.desk.presenters.moments import Clock

DONE: dict[str, Any] = {
    Said.SAME: gettext_lazy("Both records are shown as one person."),
    Said.DIFFERENT: gettext_lazy("It is kept that these are two people."),
    Said.APART: gettext_lazy("The records are apart again, each as it was written."),
}


@dataclass(frozen=True)
class Side:
    """One record: who, and what would be shown together with the other's."""

    pk: UUID
    name: str
    about: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    lines: tuple[str, ...]


def side(person: Person, record: Record, clock: Clock) -> Side:
    """One of two records."""
    born = _("born %(day)s") % {"day": clock.day(person.date_of_birth)} if person.date_of_birth else ""
    works_with = getattr(person, "works_with", None)
    whose = _("works with %(worker)s") % {"worker": works_with} if works_with else ""
    return Side(
        pk=person.pk,
        name=person.name,
        about=tuple(filter(None, (born, person.where_to_find, whose))),
        counts=(
            (_("Contacts"), len(record.contacts)),
            (_("Charges that wait"), sum(one.waits for one in record.charges)),
            (_("Services asked"), len(record.connections)),
            (_("Releases"), len(record.releases)),
            (_("Goals"), len(record.goals)),
        ),
        lines=tuple(one.line for one in people.contacts(record.contacts, clock)[:3]),
    )


def differs(one: Person, other: Person, clock: Clock) -> str:
    """That two dates of birth are known and are not one, which few mistakes make."""
    births = (one.date_of_birth, other.date_of_birth)
    if None in births or births[0] == births[1]:
        return ""
    first, second = (clock.day(birth) for birth in births if birth)
    return _("Their dates of birth differ: %(first)s and %(second)s.") % {"first": first, "second": second}


@dataclass(frozen=True)
class Pair:
    """A pair that holds, with who said so."""

    kept: UUID
    other: UUID
    names: str
    about: str


def linked(found: Sequence[Same], clock: Clock) -> list[Pair]:
    """The pairs of a record."""
    return [
        Pair(
            kept=one.kept_id,
            other=one.other_id,
            names=_("%(kept)s, also on record as %(other)s")
            % {"kept": one.kept.name, "other": one.other.name},
            about=f"{clock.short(one.at)}, {one.worker.name}: {one.why}",
        )
        for one in found
    ]
