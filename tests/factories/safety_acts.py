"""The worker's safety, minutes, and what the officer may know: for the table of acts, as in rota_acts.py."""

from datetime import timedelta
from typing import Any

from tests.factories import walk
from thirdoption.program.care.actions.officer import let_officer_know
from thirdoption.program.handoffs.actions import accept, safety, set_out
from thirdoption.program.handoffs.actions.minutes import export_minutes
from thirdoption.program.handoffs.models import Handoff, Outing
from thirdoption.program.handoffs.rules.safety import Rule
from thirdoption.program.referrals.models import Referral

PARTS = {
    **dict.fromkeys(
        (f"handoffs.actions.safety.{name}" for name in ("set_off", "ask_company")),
        "a part of saying where the hand-off is",
    ),
    **dict.fromkeys(
        (f"handoffs.actions.safety.{name}" for name in ("step", "go_on")),
        "the engine's own: tests/database/test_line_safety.py",
    ),
    "handoffs.actions.closing.tell_officer": "a part of the act that there is to tell of",
    "sharing.actions.sign_officer_release": "a part of care.actions.officer.let_officer_know",
}


def _out(story: Any) -> Outing:
    """The on-call worker is out for a call to which two go."""
    referral = walk.accepted(story.world, incident_number="26-4-X")
    with story.world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        accept(handoff=call, by=by, at=by.now())
        set_out(handoff=call, by=by, at=by.now())
    story.out_for = call
    return Outing.objects.get(handoff=call)


def _referral(story: Any) -> Referral:
    with story.world.acting("case-manager"):
        return Referral.objects.get(pk=story.referral.pk)


ACTS: list[tuple[Any, ...]] = [
    ("supervisor", safety.set_rule, lambda s: {"rule": Rule(two_places=("Made-up Street",))},
        ("set: safety rule",)),
    ("on-call", safety.extend, lambda s: {"outing": _out(s), "extended": 0}, ("make longer: outing",)),
    ("case-manager", safety.come_along, lambda s: {"handoff": s.out_for}, ("come along: handoff",)),
    ("on-call", safety.come_home, lambda s: {"outing": Outing.objects.filter(handoff=s.out_for,
        worker=s.workers["on-call"]).get()}, ("come home: outing",)),
    ("on-call", export_minutes, lambda s: {"worker": s.workers["on-call"].pk,
        "start": s.world.at - timedelta(days=1), "end": s.world.at}, ("export: minutes",)),
    ("case-manager", let_officer_know, lambda s: {"person": s.person, "referral": _referral(s),
        "text": "The words.", "language": "en", "signed_name": "Marisol",
        "expires_at": s.world.at + timedelta(days=90)},
        ("disclose: release", "sign release: release + person")),
]  # fmt: skip
