"""Tests of the line: for the table of acts, as (who, action, given, rows, name)."""

from typing import Any

from thirdoption.program.handoffs.actions import line_tests
from thirdoption.program.handoffs.models import LineTest


def _sent(story: Any) -> LineTest:
    """A test that an on-call worker has not answered yet."""
    at, worker = story.world.at, story.workers["on-call"]
    return LineTest.objects.create(
        site=story.world.site.pk, worker=worker, shift_at=at, due_at=at, sent_at=at
    )


ACTS: list[tuple[Any, ...]] = [
    ("on-call", line_tests.answer, lambda s: {"test": _sent(s)}, ("answer: test of the line",)),
]
