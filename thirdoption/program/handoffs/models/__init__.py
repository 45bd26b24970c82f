"""Who is on call, each hand-off with its appended states, and whom it pages next."""

from thirdoption.program.handoffs.models.call import Call
from thirdoption.program.handoffs.models.escalation import EscalationStep, Heartbeat
from thirdoption.program.handoffs.models.handoff import Handoff, HandoffNote, HandoffStatus, Pulse
from thirdoption.program.handoffs.models.line_tests import LineTest
from thirdoption.program.handoffs.models.rota import Override, Rotation
from thirdoption.program.handoffs.models.rota_requests import (
    RotaFeed,
    ShiftAnswer,
    ShiftAsking,
    ShiftRequest,
)
from thirdoption.program.handoffs.models.safety import Outing, SafetyRule, SafetyStep

__all__ = [
    "Call",
    "EscalationStep",
    "Handoff",
    "HandoffNote",
    "HandoffStatus",
    "Heartbeat",
    "LineTest",
    "Outing",
    "Override",
    "Pulse",
    "RotaFeed",
    "Rotation",
    "SafetyRule",
    "SafetyStep",
    "ShiftAnswer",
    "ShiftAsking",
    "ShiftRequest",
]
