"""Holding a charge, moving its dates, and deciding it."""

from thirdoption.program.matters.actions.dates import change_ticket, close_day, extend, pause
from thirdoption.program.matters.actions.deciding import decide, decline_all, extend_all, revive
from thirdoption.program.matters.actions.holding import hold
from thirdoption.program.matters.actions.importing import import_charges
from thirdoption.program.matters.actions.other_cases import note_case

__all__ = [
    "change_ticket",
    "close_day",
    "decide",
    "decline_all",
    "extend",
    "extend_all",
    "hold",
    "import_charges",
    "note_case",
    "pause",
    "revive",
]
