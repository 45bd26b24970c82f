"""Web push: a notice on a worker's phone or computer, also while no page is open (RFC 8030).

The notice says that there is a task and nothing else (R-37); to answer it one signs in.
"""

import json
from functools import cache
from uuid import UUID

import httpx
from django.conf import settings

from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.jobs.carriers.push_sealed import sealed, signed
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.queries.push import private_key
from thirdoption.program.messages.rules import State
from thirdoption.program.messages.rules.push import may_call, stays_at_home

SECONDS = 5
"""How long one call to a push service may take: then another channel or person is quicker."""
KEEP_SECONDS = 10 * 60
"""How long a push service keeps a notice for a phone without signal: later it would be about nothing."""
GONE = (404, 410)


class Push:
    """The push service of one browser."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    @property
    def stays_in_house(self) -> bool:
        """Whether it is this machine itself."""
        return stays_at_home(self.endpoint)

    def send(self, message: Outgoing, *, site: UUID) -> Sent:
        """Hand it to the push service. Asked again here: what was allowed in a rehearsal is not elsewhere."""
        if not may_call(message.address, in_house=settings.REHEARSAL):
            return Sent(State.REJECTED, why="not a push service")
        headers = {
            "Authorization": signed(message.address, private_key(), contact=settings.PUSH_CONTACT),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEEP_SECONDS),
            "Urgency": "high",
            "Topic": message.subject.hex,
        }
        try:
            body = sealed(_content(message), message.keys)
            answer = _client().post(message.address, content=body, headers=headers)
        except ValueError:
            return Sent(State.REJECTED, why="keys that are none")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Sent(State.UNDELIVERED, why=type(error).__name__)
        if answer.is_success:
            return Sent(State.SENT)
        busy = answer.status_code >= 500 or answer.status_code == 429
        state = State.UNDELIVERED if busy else State.REJECTED
        return Sent(state, why=f"status {answer.status_code}", gone=answer.status_code in GONE)


def _content(message: Outgoing) -> bytes:
    """What the browser's own script reads: the words, and which page a tap opens."""
    told = {
        "text": message.text,
        "language": message.language,
        "about": message.template,
        "id": str(message.subject),
        "code": message.code if message.template == "verify" else "",
    }
    return json.dumps(told, ensure_ascii=False).encode()


@cache
def _client() -> httpx.Client:
    """One client for a process, which keeps its connections and goes nowhere that it is sent on to."""
    return httpx.Client(timeout=SECONDS, follow_redirects=False)
