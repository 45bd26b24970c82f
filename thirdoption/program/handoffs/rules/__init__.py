"""The line's rules: the warm hand-off as a table of states, and whom it pages when."""

from thirdoption.program.handoffs.rules.escalation import Outcome, Step
from thirdoption.program.handoffs.rules.handoff import (
    CHECKED,
    COMING,
    ESTIMATES,
    FROM_OFFICER,
    FROM_WORKER,
    LATER,
    OPEN,
    OVER,
    TAKEN,
    TO_MEET,
    TRANSITIONS,
    Note,
    State,
)

__all__ = [
    "CHECKED",
    "COMING",
    "ESTIMATES",
    "FROM_OFFICER",
    "FROM_WORKER",
    "LATER",
    "OPEN",
    "OVER",
    "TAKEN",
    "TO_MEET",
    "TRANSITIONS",
    "Note",
    "Outcome",
    "State",
    "Step",
]
