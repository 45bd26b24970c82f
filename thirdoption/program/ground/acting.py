"""Who acts, for whom and why: the only place that opens a transaction and sets its context."""

import contextlib
import hashlib
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from psycopg.pq import TransactionStatus

from thirdoption.program.ground.refusal import hidden


@dataclass(frozen=True)
class Acting:
    """One worker (or the program itself) acting for one organization, at one site, for one purpose.

    `at` is set in rehearsals and tests only; the database refuses it elsewhere.
    """

    site: UUID
    organization: UUID
    worker: UUID | None
    role: str
    purpose: str
    at: datetime | None = None

    @property
    def hand(self) -> UUID:
        """The worker's id, where somebody has to have done it. Raises Refused when nobody did."""
        if self.worker is None:
            raise hidden()
        return self.worker

    def now(self) -> datetime:
        """The time of this act (UTC)."""
        return self.at or timezone.now()

    def to_plain(self) -> dict[str, str | None]:
        """Ids and codes only, for a job's arguments."""
        plain = {name: str(value) if value else None for name, value in vars(self).items()}
        return {**plain, "at": self.at.isoformat() if self.at else None}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Acting":
        """The inverse of `to_plain`."""
        names = ("site", "organization", "worker")
        ids: dict[str, Any] = {name: UUID(plain[name]) for name in names if plain[name]}
        at = datetime.fromisoformat(plain["at"]) if plain["at"] else None
        return cls(**{"worker": None, **ids}, role=plain["role"], purpose=plain["purpose"], at=at)


@contextlib.contextmanager
def opened(acting: Acting) -> Iterator[Acting]:
    """Open one transaction in which the database knows who asks (R-48 to R-50).

    Inside an open transaction (a test that rolls back) the context is taken away again at the
    end; a real transaction takes it away by ending.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        enter(acting)
        yield acting
        if nested:
            leave()


def enter(acting: Acting) -> None:
    """Hand the database a token for the transaction that is open on this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing.enter(%s)", [token(acting)])


def leave() -> None:
    """Take the context away, so that what follows in this transaction sees nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('thirdoption.context', '', true)")


def token(acting: Acting) -> str:
    """A context token for this connection's backend, good for five seconds and one transaction.

    Its time is the database server's, so a token made before a transaction began is refused in
    it: what was overheard in one transaction is of no use in the next.
    """
    connection.ensure_connection()
    driver = connection.connection
    if connection.in_atomic_block and driver.info.transaction_status == TransactionStatus.IDLE:
        # the driver would begin only with the next statement, and the token has to be younger
        driver.pgconn.exec_(b"BEGIN")
    backend = driver.info.backend_pid
    issued = time.monotonic_ns() // 1000 + _clock_offset()
    who = (acting.site, acting.worker or "", acting.organization, acting.purpose)
    fields = [*map(str, ("1", backend, issued, *who)), acting.at.isoformat() if acting.at else ""]
    body = "|".join(fields)
    key = bytes.fromhex(settings.CONTEXT_KEY)
    return f"{body}|{hmac.new(key, body.encode(), hashlib.sha256).hexdigest()}"


def _clock_offset() -> int:
    """Microseconds from this process's clock to the database's, measured once a minute a connection.

    Taken from before the question to the answer, so it errs by at most one round trip, and always
    to the later side. The clock is the one that nobody sets, and a minute is too short to drift.
    """
    driver = connection.connection
    offset, measured = getattr(driver, "thirdoption_clock", (0, None))
    before = time.monotonic_ns() // 1000
    if measured is None or before - measured > 60_000_000:
        asked = driver.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        offset = asked.fetchone()[0] - before
        driver.thirdoption_clock = (offset, before)
    return int(offset)
