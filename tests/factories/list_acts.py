"""Acts of the partners' pages: for the table of acts, as (who, action, given, rows, name)."""

from datetime import timedelta
from typing import Any

from tests.factories import walk
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter


def another(story: Any) -> Matter:
    """The charge of one more contact, which waits."""
    story.others = getattr(story, "others", 0) + 1
    referral = walk.accepted(story.world, incident_number=f"26-0070{story.others}-X")
    with story.world.acting("case-manager"):
        story.waits = Matter.objects.get(referral=referral)
    return story.waits


def longer(story: Any) -> dict[str, Any]:
    return {"to": story.world.at.date() + timedelta(days=60), "reason": "The report is late"}


ACTS: list[tuple[Any, ...]] = [
    ("liaison", matters.export_listed, lambda s: {"matters": [s.matter]}, ("export: matter",)),
    ("liaison", matters.extend, lambda s: {"matter": another(s), **longer(s)}, ("extended: matter",)),
    ("liaison", matters.extend_all, lambda s: {"matters": [another(s)], **longer(s)}, ("extended: matter",)),
    ("liaison", matters.decline_all, lambda s: {"matters": [s.waits], "reason": "Served"},
        ("decide: matter",)),
]  # fmt: skip
