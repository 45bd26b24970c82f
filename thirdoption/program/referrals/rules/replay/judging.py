"""Which of the classes an arrest is in, and why: decided by the one interpreter, with the file's facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from thirdoption.program.referrals.rules import interpreter
from thirdoption.program.referrals.rules.answers import EFFECT
from thirdoption.program.referrals.rules.interpreter import Because, Decision
from thirdoption.program.referrals.rules.replay.arrests import Charge
from thirdoption.program.referrals.rules.replay.conducts import OUTSIDE, conducts_of
from thirdoption.program.referrals.rules.rulebook import rulebook
from thirdoption.program.referrals.rules.terms import Answer
from thirdoption.program.sites.rules import Door, Policy

NOT_SET = ".not_set"
UNKNOWN = "policy."  # before the name of a setting that the site has not made
WHAT_HAPPENED = "conduct"
RULES_OUT = frozenset({Answer.NOT, Answer.NOT_BY_THIS_DOOR})
LETS_IN = frozenset({Answer.ELIGIBLE, Answer.ELIGIBLE_WITH_APPROVAL})


class Class(StrEnum):
    """Where an arrest ends up. With the rows that could not be read they add up to the file."""

    NOTHING = "nothing_rules_it_out"
    DEPENDS = "depends"
    RULED_OUT = "ruled_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One charge under one policy.

    `why` are the rules that rule it out; `missing` the facts that are not in the file and can still decide;
    `unknown` the settings that the site has not made; `asks` the rules that leave it to somebody. `low`:
    still not ruled out with every unknown of the policy answered no. `swings`: the unknowns each of which
    would rule it out alone.
    """

    kind: Class
    why: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    low: bool = False
    swings: tuple[str, ...] = ()
    conducts: tuple[str, ...] = ()

    @property
    def high(self) -> bool:
        """Not ruled out with every unknown of the policy answered yes."""
        return self.kind is not Class.RULED_OUT


def can_rule_out(reason: str) -> bool:
    """Whether a site's answer to this unknown could rule a contact out: its group has a reason that does."""
    group = reason.partition(".")[0]
    effects = (answer for name, answer in EFFECT.items() if name.partition(".")[0] == group)
    return reason.endswith(NOT_SET) and any(answer in RULES_OUT for answer in effects)


class Judge:
    """Judges charges under one policy; equal charges once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._kept: dict[Charge, Judged] = {}

    @cached_property
    def _book(self) -> dict[str, Any]:
        """The policy's rulebook, with what is clearly none of its conducts as conducts that it rules out."""
        book = rulebook(self.policy)
        lines = [{"if": ["is", "conduct", code], "reason": code} for code in OUTSIDE]
        book["rules"] = {**book["rules"], "conduct": [*lines, *book["rules"]["conduct"]]}
        book["effects"] = {**book["effects"], **dict.fromkeys(OUTSIDE, str(Answer.NOT))}
        return book

    def _reading(self, unknown: Answer) -> dict[str, Any]:
        """The same rules with the policy's unknowns answered: what could rule out says `unknown`."""
        effects = {
            reason: str(unknown if can_rule_out(reason) else Answer.ELIGIBLE)
            for reason in self._book["effects"]
            if reason.endswith(NOT_SET)
        }
        return {**self._book, "effects": {**self._book["effects"], **effects}}

    @cached_property
    def _all_no(self) -> dict[str, Any]:
        return self._reading(Answer.NOT)

    @cached_property
    def _all_yes(self) -> dict[str, Any]:
        return self._reading(Answer.ELIGIBLE)

    def judge(self, charge: Charge) -> Judged:
        """The class of a charge under this policy, and why."""
        found = self._kept.get(charge)
        if found is None:
            codes = conducts_of(self.policy, charge)
            found = self._kept[charge] = _together(codes, [self._one(charge, code) for code in codes])
        return found

    def _one(self, charge: Charge, conduct: str) -> Judged:
        facts = {**dict(charge.facts), "door": str(Door.ARREST_DIVERSION), "conduct": conduct}
        plain = interpreter.decide(self._book, facts)
        if plain.answer in RULES_OUT:
            why = (because for because in plain.reasons if because.answer in RULES_OUT)
            return Judged(kind=Class.RULED_OUT, why=_rules(why), conducts=(conduct,))
        unknown = [because for because in plain.reasons if because.reason.endswith(NOT_SET)]
        asks = (because for because in plain.reasons if because not in unknown and _asks(because))
        return Judged(
            kind=Class.NOTHING if plain.answer in LETS_IN else Class.DEPENDS,
            missing=self._missing(plain, facts),
            unknown=_rules(unknown),
            asks=_rules(asks),
            low=interpreter.decide(self._all_no, facts).answer not in RULES_OUT,
            swings=_rules(because for because in unknown if can_rule_out(because.reason)),
            conducts=(conduct,),
        )

    def _missing(self, plain: Decision, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """Facts that decide now, and those that would once the policy's unknowns are answered."""
        later = interpreter.decide(self._all_yes, facts)
        return tuple(dict.fromkeys((*plain.ask, *later.ask)))


def _asks(because: Because) -> bool:
    missing = because.reason.endswith(f".{interpreter.MISSING}") and not because.cite
    return because.answer not in LETS_IN and not missing


def _rules(found: Any) -> tuple[str, ...]:
    """What each reason cites, or its own code where it cites nothing of the policy; told once."""
    return tuple(dict.fromkeys(_name(because) for because in found))


def _name(because: Because) -> str:
    if because.reason.endswith(NOT_SET):
        return f"{UNKNOWN}{because.cite}"
    return (
        because.cite if because.cite.partition(".")[0] in ("exclusion", "limit", "stop") else because.reason
    )


def _together(codes: tuple[str, ...], each: list[Judged]) -> Judged:
    """One class where it can be several conducts: what all say; else it depends on what happened."""
    if len(each) == 1:
        return each[0]
    kinds = {one.kind for one in each}
    still = [one for one in each if one.high]
    differ = len({(one.kind, one.why, one.missing, one.unknown, one.asks) for one in each}) > 1
    all_swing = [set(one.swings) for one in still]
    missing = _joined(one.missing for one in still)
    return Judged(
        kind=kinds.pop() if len(kinds) == 1 else Class.DEPENDS,
        why=_joined(one.why for one in each) if not still else (),
        missing=(*missing, WHAT_HAPPENED) if differ and still else missing,
        unknown=_joined(one.unknown for one in still),
        asks=_joined(one.asks for one in still),
        low=any(one.low for one in still),
        swings=tuple(sorted(set.intersection(*all_swing))) if all_swing else (),
        conducts=codes,
    )


def _joined(parts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))
