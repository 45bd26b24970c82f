"""The escalation: who is paged when, until a human says yes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.sites.rules import Policy


class Step(StrEnum):
    """Whom a step pages."""

    FIRST = "first"
    NEXT = "next"
    EVERYBODY = "everybody"
    SUPERVISOR = "supervisor"
    AGAIN = "again"


Steps = tuple[tuple[Step, int], ...]
"""Whom to page, and after how many times the wait for an answer."""
PLAN: Steps = ((Step.FIRST, 0), (Step.NEXT, 1), (Step.EVERYBODY, 2), (Step.SUPERVISOR, 4))
"""The first on call at once by every way, then the next, then all, then whoever leads."""
PLAN_GIVEN_BACK: Steps = ((Step.EVERYBODY, 0), (Step.SUPERVISOR, 1))
"""When whoever said yes cannot come: the officer has waited already, so all are asked at once."""
ANSWER = timedelta(seconds=60)
"""How long an answer is waited for where the policy does not say."""
AGAIN_AFTER = timedelta(seconds=60)
"""When no page of the last step could leave, everybody is tried again this much later, until one leaves."""
FARTHEST = timedelta(minutes=10)
"""No step is ever due later than this, unless a clock was set back since it was written."""
MOST_STEPS = 120
"""Where nobody has a way to be reached it is tried for two hours: longer nobody stands and waits."""
JUST_NOW = timedelta(seconds=20)
LATE = timedelta(seconds=10)
"""A step that is this late did not happen: the auditor says so, and an outside monitor is told."""


class Outcome(StrEnum):
    """What became of a step."""

    PAGED = "paged"
    NOBODY = "nobody"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Known:
    """A worker who was paged about a hand-off: when, whether a page still lives, what they said since."""

    paged_at: datetime
    alive: bool
    passed: bool
    refused: bool


def answer_time(policy: Policy | None) -> timedelta:
    """How long an answer is waited for before the next is paged."""
    said = policy.setting("answer_seconds").value if policy else None
    return timedelta(seconds=said) if isinstance(said, int) else ANSWER


def in_turn(on_call: Sequence[UUID], engaged: Collection[UUID]) -> list[UUID]:
    """Who is paged first: the order of the rota, but whoever is with somebody else comes last."""
    return sorted(on_call, key=lambda worker: worker in engaged)


def choose(
    step: Step,
    *,
    on_call: Sequence[UUID],
    supervisors: Sequence[UUID],
    known: Mapping[UUID, Known],
    at: datetime,
) -> list[UUID]:
    """Whom a step pages. `on_call` is in turn; somebody who passed is not asked again by the same call.

    Whoever leads is, when all others were: they have to know that nobody comes, also where they had said yes
    and gave it back.
    """
    if step in (Step.FIRST, Step.NEXT):
        return [one for one in on_call if one not in known][:1]
    wanted = {
        Step.EVERYBODY: [*on_call],
        Step.SUPERVISOR: [*supervisors],
        Step.AGAIN: [*on_call, *supervisors],
    }[step]
    lead = set(supervisors) if step is not Step.EVERYBODY else set()
    return [one for one in dict.fromkeys(wanted) if not _leave_alone(known.get(one), one in lead, at)]


def _leave_alone(known: Known | None, leads: bool, at: datetime) -> bool:
    if known is None:
        return False
    just_asked = known.alive and not known.refused and known.paged_at > at - JUST_NOW
    return just_asked or (known.passed and not leads)


def still_waits(known: Mapping[UUID, Known]) -> bool:
    """Whether somebody who was paged can still say yes."""
    return any(one.alive and not one.refused for one in known.values())
