"""Who is on call, and each hand-off with its appended states."""

from thirdoption.program.handoffs.models.handoff import Handoff, HandoffStatus
from thirdoption.program.handoffs.models.rota import Override, Rotation
from thirdoption.program.handoffs.models.rota_requests import (
    RotaFeed,
    ShiftAnswer,
    ShiftAsking,
    ShiftRequest,
)

__all__ = [
    "Handoff",
    "HandoffStatus",
    "Override",
    "RotaFeed",
    "Rotation",
    "ShiftAnswer",
    "ShiftAsking",
    "ShiftRequest",
]
