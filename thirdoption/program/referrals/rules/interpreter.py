"""Decides by a rulebook: the one reading of it in Python; `web/street` has the same in JavaScript.

A rulebook (`rulebook.py`) is plain JSON. A rule is a list of lines; the first line whose condition holds
gives the reason. Conditions are lists of an operator and its operands:

    ["is", fact, value, ...]     the fact is one of the values
    ["has", fact, value, ...]    the fact is a list with one of the values in it
    ["over", fact, number]       the fact is a number greater than this
    ["not", c]  ["all", c, ...]  ["some", c, ...]

A fact that was not given yet makes a condition open: neither true nor false, unless the rest of it decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NEEDS, MISSING = "needs", "missing"
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: its rule, its code, what it alone leads to, what it cites, and who may approve."""

    rule: str
    reason: str
    answer: str
    cite: str
    by: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, its reasons with the weightiest first, and the facts that can still change it, in order."""

    answer: str
    reasons: tuple[Because, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a rule can still come to; one possibility and nothing missing: it is settled."""

    rule: str
    possible: tuple[Because, ...]
    missing: tuple[str, ...]


def decide(book: Mapping[str, Any], facts: Given) -> Decision:
    """The answer for the facts given so far, `door` among them; KeyError for a door that no policy has."""
    weight = {answer: number for number, answer in enumerate(book["answers"])}
    outcomes = [_outcome(book, rule, facts) for rule in book["doors"][facts["door"]]]
    reasons = [one.possible[0] for one in outcomes if not one.missing]
    heaviest = min((weight[reason.answer] for reason in reasons), default=len(weight))
    open_rules = [one for one in outcomes if one.missing and _heaviest(one, weight) < heaviest]
    reasons += [Because(one.rule, f"{one.rule}.{MISSING}", NEEDS, "", "") for one in open_rules]
    reasons.sort(key=lambda reason: weight[reason.answer])
    open_rules.sort(key=lambda one: (_heaviest(one, weight), len(one.missing)))
    ask = dict.fromkeys(fact for one in open_rules for fact in one.missing)
    return Decision(reasons[0].answer, tuple(one for one in reasons if one.reason), tuple(ask))


def _heaviest(one: _Outcome, weight: Mapping[str, int]) -> int:
    return min(weight[reason.answer] for reason in one.possible)


def _outcome(book: Mapping[str, Any], rule: str, facts: Given) -> _Outcome:
    """All reasons that a rule can come to, and the facts that would settle it."""
    possible: list[Because] = []
    missing: dict[str, None] = {}
    for line in book["rules"][rule]:
        holds, lacking = _holds(line["if"], facts) if "if" in line else (True, ())
        if holds is False:
            continue
        reason = line.get("reason", "")
        answer = book["effects"][reason] if reason else book["answers"][-1]
        possible.append(Because(rule, reason, answer, line.get("cite", ""), line.get("by", "")))
        if holds:
            break
        missing.update(dict.fromkeys(lacking))
    if len(set(possible)) == 1:
        return _Outcome(rule, (possible[0],), ())
    return _Outcome(rule, tuple(possible), tuple(missing))


def _holds(condition: Sequence[Any], facts: Given) -> tuple[bool | None, tuple[str, ...]]:
    """Whether a condition holds (None: not yet known), and the facts that it lacks."""
    operator, *operands = condition
    if operator in ("not", "all", "some"):
        parts = [_holds(part, facts) for part in operands]
        return _join(operator, [part[0] for part in parts]), tuple(fact for part in parts for fact in part[1])
    fact, *values = operands
    if fact not in facts:
        return None, (fact,)
    given = facts[fact]
    if operator == "is":
        return given in values, ()
    if operator == "has":
        return any(value in given for value in values), ()
    if operator == "over":
        return not isinstance(given, str) and given > values[0], ()
    raise ValueError(f"no operator {operator!r}")


def _join(operator: str, parts: Sequence[bool | None]) -> bool | None:
    """Three-valued logic: what is open decides nothing, and what is decided may decide the whole."""
    if operator == "not":
        return None if parts[0] is None else not parts[0]
    settles = operator == "some"
    if settles in parts:
        return settles
    return None if None in parts else not settles
