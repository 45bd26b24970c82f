"""What the letters' actions are called with, for the table of every act."""

from typing import Any

from tests.factories.letters import police
from thirdoption.program.care.actions.letters import write_notice, write_own
from thirdoption.program.matters.actions.letters import save_template, ship_again, show
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules.letters import Kind

TEXT = {"kind": Kind.STATUS, "language": "en", "title": "For {name}", "body": "{name} {since}\n\n{notice}"}
SEAL = {"kind": Kind.SEAL_AGENCY, "language": "en"}


def declined(story: Any) -> dict[str, Any]:
    """What a notice about the declined charge needs."""
    with story.world.acting("liaison"):
        return {"matter": Matter.objects.get(pk=story.matter.pk), **SEAL, "agency": police(story.world)}


# who, what, with what, its rows, the name of what it makes
LETTERS = [
    ("manager", save_template, lambda s: {**TEXT, "known": 0}, ("save text: letter text",), ""),
    ("case-manager", write_own, lambda s: {"person": s.person, "referral": None, "kind": Kind.STATUS,
        "language": "en"}, ("write letter: letter + person",), "letter"),
    ("case-manager", show, lambda s: {"letter": s.letter}, ("print: letter",), ""),
    ("manager", ship_again, lambda s: {"kind": Kind.STATUS, "language": "en", "known": 1},
        ("ship again: letter text",), ""),
    ("liaison", write_notice, declined, ("write letter: matter",), ""),
]  # fmt: skip
