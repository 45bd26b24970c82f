"""A call or a message that comes to the line: put through at once, asked once, nothing kept of a caller."""

import re

import pytest
from django.db import connection

from tests.factories.line import LINE_URL, NUMBERS, Line
from tests.factories.telephone import STRANGER, Telephone, calls
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.models import Call, EscalationStep, Handoff
from thirdoption.program.handoffs.queries.escalation import is_exhausted
from thirdoption.program.messages.models import Address, Reply
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import program

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
    bare.nobody_on_call()
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


def test_badges_are_told_to_nobody_by_the_line(line: Line) -> None:
    """Nothing of what a caller hears names an officer or says whether a badge is one."""
    assert Worker.objects.filter(badge="4101").count() == 1
    phone = Telephone(line)
    phone.call()
    heard = phone.key("4101")
    assert "Reyes" not in heard and "4101" not in heard
    with line.world.acting("liaison"):
        assert not Address.objects.exists() and not Call.objects.exists()
