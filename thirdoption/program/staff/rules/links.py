"""A prosecutor's list by link: the link goes one way, its code another, and both end soon. Pure."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.sites.rules.agencies import AgencyKind

ROLE = "prosecutor_liaison"
BY_LINK = "prosecutor_liaison_by_link"
"""As whom such a worker acts who has opened a link: the list and its decisions, and nothing else."""
PROVIDER = "provider_by_link"
"""As whom a provider acts who opened a link with its code: one connection, and nothing else."""
DAYS = (1, 3, 7)
"""After how many days a link that nobody opened is worth nothing."""
HOURS = 8
"""How long an opened link shows its list; then another one is sent."""
MOST_TRIES = 5


class CodeBy(StrEnum):
    """How the code reaches its recipient: never the way that the link goes."""

    TELEPHONE = "telephone"
    MESSAGE = "message"


class LinkState(StrEnum):
    """Where a link is."""

    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    EXPIRED = "expired"
    ENDED = "ended"


def state_of(
    *, open_until: datetime, opened_at: datetime | None, ended_at: datetime | None, at: datetime
) -> LinkState:
    """The state of a link at a moment; what ended it by hand comes first."""
    if ended_at is not None and ended_at <= at:
        return LinkState.ENDED
    if opened_at is not None:
        return LinkState.OPEN if at < closes_at(opened_at) else LinkState.CLOSED
    return LinkState.WAITING if at < open_until else LinkState.EXPIRED


def closes_at(opened_at: datetime) -> datetime:
    """When an opened link shows nothing any more."""
    return opened_at + timedelta(hours=HOURS)


def token_of(link: UUID, key: str) -> str:
    """What stands in the address: 256 bits made from the program's own key, so it is kept nowhere."""
    return base64.urlsafe_b64encode(_made(b"list link", link, key)).decode().rstrip("=")


def code_of(link: UUID, key: str) -> str:
    """The six digits that go another way; kept nowhere either."""
    return f"{int.from_bytes(_made(b'list code', link, key)[:8], 'big') % 1_000_000:06d}"


def digest_of(token: str) -> str:
    """What is kept of a token: enough to find its link, and of no use to whoever reads the table."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_code(typed: str, link: UUID, key: str) -> bool:
    """Whether this is the code of a link, however it is spaced; always in the same time."""
    digits = "".join(one for one in typed if one in "0123456789")
    return hmac.compare_digest(digits, code_of(link, key))


def check_recipient(*, role: str, kind: str, has_account: bool, days: int) -> None:
    """Raise Refused for who is sent no link: only a prosecutor's worker who cannot sign in otherwise."""
    if role != ROLE or kind != AgencyKind.PROSECUTION:
        raise Refused(CONFLICT, "A list goes to a worker of the prosecutor's office only.", "recipient")
    if has_account:
        raise Refused(CONFLICT, "They have an account: they sign in to see the list.", "recipient")
    if days not in DAYS:
        raise Refused(INVALID, "Choose one.", "days")


def _made(what: bytes, link: UUID, key: str) -> bytes:
    return hmac.new(key.encode(), what + link.bytes, hashlib.sha256).digest()
