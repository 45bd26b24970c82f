"""A policy's worked cases: facts in, answer and reasons out."""

from datetime import UTC, datetime

from thirdoption.program.referrals.rules.answers import Screening
from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.screening import screen
from thirdoption.program.sites.rules import LANGUAGES, Policy, WorkedCase

_SOME_DAY = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def supposing(policy: Policy, values: dict[str, object]) -> Policy:
    """The policy as it would be if the site had answered so; InvalidPolicy where an answer does not fit."""
    words = dict.fromkeys(LANGUAGES, "Supposed for a worked case.")
    answers = {name: {"value": value, "words": words} for name, value in values.items()}
    file = {"policy": policy.id, "made_up": True, "source": "a worked case", "answers": answers}
    return policy.with_answers(file) if values else policy


def work_out(policy: Policy, case: WorkedCase) -> Screening:
    """What the rules answer to a worked case; Refused or InvalidPolicy where it cannot be read."""
    facts = Facts.from_plain({"occurred_at": _SOME_DAY.isoformat(), **case.facts})
    return screen(facts, supposing(policy, dict(case.suppose)))


def problem(policy: Policy, case: WorkedCase) -> str:
    """How the rules and the case's author differ, as a sentence; empty where they agree."""
    screening = work_out(policy, case)
    rules = tuple(reason.rule for reason in screening.deciding)
    if (str(screening.answer), rules) == (case.answer, case.rules):
        return ""
    said, came = f"{case.answer} ({', '.join(case.rules)})", f"{screening.answer} ({', '.join(rules)})"
    return f"{policy.id}, {case.name.en!r}: the case says {said}, and the rules answer {came}."
