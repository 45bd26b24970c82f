"""Holding a charge, moving its dates, deciding it, and sealing it."""

from thirdoption.program.matters.actions.dates import change_ticket, close_day, extend, open_day, pause
from thirdoption.program.matters.actions.deciding import decide, decline_all, extend_all, revive
from thirdoption.program.matters.actions.exporting import export_listed
from thirdoption.program.matters.actions.holding import hold
from thirdoption.program.matters.actions.importing import import_charges
from thirdoption.program.matters.actions.other_cases import note_case
from thirdoption.program.matters.actions.sealing import (
    OPENED,
    confirm_sealed,
    end_legal_hold,
    hold_legally,
    open_sealed,
    seal,
    seal_due,
)

__all__ = [
    "OPENED",
    "change_ticket",
    "close_day",
    "confirm_sealed",
    "decide",
    "decline_all",
    "end_legal_hold",
    "export_listed",
    "extend",
    "extend_all",
    "hold",
    "hold_legally",
    "import_charges",
    "note_case",
    "open_day",
    "open_sealed",
    "pause",
    "revive",
    "seal",
    "seal_due",
]
