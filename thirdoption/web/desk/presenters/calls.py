"""A hand-off as the worker sees it who might come."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.queries import policy_of
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import ENDINGS


@dataclass(frozen=True)
class Call:
    """One line of the list: where, since when, what happened, and who comes."""

    id: UUID
    place: str
    since: str
    waits: str
    tone: str
    what: str
    state: str
    mine: bool
    who_comes: str


@dataclass(frozen=True)
class FullCall(Call):
    """The page of one hand-off."""

    officer: str
    agency: str
    words: str
    step: int
    ended_because: str
    person: UUID | None
    inside: tuple[str, ...]


STEPS = {State.REQUESTED: 1, State.ACCEPTED: 2, State.ARRIVED: 3, State.HANDED_OVER: 4, State.ENDED: 1}


def line(handoff: Handoff, clock: Clock, by: Acting) -> Call:
    """A hand-off for the list."""
    return Call(**_facts(handoff, clock, by))


def full(handoff: Handoff, clock: Clock, by: Acting) -> FullCall:
    """A hand-off for its page."""
    referral = handoff.referral
    ended = ENDINGS.get(handoff.ended_by)
    return FullCall(
        **_facts(handoff, clock, by),
        officer=referral.author.name,
        agency=referral.organization.name,
        words=referral.what_happened,
        step=STEPS[State(handoff.state)],
        ended_because=str(ended[0]) if ended else "",
        person=handoff.person_id,
        inside=_inside(referral),
    )


def _inside(referral: Referral) -> tuple[str, ...]:
    """The rules that only the program can check, in the site's words."""
    language = get_language() or "en"
    rules = (one.rule for one in policy_of(referral.policy).inside(referral.door))
    texts = (rule.words or rule.question for rule in rules)
    return tuple(text.say(language) for text in texts if text)


def _facts(handoff: Handoff, clock: Clock, by: Acting) -> dict[str, Any]:
    waits, tone = _("Called just now"), "info"
    if clock.at - handoff.requested_at >= timedelta(minutes=1):
        waits, tone = _("Waits for %(long)s") % {"long": clock.long(handoff.requested_at)}, "urgent"
    return {
        "id": handoff.pk,
        "place": handoff.referral.place,
        "since": clock.moment(handoff.requested_at),
        "waits": waits,
        "tone": tone,
        "what": conduct(handoff.referral),
        "state": handoff.state,
        "mine": handoff.accepted_by_id == by.worker,
        "who_comes": handoff.accepted_by.name if handoff.accepted_by else "",
    }


def conduct(referral: Referral) -> str:
    """What happened, in the words of the site's policy of that day."""
    found = policy_of(referral.policy).conduct(referral.conduct)
    return found.label.say(get_language() or "en") if found else _("Something else")


def steps() -> list[str]:
    """The way of a hand-off."""
    return [_("Waiting"), _("On the way"), _("There"), _("Handed over")]
