"""Acts that keep the directory, each with the rows that it leaves on the trail."""

from typing import Any

from thirdoption.program.services import actions
from thirdoption.program.services.actions.answering import say_who_answers
from thirdoption.program.services.models import Service


def shelter(_: Any) -> dict[str, Any]:
    """A service with an address."""
    return {"service": Service.objects.get(name="Invented Harbor Shelter").pk}


ACTS: list[tuple[Any, ...]] = [
    (
        "manager",
        actions.export_directory,
        lambda s: {"site": s.world.site, "version": "3.1"},
        ("export: directory",),
    ),
    (
        "case-manager",
        actions.say_room,
        lambda s: {**shelter(s), "available": "yes", "hours": 12, "said_by": "front desk"},
        ("say room: service",),
    ),
    (
        "case-manager",
        say_who_answers,
        lambda s: {**shelter(s), "name": "Ana, front desk", "email": "", "phone": "211", "version": 0},
        ("say who answers: service",),
    ),
    ("case-manager", actions.hide_place, shelter, ("hide place: service",)),
    ("case-manager", actions.show_place, shelter, ("show place: service",)),
]
