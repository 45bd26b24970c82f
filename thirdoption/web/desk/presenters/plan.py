"""The plan on its page, on the sheet for the person, and as text for another record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.care.queries.plan import Planned, Step, Word
from thirdoption.program.care.rules.plan import Said, Who
from thirdoption.web.desk.presenters.moments import Clock

WHO: dict[str, str | Promise] = {
    Who.PERSON: gettext_lazy("The person"),
    Who.WORKER: gettext_lazy("We"),
    Who.PROVIDER: gettext_lazy("A provider"),
    Who.OTHER: gettext_lazy("Somebody else"),
}
SAID: dict[str, tuple[str | Promise, str]] = {
    Said.OPEN: (gettext_lazy("Still wanted"), "info"),
    Said.IN_THE_WAY: (gettext_lazy("Something is in the way"), "waiting"),
    Said.DONE: (gettext_lazy("Done"), "good"),
    Said.CHANGED: (gettext_lazy("Changed"), "quiet"),
    Said.LET_GO: (gettext_lazy("Let go"), "quiet"),
}


@dataclass(frozen=True)
class StepShown:
    """One step: what, who, by when, and how it is."""

    pk: UUID
    words: str
    about: str
    state: str
    tone: str
    code: str
    way: tuple[str, ...]


@dataclass(frozen=True)
class GoalShown:
    """One goal with its steps."""

    pk: UUID
    words: str
    about: str
    before: str
    state: str
    tone: str
    code: str
    way: tuple[str, ...]
    is_open: bool
    steps: tuple[StepShown, ...]


def goals(found: Sequence[Planned], clock: Clock, *, you: str = "") -> list[GoalShown]:
    """The goals as a page shows them; `you` is what the person is called on their own sheet."""
    return [
        GoalShown(
            pk=one.pk,
            words=one.words,
            about=_("%(day)s, with %(worker)s") % {"day": clock.short(one.at), "worker": one.worker},
            before=one.before,
            state=str(SAID[one.state][0]),
            tone=SAID[one.state][1],
            code=one.state,
            way=_way(one.way, clock),
            is_open=one.is_open,
            steps=tuple(_step(step, clock, you) for step in one.steps),
        )
        for one in found
    ]


def _step(one: Step, clock: Clock, you: str) -> StepShown:
    who = you if you and one.who == Who.PERSON else str(WHO[one.who])
    about = [f"{who}: {one.name}" if one.name else who]
    if one.by_on:
        about.append(_("by %(day)s") % {"day": clock.short(one.by_on)})
    return StepShown(
        pk=one.pk,
        words=one.words,
        about=" · ".join(about),
        state=str(SAID[one.state][0]),
        tone=SAID[one.state][1],
        code=one.state,
        way=_way(one.way, clock),
    )


def _way(words: Sequence[Word], clock: Clock) -> tuple[str, ...]:
    return tuple(f"{clock.short(one.at)}: {one.note}" for one in words)


def lines(found: Sequence[Planned], clock: Clock) -> list[list[Any]]:
    """The plan as rows of a file: goal, its state, step, who, by when, state of the step."""
    rows: list[list[Any]] = []
    for one in found:
        state = str(SAID[one.state][0])
        steps = one.steps or (None,)
        for step in steps:
            told = ["", "", "", ""]
            if step:
                by_on = step.by_on.isoformat() if step.by_on else ""
                told = [step.words, step.name or str(WHO[step.who]), by_on, str(SAID[step.state][0])]
            rows.append([one.words, state, *told])
    return rows
