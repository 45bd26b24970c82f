"""The acts of status, of safety and of a death, with the rows that they leave on the trail."""

from types import SimpleNamespace
from typing import Any

from thirdoption.program.care import actions as care

Story = SimpleNamespace
HOUSED = {"kind": "housing", "code": "101"}
GIVEN = {
    "kind": "naloxone", "day": None, "place": "By the bus station", "done": "Two doses, then medics came",
    "told": "The nurse", "gave": "friend", "doses": 2,
}  # fmt: skip
DIED = {"day": None, "about": True, "words": "Her sister called us"}
_FACT = ("note fact: person + person",)
_EVENT = ("note event: person + person",)
_NOTED = ("note death: person + person",)
_SAID = ("move death: person + person", "change engagement: person + person")


def _death(story: Story, **more: Any) -> dict[str, Any]:
    return {"death": story.death, **more}


ACTS = (
    ("case-manager", care.note_fact, lambda s: {"person": s.person, **HOUSED}, _FACT),
    ("case-manager", care.note_event, lambda s: {"person": s.person, **GIVEN}, _EVENT),
    ("case-manager", care.note_death, lambda s: {"person": s.person, **DIED}, _NOTED, "death"),
    ("supervisor", care.confirm_death, _death, _SAID),
    ("supervisor", care.take_back_death, lambda s: _death(s, note="Another person"), _SAID),
)  # fmt: skip
