"""Closing the loop with a provider: what they may answer, by what link, and when we ask again. Pure."""

import base64
import hashlib
import hmac
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.services.rules import TaskStatus

LINK_DAYS = 30
REMIND_DAYS = 3
"""After how many days without an answer the provider hears of it again; as many later, the worker."""
HOURS = 8
"""How long a link that was opened by its code stays open on that telephone."""
FOLLOW_UPS = (7, 30, 90)
"""After how many days the outcome is asked again (design, section 5)."""
FIRST_DUE = timedelta(days=min(2 * REMIND_DAYS, *FOLLOW_UPS))
"""Before this nothing is due of a connection."""
NOT_FOLLOWED = (TaskStatus.DRAFT, TaskStatus.REJECTED, TaskStatus.CANCELLED, TaskStatus.ENTERED_IN_ERROR)
"""What was never taken up, or taken back, is not asked about again."""
NOTE_LIMIT = 300
PHONE_LIMIT = 40
CONTACT_DAYS = 180
"""After so many days who answers is asked again: people leave, and telephones change."""
FEW = 11
"""Below this many a count could point at one person; the reports' threshold (a test compares)."""


def halves(today: date, many: int = 6) -> list[date]:
    """The first days of the latest half-years that can be counted: 30 days after one, all its links ended."""
    told = today - timedelta(days=LINK_DAYS)
    first = date(told.year, 1 if told.month < 7 else 7, 1)
    found = []
    for _number in range(many):
        first = date(first.year, 1, 1) if first.month == 7 else date(first.year - 1, 7, 1)
        found.append(first)
    return found


class Way(StrEnum):
    """How a link reaches its provider."""

    EMAIL = "email"
    PAPER = "paper"


class Reason(StrEnum):
    """Why a provider said no."""

    NO_ROOM = "no_room"
    NOT_ELIGIBLE = "not_eligible"
    LANGUAGE = "language"
    AREA = "area"
    OTHER = "other"


class Outcome(StrEnum):
    """What the person says of it when they are asked again."""

    HELPS = "helps"
    ENDED_WELL = "ended_well"
    NEVER_BEGAN = "never_began"
    LOST_TOUCH = "lost_touch"
    NOT_ASKED = "could_not_ask"


ANSWERS: dict[TaskStatus, tuple[TaskStatus, ...]] = {
    TaskStatus.REQUESTED: (TaskStatus.ACCEPTED, TaskStatus.ON_HOLD, TaskStatus.REJECTED),
    TaskStatus.ACCEPTED: (
        TaskStatus.IN_PROGRESS,
        TaskStatus.ON_HOLD,
        TaskStatus.COMPLETED,
        TaskStatus.FAILED,
    ),
    TaskStatus.ON_HOLD: (TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS, TaskStatus.REJECTED),
    TaskStatus.IN_PROGRESS: (TaskStatus.COMPLETED, TaskStatus.FAILED),
}
"""What may be answered from where it is; from anywhere else nothing more is asked of the provider."""


WITH_A_DAY = (TaskStatus.ON_HOLD, TaskStatus.IN_PROGRESS)
LONGEST_WAIT = timedelta(days=366)


def check_answer(*, to: str, reason: str, day: date | None, asked: date, today: date) -> None:
    """Raise Refused (invalid) beside the field where an answer is not whole, or its day cannot be.

    `asked`: the day on which the provider was asked.
    """
    if to == TaskStatus.REJECTED and reason not in list(Reason):
        raise Refused(INVALID, "Say why not, so that we find a better place.", "reason")
    if to == TaskStatus.ON_HOLD and day is None:
        raise Refused(INVALID, "Say until when they wait, as well as you know it.", "day")
    if to == TaskStatus.IN_PROGRESS and day is None:
        raise Refused(INVALID, "Say on which day you met.", "day")
    if to == TaskStatus.ON_HOLD and day and not today <= day <= today + LONGEST_WAIT:
        raise Refused(INVALID, "Say a day from today to a year from now.", "day")
    if to == TaskStatus.IN_PROGRESS and day and not asked <= day <= today:
        raise Refused(INVALID, "Say a day between when it was asked and today.", "day")


def is_closed(state: str) -> bool:
    """Whether a connection came to its end."""
    return state not in (*ANSWERS, TaskStatus.DRAFT)


def due_follow_up(*, made_at: datetime, state: str, asked: set[int], at: datetime) -> int | None:
    """The latest of 7, 30 and 90 days that has passed and was not asked; None where nothing is due.

    What was never taken up, or taken back, is not asked about. One that was passed over is not made up for.
    """
    if state in NOT_FOLLOWED:
        return None
    passed = [days for days in FOLLOW_UPS if made_at + timedelta(days=days) <= at]
    return passed[-1] if passed and not asked & {days for days in FOLLOW_UPS if days >= passed[-1]} else None


def token_of(link: UUID, key: str) -> str:
    """What stands in the address: 256 bits made from the program's own key, so it is kept nowhere."""
    return base64.urlsafe_b64encode(_made(b"provider link", link, key)).decode().rstrip("=")


def code_of(link: UUID, key: str) -> str:
    """The six digits that are read to the provider by telephone; kept nowhere either."""
    return f"{int.from_bytes(_made(b'provider code', link, key)[:8], 'big') % 1_000_000:06d}"


def is_code(typed: str, link: UUID, key: str) -> bool:
    """Whether this is the code of a link, however it is spaced; always in the same time."""
    digits = "".join(one for one in typed if one in "0123456789")
    return hmac.compare_digest(digits, code_of(link, key))


def _made(what: bytes, link: UUID, key: str) -> bytes:
    return hmac.new(key.encode(), what + link.bytes, hashlib.sha256).digest()
