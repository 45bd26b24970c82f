"""The worker's own safety: who is told when nobody hears of them, and where nobody goes alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused


class SafetyStep(StrEnum):
    """What a step of a worker's safety does: tells somebody that they are late, or asks for company."""

    COLLEAGUE = "colleague"
    SUPERVISOR = "supervisor"
    NAMED = "named"
    AGAIN = "again"
    COMPANY = "company"
    ANYBODY = "anybody"


LATE_STEPS = frozenset({SafetyStep.COLLEAGUE, SafetyStep.SUPERVISOR, SafetyStep.NAMED, SafetyStep.AGAIN})
"""Those that only a worker's "home safe" ends; the others end when a second one comes along."""
MORE = timedelta(minutes=20)
"""How much longer one tap makes it."""
NEXT_AFTER = timedelta(minutes=5)
AGAIN_AFTER = timedelta(minutes=10)
COMPANY_PLAN = ((SafetyStep.COMPANY, timedelta(0)), (SafetyStep.ANYBODY, timedelta(seconds=60)))
NAMED = ("program_manager",)
"""Roles that a site may name to be told last."""


@dataclass(frozen=True)
class Rule:
    """What a site set: after how many minutes a worker is missed, who is told last, who goes in twos.

    Without hours and places there is no rule that two go.
    """

    minutes: int = 60
    named: str = ""
    two_from: time | None = None
    two_until: time | None = None
    two_places: tuple[str, ...] = ()


class Why(StrEnum):
    """Why two go."""

    HOUR = "hour"
    PLACE = "place"


def late_plan(first: timedelta) -> list[tuple[SafetyStep, timedelta]]:
    """Who is told how long from now when nobody hears of a worker: silent until `first`."""
    steps = (SafetyStep.COLLEAGUE, SafetyStep.SUPERVISOR, SafetyStep.NAMED)
    return [(step, first + place * NEXT_AFTER) for place, step in enumerate(steps)]


def needs_two(rule: Rule, *, at: datetime, zone: tzinfo, place: str) -> Why | None:
    """Whether two go to a place at a moment, and why; the hours are the site's, over midnight too."""
    if rule.two_from is not None and rule.two_until is not None:
        now = at.astimezone(zone).time()
        if rule.two_from < rule.two_until:
            inside = rule.two_from <= now < rule.two_until
        else:
            inside = now >= rule.two_from or now < rule.two_until
        if inside:
            return Why.HOUR
    where = place.casefold()
    return Why.PLACE if any(one.casefold() in where for one in rule.two_places) else None


def whom(
    step: SafetyStep,
    *,
    out: Collection[UUID],
    on_call: Sequence[UUID],
    supervisors: Sequence[UUID],
    named: Sequence[UUID],
    asked: Collection[UUID],
) -> list[UUID]:
    """Whom a step tells: never whoever is out there; one colleague first, who was not asked yet.

    `on_call` is in turn, and only those who can be reached are in the lists.
    """
    team = [one for one in on_call if one not in out]
    lead = [one for one in supervisors if one not in out]
    if step in (SafetyStep.COLLEAGUE, SafetyStep.COMPANY):
        return [one for one in team if one not in asked][:1]
    if step == SafetyStep.SUPERVISOR:
        return lead
    if step == SafetyStep.NAMED:
        return [*named]
    everybody = [*team, *lead, *(named if step == SafetyStep.AGAIN else ())]
    return list(dict.fromkeys(everybody))


def check_rule(rule: Rule) -> None:
    """Raise Refused for what is no rule: half a span of hours, minutes out of range, an unknown role."""
    if not 10 <= rule.minutes <= 600:
        raise Refused(INVALID, "Give the minutes as a number from 10 to 600.", "minutes")
    if (rule.two_from is None) != (rule.two_until is None) or (
        rule.two_from is not None and rule.two_from == rule.two_until
    ):
        raise Refused(INVALID, "Give both hours, and two different ones; or leave both empty.", "two_until")
    if rule.named not in ("", *NAMED):
        raise Refused(INVALID, "Choose from the list.", "named")
    if len(rule.two_places) > 50 or any(not 3 <= len(one) <= 120 for one in rule.two_places):
        raise Refused(INVALID, "Write one place a line, each of 3 to 120 letters; at most 50.", "two_places")
