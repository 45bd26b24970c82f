"""What a carrier says at once, also one that says nonsense: a loss, and never the end of a job."""

import uuid
from typing import Any

import httpx
import pytest

from thirdoption.jobs import carriers
from thirdoption.jobs.carriers import twilio
from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.program.messages.queries import Outgoing
from thirdoption.program.messages.rules import Kind, State


def sent(monkeypatch: pytest.MonkeyPatch, settings: Any, *, kind: str = Kind.SMS, answer: Any) -> Sent:
    """What is known of one message after a carrier answered like this."""
    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(twilio, "_client", lambda: client)
    settings.CARRIER_URL, settings.CARRIER_ACCOUNT = "http://127.0.0.1", "AC00"
    message = Outgoing(uuid.uuid4(), "hand-off", uuid.uuid4(), kind, "+15185550100", "en", "You have a task.")
    return carriers.send(message, site=uuid.uuid4(), made_up=True)


@pytest.mark.parametrize("body", ["", "<html>Sign in to this network</html>", "[]", "null", "7", "{}"])
def test_who_answers_without_an_id_has_not_taken_it(
    monkeypatch: pytest.MonkeyPatch, settings: Any, body: str
) -> None:
    """A proxy or a portal says 200 to everything: nobody would be paged, and all would seem well."""
    said = sent(monkeypatch, settings, answer=lambda _request: httpx.Response(200, text=body))
    assert said == Sent(State.UNDELIVERED, why="no id")


@pytest.mark.parametrize("sid", ["a\\u0000b", "x" * 65, ""])
def test_an_id_that_cannot_be_kept_is_none(monkeypatch: pytest.MonkeyPatch, settings: Any, sid: str) -> None:
    body = f'{{"sid": "{sid}"}}'
    said = sent(monkeypatch, settings, answer=lambda _request: httpx.Response(201, text=body))
    assert said.state == State.UNDELIVERED


def test_an_id_is_kept(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    said = sent(monkeypatch, settings, answer=lambda _request: httpx.Response(201, json={"sid": "SM0f"}))
    assert said == Sent(State.SENT, "SM0f")


def test_what_nobody_thought_of_is_a_loss(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Raised, it would be sent again a hundred times, and nobody else be asked."""

    def broken(_request: httpx.Request) -> httpx.Response:
        raise UnicodeError

    assert sent(monkeypatch, settings, answer=broken) == Sent(State.UNDELIVERED, why="UnicodeError")
