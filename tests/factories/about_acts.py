"""The acts on who somebody is and who may open their record, with the rows that they leave on the trail."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from thirdoption.program.care.actions import restricting, retention
from thirdoption.program.people.actions import about

Story = SimpleNamespace
WHO = {
    "name": "Marisol Made-up", "other_names": ["Mari Pretend"], "pronouns": "she", "speaks": "Spanish",
    "interpreter": True, "date_of_birth": None, "born_how": "unknown", "where_to_find": "The library",
    "language": "es",
}  # fmt: skip
WAY = {
    "kind": "phone", "words": "518-555-0100", "as_of": None, "may": ["call"], "hours": "After six",
    "never": "Her brother is there",
}  # fmt: skip


def restricted(world: Any, *named: str) -> dict[str, Any]:
    """What a restriction to these workers is written with."""
    until = (world.at + timedelta(days=90)).date()
    ids = [world.workers[one].pk for one in named]
    return {"workers": ids, "because": "staff", "why": "Her cousin works here", "review_on": until}


ACTS = (
    ("case-manager", about.say_about, lambda s: {"person": s.person, "base": 0, **WHO},
        ("say about: person + person",)),
    ("case-manager", about.keep_way, lambda s: {"person": s.person, **WAY},
        ("keep way: person + person",), "way"),
    ("case-manager", about.end_way, lambda s: {"way": s.way}, ("end way: person + person",)),
    ("case-manager", restricting.restrict,
        lambda s: {"person": s.person, **restricted(s.world, "case-manager", "case-manager-2")},
        ("restricted: person + person",)),
    ("case-manager", retention.keep_longer,
        lambda s: {"person": s.person, "until": (s.world.at + timedelta(days=900)).date(), "why": "A file"},
        ("keep longer: person + person",)),
    ("supervisor", restricting.open_in_emergency,
        lambda s: {"person": s.person.pk, "why": "They are in hospital"},
        ("open restricted: person + person",)),
    ("case-manager", restricting.lift, lambda s: {"person": s.person, "why": "The cousin has left"},
        ("lifted: person + person",)),
)  # fmt: skip
