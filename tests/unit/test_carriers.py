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


def sent(
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    *,
    answer: Any,
    url: str = "http://127.0.0.1",
    made_up: bool = True,
) -> Sent:
    """What is known of one message after a carrier answered like this."""
    client = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(twilio, "_client", lambda: client)
    settings.CARRIER_URL, settings.CARRIER_ACCOUNT = url, "AC00"
    to = (uuid.uuid4(), "hand-off", uuid.uuid4(), Kind.SMS, "+15185550100", "en", "You have a task.")
    return carriers.send(Outgoing(*to), site=uuid.uuid4(), made_up=made_up)


def test_a_place_that_is_made_up_rings_nobody_also_beside_real_ones(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A team practices on a real installation: numbers that were made up are somebody's."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(201, json={"sid": "SM0f"})

    settings.REHEARSAL = False
    real = {"answer": answer, "url": "https://api.carrier.example"}
    assert sent(monkeypatch, settings, **real) == Sent(State.SENT, "rehearsal") and asked == []
    assert sent(monkeypatch, settings, **real, made_up=False) == Sent(State.SENT, "SM0f") and len(asked) == 1


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
