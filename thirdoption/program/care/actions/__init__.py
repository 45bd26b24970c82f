"""The work with a person: taking it up, intake, goals, contacts, being in touch."""

from thirdoption.program.care.actions.arrivals import receive
from thirdoption.program.care.actions.contacts import note_contact, set_goal
from thirdoption.program.care.actions.intake import do_intake, hold_intake
from thirdoption.program.care.actions.providers import ask_provider
from thirdoption.program.care.actions.taking_part import change_engagement, say_in_touch, take_up

__all__ = [
    "ask_provider",
    "change_engagement",
    "do_intake",
    "hold_intake",
    "note_contact",
    "receive",
    "say_in_touch",
    "set_goal",
    "take_up",
]
