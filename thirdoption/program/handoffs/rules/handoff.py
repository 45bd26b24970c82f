"""The warm hand-off as a table of states."""

from enum import StrEnum


class State(StrEnum):
    """Where a hand-off is."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    HANDED_OVER = "handed_over"
    ENDED = "ended"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.REQUESTED: frozenset({State.ACCEPTED, State.ENDED}),
    State.ACCEPTED: frozenset({State.ARRIVED, State.ENDED}),
    State.ARRIVED: frozenset({State.HANDED_OVER, State.ENDED}),
    State.HANDED_OVER: frozenset(),
    State.ENDED: frozenset(),
}
OPEN = frozenset({State.REQUESTED, State.ACCEPTED, State.ARRIVED})


class EndedBy(StrEnum):
    """Why a hand-off ended without the person being handed over."""

    NOBODY_ANSWERED = "nobody_answered"
    PERSON_LEFT = "person_left"
    CANCELLED = "cancelled"
