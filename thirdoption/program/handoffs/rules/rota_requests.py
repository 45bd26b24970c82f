"""Asking a colleague to swap, or anybody to cover: who may answer, and what an answer changes in the rota.

Whoever asks stays on call until somebody says yes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.handoffs.rules.rota import Layer, Override, Plan, answers_all, layer_of


class Asked(StrEnum):
    """Where a request is: `agreed` changed the rota, the other ends left it as it was."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    RAN_OUT = "ran_out"


REQUEST_TRANSITIONS: dict[Asked, tuple[Asked, ...]] = {
    Asked.ASKED: (Asked.AGREED, Asked.DECLINED, Asked.TAKEN_BACK, Asked.RAN_OUT)
}
REMIND_EVERY = (timedelta(hours=24), timedelta(hours=2))
"""How often those who have not answered are reminded: usually, and in the last day."""


@dataclass(frozen=True)
class Stretch:
    """A part of a layer: what is given away, or taken in return."""

    layer: Layer
    starts_at: datetime
    ends_at: datetime

    def from_now(self, at: datetime) -> "Stretch":
        """What is still to come of it."""
        return Stretch(self.layer, max(self.starts_at, at), self.ends_at)


def check_can_ask(plan: Plan, *, worker: UUID, gives: Stretch, at: datetime) -> None:
    """Raise Refused unless the worker answers in all that is left of the stretch."""
    left = gives.from_now(at)
    if gives.starts_at >= gives.ends_at:
        raise Refused(INVALID, "This ends before it begins. Check both times.", "ends_at")
    if left.starts_at >= left.ends_at:
        raise Refused(CONFLICT, "This time has passed.", "starts_at")
    if not _answers(plan, worker, left):
        raise Refused(CONFLICT, "Only a turn of your own can be given away. Check both times.", "starts_at")


def check_can_return(plan: Plan, *, other: UUID, takes: Stretch, gives: Stretch, at: datetime) -> None:
    """Raise Refused unless the other answers in all of what is taken in return, and it is to come."""
    if takes.starts_at < at or not _answers(plan, other, takes):
        raise Refused(CONFLICT, "Your colleague's turn has changed. Load the page again.", "answer")
    if takes.starts_at < gives.ends_at and takes.ends_at > gives.starts_at:
        raise Refused(CONFLICT, "Both turns are at the same time. Choose another one in return.", "answer")


def check_can_cover(plan: Plan, *, worker: UUID, gives: Stretch, at: datetime) -> None:
    """Raise Refused for somebody who answers in the same layer then already."""
    left = gives.from_now(at)
    busy = layer_of(plan, left.layer, left.starts_at, left.ends_at)
    if any(worker in one.workers for one in busy):
        raise Refused(CONFLICT, "You are on call at that time already.")


def agreed(
    plan: Plan, *, asked_by: UUID, answered_by: UUID, gives: Stretch, takes: Stretch | None, at: datetime
) -> list[Override]:
    """What a yes changes: from now on where the turn has begun, so a swap that includes now works at once.

    Raises Refused (conflict) when either turn is no longer theirs.
    """
    left = gives.from_now(at)
    if left.starts_at >= left.ends_at:
        raise Refused(CONFLICT, "This time has passed.")
    if not _answers(plan, asked_by, left):
        raise Refused(CONFLICT, "This turn has changed since it was asked for. Nothing is left to take.")
    check_can_cover(plan, worker=answered_by, gives=gives, at=at)
    changes = [Override(left.layer, left.starts_at, left.ends_at, away=asked_by, worker=answered_by)]
    if takes is not None:
        check_can_return(plan, other=answered_by, takes=takes, gives=gives, at=at)
        changes.append(
            Override(takes.layer, takes.starts_at, takes.ends_at, away=answered_by, worker=asked_by)
        )
    return changes


def _answers(plan: Plan, worker: UUID, stretch: Stretch) -> bool:
    found = layer_of(plan, stretch.layer, stretch.starts_at, stretch.ends_at)
    return answers_all(found, worker, stretch.starts_at, stretch.ends_at)


def check_can_override(plan: Plan, override: Override, *, at: datetime) -> None:
    """Raise Refused for a change of the past, of nothing, or of a turn that is not the absent worker's."""
    if override.ends_at <= override.starts_at:
        raise Refused(INVALID, "This ends before it begins. Check both times.", "ends_at")
    if override.away == override.worker:
        raise Refused(INVALID, "Choose who answers, who does not, or both; two different people.", "worker")
    if override.away is None:
        return
    found = layer_of(plan, override.layer, override.starts_at, override.ends_at)
    if not any(override.away in one.workers for one in found):
        raise Refused(CONFLICT, "This person is not on call at that time. Somebody else may have it.", "away")


def to_remind(*, asked: Iterable[tuple[UUID, datetime]], starts_at: datetime, at: datetime) -> list[UUID]:
    """Whom to ask again, of those who were asked (who, when last) and have not answered."""
    every = REMIND_EVERY[at > starts_at - timedelta(days=1)]
    return [worker for worker, last in asked if at - last >= every]
