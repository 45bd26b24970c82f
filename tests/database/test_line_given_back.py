"""Whoever said yes cannot come after all: everybody else is asked at once, and the officer sees it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories.line import Line
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff, Outing
from thirdoption.program.handoffs.queries.escalation import faults, is_exhausted
from thirdoption.program.handoffs.rules import Note
from thirdoption.program.staff.queries import program

HTMX = {"HX-Request": "true"}
SignIn = Callable[[str], Client]


def taken(line: Line, key: str = "on-call") -> Handoff:
    """A call to which one worker said yes."""
    pk = line.call()
    line.says(key, "yes")
    return as_seen(line, pk)


def as_seen(line: Line, pk: object) -> Handoff:
    with line.world.acting("supervisor"):
        return Handoff.objects.select_related("referral").get(pk=pk)


def given_back(line: Line, call: Handoff, key: str = "on-call") -> None:
    seen = as_seen(line, call.pk)
    with line.world.acting(key) as by:
        handoffs.give_back(handoff=seen, by=by, at=line.world.at)
    line.settle()


def test_everybody_else_is_asked_at_once_and_whoever_leads_a_minute_later(line: Line) -> None:
    call = taken(line)
    given_back(line, call)
    assert line.state(call.pk) == ("requested", "")
    assert line.paged() == ["on-call", "case-manager", "case-manager-2"]
    line.wait(61)
    assert line.paged()[3:] == ["supervisor"]
    line.says("case-manager", "yes")
    assert line.state(call.pk) == ("accepted", "case-manager")
    assert line.steps(call.pk)[-2:] == [("everybody", "paged"), ("supervisor", "paged")]


def test_whoever_leads_hears_that_nobody_comes_though_they_gave_it_back(line: Line) -> None:
    """They said yes and could not come; the others do not answer: nobody but them is left to know it."""
    call = line.call()
    line.wait(241)
    line.says("supervisor", "yes")
    line.says("supervisor", "pass")
    assert line.state(call) == ("requested", "")
    before = line.paged().count("supervisor")
    line.wait(61)
    assert line.paged().count("supervisor") == before + 1
    line.says("supervisor", "pass")
    line.wait(600)
    assert line.paged().count("supervisor") == before + 1  # they know: they are not asked without end


@pytest.mark.parametrize("word", ["pass", "busy"])
def test_pass_after_yes_gives_it_back(line: Line, word: str) -> None:
    """Otherwise the answer says that others are asked, and nobody is."""
    call = taken(line)
    assert "passed on" in line.says("on-call", word).lower() or line.inbox("case-manager")
    assert line.state(call.pk) == ("requested", "")
    assert line.paged() == ["on-call", "case-manager", "case-manager-2"]


def test_pass_of_another_takes_nothing_away(line: Line) -> None:
    call = taken(line)
    line.says("case-manager", "pass")
    assert line.state(call.pk) == ("accepted", "on-call")


def test_whoever_gave_it_back_may_still_say_yes_and_nobody_else_gives_it_back(line: Line) -> None:
    call = taken(line)
    with line.world.acting("case-manager") as by, pytest.raises(Refused):
        handoffs.give_back(handoff=call, by=by, at=line.world.at)
    given_back(line, call)
    given_back(line, call)  # a second tap is one
    assert len(line.steps(call.pk)) == 6
    line.says("on-call", "yes")
    assert line.state(call.pk) == ("accepted", "on-call")


def test_where_nobody_is_left_all_are_tried_again_until_somebody_answers(line: Line) -> None:
    """The leader's page of the first time does not count for the second."""
    pk = line.call()
    line.wait(241)
    assert line.paged().count("supervisor") == 1
    line.says("supervisor", "yes")
    line.faults(reject=1.0)
    given_back(line, as_seen(line, pk), "supervisor")
    assert line.steps(pk)[-2:] == [("supervisor", "paged"), ("again", "")]
    by = program(line.world.site.pk, line.world.at)
    with ground.opened(by):
        assert is_exhausted(handoff=pk)
        assert "nobody leads" in [one.code for one in faults(by=by, at=line.world.at)]
    line.faults(reject=0.0)
    line.wait(121)
    assert line.paged().count("on-call") >= 2
    line.says("on-call", "yes")
    assert line.state(pk) == ("accepted", "on-call")


def test_the_officer_sees_that_somebody_else_is_asked_and_no_stale_estimate(
    line: Line, sign_in: SignIn
) -> None:
    """R-40: by first names and role, as everything else on this page."""
    call = taken(line)
    with line.world.acting("on-call") as by:
        handoffs.tell_officer(handoff=call, note=Note.IN_10, by=by, at=line.world.at)
    line.world.pass_time(minutes=3)
    officer, page = sign_in("officer"), f"/street/referrals/{call.referral_id}/hand-off/?known=-"
    assert "About 10 minutes" in officer.get(page, headers=HTMX).content.decode()
    worker = sign_in("on-call")
    assert "come after all" in worker.get(f"/desk/hand-offs/{call.pk}/").content.decode()
    assert worker.post(f"/desk/hand-offs/{call.pk}/give-back/").status_code == 302
    line.settle()
    shown = officer.get(page, headers=HTMX).content.decode()
    assert "Somebody else is asked" in shown and "Calling the line" in shown
    assert "About 10 minutes" not in shown and "Kim" not in shown
    line.says("case-manager", "yes")
    shown = officer.get(page, headers=HTMX).content.decode()
    assert "Dana is coming" in shown and "Kim said" not in shown and "About 10 minutes" not in shown


def test_whoever_was_on_the_way_is_still_looked_after(line: Line) -> None:
    """A car that broke down is no home: their own time runs until they say that they are home safe."""
    call = taken(line)
    with line.world.acting("on-call") as by:
        handoffs.set_out(handoff=call, by=by, at=line.world.at)
    given_back(line, call)
    assert Outing.objects.filter(handoff=call.pk, home_at=None).count() == 1
