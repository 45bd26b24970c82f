"""A held charge as a table of states, and its clock."""

from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a held charge is."""

    HELD = "held"
    DECLINED = "declined"
    FILED = "filed"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.HELD: frozenset({State.DECLINED, State.FILED}),
    State.DECLINED: frozenset(),
    State.FILED: frozenset(),
}


def deadline(held_on: date, days: int) -> date:
    """The last day for intake: calendar days from the contact, the contact's own day not counted.

    New York General Construction Law section 20: the day from which the reckoning is made is excluded.
    """
    return held_on + timedelta(days=days)


def days_left(deadline_on: date, today: date) -> int:
    """Days until the deadline; negative when the date has passed."""
    return (deadline_on - today).days
