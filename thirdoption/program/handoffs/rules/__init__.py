"""The line's rules: the warm hand-off as a table of states."""

from thirdoption.program.handoffs.rules.handoff import OPEN, TRANSITIONS, EndedBy, State

__all__ = ["OPEN", "TRANSITIONS", "EndedBy", "State"]
