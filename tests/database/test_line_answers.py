"""What workers and the carrier say, in any order and as often as they like: one yes, and nobody forgotten."""

import re
from typing import Any

import pytest

from tests.factories.line import NUMBERS, TOKEN, Line, bare, line
from thirdoption.demo.rehearsal_carrier import Callback
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import Address, ContactMethod, Delivery, Reply
from thirdoption.program.messages.rules import TEMPLATES, Kind, body, reference
from thirdoption.program.messages.rules.carrier import signature

__all__ = ["bare", "line"]


def test_yes_by_key_accepts(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call", Kind.VOICE)
    call = bare.call()
    assert "press 1" in bare.inbox("on-call", "Calls")[0].body
    assert "is yours" in bare.presses("on-call", "1")
    assert bare.state(call) == ("accepted", "on-call")


@pytest.mark.parametrize("digit", ["2", "3"])
def test_busy_and_pass_by_key_page_the_next(bare: Line, digit: str) -> None:
    bare.on_call("on-call", "case-manager")
    bare.reach("on-call", Kind.VOICE)
    bare.reach("case-manager")
    bare.call()
    bare.presses("on-call", digit)
    assert bare.paged() == ["case-manager"]


def test_another_key_is_no_answer(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call", Kind.VOICE)
    call = bare.call()
    assert "did not understand" in bare.presses("on-call", "9")
    assert bare.state(call) == ("requested", "")


@pytest.mark.parametrize("word", ["yes", "Y", "sí", "SI", "1", "Yes, on my way"])
def test_a_yes_in_many_words_is_one(line: Line, word: str) -> None:
    call = line.call()
    line.says("on-call", word)
    assert line.state(call) == ("accepted", "on-call")


@pytest.mark.parametrize("word", ["", "maybe", "who is it", "not yes", "👍"])
def test_a_wrong_word_accepts_nothing_and_says_so(line: Line, word: str) -> None:
    call = line.call()
    assert "did not understand" in line.says("on-call", word)
    assert line.state(call) == ("requested", "")


def test_a_code_says_which_of_two_calls_is_meant(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call")
    first, second = bare.call(), bare.call()
    assert reference(first) in bare.says("on-call", f"YES {reference(first).lower()}")
    assert bare.state(first)[0] == "accepted" and bare.state(second)[0] == "requested"
    assert reference(second) in bare.says("on-call", "yes")
    assert bare.state(second) == ("accepted", "on-call")


def test_a_second_yes_is_told_who_comes_by_role_and_not_by_name(line: Line) -> None:
    call = line.call()
    line.wait(61)
    line.says("case-manager", "yes")
    said = line.says("on-call", "yes")
    assert "Somebody goes already: case manager" in said
    assert "Dana" not in said and "Whitfield" not in said
    assert line.state(call) == ("accepted", "case-manager")


def test_the_same_worker_may_say_yes_twice(line: Line) -> None:
    call = line.call()
    line.says("on-call", "yes")
    assert "is yours" in line.says("on-call", "yes")
    assert line.state(call) == ("accepted", "on-call")


def test_a_yes_to_a_call_that_has_ended_says_so(line: Line) -> None:
    call = line.call()
    with line.world.acting("supervisor") as by:
        ended = Handoff.objects.get(pk=call)
        handoffs.end(handoff=ended, because="cancelled", by=by, at=line.world.at)
    assert "is over" in line.says("on-call", "yes")
    assert line.state(call)[0] == "ended"


def test_an_answer_to_nothing_says_so(line: Line) -> None:
    assert "Nothing waits" in line.says("on-call", "yes")


def test_accepting_on_the_page_ends_the_paging_too(line: Line) -> None:
    call = line.call()
    with line.world.acting("case-manager") as by:
        found = Handoff.objects.get(pk=call)
        handoffs.accept(handoff=found, by=by, at=line.world.at)
    line.wait(300)
    assert line.paged() == ["on-call"]
    with line.world.acting("on-call") as by, pytest.raises(Refused):
        handoffs.accept(handoff=Handoff.objects.get(pk=call), by=by, at=line.world.at)


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


def test_an_unknown_number_gets_no_answer_and_leaves_nothing(line: Line) -> None:
    call = line.call()
    assert line.number_says("+15185559999", "yes") == "<Response></Response>"
    assert line.state(call) == ("requested", "") and not Reply.objects.exists()


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


# Who, and in which words


def test_spanish_for_who_reads_spanish(line: Line) -> None:
    user = line.world.workers["on-call"].user
    user.language = "es"
    user.save(update_fields=["language"])
    line.call()
    assert "Tiene una tarea" in line.inbox("on-call")[0].body
    assert "es suya" in line.says("on-call", "sí")


def test_no_text_names_anybody_or_tells_what_the_program_is(line: Line) -> None:
    """R-37: nothing in any message but that there is a task."""
    line.call()
    line.wait(300)
    line.says("on-call", "yes")
    told = re.compile(
        r"lead|divert|desv|police|polic|arrest|officer|agente|drug|drog|person\b|pharmacy|street|"
        r"Fort Orange|Delgado|Reyes|Marisol|26-0",
        re.IGNORECASE,
    )
    assert line.inbox() and not [one.body for one in line.inbox() if told.search(one.body)]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("kind", [Kind.SMS, Kind.VOICE, Kind.EMAIL])
def test_every_template_says_itself_in_both_languages(template: str, kind: Kind) -> None:
    said = {language: body(template, language, kind=kind, code="A3C4") for language in ("en", "es")}
    assert said["en"] != said["es"] and not any("{" in text or "LEAD" in text for text in said.values())
    assert all(len(text) <= 160 for text in said.values())


def test_a_number_is_its_own_workers_and_nobody_elses(line: Line) -> None:
    """R-37, R-48: colleagues, supervisors and partners never see it; that there is one, they may."""
    for key in ("case-manager", "supervisor", "officer", "liaison", "administrator"):
        with line.world.acting(key) as by:
            own = Address.objects.exclude(worker=by.worker)
            assert not own.exists(), key
    with line.world.acting("on-call") as by:
        assert list(Address.objects.values_list("address", flat=True)) == [NUMBERS["on-call"]]
    with line.world.acting("administrator"):
        assert ContactMethod.objects.live().count() == 5


def test_a_method_counts_only_with_its_code_and_not_after_five_tries(bare: Line) -> None:
    (method,) = bare.reach("on-call", verified=False)
    with bare.world.acting("on-call") as by:
        for _ in range(5):
            method.refresh_from_db()
            assert not methods.verify(method=method, code="no", by=by, at=bare.world.at)
        with pytest.raises(Refused, match="too often"):
            methods.verify(method=method, code="no", by=by, at=bare.world.at)
    assert not ContactMethod.objects.live().exists()


def test_an_ended_method_is_not_used(line: Line) -> None:
    with line.world.acting("on-call") as by:
        methods.end(method=ContactMethod.objects.get(worker=by.worker), by=by, at=line.world.at)
    line.call()
    assert line.paged() == ["case-manager"]


def test_twenty_calls_in_a_minute_all_leave(bare: Line) -> None:
    """No throttle silences a live hand-off."""
    bare.on_call("on-call")
    bare.reach("on-call")
    for _ in range(20):
        bare.call()
    assert len(bare.inbox("on-call")) == 20
