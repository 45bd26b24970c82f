"""A draft of a policy: what it may become, who was quicker, and when it may be put in force."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.referrals.rules import worked
from thirdoption.program.referrals.rules.worked import Answered
from thirdoption.program.sites.rules import Fault, InvalidPolicy, Policy
from thirdoption.program.sites.rules.editing import Plain, found, put

Read = Callable[[Mapping[str, Any]], Policy]


class DraftState(StrEnum):
    """Where a draft is: one of a site's drafts at most is open."""

    OPEN = "open"
    IN_FORCE = "in_force"
    PUT_AWAY = "put_away"


class EffectState(StrEnum):
    """How far the counting of a draft's effect is."""

    COUNTING = "counting"
    COUNTED = "counted"
    STOPPED = "stopped"


class Step(StrEnum):
    """What was done to a draft."""

    BEGUN = "begun"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    UNDONE = "undone"
    SET_BACK = "set_back"


def faults_of(plain: Mapping[str, Any], read: Read) -> tuple[Fault, ...]:
    """All that is wrong with a policy, where it is; empty for one that holds."""
    try:
        read(plain)
    except InvalidPolicy as invalid:
        return tuple(one if isinstance(one, Fault) else Fault("", str(one)) for one in invalid.faults)
    return ()


def readable(plain: Mapping[str, Any], read: Read) -> Policy | None:
    """The policy, if it holds."""
    try:
        return read(plain)
    except InvalidPolicy:
        return None


def kept_or_changed(now: Mapping[str, Any], then: Mapping[str, Any], path: tuple[str, ...]) -> None:
    """Refused (conflict) where somebody else changed a part since the editor was shown it."""
    if found(now, path) != found(then, path):
        raise Refused(
            CONFLICT,
            "Somebody else changed this while you had it open, so nothing was saved. What you typed is still "
            "here: compare it with what the draft says now, and save again if yours should stand.",
        )


def failing_cases(policy: Policy) -> dict[int, Answered | None]:
    """The worked cases that do not come out, by their place in the file from 0, with what the rules answer.

    None where a case cannot be worked out any more: its facts, or what it supposes, do not fit the policy.
    """
    failing: dict[int, Answered | None] = {}
    for number, case in enumerate(policy.cases):
        try:
            now = worked.answered(policy, case.facts, case.suppose)
        except (Refused, InvalidPolicy):
            failing[number] = None
            continue
        if (now.answer, now.rules) != (case.answer, case.rules):
            failing[number] = now
    return failing


def take_over(plain: Mapping[str, Any], policy: Policy, number: int) -> Plain:
    """The policy with a worked case as the rules answer it now, without what it supposes needlessly.

    Raises Refused (invalid) for a case whose facts cannot be read any more.
    """
    case = policy.cases[number]
    published = policy.without_answers()
    suppose = {
        name: value
        for name, value in case.suppose.items()
        if name in {one.name for one in published.unknowns()}
    }
    entry = {key: value for key, value in plain["cases"][number].items() if key != "suppose"}
    changed = {**entry, **({"suppose": suppose} if suppose else {})}
    try:
        answered = worked.answered(policy, changed["facts"], suppose)
    except (Refused, InvalidPolicy) as fault:
        raise Refused(INVALID, "This case cannot be worked out any more. Take it out.") from fault
    changed |= {"answer": answered.answer, "rules": list(answered.rules)}
    cases = [changed if place == number else one for place, one in enumerate(plain["cases"])]
    return put(plain, ("cases",), cases)


def check_may_hold(faults: tuple[Fault, ...], failing: Mapping[int, Answered | None]) -> None:
    """Refused (conflict) for a policy that does not hold or whose worked cases do not come out."""
    if faults:
        raise Refused(
            CONFLICT, "This draft does not hold yet: mend what the list of faults says, then decide."
        )
    if failing:
        raise Refused(
            CONFLICT,
            "Worked cases of this draft do not come out: mend the rule, or the case, then decide.",
        )


def check_dates(*, on: date, decided_on: date, today: date, first: bool) -> None:
    """Refused (invalid) for a decision that was not taken yet, or that would change what was judged already.

    `first`: nothing is in force at this site yet, so nothing was judged.
    """
    if decided_on > today:
        raise Refused(INVALID, "A decision is recorded after it was taken. Check the date.", "decided_on")
    if on < today and not first:
        raise Refused(
            INVALID,
            "A policy cannot hold from a day that is over: what was judged then stays judged. Choose today "
            "or a later day.",
            "on",
        )
