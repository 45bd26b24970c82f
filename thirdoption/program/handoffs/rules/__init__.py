"""The line's rules: the warm hand-off as a table of states, and whom it pages when."""

from thirdoption.program.handoffs.rules.escalation import Outcome, Step
from thirdoption.program.handoffs.rules.handoff import (
    COMING,
    LATER,
    OPEN,
    OVER,
    TAKEN,
    TO_MEET,
    TRANSITIONS,
    State,
)

__all__ = ["COMING", "LATER", "OPEN", "OVER", "TAKEN", "TO_MEET", "TRANSITIONS", "Outcome", "State", "Step"]
