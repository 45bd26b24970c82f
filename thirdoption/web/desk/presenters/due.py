"""What is due today, each with one next act: nobody falls through the cracks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.queries import Coming, Mine
from thirdoption.program.care.queries.caseload import Due
from thirdoption.program.care.rules.caseload import is_quiet
from thirdoption.program.services.queries.connected import Due as AskAgain
from thirdoption.web.desk.presenters.moments import SOON, Clock
from thirdoption.web.kit.links import address

NOTE_FIRST = "note"
"""In the address of a person's page: the form of a contact stands open, and leads back to this list."""
EVERY, LOOKING = "all", "looking"


class Show(StrEnum):
    """Which part of the list is shown: what its day is today or soon, has passed, and so on."""

    ALL = ""
    OVERDUE = "overdue"
    DUE = "due"
    QUIET = "quiet"
    WAITING = "waiting"


@dataclass(frozen=True)
class Line:
    """One thing to do: of whom, what, in what tone, and the one act with its address.

    `sheet`: the same on paper, without what was written about the person; `note`: where a contact is noted.
    """

    name: str
    url: str
    what: str
    tone: str
    act: str
    there: str
    show: Show
    sheet: str
    person: UUID | None = None
    note: str = ""


@dataclass(frozen=True)
class Tab:
    """One part of the list, how much stands in it, and whether it is the one that is shown."""

    label: str
    url: str
    count: int
    current: bool


def shown(code: str) -> Show:
    """The part that an address asks for; all of it where it asks for no part there is."""
    return Show(code) if code in list(Show) else Show.ALL


def back(code: str) -> str:
    """The way back to the list from where a contact was noted; nothing where it was not come from."""
    if code == LOOKING:
        return address("desk:looking")
    return there_of(shown(code)) if code in (EVERY, *filter(None, Show)) else ""


def part(found: Sequence[Line], show: Show) -> list[Line]:
    """The lines of one part; noting a contact leads back to it."""
    return [_leading_back(one, show) for one in found if show in (Show.ALL, one.show)]


def _leading_back(one: Line, show: Show) -> Line:
    if one.person is None:
        return one
    note = f"{address('desk:person', one.person)}?{NOTE_FIRST}={show or EVERY}#contacts"
    return replace(one, there=note) if one.show == Show.QUIET else replace(one, note=note)


def on_paper(found: Sequence[Line]) -> list[tuple[str, str]]:
    """Who and what, as it may be carried and lost: first names, and nothing that was written of anybody.

    Of two with one first name as much of the last name stands with it as tells them apart.
    """
    names = {one.person: one.name for one in found if one.person}
    shorter = {person: _shorter(name) for person, name in names.items()}
    many = Counter(one for known in shorter.values() for one in known)
    short = {
        person: next((one for one in shorter[person] if many[one] == 1), name)
        for person, name in names.items()
    }
    return [(short[one.person] if one.person else one.name, one.sheet) for one in found]


def _shorter(name: str) -> list[str]:
    """A name from its first part on, with more and more of the last."""
    first, *more = name.split()
    last = more[-1] if more else ""
    return [first, *(f"{first} {last[:letters]}." for letters in range(1, len(last)))]


def tabs(found: Sequence[Line], show: Show) -> list[Tab]:
    """All parts with their counts."""
    many = Counter(one.show for one in found)
    names = {
        Show.ALL: _("All"),
        Show.OVERDUE: _("Day has passed"),
        Show.DUE: _("Due"),
        Show.QUIET: _("No contact"),
        Show.WAITING: _("Waiting for me"),
    }
    return [
        Tab(name, there_of(one), len(found) if one == Show.ALL else many[one], one == show)
        for one, name in names.items()
    ]


def there_of(show: Show) -> str:
    """Where a part of the list stands."""
    return f"{address('desk:home')}{'?show=' + show if show else ''}#due"


