"""Who is on call, and each hand-off with its appended states."""

from thirdoption.program.handoffs.models.handoff import Handoff, HandoffStatus
from thirdoption.program.handoffs.models.rota import OnCall

__all__ = ["Handoff", "HandoffStatus", "OnCall"]
