"""Held charges, every change of their dates, and what is left of one that was sealed."""

from thirdoption.program.matters.models.charges import DateChange, DateReason, Matter, MatterStatus
from thirdoption.program.matters.models.sealing import HiddenRow, LegalHold, SealTask, Tombstone, Unsealing

__all__ = [
    "DateChange",
    "DateReason",
    "HiddenRow",
    "LegalHold",
    "Matter",
    "MatterStatus",
    "SealTask",
    "Tombstone",
    "Unsealing",
]
