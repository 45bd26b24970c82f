"""The timeline in words, and the list of whom the team looks for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thirdoption.program.care.queries.looking import Lost
from thirdoption.program.care.queries.timeline import Moment
from thirdoption.program.matters.rules import State
from thirdoption.program.matters.rules.other_cases import CaseKind
from thirdoption.program.people.models import Way
from thirdoption.web.desk.forms.events import DEATHS
from thirdoption.web.desk.forms.events import KINDS as EVENTS
from thirdoption.web.desk.presenters import about
from thirdoption.web.desk.presenters.contacts import how
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.plan import SAID
from thirdoption.web.desk.presenters.status import in_words
from thirdoption.web.desk.presenters.words import CONNECTIONS, IN_TOUCH, LANGUAGES
from thirdoption.web.kit.links import address

Words = str | Promise
KINDS: dict[str, Words] = {
    "contact": gettext_lazy("Contacts"),
    "goal": gettext_lazy("Plan"),
    "status": gettext_lazy("Status"),
    "event": gettext_lazy("Safety"),
    "engagement": gettext_lazy("Being in touch"),
    "connection": gettext_lazy("Services"),
    "intake": gettext_lazy("Intake"),
    "coming": gettext_lazy("How they came"),
    "charge": gettext_lazy("Charges and cases"),
}
_CHARGES: dict[str, Words] = {
    State.HELD: gettext_lazy("A charge is held"),
    State.REVIVED: gettext_lazy("The charge was taken up again"),
    State.DECLINED: gettext_lazy("The charge was declined"),
    State.BARRED: gettext_lazy("The time for the charge has run out"),
    State.VOIDED: gettext_lazy("The ticket was voided"),
    State.LAPSED: gettext_lazy("The charge lapsed"),
    State.FILED: gettext_lazy("The charge was filed"),
    State.WARRANT_ASKED: gettext_lazy("A warrant was asked for"),
    CaseKind.COURT_DATE: gettext_lazy("They told of a court date"),
    CaseKind.WARRANT: gettext_lazy("They told of a warrant"),
    CaseKind.EARLIER: gettext_lazy("They told of a case from before"),
    CaseKind.LATER: gettext_lazy("They told of a case from after"),
}


def _of(words: Mapping[str, tuple[Any, ...]]) -> dict[str, Words]:
    return {code: told[0] for code, told in words.items()}


WHAT: dict[str, dict[str, Words]] = {
    "goal": {
        **_of(SAID),
        "set": gettext_lazy("A goal"),
        "step": gettext_lazy("A step"),
    },
    "engagement": _of(IN_TOUCH),
    "connection": _of(CONNECTIONS),
    "intake": {"done": gettext_lazy("The intake was done")},
    "coming": {"handed_over": gettext_lazy("They were handed over to us")},
    "charge": _CHARGES,
    "event": {**EVENTS, **{f"death_{state}": words for state, (words, _tone) in DEATHS.items()}},
}
"""What happened, in words, by kind and code; a part that is added to the timeline adds its words here."""


@dataclass(frozen=True)
class Line:
    """One line of the timeline."""

    day: str
    time: str
    kind: str
    what: str
    words: str
    sensitive: str
    worker: str


@dataclass(frozen=True)
class Sought:
    """Somebody whom the team looks for."""

    url: str
    name: str
    since: str
    note: str
    met: str
    where: str
    language: str
    looks: str
    tried: str
    ways: list[about.WayLine]


def timeline(found: Sequence[Moment], many: int, clock: Clock) -> dict[str, Any]:
    """The values of `desk/timeline.html`: the day stands at its first line alone."""
    lines, last = [], ""
    for one in found:
        day = clock.day(one.at)
        lines.append(line(one, clock, "" if day == last else day))
        last = day
    return {
        "lines": lines,
        "count_text": ngettext("%(many)s line", "%(many)s lines", many) % {"many": many},
    }


def line(one: Moment, clock: Clock, day: str = "") -> Line:
    """One line, with the day where it stands at this line."""
    if one.kind == "contact":
        what = how(*one.what.split(" ", 1))
    elif one.kind == "status":
        what = in_words(*one.what.split(" "))
    else:
        what = str(WHAT.get(one.kind, {}).get(one.what, one.what))
    words = one.words if one.kind != "status" else _true_since(one, clock)
    return Line(
        day=day,
        time=clock.time(one.at),
        kind=str(KINDS.get(one.kind, one.kind)),
        what=what,
        words=words,
        sensitive=one.sensitive,
        worker=one.worker,
    )


def _true_since(one: Moment, clock: Clock) -> str:
    """The day of a fact that was written down on another one."""
    day = date.fromisoformat(one.words)
    return "" if day == clock.day_of(one.at) else _("as of %(day)s") % {"day": clock.day(day)}


def looking(found: Sequence[Lost], ways: Sequence[Way], clock: Clock) -> dict[str, Any]:
    """The values of `desk/looking.html`."""
    theirs: dict[UUID, list[Way]] = defaultdict(list)
    for way in ways:
        theirs[way.person_id].append(way)
    many = len(found)
    return {
        "lines": [_sought(one, theirs[one.person], clock) for one in found],
        "count_text": ngettext("%(many)s person", "%(many)s people", many) % {"many": many},
        "day": clock.day(clock.at),
    }


def _sought(one: Lost, ways: Sequence[Way], clock: Clock) -> Sought:
    tried = _("Nobody tried yet")
    if one.tried_at:
        told = {"n": one.tried, "when": clock.moment(one.tried_at), "worker": one.tried_by}
        tried = ngettext(
            "Tried %(n)s time, last %(when)s by %(worker)s",
            "Tried %(n)s times, last %(when)s by %(worker)s",
            one.tried,
        )
        tried %= told
        if one.tried_at < one.since:
            tried = _("%(tried)s; nobody since we look for them") % {"tried": tried}
    met = _("Nobody met them yet")
    if one.met_at:
        parts = [clock.short(one.met_at), how("made", one.met_how), one.met_place]
        met = " · ".join(part for part in parts if part)
    return Sought(
        url=address("desk:person", one.person),
        name=one.name,
        since=clock.short(one.since),
        note=one.note,
        met=met,
        where=one.where,
        language=str(LANGUAGES.get(one.language, one.language)),
        looks=one.worker,
        ways=about.ways(ways, clock),
        tried=tried,
    )
