"""What the carrier does, and STOP and START: refused, lost, twice, late, out of order, forged."""

from typing import Any

import pytest

from tests.factories.line import NUMBERS, TOKEN, Line
from thirdoption.demo.rehearsal_carrier import Callback
from thirdoption.program.messages.models import Delivery, Reply
from thirdoption.program.messages.rules import Kind
from thirdoption.program.messages.rules.carrier import signature

# STOP and START


def test_stop_takes_a_number_away_and_the_next_is_paged_at_once(line: Line) -> None:
    line.call()
    line.says("on-call", "STOP")
    assert line.paged() == ["on-call", "case-manager"]
    line.wait(300)
    assert line.paged().count("on-call") == 1


def test_stop_leaves_the_other_ways_and_nobody_else_is_hurried(bare: Line) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("on-call", Kind.SMS, Kind.VOICE)
    bare.reach("case-manager")
    bare.call()
    bare.says("on-call", "stop")
    assert bare.paged() == ["on-call"]
    bare.wait(121)
    assert len(bare.inbox("on-call", "Calls")) == 2 and len(bare.inbox("on-call")) == 1


def test_start_brings_a_number_back(line: Line) -> None:
    line.says("on-call", "STOP")
    line.says("on-call", "START")
    line.call()
    assert line.paged() == ["on-call"]


def test_stop_between_two_calls_holds(line: Line) -> None:
    line.says("on-call", "STOP")
    line.call()
    assert line.paged() == ["case-manager"]


# The carrier


def test_a_refused_page_goes_to_the_next_at_once(line: Line) -> None:
    line.faults(rejected=[NUMBERS["on-call"]])
    line.call()
    assert line.paged() == ["case-manager"]


def test_a_refused_page_of_somebody_with_another_way_hurries_nobody(bare: Line) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("on-call", Kind.SMS)
    bare.reach("on-call", Kind.VOICE, address="+15185550177")
    bare.reach("case-manager")
    bare.faults(rejected=[NUMBERS["on-call"]])
    bare.call()
    assert bare.paged() == [] and len(bare.inbox(kind="Calls")) == 1


def test_an_undelivered_page_goes_to_the_next_at_once(line: Line) -> None:
    line.faults(undelivered=[NUMBERS["on-call"]])
    line.call()
    assert line.paged() == ["on-call", "case-manager"]


def test_a_lost_page_is_made_good_by_the_next_step(line: Line) -> None:
    line.faults(lose=1.0)
    call = line.call()
    line.faults()
    line.wait(61)
    line.says("case-manager", "yes")
    assert line.state(call) == ("accepted", "case-manager")


def test_a_carrier_that_is_down_is_tried_until_it_is_back(line: Line) -> None:
    line.faults(down=True)
    call = line.call()
    line.wait(200)
    assert line.paged() == [] and line.state(call)[0] == "requested"
    line.faults()
    line.wait(61)
    assert {"on-call", "case-manager", "case-manager-2", "supervisor"} == set(line.paged())
    line.says("supervisor", "yes")
    assert line.state(call) == ("accepted", "supervisor")


def test_duplicated_callbacks_change_nothing(line: Line) -> None:
    line.faults(duplicate=1.0, undelivered=[NUMBERS["on-call"]])
    line.call()
    assert line.paged() == ["on-call", "case-manager"]
    told = list(Delivery.objects.values_list("message", "state", "carrier_id"))
    assert len(told) == len(set(told))


def test_reordered_callbacks_come_to_the_same(line: Line) -> None:
    line.faults(reorder=True)
    call = line.call()
    assert line.paged() == ["on-call"]
    line.wait(61)
    line.says("case-manager", "yes")
    assert line.state(call) == ("accepted", "case-manager")


def test_a_late_callback_of_a_loss_hurries_when_it_comes(line: Line) -> None:
    line.faults(delay_seconds=20, undelivered=[NUMBERS["on-call"]])
    line.call()
    line.wait(19)
    assert line.paged() == ["on-call"]
    line.wait(2)
    assert line.paged() == ["on-call", "case-manager"]


def test_a_replayed_reply_changes_nothing(line: Line) -> None:
    line.call()
    line.carrier.reply(NUMBERS["on-call"], "busy")
    (one,) = line.carrier.hand_on()
    for _ in range(3):
        assert line.hand_on(one).status_code == 200
        line.settle()
    assert line.paged() == ["on-call", "case-manager"]
    assert Reply.objects.count() == 1


@pytest.mark.parametrize("amiss", ["signature", "field", "address", "token", "none"])
def test_a_forged_webhook_is_refused(line: Line, amiss: str) -> None:
    call = line.call()
    url, fields = "http://line.example/line/message/", {"From": NUMBERS["on-call"], "Body": "yes"}
    fields["MessageSid"] = "SM1"
    given = {
        "signature": "Zm9yZ2Vk",
        "field": signature(TOKEN, url, {**fields, "Body": "no"}),
        "address": signature(TOKEN, "http://elsewhere.example/line/message/", fields),
        "token": signature("another token", url, fields),
        "none": "",
    }[amiss]
    assert line.post(url, fields, given).status_code == 403
    assert line.state(call) == ("requested", "") and not Reply.objects.exists()
    assert line.post(url, fields, signature(TOKEN, url, fields)).status_code == 200
    assert line.state(call) == ("accepted", "on-call")


def test_without_a_token_nothing_is_believed(line: Line, settings: Any) -> None:
    settings.CARRIER_TOKEN = ""
    url, fields = "http://line.example/line/message/", {"From": NUMBERS["on-call"], "Body": "yes"}
    assert line.hand_on(Callback(url, fields, signature("", url, fields))).status_code == 403


def test_the_signature_is_the_documented_one() -> None:
    """The worked example of Twilio's own documentation of request validation."""
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }
    assert signature("12345", url, fields) == "GvWf1cFY/Q7PnoempGyD5oXAezc="
