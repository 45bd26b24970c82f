"""Acts that keep the directory, each with the rows that it leaves on the trail."""

from typing import Any

from thirdoption.program.services import actions
from thirdoption.program.services.actions.answering import say_who_answers
from thirdoption.program.services.actions.directory_match import say_match, undo_match
from thirdoption.program.services.models import Service
from thirdoption.program.services.rules.matching import Verdict


def shelter(_: Any) -> dict[str, Any]:
    """A service with an address."""
    return {"service": Service.objects.get(name="Invented Harbor Shelter").pk}


def porch() -> Any:
    """Another service."""
    return Service.objects.get(name="Pretend Porch Women's Shelter").pk


def matched(s: Any) -> Any:
    """Two entries that a person said to be the same."""
    with s.world.acting("case-manager") as by:
        same = {"shown": shelter(s)["service"], "other": porch(), "verdict": Verdict.SAME}
        return say_match(**same, by=by, at=by.now()).pk


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
    (
        "case-manager",
        say_match,
        lambda s: {"shown": shelter(s)["service"], "other": porch(), "verdict": "same"},
        ("match: service",),
    ),
    ("case-manager", undo_match, lambda s: {"match": matched(s)}, ("undo match: service",)),
    ("case-manager", actions.hide_place, shelter, ("hide place: service",)),
    ("case-manager", actions.show_place, shelter, ("show place: service",)),
]
