"""Whom the community asks for, as the program's care workers see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.queries.community import Step
from thirdoption.program.referrals.rules import Answer, Screening
from thirdoption.program.referrals.rules.community import AskedState, Part, number_of
from thirdoption.program.sites.queries import policy_of
from thirdoption.program.sites.rules import Text
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import (
    AGES,
    ANSWERS,
    ASKED,
    CLOSED_BECAUSE,
    LANGUAGES,
    RELATIONS,
)
from thirdoption.web.kit.links import address
from thirdoption.web.kit.needs import NEEDS
from thirdoption.web.kit.tables import Cell, Column, Table

_TONES = {Answer.ELIGIBLE: "yes", Answer.NOT: "no", Answer.NOT_BY_THIS_DOOR: "no"}


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    url: str
    place: str
    whom: str
    about: str
    state: str
    tone: str


def listed(
    found: Sequence[CommunityReferral], counts: Mapping[Part, int], part: Part | None, clock: Clock
) -> dict[str, Any]:
    """The values of `desk/asked.html`."""
    waiting = counts[Part.WAITING]
    shown = counts[part] if part else sum(counts.values())
    count = ngettext("%(many)s request", "%(many)s requests", shown) % {"many": shown}
    return {
        "lines": [_line(one, clock) for one in found],
        "count_text": count,
        "waiting": ngettext("%(many)s waits", "%(many)s wait", waiting) % {"many": waiting}
        if waiting
        else "",
    }


def _line(one: CommunityReferral, clock: Clock) -> Line:
    name, tone = ASKED[one.state]
    about = [number_of(one.pk), clock.moment(one.asked_at), str(RELATIONS[one.relation])]
    return Line(
        url=address("desk:asked-one", one.pk),
        place=one.place,
        whom=Truncator(one.whom).chars(140),
        about=" · ".join(about),
        state=_by(one) if one.state == AskedState.TAKEN else str(name),
        tone=tone,
    )


def _by(one: CommunityReferral) -> str:
    return _("%(name)s looks") % {"name": one.taken_by.name if one.taken_by else "–"}


def page(one: CommunityReferral, steps: Sequence[Step], screening: Screening, clock: Clock) -> dict[str, Any]:
    """The values of `desk/asked_one.html` beside its forms."""
    name, tone = ASKED[one.state]
    closed = CLOSED_BECAUSE.get(one.closed_because)
    return {
        "pk": one.pk,
        "number": number_of(one.pk),
        "place": one.place,
        "whom": one.whom,
        "state": _by(one) if one.state == AskedState.TAKEN else str(name),
        "tone": tone,
        "closed_because": str(closed[0]) if closed and one.state == AskedState.CLOSED else "",
        "secret": not one.may_say,
        "said": _said(one),
        "asker": _asker(one, clock),
        "person": one.person_id,
        "steps": _steps(steps, clock),
        "screening": _screening(one, screening, clock),
    }


def _said(one: CommunityReferral) -> list[tuple[str, str]]:
    """What was said of the person; what was left empty is left out."""
    needs = ", ".join(str(NEEDS[code][0]) for code in one.needs if code in NEEDS)
    told = [
        (_("When they are there"), one.hours),
        (_("What would help"), needs),
        (_("In the asker's words"), one.words),
        (_("How old they seem"), str(AGES[one.age])),
    ]
    return [(term, value) for term, value in told if value]


def _asker(one: CommunityReferral, clock: Clock) -> list[tuple[str, str]]:
    return [
        (_("What they are to the person"), str(RELATIONS[one.relation])),
        (_("How to reach them"), one.reach or _("Not said")),
        (_("May we say who asked?"), _("Yes") if one.may_say else _("No")),
        (_("Wrote in"), str(LANGUAGES[one.language])),
        (_("Came"), clock.moment(one.asked_at)),
        (_("Number on the receipt"), number_of(one.pk)),
    ]


def _steps(steps: Sequence[Step], clock: Clock) -> Table:
    rows: list[list[Cell]] = [
        [str(ASKED[one.state][0]), clock.moment(one.at), one.who or None, one.note or None] for one in steps
    ]
    columns = [Column(_("What")), Column(_("When")), Column(_("Who")), Column(_("Note"))]
    return Table(_("How it went on"), columns, rows, caption_quiet=True)


def _screening(one: CommunityReferral, screening: Screening, clock: Clock) -> dict[str, Any]:
    """The policy's answer with its reasons; the version of the day on which it came."""
    policy = policy_of(one.policy)
    return {
        "answer": str(ANSWERS[screening.answer]),
        "tone": _TONES.get(screening.answer, "ask"),
        "reasons": [
            {"text": _in_words(one.text), "made_up": one.made_up, "source": one.source, "rule": one.rule}
            for one in screening.reasons
        ],
        "made_up": _in_words(policy.label("made_up")),
        "policy": f"{_in_words(policy.name)}, {policy.version}",
        "since": clock.day(one.policy.in_force_from),
    }


def _in_words(text: Text) -> str:
    return text.say((get_language() or "en").split("-")[0])
