"""The work with a person: taking it up, intake, goals, contacts, being in touch."""

from thirdoption.program.care.actions.arrivals import receive
from thirdoption.program.care.actions.contacts import amend_contact, export_contacts, note_contact
from thirdoption.program.care.actions.events import (
    confirm_death,
    note_death,
    note_event,
    take_back_death,
)
from thirdoption.program.care.actions.forms import (
    add_questionnaire,
    answer,
    begin_form,
    finish_form,
    open_form,
)
from thirdoption.program.care.actions.intake import do_intake, hold_intake
from thirdoption.program.care.actions.plan import (
    add_step,
    change_goal,
    mark_copied,
    print_plan,
    say_of_plan,
    set_goal,
)
from thirdoption.program.care.actions.providers import ask_provider
from thirdoption.program.care.actions.status import note_fact
from thirdoption.program.care.actions.taking_part import change_engagement, say_in_touch, take_up

__all__ = [
    "add_questionnaire",
    "add_step",
    "amend_contact",
    "answer",
    "ask_provider",
    "begin_form",
    "change_engagement",
    "change_goal",
    "confirm_death",
    "do_intake",
    "export_contacts",
    "finish_form",
    "hold_intake",
    "mark_copied",
    "note_contact",
    "note_death",
    "note_event",
    "note_fact",
    "open_form",
    "print_plan",
    "receive",
    "say_in_touch",
    "say_of_plan",
    "set_goal",
    "take_back_death",
    "take_up",
]
