"""The acts of contacts, of the plan and of help with money, with the rows that they leave on the trail."""

from types import SimpleNamespace
from typing import Any

from tests.factories.about_acts import ACTS as ABOUT
from tests.factories.funds_acts import ACTS as FUNDS
from tests.factories.status_acts import ACTS as STATUS
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Contact, Goal
from thirdoption.program.care.queries.forms import offered
from thirdoption.program.care.rules.forms import NEEDS_SCREEN
from thirdoption.program.care.rules.questionnaires import load, shipped
from thirdoption.program.people import actions as people
from thirdoption.program.people.rules import Said

Story = SimpleNamespace


def _first(story: Story, model: Any) -> Any:
    with story.world.acting("case-manager"):
        return model.objects.filter(person=story.person).order_by("at").first()


def _amended(story: Story) -> dict[str, Any]:
    row = _first(story, Contact)
    said = {"kind": "made", "how": "phone", "minutes": 5, "place": "", "sensitive": ""}
    return {"contact": row, **said, "line": "We talked", "happened_at": row.at, "version": 0}


def _screen(story: Story) -> dict[str, Any]:
    with story.world.acting("case-manager") as by:
        found = {one.url: one for one in offered(site=by.site, day=by.now().date())}
    return {"person": story.person, "offered": found[NEEDS_SCREEN]}


def _finished(story: Story) -> dict[str, Any]:
    with story.world.acting("case-manager") as by:
        passed: dict[str, Any] = {"typed": [], "standing": "not_today", "base": 0}
        for item in load(story.form.questionnaire.body).walk():
            if item.required:
                care.answer(form=story.form, link=item.link, **passed, by=by, at=by.now())
    return {"form": story.form}


def _own(story: Story) -> dict[str, Any]:
    return {"body": {**shipped()["needs-screen"], "version": "ours"}, "begins_on": story.world.at.date()}


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
    ("case-manager", care.begin_form, _screen, ("begin form: person + person",), "form"),
    ("case-manager", care.answer, lambda s: {"form": s.form, "link": "food", "typed": ["now"],
        "standing": "", "base": 0}, ("answer form: person + person",)),
    ("case-manager", care.finish_form, _finished, ("finish form: person + person",)),
    ("manager", care.add_questionnaire, _own, ("add questionnaire: site",)),
    ("case-manager", people.say_of_two, lambda s: {"kept": s.person, "other": s.other, "said": Said.SAME,
        "why": "Her sister"}, ("say same: person + person",)),
    ("case-manager", people.say_of_two, lambda s: {"kept": s.person, "other": s.other, "said": Said.APART,
        "why": "Two sisters"}, ("say apart: person + person",)),
    ("case-manager", care.print_plan, lambda s: {"person": s.person}, ("print plan: person + person",)),
    *FUNDS,
    *STATUS,
    *ABOUT,
)  # fmt: skip
