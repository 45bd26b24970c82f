"""What is due today, each with one next act: nobody falls through the cracks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.queries import Coming, Mine
from thirdoption.program.care.queries.caseload import Due
from thirdoption.program.care.rules.caseload import is_quiet
from thirdoption.program.services.queries.connected import Due as AskAgain
from thirdoption.web.desk.presenters.moments import SOON, Clock
from thirdoption.web.kit.links import address


@dataclass(frozen=True)
class Line:
    """One thing to do: of whom, what, in what tone, and the one act with its address."""

    name: str
    url: str
    what: str
    tone: str
    act: str
    there: str


def lines(
    *,
    people: Sequence[Mine],
    intakes: Sequence[Coming],
    due: Due,
    again: Sequence[AskAgain],
    clock: Clock,
) -> list[Line]:
    """Who is without a worker, hand-overs to read, intakes, steps, providers, and who was long not met."""
    names = {one.person: one.name for one in people}
    return [
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


def _team(without: int) -> list[Line]:
    if not without:
        return []
    team = address("desk:team")
    counted = ngettext("%(many)s person", "%(many)s people", without) % {"many": without}
    return [Line(counted, team, _("Without a worker"), "urgent", _("Give a worker"), team)]


def _handed(person: UUID, line: str, names: dict[UUID, str]) -> Line:
    there = address("desk:hand-over", person)
    what = _("Handed over to you: %(line)s") % {"line": line}
    return Line(names[person], there, what, "info", _("Read the hand-over"), there)


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
            found.append(Line(*_who(one.person, names), what, told.tone, _("Do the intake"), there))
    return found


def _step(person: UUID, day: date, words: str, names: dict[UUID, str], clock: Clock) -> Line:
    what = _("Step of the plan for %(day)s: %(words)s") % {"day": clock.short(day), "words": words}
    return Line(*_who(person, names), what, "info", _("Look at the plan"), address("desk:plan", person))


def _again(one: AskAgain, names: dict[UUID, str]) -> Line:
    services = address("desk:services", one.person)
    who = _who(one.person, names)
    if not one.days:
        return Line(*who, _("%(service)s has not answered") % {"service": one.service}, "waiting",
            _("Call the provider"), services)  # fmt: skip
    what = _("Asked %(service)s more than %(days)s days ago") % {"service": one.service, "days": one.days}
    return Line(*who, what, "info", _("Ask how it went"), services)


def _quiet(one: Mine, clock: Clock) -> Line:
    who = address("desk:person", one.person)
    what = _("No contact for %(long)s") % {"long": clock.long(one.last_at or one.since)}
    return Line(one.name, who, what, "waiting", _("Note a contact"), f"{who}#contacts")


def _who(person: UUID, names: dict[UUID, str]) -> tuple[str, str]:
    return names[person], address("desk:person", person)
