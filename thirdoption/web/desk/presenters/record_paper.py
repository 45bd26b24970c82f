"""A person's record on paper: who they are, what holds now, what was asked of others, and all day by day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.care.queries.funds import Asked as Fund
from thirdoption.program.care.queries.of_person import Signed
from thirdoption.program.care.queries.timeline import Moment
from thirdoption.program.care.rules.questionnaires import load, shown
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.web.desk.forms.funds import FOR, STATES
from thirdoption.web.desk.presenters import questions, status, timeline
from thirdoption.web.desk.presenters.about import born
from thirdoption.web.desk.presenters.about import ways as reached
from thirdoption.web.desk.presenters.funds import dollars
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.record import Whole
from thirdoption.web.desk.presenters.told import accounting
from thirdoption.web.desk.presenters.words import CONNECTIONS, IN_TOUCH
from thirdoption.web.kit.needs import NEEDS

Rows = list[tuple[str, str]]


def pages(found: Whole, clock: Clock, sender: str) -> dict[str, Any]:
    """The parts of the PDF, in the language that is on; a part with nothing in it is left out."""
    sections = (
        (_("What is known now"), _now(found, clock)),
        (_("Goals"), [(clock.day(one.at), f"“{one.words}”") for one in found.goals]),
        (_("Intake"), _intakes(found, clock)),
        (_("Services"), _services(found, clock)),
        (_("Help with money"), [_fund(one, clock) for one in found.funds]),
        (_("Releases"), _releases(found, clock)),
        (_("What was told, in three years"), _told(found, clock)),
        *_forms(found, clock),
        (_("Day by day"), [_moment(one, found.sensitive, clock) for one in reversed(found.moments)]),
    )
    parts = [_part("facts", _who(found, clock)), _part("notice", [("", _(NOTICE))])]
    for head, rows in sections:
        if rows:
            parts += [_part("head", [("", head)]), _part("rows", rows)]
    return {
        "title": _("Record of one person"),
        "sender": sender,
        "day": clock.full(clock.at),
        "recipient": found.person.name,
        "parts": parts,
        "signed": [],
    }


def _who(found: Whole, clock: Clock) -> Rows:
    person = found.person
    return [
        (_("Name"), person.name),
        *[(_("Also called"), one) for one in found.about.other_names],
        *[(_("Pronouns"), one) for one in (found.about.pronouns,) if one],
        (_("Date of birth"), born(found.about, clock) if person.date_of_birth else "–"),
        *[(_("Where to find"), one) for one in (person.where_to_find,) if one and found.sensitive],
        *[(ways_of.kind, ways_of.words) for ways_of in reached(found.ways, clock)],
        (_("How in touch"), str(IN_TOUCH[person.participation.state][0])),
    ]


def _now(found: Whole, clock: Clock) -> Rows:
    return [
        (kind.name, _said(line.of, line.words, line.day))
        for kind in status.overview(found.facts, clock)
        for line in kind.now
    ]


def _intakes(found: Whole, clock: Clock) -> Rows:
    return [
        (
            clock.day(one.intake_at),
            _said(", ".join(str(NEEDS[need][0]) for need in one.needs), one.words if found.sensitive else "")
            or "–",
        )
        for one in found.record.comings
        if one.intake_at
    ]


def _services(found: Whole, clock: Clock) -> Rows:
    return [
        (
            clock.day(one.made_at),
            _said(one.service.name, one.service.organization.name, one.asks, str(CONNECTIONS[one.state][0])),
        )
        for one in found.connections
    ]


def _fund(one: Fund, clock: Clock) -> tuple[str, str]:
    said = _said(str(FOR[one.kind]), dollars(one.cents), one.payee, str(STATES[one.state][0]))
    return clock.day(one.at), said


def _releases(found: Whole, clock: Clock) -> Rows:
    signed = [
        (
            clock.day(one.signed_at),
            _said(one.recipient_name, one.information, _over(one, found.at)),
        )
        for one in found.record.releases
    ]
    return signed + [("", _("On paper, sign again: it authorizes nothing here") + f": {one}"
                     ) for one in found.paper]  # fmt: skip


def _over(one: Signed, at: datetime) -> str:
    if one.withdrawn_at:
        return _("taken back")
    return "" if one.holds(at) else _("has ended")


def _forms(found: Whole, clock: Clock) -> Iterable[tuple[str, Rows]]:
    """Each form with what was answered; what somebody said is for themselves alone."""
    language = get_language() or "en"
    for one in found.forms if found.sensitive else ():
        said = {link: change.said for link, change in one.now.items()}
        rows = [
            (item.text(language), questions.told_of(item, one.now[item.link]))
            for item in shown(load(one.body), said)
            if item.link in one.now
        ]
        yield f"{questions.title(one.body)}, {clock.day(one.at)}", rows


def _told(found: Whole, clock: Clock) -> Rows:
    """The accounting of what was told (R-22, R-23)."""
    rows = accounting(found.told, clock).rows
    return [
        (clock.day(one.told_at), _said(*(str(cell) for cell in row[1:])))
        for one, row in zip(found.told, rows, strict=True)
    ]


def _moment(one: Moment, sensitive: bool, clock: Clock) -> tuple[str, str]:
    line = timeline.line(one, clock)
    said = one.sensitive if sensitive else ""
    return clock.full(one.at), _said(f"{line.kind}: {line.what}", one.words, said, line.worker)


def _part(kind: str, lines: Rows) -> dict[str, Any]:
    return {"kind": kind, "lines": lines}


def _said(*words: str) -> str:
    return " · ".join(dict.fromkeys(one for one in words if one))
