"""Tests of the line: for the table of acts, as (who, action, given, rows, name)."""

from typing import Any

from tests.factories import walk
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions import line_tests
from thirdoption.program.handoffs.models import Handoff, LineTest


def _sent(story: Any) -> LineTest:
    """A test that an on-call worker has not answered yet."""
    at, worker = story.world.at, story.workers["on-call"]
    return LineTest.objects.create(
        site=story.world.site.pk, worker=worker, shift_at=at, due_at=at, sent_at=at
    )


def _given(story: Any) -> Any:
    """A call of its own to which the on-call worker said yes."""
    referral = walk.accepted(story.world, incident_number="26-4-X")
    with story.world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=by.now())
    return call


ACTS: list[tuple[Any, ...]] = [
    ("on-call", handoffs.give_back, lambda s: {"handoff": _given(s)}, ("give back: handoff",)),
    ("on-call", line_tests.answer, lambda s: {"test": _sent(s)}, ("answer: test of the line",)),
]
