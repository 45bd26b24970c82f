"""The codes of a referral, and which state may follow which."""

from collections.abc import Mapping
from enum import StrEnum

from thirdoption.program.ground.refusal import CONFLICT, Refused

# A conduct that every policy takes: it goes to a supervisor and is never refused for not being on the list.
SOMETHING_ELSE = "something_else"


class YesNo(StrEnum):
    """An answer to a question that may stay open."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Age(StrEnum):
    """As much of a person's age as the screening asks for."""

    ADULT = "18_or_over"
    UNDER_18 = "under_18"
    NOT_KNOWN = "not_known"


class AgencyCheck(StrEnum):
    """What the agency's own records say to the policy's criteria. The history itself is never told (R-40)."""

    CLEAR = "clear"
    NOT_CLEAR = "not_clear"
    NOT_DONE = "not_done"


class Verification(StrEnum):
    """What shows that a social contact is warranted."""

    RECORD = "record"
    OWN_OBSERVATION = "own_observation"
    RELIABLE_INFORMATION = "reliable_information"
    NONE = "none"


class ComplainantAnswer(StrEnum):
    """What the complainant says about a diversion. No name of theirs is kept."""

    NONE_PRESENT = "none_present"
    AGREED = "agreed"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"


class Ending(StrEnum):
    """How the contact itself ended, diverted or not: the denominator of fairness."""

    DIVERTED = "diverted"
    ARRESTED = "arrested"
    TICKETED = "ticketed"
    WARNED = "warned"
    WALKED_AWAY = "walked_away"
    OTHER = "other"


class HeldStepKind(StrEnum):
    """What a supervisor did with a held item, and what was left to them: whether the line is called."""

    TAKEN = "taken"
    REFUSED = "refused"
    TO_CALL = "to_call"
    CALLED = "called"


class Approval(StrEnum):
    """What whoever had to approve said."""

    APPROVED = "approved"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class SetAside(StrEnum):
    """What the officer set aside when the offer was accepted."""

    CUSTODIAL_ARREST = "custodial_arrest"
    TICKET = "ticket"
    VIOLATION = "violation"


class NotOfferedReason(StrEnum):
    """Why no offer was made."""

    NOT_ELIGIBLE = "not_eligible"
    NOT_APPROVED = "not_approved"
    COMPLAINANT_DECLINED = "complainant_declined"
    COMPLAINANT_NOT_REACHED = "complainant_not_reached"
    COULD_NOT_TAKE_IT_IN = "could_not_take_it_in"
    PERSON_LEFT = "person_left"
    LINE_DID_NOT_ANSWER = "line_did_not_answer"
    OFFICER_DECIDED = "officer_decided"
    SAFETY = "safety"
    OTHER = "other"


class Answer(StrEnum):
    """What the screening answers, the weightiest first: the weightiest reason decides."""

    NOT = "not"
    NOT_BY_THIS_DOOR = "not_by_this_door"
    PRESUMPTIVELY_NOT = "presumptively_not"
    ASK = "ask"
    NEEDS = "needs"
    ELIGIBLE_WITH_APPROVAL = "eligible_with_approval"
    ELIGIBLE = "eligible"


class State(StrEnum):
    """Where a referral is. What comes after the person's yes belongs to the hand-off."""

    RECORDED = "recorded"
    OFFERED = "offered"
    NOT_OFFERED = "not_offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CLOSED = "closed"


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.RECORDED: frozenset({State.OFFERED, State.NOT_OFFERED, State.CLOSED}),
    State.OFFERED: frozenset({State.ACCEPTED, State.DECLINED, State.CLOSED}),
    State.NOT_OFFERED: frozenset({State.CLOSED}),
    State.ACCEPTED: frozenset({State.CLOSED}),
    State.DECLINED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


def check_can_move(state: State, to: State) -> None:
    """Refused (conflict) where the table has no such step, also when a second person took it first."""
    if to not in TRANSITIONS[state]:
        raise Refused(
            CONFLICT, "This referral has moved on in the meantime. Open it again to see where it is."
        )
