"""Held charges, every change of their dates, and what is left of one that was sealed."""

from thirdoption.program.matters.models.charges import DateChange, DateReason, Matter, MatterStatus
from thirdoption.program.matters.models.letters import Letter, LetterTemplate, MadeLetter, OwnLetter
from thirdoption.program.matters.models.other_cases import OtherCase
from thirdoption.program.matters.models.sealing import HiddenRow, LegalHold, SealTask, Tombstone, Unsealing

__all__ = [
    "DateChange",
    "DateReason",
    "HiddenRow",
    "LegalHold",
    "Letter",
    "LetterTemplate",
    "MadeLetter",
    "Matter",
    "MatterStatus",
    "OtherCase",
    "OwnLetter",
    "SealTask",
    "Tombstone",
    "Unsealing",
]
