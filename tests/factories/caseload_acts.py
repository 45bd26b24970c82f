"""The acts of caseloads, with the rows that they leave on the trail."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from thirdoption.program.care.actions import caseload
from thirdoption.program.care.actions.leaving import leave
from thirdoption.program.handoffs.actions.rota_leaving import hand_over_shifts

Story = SimpleNamespace
NOTE = {"why": "They asked for her", "line": "Meets us at the kitchen", "sensitive": "", "wish": "A woman"}


def _given(story: Story) -> dict[str, Any]:
    return {"person": story.person, "takes": story.workers["case-manager-2"], **NOTE}


def _room(story: Story) -> dict[str, Any]:
    today = story.world.at.date()
    days = {"decided_on": today - timedelta(days=1), "until": today + timedelta(days=30)}
    return {"worker": story.workers["case-manager-2"], "up_to": 27, **days, "minutes": "Item 4"}


def _cover(story: Story) -> dict[str, Any]:
    days = {"first": story.world.at.date(), "last": story.world.at.date() + timedelta(days=3)}
    return {"away": story.workers["case-manager-2"], "worker": story.workers["case-manager"], **days}


def _back(story: Story) -> dict[str, Any]:
    return {"person": story.person, "takes": story.workers["case-manager"], **NOTE}


ACTS = (
    ("case-manager", caseload.print_today, lambda s: {"people": [s.person.pk]},
        ("print list: person + person",)),
    ("supervisor", caseload.allow_more, _room, ("allow more: worker",)),
    ("supervisor", caseload.cover, _cover, ("cover: worker",)),
    ("supervisor", caseload.hand_over, _given, ("hand over: person + person",), "handed"),
    ("case-manager-2", caseload.read_hand_over, lambda s: {"hand_over": s.handed},
        ("read hand-over: person + person",)),
    ("supervisor", caseload.hand_over, _back, ("hand over: person + person",)),
    ("supervisor", hand_over_shifts, lambda s: {"worker": s.workers["case-manager-3"],
        "to": s.workers["case-manager-2"]}, ("hand over: rota",)),
    ("supervisor", leave, lambda s: {"worker": s.workers["case-manager-3"], "people": {},
        "shifts": s.workers["case-manager-2"], "line": "-"}, ("hand over: rota", "leave: worker")),
)  # fmt: skip
