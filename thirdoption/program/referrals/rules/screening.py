"""Divert or not.

The answer depends on the facts that the officer gave and on the policy, and on nothing else: not on
who the person is, not on what the program knows. Unknown never counts as permission.
"""

from collections.abc import Mapping
from typing import Any

from thirdoption.program.referrals.rules import interpreter
from thirdoption.program.referrals.rules.answers import Reason, Screening
from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.interpreter import Because, Decision
from thirdoption.program.referrals.rules.rulebook import rulebook
from thirdoption.program.referrals.rules.terms import Answer
from thirdoption.program.sites.rules import Policy


def screen(facts: Facts, policy: Policy) -> Screening:
    """The answer for these facts under this policy; answers for every combination of both."""
    return explain(interpreter.decide(book_of(policy), facts.answers()), policy)


def explain(decision: Decision, policy: Policy) -> Screening:
    """A decision with its sentences and sources, to keep and to show."""
    reasons = tuple(_reason(because, policy) for because in decision.reasons)
    deciding = [because for because in decision.reasons if because.answer == decision.answer]
    changes = [policy.changes.get(because.reason) for because in deciding]
    approvers = (because.by for because in deciding if because.by)
    return Screening(
        answer=Answer(decision.answer),
        reasons=reasons,
        least_change=tuple({text.en: text for text in changes if text}.values()),
        policy_id=policy.id,
        policy_version=policy.version,
        approvers=tuple(dict.fromkeys(approvers)),
        ask=decision.ask,
    )


def _reason(because: Because, policy: Policy) -> Reason:
    known = because.reason if because.reason in policy.reasons else "question.missing"
    text, words, source, made_up = policy.reasons[known], None, "", False
    group, _, code = because.cite.partition(".")
    if group == "stop":
        stop = policy.stops[code]
        source = stop.source
        text = stop.text if because.answer == Answer.NOT or code == "under_18" else text
    elif group == "no_offense":
        conduct = policy.conducts[code]
        text, source = conduct.no_offense or text, conduct.no_offense_source
    elif because.cite:
        setting = policy.setting(because.cite)
        words, source, made_up = setting.words, setting.source, setting.made_up
    return Reason(
        rule=known,
        answer=Answer(because.answer),
        text=text,
        policy_version=policy.version,
        words=words,
        source=source,
        made_up=made_up,
    )


def explained(policy: Policy) -> dict[tuple[str, str], Reason]:
    """Every reason that a policy can give, by its code and what it cites: what a phone keeps."""
    book = book_of(policy)
    found = {}
    for rule, lines in book["rules"].items():
        for line in lines:
            reason, cite = line.get("reason", ""), line.get("cite", "")
            if reason:
                because = Because(rule, reason, book["effects"][reason], cite, line.get("by", ""))
                found[reason, cite] = _reason(because, policy)
        missing = Because(rule, f"{rule}.{interpreter.MISSING}", interpreter.NEEDS, "", "")
        found[missing.reason, ""] = _reason(missing, policy)
    return found


def still_asked(given: Mapping[str, Any], policy: Policy) -> tuple[str, ...]:
    """The facts that can still change the answer, the one that settles it soonest first."""
    return interpreter.decide(book_of(policy), given).ask


_BOOKS: dict[int, tuple[Policy, dict[str, Any]]] = {}


def book_of(policy: Policy) -> Mapping[str, Any]:
    """The rulebook of a policy, made once for as long as the policy is in use."""
    kept = _BOOKS.get(id(policy))
    if kept is None or kept[0] is not policy:
        if len(_BOOKS) > 64:
            _BOOKS.clear()
        kept = _BOOKS[id(policy)] = (policy, rulebook(policy))
    return kept[1]
