"""What touches a person's safety, and a death: said by one worker, confirmed by another.

Naloxone may be given by anybody; nothing here says who used what.
"""

from enum import StrEnum

from thirdoption.program.ground.refusal import INVALID, Refused

PLACE_LIMIT = 200
WORDS_LIMIT = 1000
TOLD_LIMIT = 300
DOSES = 20


class EventKind(StrEnum):
    """What happened."""

    OVERDOSE = "overdose"
    NALOXONE = "naloxone"
    VIOLENCE = "violence"
    OTHER = "other"


class Gave(StrEnum):
    """Who gave naloxone."""

    WORKER = "worker"
    THEMSELVES = "themselves"
    FRIEND = "friend"
    MEDICS = "medics"
    POLICE = "police"
    SOMEBODY = "somebody"


class DeathState(StrEnum):
    """Where a death is: one worker noted it, another confirmed it, or it was noted in error."""

    NOTED = "noted"
    CONFIRMED = "confirmed"
    TAKEN_BACK = "taken_back"


DEATH_TRANSITIONS: dict[DeathState, frozenset[DeathState]] = {
    DeathState.NOTED: frozenset({DeathState.CONFIRMED, DeathState.TAKEN_BACK}),
    DeathState.CONFIRMED: frozenset({DeathState.TAKEN_BACK}),
    DeathState.TAKEN_BACK: frozenset(),
}


def check_event(kind: str, gave: str, doses: int | None) -> None:
    """Raise Refused (invalid) for a kind that there is not, and for naloxone without who gave it.

    `doses` is how many were given: from 1 to 20, or None where nobody counted.
    """
    if kind not in set(EventKind):
        raise Refused(INVALID, "Choose from the list.", "kind")
    given = kind in (EventKind.NALOXONE, EventKind.OVERDOSE)
    if gave and (gave not in set(Gave) or not given):
        raise Refused(INVALID, "Choose from the list.", "gave")
    if kind == EventKind.NALOXONE and not gave:
        raise Refused(INVALID, "Say who gave it.", "gave")
    if doses is not None and not (1 <= doses <= DOSES and gave):
        raise Refused(INVALID, "Give the doses as a number from 1 to 20, with who gave them.", "doses")
