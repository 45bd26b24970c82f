"""SMS and voice by Twilio's REST interface: form-encoded Messages.json and Calls.json.

The rehearsal carrier has the same interface, so a rehearsal goes the same way to another address.
"""

import re
import ssl
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.conf import settings

from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.rules import Kind, State
from thirdoption.program.messages.rules.carrier import asked, dialed, said
from thirdoption.program.messages.rules.push import HOME

SECONDS = 5
"""How long one call to the carrier may take: then another channel or person is quicker."""
_SID = re.compile(r"[\w.-]{1,64}", re.ASCII)


class Twilio:
    """A carrier's account, as the settings have it; nothing of it is kept or logged."""

    @property
    def stays_in_house(self) -> bool:
        """Whether it is the rehearsal carrier on this machine."""
        return urlsplit(settings.CARRIER_URL).hostname in HOME

    def send(self, message: Outgoing, *, site: UUID) -> Sent:
        """Send a message, or call and ask for a key."""
        here = f"{settings.LINE_URL}/line"
        status = f"{here}/status/{site}/{message.message}/"
        fields = {"To": message.address, "From": settings.CARRIER_NUMBER, "StatusCallback": status}
        if message.kind == Kind.VOICE:
            url = f"{here}/key/{site}/{message.message}/"
            asks = message.template in ("hand-off", "test")
            words = (
                asked(message.text, message.language, url=url)
                if asks
                else said(message.text, message.language)
            )
            return self._post("Calls", {**fields, "Twiml": words})
        return self._post("Messages", {**fields, "Body": message.text})

    def connect(self, first: str, second: str) -> Sent:
        """Call the first number and put it through to the second; both see the line's."""
        words = dialed([(second, "")], line=settings.CARRIER_NUMBER, seconds=30)
        fields = {"To": first, "From": settings.CARRIER_NUMBER, "Twiml": f"<Response>{words}</Response>"}
        return self._post("Calls", fields)

    def _post(self, what: str, fields: dict[str, str]) -> Sent:
        url = f"{settings.CARRIER_URL}/2010-04-01/Accounts/{settings.CARRIER_ACCOUNT}/{what}.json"
        try:
            answer = _client().post(url, data=fields, auth=(settings.CARRIER_ACCOUNT, settings.CARRIER_TOKEN))
        except httpx.HTTPError as error:
            return Sent(State.UNDELIVERED, why=type(error).__name__)
        if answer.status_code >= 500 or answer.status_code == 429:
            return Sent(State.UNDELIVERED, why=f"status {answer.status_code}")
        if not answer.is_success:
            return Sent(State.REJECTED, why=f"status {answer.status_code}")
        sid = _sid(answer)
        # whoever answers without an id of the message, a proxy say, has not taken it
        return Sent(State.SENT, sid) if sid else Sent(State.UNDELIVERED, why="no id")


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()


@cache
def _client() -> httpx.Client:
    """One client for a process, which keeps its connections; it says nothing of what it sends in a log."""
    return httpx.Client(timeout=SECONDS, verify=_trusted())


def close() -> None:
    """Let go of the connections that are kept, such as those to a carrier that is played."""
    _client().close()
    _client.cache_clear()


def _sid(answer: httpx.Response) -> str:
    try:
        sid = answer.json()["sid"]
    except (ValueError, TypeError, LookupError):
        return ""
    return sid if isinstance(sid, str) and _SID.fullmatch(sid) else ""
