"""Who gets the next place when the program is full: the order, and going before others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.handoffs.rules.calls import comes_first
from thirdoption.program.sites.rules import Door, Policy

TURN_LIMIT = 200


@dataclass(frozen=True)
class Waits:
    """Somebody who is with nobody: since when, and whether they came in place of an arrest.

    What is sealed says no more how somebody came: from then on they wait by their time alone.
    """

    person: UUID
    name: str
    state: str
    since: datetime
    last_at: datetime | None
    last_kind: str | None
    arrest: bool


def arrests_first(policy: Policy | None) -> bool:
    """Whether those who came in place of an arrest go first; where a policy does not say, nobody does."""
    return policy is not None and comes_first(Door.ARREST_DIVERSION, policy)


def in_order(waiting: Sequence[Waits], *, arrest_first: bool) -> list[Waits]:
    """Everybody who waits, whoever is next on top: by the policy's order, and then who waits longest."""
    return sorted(waiting, key=lambda one: (arrest_first and not one.arrest, one.since, one.person))


def check_turn(*, ahead: int, because: str) -> None:
    """Raise Refused (invalid) where others come first and nothing says why this person goes before them."""
    if ahead and not because:
        raise Refused(
            INVALID,
            "Others wait whose turn comes first: %(ahead)s. Write why this person goes before them.",
            "out_of_turn",
            ahead=ahead,
        )
