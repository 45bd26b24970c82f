"""The warm hand-off as a table of states, and what officer and worker say to each other on the way."""

from enum import StrEnum


class State(StrEnum):
    """Where a hand-off is.

    That somebody was *paged* is no state of its own: each page is a row of the escalation with its time, so a
    state would only repeat it. *Where* is not kept either: a hand-off is at the place of the contact, which
    the referral holds, and what a worker would type about a person's whereabouts is theirs alone.
    """

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    EN_ROUTE = "en_route"
    ARRIVED = "arrived"
    HANDED_OVER = "handed_over"
    APPOINTMENT = "appointment"
    BY_PHONE = "by_phone"
    TRANSPORT = "transport"
    LATER_OFFER = "later_offer"
    DECLINED = "declined"
    PERSON_LEFT = "person_left"
    CANCELLED = "cancelled"
    NOBODY_ANSWERED = "nobody_answered"


COMING = frozenset({State.ACCEPTED, State.EN_ROUTE})
"""Somebody said "I'm coming" and is not there yet."""
TAKEN = COMING | {State.ARRIVED}
"""Somebody has it in hand."""
OPEN = TAKEN | {State.REQUESTED}
"""The officer waits."""
LATER = frozenset({State.APPOINTMENT, State.BY_PHONE, State.TRANSPORT, State.LATER_OFFER})
"""The officer is free, and the program meets the person at another time or place."""
OVER = LATER | {State.DECLINED, State.PERSON_LEFT, State.CANCELLED, State.NOBODY_ANSWERED}
"""The officer is free, and nobody was handed over."""
TO_MEET = LATER | {State.PERSON_LEFT, State.NOBODY_ANSWERED}
"""The offer stands: a worker who meets the person afterwards takes them over all the same."""

TRANSITIONS: dict[State, frozenset[State]] = {
    State.REQUESTED: OVER | {State.ACCEPTED},
    State.ACCEPTED: OVER | {State.EN_ROUTE, State.ARRIVED, State.REQUESTED},
    State.EN_ROUTE: OVER | {State.ARRIVED, State.REQUESTED},
    State.ARRIVED: OVER - {State.NOBODY_ANSWERED} | {State.HANDED_OVER},
    State.HANDED_OVER: frozenset(),
    **dict.fromkeys(sorted(OVER - TO_MEET), frozenset()),
    **dict.fromkeys(sorted(TO_MEET), frozenset({State.HANDED_OVER})),
}
"""Accepting and setting out are two taps: whoever says yes at three in the morning is not on the road yet,
and the officer's wait and the worker's own safety are counted from leaving. Whoever is around the corner goes
from yes to being there in one. Whoever cannot come after all gives it back, and the line is called again."""


class Note(StrEnum):
    """What one side tells the other with one tap; there is no free text, so nobody writes of a person."""

    ACROSS = "across"
    ENTRANCE = "entrance"
    IN_CAR = "in_car"
    MUST_GO = "must_go"
    GONE = "gone"
    IN_5 = "in_5"
    IN_10 = "in_10"
    IN_20 = "in_20"
    IN_30 = "in_30"
    CORNER = "corner"
    LATER = "later"
    WHERE = "where"
    READY = "ready"


FROM_OFFICER = (Note.ACROSS, Note.ENTRANCE, Note.IN_CAR, Note.MUST_GO, Note.GONE)
FROM_WORKER = (Note.CORNER, Note.LATER, Note.WHERE)
CHECKED = Note.READY
"""Before the person talks: officer out of earshot, nothing recorded, told what is shared. Blocks nothing."""
ESTIMATES = {Note.IN_5: 5, Note.IN_10: 10, Note.IN_20: 20, Note.IN_30: 30}
"""A worker's own estimate, in minutes from the tap; the last one holds until they are there."""