def lines(
    *,
    people: Sequence[Mine],
    intakes: Sequence[Coming],
    due: Due,
    again: Sequence[AskAgain],
    clock: Clock,
) -> list[Line]:
    """What is overdue; who has no worker, hand-overs, intakes, steps, providers, and who was long not met."""
    names = {one.person: one.name for one in people}
    found = [
        *_team(due.without),
        *(_handed(*one, names) for one in due.handed),
        *_intakes([one for one in intakes if one.person not in due.paused], names, clock),
        *(_step(*one, names, clock) for one in due.steps),
        *(_again(one, names) for one in again),
        *(
            _quiet(one, clock)
            for one in people
            if one.person not in due.paused
            and is_quiet(state=one.state, last=one.last_at, since=one.since, at=clock.at, days=due.quiet_days)
        ),
    ]
    return sorted(found, key=lambda one: one.show != Show.OVERDUE)


def _team(without: int) -> list[Line]:
    if not without:
        return []
    team = address("desk:team")
    counted = ngettext("%(many)s person", "%(many)s people", without) % {"many": without}
    what = _("Without a worker")
    return [Line(counted, team, what, "urgent", _("Give a worker"), team, Show.WAITING, what)]


def _handed(person: UUID, line: str, names: dict[UUID, str]) -> Line:
    there = address("desk:hand-over", person)
    what = _("Handed over to you: %(line)s") % {"line": line}
    act = _("Read the hand-over")
    return Line(names[person], there, what, "info", act, there, Show.WAITING, act, person)


def _intakes(intakes: Sequence[Coming], names: dict[UUID, str], clock: Clock) -> list[Line]:
    found = []
    dated = [(one.intake_by, one) for one in intakes if one.intake_by]
    for last, one in sorted(dated, key=lambda pair: pair[0]):
        if (last - clock.today).days <= SOON:
            told = clock.due(last)
            there = (
                address("desk:intake", one.person, one.referral)
                if one.referral
                else address("desk:intake-asked", one.person)
            )
            what = _("Intake: %(due)s") % {"due": told.text}
            who, show = _who(one.person, names), _by_day(last, clock)
            found.append(Line(*who, what, told.tone, _("Do the intake"), there, show, what, one.person))
    return found


def _step(person: UUID, day: date, words: str, names: dict[UUID, str], clock: Clock) -> Line:
    what = _("Step of the plan for %(day)s: %(words)s") % {"day": clock.short(day), "words": words}
    sheet, plan = _("Step of the plan for %(day)s") % {"day": clock.short(day)}, address("desk:plan", person)
    show, act = _by_day(day, clock), _("Look at the plan")
    tone = "waiting" if show == Show.OVERDUE else "info"
    return Line(*_who(person, names), what, tone, act, plan, show, sheet, person)


def _by_day(day: date, clock: Clock) -> Show:
    return Show.OVERDUE if day < clock.today else Show.DUE


def _again(one: AskAgain, names: dict[UUID, str]) -> Line:
    services = f"{address('desk:services', one.person)}#c-{one.connection}"
    who = _who(one.person, names)
    if not one.days:
        what, act = _("%(service)s has not answered") % {"service": one.service}, _("Call the provider")
        return Line(*who, what, "waiting", act, services, Show.DUE, act, one.person)
    what = _("Asked %(service)s more than %(days)s days ago") % {"service": one.service, "days": one.days}
    act = _("Ask how it went")
    return Line(*who, what, "info", act, services, Show.DUE, act, one.person)


def _quiet(one: Mine, clock: Clock) -> Line:
    who = address("desk:person", one.person)
    what = _("No contact for %(long)s") % {"long": clock.long(one.last_at or one.since)}
    act = _("Note a contact")
    return Line(one.name, who, what, "waiting", act, who, Show.QUIET, what, one.person)


def _who(person: UUID, names: dict[UUID, str]) -> tuple[str, str]:
    return names[person], address("desk:person", person)
