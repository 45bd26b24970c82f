"""A call or a message that comes to the line: put through at once, asked once, nothing kept of a caller."""

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

from tests.factories.line import LINE_URL, NUMBERS, TOKEN, Line, bare, line
from thirdoption.jobs import rota_watch
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.models import Call, EscalationStep, Handoff
from thirdoption.program.handoffs.queries.escalation import is_exhausted
from thirdoption.program.messages.models import Address, Reply
from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.carrier import signature
from thirdoption.program.referrals.models import Receipt
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import program

__all__ = ["bare", "line"]
OFFICERS_NUMBER, STRANGER = "+15185550177", "+15185550199"


class Telephone:
    """Somebody who calls the line: each step is asked as the carrier asks it."""

    def __init__(self, line: Line, sid: str = "CA1", number: str = STRANGER) -> None:
        self.line, self.fields = line, {"CallSid": sid, "From": number, "To": "+15185550142"}
        self.heard = ""

    def post(self, url: str, **more: str) -> str:
        """One webhook, signed; what it answers."""
        fields = {**self.fields, **more}
        answer = self.line.post(url, fields, signature(TOKEN, url, fields))
        assert answer.status_code == 200 and answer["Content-Type"].startswith("text/xml")
        self.heard = answer.content.decode()
        self.line.settle()
        return self.heard

    def call(self) -> str:
        return self.post(f"{LINE_URL}/line/call/")

    def key(self, digits: str) -> str:
        """Digits after the greeting, or none at all."""
        return self.post(
            self.found(r'<Gather[^>]* action="([^"]+)"'), **({"Digits": digits} if digits else {})
        )

    def found(self, pattern: str) -> str:
        found = re.search(pattern, self.heard)
        assert found, self.heard
        return unescape(found[1])

    def rings(self) -> list[str]:
        return re.findall(r"<Number[^>]*>([^<]+)</Number>", self.heard)

    def answered(self, digit: str = "1") -> str:
        """Whoever rings answers, and presses a key or none."""
        then, asks = self.then(), self.found(r'<Number url="([^"]+)"')
        screen = self.post(asks)
        assert "<Hangup/>" in screen
        said = self.post(self.found(r'action="([^"]+)"'), **({"Digits": digit} if digit else {}))
        self.after = then
        return said

    def then(self) -> str:
        found = re.search(r'<Dial[^>]* action="([^"]+)"', self.heard)
        return unescape(found[1]) if found else ""


def calls(line: Line) -> list[Any]:
    with ground.opened(program(line.world.site.pk, line.world.at)):
        return list(Call.objects.select_related("handoff", "author").order_by("asked_at"))


def proven(line: Line, key: str = "officer") -> None:
    line.reach(key, Kind.SMS, address=OFFICERS_NUMBER)


# A call


def test_a_call_is_greeted_in_both_languages_and_stores_nothing_yet(line: Line) -> None:
    heard = Telephone(line).call()
    assert 'language="en-US"' in heard and 'language="es-US"' in heard and 'finishOnKey="#"' in heard
    assert calls(line) == [] and not Reply.objects.exists()


@pytest.mark.parametrize("digits", ["", "0", "999999", "4102", "4101"])
def test_whoever_calls_is_put_through_at_once_and_hears_the_same(line: Line, digits: str) -> None:
    """A badge that is nobody's, or two officers' (4102), is told nothing by what is heard."""
    phone = Telephone(line)
    phone.call()
    heard = phone.key(digits)
    assert phone.rings() == [NUMBERS["on-call"]]
    assert 'callerId="+15185550142"' in heard and STRANGER not in heard
    (call,) = calls(line)
    assert (call.author and call.author.badge) == ("4101" if digits == "4101" else None)
    same = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", heard)
    other = Telephone(line, "CA2")
    other.call()
    assert re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "#", other.key("4103")) == same


