"""What the law lets be told without consent: on which ground, how little, and who looks again.

Sources: 42 CFR 2.12(c)(5) and (6), 2.15(b), 2.51, 2.61 to 2.67; 45 CFR 164.512(b), (c), (f), (g), (j).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from thirdoption.program.ground.refusal import INVALID, Refused

RECIPIENT_LIMIT = 200
WHAT_LIMIT = 300
ORDER_LIMIT = 120


class Ground(StrEnum):
    """Why something may be told although the person did not say yes."""

    CHILD_ABUSE = "child_abuse"
    ADULT_ABUSE = "adult_abuse"
    DANGER = "danger"
    MEDICAL = "medical"
    CRIME_HERE = "crime_here"
    COURT_ORDER = "court_order"
    DEATH = "death"


class Fact(StrEnum):
    """The kinds of things that may be told at all."""

    NAME = "name"
    BORN = "born"
    ADDRESS = "address"
    WHEREABOUTS = "whereabouts"
    INCIDENT = "incident"
    HEALTH = "health"
    DEATH = "death"
    ORDERED = "ordered"


class Look(StrEnum):
    """When another worker looks: before anything is told, or after, for review."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Limits:
    """How little a ground lets be told, who looks when, and where that is written."""

    facts: frozenset[Fact]
    look: Look
    source: str


_F = Fact
GROUNDS: dict[Ground, Limits] = {
    Ground.CHILD_ABUSE: Limits(
        frozenset({_F.NAME, _F.ADDRESS, _F.WHEREABOUTS, _F.INCIDENT}),
        Look.AFTER,
        "42 CFR 2.12(c)(6); 45 CFR 164.512(b)(1)(ii)",
    ),
    Ground.ADULT_ABUSE: Limits(
        frozenset({_F.NAME, _F.WHEREABOUTS, _F.INCIDENT}), Look.BEFORE, "45 CFR 164.512(c)"
    ),
    Ground.DANGER: Limits(frozenset({_F.NAME, _F.WHEREABOUTS, _F.INCIDENT}), Look.AFTER, "45 CFR 164.512(j)"),
    Ground.MEDICAL: Limits(frozenset({_F.NAME, _F.BORN, _F.HEALTH}), Look.AFTER, "42 CFR 2.51"),
    Ground.CRIME_HERE: Limits(
        frozenset({_F.NAME, _F.ADDRESS, _F.WHEREABOUTS, _F.INCIDENT}), Look.AFTER, "42 CFR 2.12(c)(5)"
    ),
    Ground.COURT_ORDER: Limits(frozenset({_F.ORDERED}), Look.BEFORE, "42 CFR 2.61-2.67"),
    Ground.DEATH: Limits(
        frozenset({_F.NAME, _F.BORN, _F.DEATH}), Look.AFTER, "42 CFR 2.15(b)(1); 45 CFR 164.512(g)"
    ),
}
LOOK_FIRST = tuple(ground for ground, one in GROUNDS.items() if one.look is Look.BEFORE)


class ToldState(StrEnum):
    """Where a telling is."""

    NOTED = "noted"
    AGREED = "agreed"
    TOLD = "told"
    LOOKED = "looked"
    NOT_TOLD = "not_told"


_S = ToldState
TOLD_TRANSITIONS: dict[ToldState, frozenset[ToldState]] = {
    _S.NOTED: frozenset({_S.AGREED, _S.TOLD, _S.NOT_TOLD}),
    _S.AGREED: frozenset({_S.TOLD, _S.NOT_TOLD}),
    _S.TOLD: frozenset({_S.LOOKED}),
    _S.LOOKED: frozenset(),
    _S.NOT_TOLD: frozenset(),
}
COUNTED = (ToldState.TOLD, ToldState.LOOKED)
"""The states that stand in the accounting."""
BY_ANOTHER = (ToldState.AGREED, ToldState.LOOKED)
"""What only another worker may say."""


def check_little(ground: str, facts: Iterable[str], court_order: str) -> None:
    """Raise Refused (invalid) for a ground that there is not, for more than it lets be told, and for an
    order of a court without its number: a subpoena alone is none (42 CFR 2.61(b)(1), R-30).
    """
    if ground not in set(Ground):
        raise Refused(INVALID, "Choose from the list.", "ground")
    chosen = set(facts)
    if not chosen:
        raise Refused(INVALID, "Say what may be told: choose at least one.", "facts")
    if not chosen <= GROUNDS[Ground(ground)].facts:
        raise Refused(INVALID, "This reason does not let so much be told. Choose less.", "facts")
    if ground == Ground.COURT_ORDER and not court_order:
        raise Refused(
            INVALID,
            "Write which court and the number of its order. A subpoena alone is no order.",
            "court_order",
        )
