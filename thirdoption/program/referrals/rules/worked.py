"""A policy's worked cases: facts in, answer and reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.screening import screen
from thirdoption.program.sites.rules import LANGUAGES, Policy, WorkedCase

_SOME_DAY = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def supposing(policy: Policy, values: dict[str, object]) -> Policy:
    """The policy's sources with what the case supposes the site to have answered, whatever it did answer.

    InvalidPolicy where a supposition does not fit, because the policy says something else, say.
    """
    published = policy.without_answers()
    words = dict.fromkeys(LANGUAGES, "Supposed for a worked case.")
    answers = {
        name: {"value": value, "words": words}
        for name, value in values.items()
        if _value(published, name) != value
    }
    file = {"policy": policy.id, "made_up": True, "source": "a worked case", "answers": answers}
    return published.with_answers(file) if answers else published


def _value(policy: Policy, name: str) -> object:
    """What the policy's sources say already; None for what they leave open, or what is no setting."""
    try:
        return policy.setting(name).value
    except KeyError:
        return None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the rules answer to a worked case, as its author would write it down."""

    answer: str
    rules: tuple[str, ...]


def answered(policy: Policy, facts: Mapping[str, object], suppose: Mapping[str, object]) -> Answered:
    """The answer and the deciding rules for a case's facts; Refused or InvalidPolicy if none can be read."""
    typed = Facts.from_plain({"occurred_at": _SOME_DAY.isoformat(), **facts})
    screening = screen(typed, supposing(policy, dict(suppose)))
    return Answered(str(screening.answer), tuple(reason.rule for reason in screening.deciding))


def problem(policy: Policy, case: WorkedCase) -> str:
    """How the rules and the case's author differ, as a sentence; empty where they agree."""
    now = answered(policy, case.facts, case.suppose)
    if (now.answer, now.rules) == (case.answer, case.rules):
        return ""
    said, came = f"{case.answer} ({', '.join(case.rules)})", f"{now.answer} ({', '.join(now.rules)})"
    return f"{policy.id}, {case.name.en!r}: the case says {said}, and the rules answer {came}."