def test_while_the_telephone_rings_nobody_is_paged_and_a_key_stops_the_escalation(line: Line) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("4101")
    assert line.paged() == []
    assert phone.answered() == "<Response/>"
    (call,) = calls(line)
    assert line.state(call.handoff.pk) == ("accepted", "on-call")
    line.wait(300)
    assert line.paged() == []
    assert phone.post(phone.after, DialCallStatus="completed") == "<Response/>"


@pytest.mark.parametrize("digit", ["", "2"])
def test_a_machine_that_answers_is_no_yes(line: Line, digit: str) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("")
    phone.answered(digit)
    (call,) = calls(line)
    assert line.state(call.handoff.pk) == ("requested", "")
    phone.post(phone.after, DialCallStatus="completed")
    assert line.paged() == ["on-call"], "the escalation pages at once"
    assert phone.rings() == [NUMBERS["case-manager"]], "and the next telephone rings"


def test_a_carrier_that_never_says_how_it_went_delays_the_pages_by_half_a_minute(line: Line) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("")
    line.wait(29)
    assert line.paged() == []
    line.wait(2)
    assert line.paged() == ["on-call"]


def test_who_stays_on_the_line_is_put_through_to_whoever_says_yes(line: Line) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("")
    for _each in ("on-call", "case-manager", "case-manager-2"):
        phone.post(phone.then(), DialCallStatus="no-answer")
    assert "<Pause" in phone.heard
    phone.post(phone.found(r'<Redirect method="POST">([^<]+)<'))
    assert "<Pause" in phone.heard
    line.wait(130)
    line.says("case-manager-2", "YES")
    phone.post(phone.found(r'<Redirect method="POST">([^<]+)<'))
    assert phone.rings() == [NUMBERS["case-manager-2"]]


def test_outside_the_hours_the_policy_s_fallback_is_told_and_whoever_leads_is_paged(bare: Line) -> None:
    bare.reach("supervisor")
    phone = Telephone(bare)
    phone.call()
    heard = phone.key("4101")
    assert phone.rings() == [] and "Nobody can come right now" in heard and "appointment" in heard
    assert "una cita" in heard
    bare.wait(1)
    assert bare.paged() == ["supervisor"]
    with ground.opened(program(bare.world.site.pk, bare.world.at)):
        assert is_exhausted(handoff=calls(bare)[0].handoff.pk)


def test_every_webhook_of_a_call_may_come_twice(line: Line) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("4101")
    first = phone.heard
    phone.heard = ""
    phone.call()
    assert phone.key("4101") == first
    assert len(calls(line)) == 1
    assert phone.answered() == "<Response/>"
    (call,) = calls(line)
    url = f"{LINE_URL}/line/call/{call.site_id}/{call.handoff.pk}/by/{line.world.workers['on-call'].pk}/took/"
    assert phone.post(url, Digits="1") == "<Response/>"
    assert EscalationStep.objects.filter(handoff=call.handoff.pk, outcome="stopped").count() == 4
    with line.world.acting("on-call"):
        assert Handoff.objects.get().version == 1


def test_the_second_who_presses_is_told_and_not_put_through(line: Line) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("")
    (call,) = calls(line)
    phone.answered()
    other = line.world.workers["case-manager"].pk
    url = f"{LINE_URL}/line/call/{call.site_id}/{call.handoff.pk}/by/{other}/took/"
    heard = phone.post(url, Digits="1")
    assert "Somebody has this call already" in heard and "<Hangup/>" in heard
    assert line.state(call.handoff.pk)[1] == "on-call"


def test_an_officer_who_calls_again_asks_for_the_same(line: Line) -> None:
    for sid in ("CA1", "CA2"):
        phone = Telephone(line, sid)
        phone.call()
        phone.key("4101")
        assert phone.rings() == [NUMBERS["on-call"]]
    assert len(calls(line)) == 1


