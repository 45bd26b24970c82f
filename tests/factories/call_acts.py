"""Calls of the line without a referral: for the table of acts, as (who, action, given, rows, name)."""

import uuid
from typing import Any

from tests.factories import walk
from thirdoption.program.care.actions.calls import meet_again
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import calls, telephone
from thirdoption.program.handoffs.rules.calls import How


def asked(story: Any) -> dict[str, Any]:
    """What an officer asks."""
    return {"how": How.TAP, "place": "Lark and State", "key": uuid.uuid4()}


def there(story: Any) -> Any:
    """A call with the on-call worker at the place."""
    with story.world.acting("officer") as by:
        call = calls.ask(**asked(story), by=by, at=story.world.at)
    for step in (handoffs.accept, handoffs.arrive):
        with story.world.acting("on-call") as by:
            step(handoff=call, by=by, at=story.world.pass_time(minutes=3))
    return call


ACTS: list[tuple[Any, ...]] = [
    ("officer", calls.ask, asked, ("ask to come: handoff",)),
    ("on-call", calls.recognize, lambda s: {"handoff": there(s), "person": s.person},
        ("recognize: handoff + person",)),
    ("on-call", meet_again, lambda s: {"handoff": there(s), "person": s.person.pk},
        ("recognize: handoff + person", "see: person + person")),
    ("on-call", telephone.take_referral, lambda s: {"handoff": None, "officer": s.workers["officer-2"].pk,
        "facts": {**walk.FACTS, "incident_number": "26-5-X", "occurred_at": s.world.at.isoformat()},
        "said_yes": True, "key": uuid.uuid4()},
        ("offer: referral", "record contact: referral", "take by telephone: referral")),
]  # fmt: skip
