"""The acts of sealing, for the table of all acts."""

from datetime import timedelta
from typing import Any

from tests.factories.sealing import Charge
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import SealTask
from thirdoption.program.matters.rules.sealing import Strength


def _charge(story: Any) -> Any:
    """Another charge that was declined."""
    story.charges = getattr(story, "charges", 0) + 1
    story.charge = Charge(story.world, f"26-8{story.charges}-X")
    story.world.at += timedelta(days=2)
    return story.charge.matter


def _task(story: Any) -> Any:
    with story.world.acting("liaison"):
        return SealTask.objects.filter(confirmed_at=None).first()


ACTS = [
    ("supervisor", actions.hold_legally, lambda s: {"matter": _charge(s), "reason": "A suit"},
        ("begin: legal hold",), "hold"),
    ("supervisor", actions.end_legal_hold, lambda s: {"hold": s.hold, "why": "It is over"},
        ("end: legal hold",)),
    ("supervisor", actions.seal, lambda s: {"matter": s.charge.matter, "strength": Strength.HIDE},
        ("seal: matter",)),
    ("liaison", actions.open_sealed, lambda s: {"notice": s.charge.matter.notice, "order_number": "1"},
        ("open: sealed charge",)),
    ("liaison", actions.confirm_sealed, lambda s: {"task": _task(s)}, ("confirm: sealing",)),
]  # fmt: skip
