"""What workers and the carrier say, in any order and as often as they like: one yes, and nobody forgotten."""

import re

import pytest

from tests.factories.line import NUMBERS, Line, code_of
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import Address, ContactMethod
from thirdoption.program.messages.rules import Kind, reference


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


@pytest.mark.parametrize("word", ["PASS", "busy"])
def test_a_no_of_somebody_who_is_there_is_not_said_to_be_passed_on(line: Line, word: str) -> None:
    """On the way it gives the hand-off back: test_line_given_back.py."""
    call = line.call()
    line.says("on-call", "YES")
    with line.world.acting("on-call") as by:
        handoffs.arrive(handoff=Handoff.objects.get(pk=call), by=by, at=line.world.at)
    answer = line.says("on-call", word)
    assert "is yours" in answer and "who is next" not in answer
    assert line.state(call) == ("arrived", "on-call") and line.paged() == ["on-call"]


@pytest.mark.parametrize("coded", [True, False])
def test_a_telephone_of_two_workers_answers_for_whoever_was_paged_on_it(bare: Line, coded: bool) -> None:
    """The program's own telephone goes from shift to shift, and each worker has proven it."""
    shared = "+15185550199"
    bare.on_call("on-call")
    bare.reach("on-call", address=shared)
    bare.world.pass_time(minutes=1)
    bare.reach("case-manager", address=shared)
    call = bare.call()
    assert "is yours" in bare.number_says(shared, f"YES {reference(call)}" if coded else "yes")
    assert bare.state(call) == ("accepted", "on-call")


def test_a_question_that_begins_with_come_is_no_yes(line: Line) -> None:
    call = line.call()
    assert "did not understand" in line.says("on-call", "Come again?")
    assert line.state(call) == ("requested", "")


def test_a_yes_to_a_call_that_has_ended_says_so(line: Line) -> None:
    call = line.call()
    with line.world.acting("supervisor") as by:
        ended = Handoff.objects.get(pk=call)
        handoffs.end(handoff=ended, because=State.CANCELLED, by=by, at=line.world.at)
    assert "is over" in line.says("on-call", "yes")
    assert line.state(call)[0] == "cancelled"


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


def test_a_code_proves_nothing_after_a_quarter_of_an_hour(bare: Line) -> None:
    """A number that was typed wrong is somebody's, who has the code for good."""
    (one,) = bare.reach("on-call", verified=False)
    bare.world.pass_time(minutes=16)
    with bare.world.acting("on-call") as by, pytest.raises(Refused, match="too old"):
        methods.verify(method=one, code=code_of(one), by=by, at=bare.world.at)


def test_an_ended_method_is_not_used(line: Line) -> None:
    with line.world.acting("on-call") as by:
        methods.end(method=ContactMethod.objects.get(worker=by.worker), by=by, at=line.world.at)
    line.call()
    assert line.paged() == ["case-manager"]


def test_many_calls_in_a_minute_all_leave(bare: Line) -> None:
    """No throttle silences a live hand-off."""
    bare.on_call("on-call")
    bare.reach("on-call")
    for _ in range(7):
        bare.call()
    assert len(bare.inbox("on-call")) == 7
