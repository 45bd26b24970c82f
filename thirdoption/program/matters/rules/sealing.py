"""Sealing a charge: how far, on which ground, and from when. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.matters.rules.states import State


class Strength(StrEnum):
    """How far a charge is sealed (docs/explanation/sealing.md).

    Hidden, its rows are out of every role's reach and a court may open them again; severed, they are gone and
    the care record stays; destroyed, no word of why is left either.
    """

    HIDE = "hide"
    SEVER = "sever"
    DESTROY = "destroy"


class Basis(StrEnum):
    """On which ground a charge is sealed."""

    POLICY = "policy"
    DAYS = "days"
    SUPERVISOR = "supervisor"
    ORDER = "order"


ENDED_WITHOUT_FILING = frozenset({State.DECLINED, State.BARRED, State.VOIDED, State.LAPSED})
"""What a supervisor may seal without an order; the program by itself seals a declined charge alone."""


@dataclass(frozen=True)
class Due:
    """That a charge is to be sealed now, how far, and why."""

    strength: Strength
    basis: Basis


def due(
    *,
    state: str,
    on_decline: object,
    after_days: object,
    decided_on: date | None,
    came_on: date | None,
    counts_close_on: date | None,
    today: date,
) -> Due | None:
    """Whether the program itself seals a charge on a day, by what the policy of the contact says.

    `on_decline` and `after_days` are the settings' values, None where the site has set none: then nothing is
    sealed. `came_on`: when the person was handed over. The day of the decision is left for printing the
    notices. `counts_close_on`: the last day for an intake that is not done; until it is over the figures do
    not know yet how this referral went on, and a count that was made too early would stay wrong.
    """
    if state != State.DECLINED or decided_on is None or today <= decided_on:
        return None
    if counts_close_on is not None and today <= counts_close_on:
        return None
    chosen = Strength(str(on_decline)) if on_decline in set(Strength) else None
    if chosen is not None:
        return Due(chosen, Basis.POLICY)
    days = after_days if isinstance(after_days, int) else 0
    if days > 0 and came_on is not None and came_on + timedelta(days=days) <= today:
        return Due(Strength.SEVER, Basis.DAYS)
    return None


def check_can_seal(*, state: str, strength: str, basis: str, order_number: str, held: bool) -> None:
    """Raise Refused where a worker may not seal this charge so."""
    if strength not in set(Strength):
        raise Refused(INVALID, "Choose how far it is sealed.", "strength")
    if basis == Basis.ORDER and not order_number:
        raise Refused(INVALID, "Type the number of the court's order.", "order_number")
    if basis != Basis.ORDER and state not in ENDED_WITHOUT_FILING:
        raise Refused(
            CONFLICT, "Without a court's order only a charge that ended without filing is sealed.", "basis"
        )
    if held and strength != Strength.HIDE:
        raise Refused(
            CONFLICT, "There is a legal hold on this charge: it may be hidden, and nothing of it is deleted."
        )


WORDS: Mapping[str, str] = {"sealed": "sealed", "expunged": "expunged"}


def word(setting: object) -> str:
    """What the law of the place calls it: sealed, unless its policy says expunged."""
    return WORDS.get(str(setting), WORDS["sealed"])