def test_without_a_signature_nothing_happens(line: Line) -> None:
    site = line.world.site.pk
    for path in ("call/", f"call/{site}/", "away/"):
        answer = line.post(f"{LINE_URL}/line/{path}", {"CallSid": "CA1", "Digits": "4101"}, "bad")
        assert answer.status_code == 403
    assert calls(line) == []


def test_no_number_of_a_caller_is_kept_anywhere(line: Line) -> None:
    """R-37, R-59: whatever the database holds after a call and a message from a number that nobody has."""
    phone = Telephone(line)
    phone.call()
    phone.key("")
    line.number_says(STRANGER, "Marisol is here, corner of Lark and State")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
    with ground.opened(program(line.world.site.pk, line.world.at)), connection.cursor() as cursor:
        for name in tables:
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [name])
            if cursor.fetchone() != (True,):
                continue
            cursor.execute(f"SELECT count(*) FROM {name} t WHERE t::text ~ %s", ["5550199|Marisol|Lark"])
            assert cursor.fetchone() == (0,), name


# A message


def test_an_officer_s_come_asks_for_a_hand_off_and_keeps_no_word(line: Line) -> None:
    proven(line)
    said = line.number_says(OFFICERS_NUMBER, "COME corner of Lark and State, Marisol is here")
    assert "Somebody comes to you or calls you" in said
    (call,) = calls(line)
    assert (call.how, call.place, call.author) == ("message", "", line.world.workers["officer"])
    assert line.paged() == ["on-call"]
    with line.world.acting("officer"):
        assert Receipt.objects.get().referral == call.pk


def test_come_twice_and_come_again_ask_once(line: Line) -> None:
    proven(line)
    line.carrier.reply(OFFICERS_NUMBER, "come")
    (one,) = [each for each in line.carrier.hand_on() if "Body" in each.fields]
    first, second = line.hand_on(one), line.hand_on(one)
    assert b"Somebody comes" in first.content and b"<Message>" not in second.content
    assert "Somebody comes" in line.number_says(OFFICERS_NUMBER, "Vengan")
    assert len(calls(line)) == 1


def test_another_word_of_an_officer_asks_nothing(line: Line) -> None:
    proven(line)
    assert "Write COME" in line.number_says(OFFICERS_NUMBER, "yes")
    assert calls(line) == []
    assert Reply.objects.get().word == "yes"


def test_a_number_that_is_not_proven_is_nobody_s(line: Line) -> None:
    line.reach("officer", Kind.SMS, address=OFFICERS_NUMBER, verified=False)
    assert "takes no messages from you" in line.number_says(OFFICERS_NUMBER, "COME")
    assert calls(line) == []


def test_an_unknown_number_gets_one_sentence_and_is_counted(line: Line) -> None:
    said = line.number_says(STRANGER, "COME")
    assert said.count("<Message>") == 1 and line.world.site.line_number in said
    assert "no recibe mensajes" in said and calls(line) == []
    (row,) = Reply.objects.all()
    assert (row.worker, row.subject, row.word) == (None, None, "other")
    assert not row.carrier_id.startswith("SM") and (row.at.minute, row.at.second) == (0, 0)


def test_a_worker_s_come_is_not_understood(line: Line) -> None:
    """Whoever takes hand-offs asks for none by message."""
    assert line.number_says(NUMBERS["on-call"], "COME")
    assert calls(line) == []


# The database away


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
        rota_watch.keep_file(tmp_path / "on-call-x.json", by=by, at=line.world.at)
    told = json.loads((tmp_path / "on-call-x.json").read_text())
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


def test_badges_are_told_to_nobody_by_the_line(line: Line) -> None:
    """Nothing of what a caller hears names an officer or says whether a badge is one."""
    assert Worker.objects.filter(badge="4101").count() == 1
    phone = Telephone(line)
    phone.call()
    heard = phone.key("4101")
    assert "Reyes" not in heard and "4101" not in heard
    with line.world.acting("liaison"):
        assert not Address.objects.exists() and not Call.objects.exists()
