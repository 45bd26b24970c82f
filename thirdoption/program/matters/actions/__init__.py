"""Holding a charge, moving its dates, and deciding it."""

from thirdoption.program.matters.actions.dates import change_ticket, close_day, extend, pause
from thirdoption.program.matters.actions.deciding import decide, decline_all, extend_all, revive
from thirdoption.program.matters.actions.exporting import export_listed
from thirdoption.program.matters.actions.holding import hold

__all__ = [
    "change_ticket",
    "close_day",
    "decide",
    "decline_all",
    "export_listed",
    "extend",
    "extend_all",
    "hold",
    "pause",
    "revive",
]
