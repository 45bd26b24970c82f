"""The line's rules: the warm hand-off as a table of states, and whom it pages when."""

from thirdoption.program.handoffs.rules.escalation import Outcome, Step
from thirdoption.program.handoffs.rules.handoff import OPEN, TRANSITIONS, EndedBy, State

__all__ = ["OPEN", "TRANSITIONS", "EndedBy", "Outcome", "State", "Step"]
