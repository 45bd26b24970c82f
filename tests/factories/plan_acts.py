"""The acts of contacts and of the plan, with the rows that they leave on the trail."""

from types import SimpleNamespace
from typing import Any

from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Contact, Goal

Story = SimpleNamespace


def _first(story: Story, model: Any) -> Any:
    with story.world.acting("case-manager"):
        return model.objects.filter(person=story.person).order_by("at").first()


def _amended(story: Story) -> dict[str, Any]:
    row = _first(story, Contact)
    said = {"kind": "made", "how": "phone", "minutes": 5, "place": "", "sensitive": ""}
    return {"contact": row, **said, "line": "We talked", "happened_at": row.at, "version": 0}


STEP = {"words": "Ask for the form", "who": "person", "name": "", "by_on": None}
ACTS = (
    ("case-manager", care.amend_contact, _amended, ("amend contact: person + person",)),
    ("case-manager", care.export_contacts, lambda s: {"person": s.person, "why": "A hearing"},
        ("export contacts: person + person",)),
    ("case-manager", care.add_step, lambda s: {"goal": _first(s, Goal), **STEP},
        ("add step: person + person",), "plan_step"),
    ("case-manager", care.say_of_plan, lambda s: {"goal": s.plan_step.thing, "step": s.plan_step,
        "said": "in_the_way", "note": "The bus did not come"}, ("say of plan: person + person",)),
    ("case-manager", care.change_goal, lambda s: {"goal": s.plan_step.thing, "words": "My ID and my bag"},
        ("change goal: person + person",)),
    ("case-manager", care.mark_copied, lambda s: {"person": s.person, "contact": None, "form": "text"},
        ("copy: person + person",)),
    ("case-manager", care.print_plan, lambda s: {"person": s.person}, ("print plan: person + person",)),
)  # fmt: skip
