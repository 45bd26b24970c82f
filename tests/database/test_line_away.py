"""The line while its database is away: the telephones of the job process's file ring."""

import json
import re
import uuid
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from tests.factories.line import LINE_URL, NUMBERS, TOKEN, Line
from tests.factories.telephone import STRANGER
from thirdoption.jobs import rota_watch
from thirdoption.program.ground import acting as ground
from thirdoption.program.messages.rules.carrier import signature
from thirdoption.program.staff.queries import program


@pytest.fixture
def nowhere(django_db_blocker: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A database that is really not there, and the folder in which the job process kept its file."""
    for name, value in {"TOKEN": TOKEN, "NUMBER": "+15185550142"}.items():
        monkeypatch.setattr(settings, f"CARRIER_{name}", value)
    monkeypatch.setattr(settings, "LINE_URL", LINE_URL)
    monkeypatch.setattr(settings, "HOME", tmp_path)
    with django_db_blocker.unblock():
        connection.close()
        usual, connection.settings_dict["HOST"] = connection.settings_dict["HOST"], str(tmp_path)
        yield tmp_path
        connection.close()
        connection.settings_dict["HOST"] = usual


def asked_of_the_line(path: str, **more: str) -> str:
    """One webhook, signed, without a database; what it answers."""
    fields = {"CallSid": "CA1", "To": "+15185550142", "From": STRANGER, **more}
    signed = signature(TOKEN, f"{LINE_URL}{path}", fields)
    answer = Client().post(path, fields, headers={"X-Twilio-Signature": signed})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_file_of_the_job_process_has_what_the_line_needs(line: Line, tmp_path: Any) -> None:
    with ground.opened(program(line.world.site.pk, line.world.at)) as by:
        rota_watch.keep_file(tmp_path, by=by, at=line.world.at)
    (kept,) = tmp_path.iterdir()
    told = json.loads(kept.read_text())
    assert told["line"] == line.world.site.line_number
    assert [one["numbers"][0] for one in told["on_call"]] == list(NUMBERS.values())[:3]


def test_without_its_database_the_line_still_rings_whoever_is_on_call(nowhere: Any) -> None:
    here = {"line": "(518) 555-0142", "on_call": [{"numbers": ["+15185550100"]}, {"numbers": []}]}
    other = {"line": "(518) 555-0143", "on_call": [{"numbers": ["+15185550109"]}]}
    for name, told in (("here", here), ("other", other)):
        (nowhere / f"on-call-{name}.json").write_text(json.dumps(told))
    with pytest.raises(OperationalError):
        connection.cursor()
    heard = asked_of_the_line("/line/call/")
    assert re.findall(r"<Number[^>]*>([^<]+)</Number>", heard) == ["+15185550100"]
    screen = urlsplit(unescape(re.findall(r'<Number url="([^"]+)"', heard)[0])).path
    for more, wanted in (({}, "<Gather"), ({"Digits": "1"}, "<Response/>"), ({"Digits": "2"}, "<Hangup/>")):
        assert wanted in asked_of_the_line(screen, **more)


def test_a_database_that_goes_away_in_the_middle_of_a_call_is_no_end_of_it(nowhere: Any) -> None:
    (nowhere / "on-call-x.json").write_text(
        json.dumps({"line": "", "on_call": [{"numbers": ["+15185550100"]}]})
    )
    assert "+15185550100" in asked_of_the_line(f"/line/call/{uuid.uuid4()}/", Digits="4101")


def test_without_database_and_file_the_caller_hears_what_to_do(nowhere: Any) -> None:
    heard = asked_of_the_line("/line/call/")
    assert "Please call again in a minute" in heard and "vuelva a llamar" in heard
