"""What could silence the line, or make it cry without a cause."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.database.test_directory_of_two_places import second_place
from tests.database.test_line_engine import night
from tests.database.test_races import at_once
from tests.factories.fixtures import World
from tests.factories.jobs import before_sending, send
from tests.factories.line import NUMBERS, Line
from tests.factories.telephone import Telephone
from thirdoption.jobs import background, rota_watch
from thirdoption.jobs import line as engine
from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries import escalation as queries
from thirdoption.program.messages import actions as messages
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.rules import Kind

__all__ = ["night"]

# An engine that goes on


def test_what_breaks_once_is_done_in_the_next_round(world: World) -> None:
    """Not only what a database does: a fault that nobody thought of ends no engine either."""
    stop, done = threading.Event(), []

    def act() -> None:
        done.append("once")
        if len(done) == 1:
            raise KeyError("nobody thought of this")
        stop.set()

    background.keep_going(stop, 0.0, act)
    assert len(done) == 2


def test_what_breaks_at_one_place_silences_no_other(committed: World) -> None:
    """A place that set-up has made and that has no operator yet, say."""
    places = {committed.site.pk, second_place(connection.settings_dict["NAME"]).pk}
    seen = []

    def act(by: Acting) -> None:
        seen.append(by.site)
        if len(seen) == 1:
            raise KeyError("at the first one")

    with pytest.raises(KeyError):
        background.at_every_site(None, act)
    assert set(seen) == places


def test_a_full_disk_is_no_reason_to_test_nobody(line: Line, tmp_path: Path) -> None:
    line.on_call_now("case-manager-3")
    with pytest.raises(OSError):  # told when all had their turn
        rota_watch.look(tmp_path / "not there", line.world.at)
    line.settle()
    assert [one.to for one in line.inbox("case-manager-3")]


# A page that leads to nobody


def test_a_call_while_nobody_can_be_reached_is_paged_when_somebody_can(bare: Line) -> None:
    call = bare.call()
    assert queries.is_exhausted(handoff=call), "the officer is told at once what there is instead"
    bare.wait(30)
    assert [one.code for one in engine.watch(bare.world.at)] == ["nobody leads"]
    bare.reach("supervisor")
    bare.wait(31)
    assert bare.paged() == ["supervisor"] and engine.watch(bare.world.at) == []
    bare.wait(600)
    assert bare.paged() == ["supervisor"]


def test_who_is_silent_is_paged_again_where_nobody_who_leads_can_be(bare: Line) -> None:
    bare.on_call("on-call")
    bare.reach("on-call")
    call = bare.call()
    bare.wait(301)
    assert bare.paged() == ["on-call"] * 3
    assert bare.steps(call)[3:] == [("supervisor", "nobody"), ("again", "paged")]


def test_two_ways_that_are_refused_at_once_send_the_next_person_at_once(
    night: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sender would see its own refusal only: the second waits for the first."""
    night.world.pass_time(seconds=1)
    night.reach("on-call", Kind.VOICE)
    night.faults(rejected=(NUMBERS["on-call"],))
    night.offer()
    kept = before_sending()
    assert len(kept) == 2
    both, noted = threading.Barrier(2), messages.note

    def note(**given: Any) -> None:
        noted(**given)
        both.wait(timeout=20)  # both are noted before either looks who is left

    with monkeypatch.context() as patched:
        patched.setattr(messages, "note", note)
        at_once(2, lambda number: send(kept[number]))
    night.settle()
    assert night.paged() == ["case-manager"]


def test_a_page_that_is_wanted_no_more_is_no_fault(line: Line) -> None:
    """Somebody said yes on a page of the program before the message left."""
    referral = line.offer()
    kept = before_sending()
    with line.world.acting("on-call") as by:
        found = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=found, by=by, at=line.world.at)
    send(kept[0])
    line.wait(60)
    assert line.paged() == [] and engine.watch(line.world.at) == []


def test_a_way_that_ends_before_its_page_leaves_sends_the_next_person(line: Line) -> None:
    line.offer()
    kept = before_sending()
    with line.world.acting("on-call") as by:
        (mine,) = ContactMethod.objects.filter(worker=by.hand)
        methods.end(method=mine, by=by, at=line.world.at)
    send(kept[0])
    line.settle()
    assert line.paged() == ["case-manager"]


# An answer that is somebody's


def test_a_yes_from_a_shared_telephone_is_of_whoever_was_asked(bare: Line) -> None:
    """The team's one telephone: not of whoever proved its number last."""
    bare.on_call("on-call")
    bare.reach("on-call", address=NUMBERS["case-manager"])
    bare.world.pass_time(seconds=1)
    bare.reach("case-manager")
    call = bare.call()
    assert "is yours" in bare.says("case-manager", "YES")
    assert bare.state(call) == ("accepted", "on-call")


def test_a_test_of_days_ago_takes_no_answer(bare: Line, tmp_path: Path) -> None:
    bare.reach("on-call")
    bare.reach("case-manager")
    bare.on_call_now("on-call")
    rota_watch.look(tmp_path, bare.world.at)
    bare.settle()
    assert len(bare.inbox("on-call")) == 1
    bare.world.pass_time(days=2)
    bare.on_call("on-call", "case-manager")
    bare.call()
    bare.wait(61)
    bare.says("case-manager", "YES")
    assert "Somebody goes already" in bare.says("on-call", "YES")


# A caller who is not cut off


@pytest.mark.parametrize("ended", [{"DialCallStatus": "no-answer"}, {"DialCallStatus": "completed"}])
def test_who_calls_hears_of_a_yes_that_came_while_it_rang(line: Line, ended: dict[str, str]) -> None:
    """Or while a machine had answered there: that it did, the carrier calls completed too."""
    phone = Telephone(line)
    phone.call()
    phone.key("")
    line.wait(92)
    line.says("case-manager", "YES")
    heard = phone.post(phone.then(), **ended, DialBridged="false")
    assert "Somebody said yes" in heard and phone.rings() == [NUMBERS["case-manager"]]
