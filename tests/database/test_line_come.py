"""A message that comes to the line: an officer's COME, and calling them back; no word of it is kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.line import NUMBERS, Line
from tests.factories.telephone import OFFICERS_NUMBER, STRANGER, Telephone, calls, proven
from thirdoption.program.messages.models import Reply
from thirdoption.program.messages.rules import Kind
from thirdoption.program.referrals.models import Receipt


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


@pytest.mark.parametrize("word", ["COME", "YES"])
def test_an_unknown_number_gets_one_sentence_and_is_counted(line: Line, word: str) -> None:
    said = line.number_says(STRANGER, word)
    assert said.count("<Message>") == 1 and line.world.site.line_number in said
    assert "no recibe mensajes" in said and calls(line) == []
    (row,) = Reply.objects.all()
    assert (row.worker, row.subject, row.word) == (None, None, "other")
    assert not row.carrier_id.startswith("SM") and (row.at.minute, row.at.second) == (0, 0)


def test_a_worker_s_come_is_not_understood(line: Line) -> None:
    """Whoever takes hand-offs asks for none by message."""
    assert line.number_says(NUMBERS["on-call"], "COME")
    assert calls(line) == []


def test_the_line_puts_the_worker_through_to_the_officer_and_shows_no_number(
    line: Line, sign_in: Callable[[str], Client]
) -> None:
    """R-37: both see the line's number; without a proven number there is no such button."""
    proven(line)
    line.number_says(OFFICERS_NUMBER, "COME")
    line.says("on-call", "YES")
    worker, pk = sign_in("on-call"), calls(line)[0].handoff.pk
    page = worker.get(f"/desk/hand-offs/{pk}/").content.decode()
    assert "Call the officer" in page and "5550177" not in page
    assert worker.post(f"/desk/hand-offs/{pk}/call-back/").status_code == 302
    line.settle()
    (ring,) = line.inbox("on-call", "Calls")
    assert f"<Number>{OFFICERS_NUMBER}</Number>" in ring.body and 'callerId="+15185550142"' in ring.body
    other = sign_in("case-manager").post(f"/desk/hand-offs/{pk}/call-back/")
    assert other.status_code == 409 and "Call the officer" not in other.content.decode()
    worker.post(f"/desk/hand-offs/{pk}/end/", {"because": "by_phone"})
    assert worker.post(f"/desk/hand-offs/{pk}/call-back/").status_code == 409, "the officer is free"


def test_an_officer_without_a_proven_number_cannot_be_called_back(
    line: Line, sign_in: Callable[[str], Client]
) -> None:
    phone = Telephone(line)
    phone.call()
    phone.key("4101")
    phone.answered()
    pk = calls(line)[0].handoff.pk
    assert "Call the officer" not in sign_in("on-call").get(f"/desk/hand-offs/{pk}/").content.decode()
    assert sign_in("on-call").post(f"/desk/hand-offs/{pk}/call-back/").status_code == 409
    line.settle()
    assert line.inbox("on-call", "Calls") == []
