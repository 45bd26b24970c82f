"""A hand-off as the worker sees it who might come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries import Waiting, notes
from thirdoption.program.handoffs.rules import CHECKED, COMING, ESTIMATES, FROM_WORKER, OPEN, TO_MEET, State
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.queries import policy_of
from thirdoption.program.sites.rules import Policy
from thirdoption.program.staff.rules import ROLES
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.words import ENDINGS
from thirdoption.web.kit.links import address
from thirdoption.web.kit.notes import Said, choices, estimate, said


@dataclass(frozen=True)
class Call:
    """One line of the list: where, since when, what happened, and who comes."""

    id: UUID
    url: str
    accept_url: str
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

    role: str
    minutes: int | None
    officer: str
    agency: str
    words: str
    step: int
    ended_because: str
    person: UUID | None
    inside: tuple[str, ...]
    is_call: bool
    can_give_back: bool


AGAIN = gettext_lazy("An officer is with somebody and asks you to come. No name, no offense.")
NO_PLACE = gettext_lazy("Place not told yet")


@dataclass(frozen=True)
class Live:
    """The part of a hand-off's page that asks again while the officer waits."""

    id: UUID
    number: int | None
    state: str
    asks: bool
    estimate: str
    notes: tuple[Said, ...]
    tells: tuple[tuple[str, str], ...]
    minutes: tuple[tuple[str, int], ...]
    checks: bool
    check: str


STEPS = {State.REQUESTED: 1, State.ACCEPTED: 2, State.EN_ROUTE: 3, State.ARRIVED: 4, State.HANDED_OVER: 5}


def line(handoff: Waiting, clock: Clock, by: Acting) -> Call:
    """A hand-off for the list."""
    return Call(
        id=handoff.pk,
        url=address("desk:handoff", handoff.pk),
        accept_url=address("desk:accept", handoff.pk),
        place=handoff.place or str(NO_PLACE),
        since=clock.moment(handoff.requested_at),
        **_waits(handoff.requested_at, clock),
        what=_conduct(handoff.policy, handoff.conduct) if handoff.policy else str(AGAIN),
        state=handoff.state,
        mine=handoff.accepted_by == by.worker,
        who_comes=handoff.who_comes,
    )


def full(handoff: Handoff, clock: Clock, by: Acting) -> FullCall:
    """A hand-off for its page."""
    referral, call = handoff.referral, handoff.call
    asked: Any = referral or call
    ended = ENDINGS.get(handoff.state)
    return FullCall(
        id=handoff.pk,
        url=address("desk:handoff", handoff.pk),
        accept_url=address("desk:accept", handoff.pk),
        place=asked.place or str(NO_PLACE),
        since=clock.moment(handoff.requested_at),
        **_waits(handoff.requested_at, clock),
        what=conduct(referral) if referral else str(AGAIN),
        state=handoff.state,
        mine=handoff.accepted_by_id == by.worker,
        who_comes=handoff.accepted_by.name if handoff.accepted_by else "",
        role=_(ROLES[handoff.accepted_by.role].name) if handoff.accepted_by else "",
        minutes=_minutes(handoff),
        officer=asked.author.name if asked.author else _("An officer who gave no badge number"),
        agency=asked.organization.name if asked.organization else _("by telephone"),
        words=referral.what_happened if referral else "",
        step=STEPS.get(State(handoff.state), 0),
        ended_because=str(ended[0]) if ended else "",
        person=handoff.person_id,
        inside=_inside(referral) if referral else (),
        is_call=call is not None and referral is None,
        can_give_back=handoff.accepted_by_id == by.worker and handoff.state in COMING,
    )


def live(handoff: Handoff, number: int | None, clock: Clock, by: Acting) -> Live:
    """What was told so far, and what the worker who has it in hand can tell with one tap."""
    told = notes(handoff=handoff)
    mine = handoff.accepted_by_id == by.worker
    coming = mine and handoff.state in COMING
    return Live(
        id=handoff.pk,
        number=number,
        state=handoff.state,
        asks=handoff.state in OPEN,
        estimate=estimate(told, clock.zone, "TIME_FORMAT") if handoff.state in COMING else "",
        notes=said(told, clock.zone, "TIME_FORMAT"),
        tells=choices(FROM_WORKER) if coming else (),
        minutes=tuple((str(note), n) for note, n in ESTIMATES.items()) if coming else (),
        checks=mine and handoff.state == State.ARRIVED,
        check="" if any(code == CHECKED for code, _at in told) else CHECKED,
    )


def _minutes(handoff: Handoff) -> int | None:
    """Minutes from sending or calling to handing over, where the officer waited for it; None otherwise."""
    times = queries.times(handoff=handoff)
    if handoff.handed_over_at is None or times.keys() & TO_MEET:
        return None
    sent = handoff.referral.recorded_at if handoff.referral else handoff.requested_at
    return round((handoff.handed_over_at - min(sent, handoff.requested_at)) / timedelta(minutes=1))


def _waits(since: datetime, clock: Clock) -> dict[str, str]:
    """How long somebody waits, and how urgent that is."""
    if clock.at - since < timedelta(minutes=1):
        return {"waits": _("Called just now"), "tone": "info"}
    return {"waits": _("Waits for %(long)s") % {"long": clock.long(since)}, "tone": "urgent"}


def _inside(referral: Referral) -> tuple[str, ...]:
    """The rules that only the program can check, in the site's words."""
    language = get_language() or "en"
    rules = (one.rule for one in policy_of(referral.policy).inside(referral.door))
    texts = (rule.words or rule.question for rule in rules)
    return tuple(text.say(language) for text in texts if text)


def conduct(referral: Referral) -> str:
    """What happened, in the words of the site's policy of that day."""
    return _conduct(policy_of(referral.policy), referral.conduct)


def _conduct(policy: Policy, code: str) -> str:
    found = policy.conduct(code)
    return found.label.say(get_language() or "en") if found else _("Something else")


def steps() -> list[str]:
    """The way of a hand-off."""
    return [_("Waiting"), _("Somebody comes"), _("On the way"), _("There"), _("Handed over")]
