"""At the beginning of a shift a test that has to be answered; silence is told of, and a call comes first."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.line import NUMBERS, Line
from thirdoption.jobs import rota_watch
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.actions import line_tests, rota
from thirdoption.program.handoffs.models import LineTest
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.messages.models import Message
from thirdoption.program.messages.rules import Kind
from thirdoption.program.staff.queries import program
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]


def begins(line: Line, *keys: str) -> None:
    """These come on call now; the job process looks, as each minute."""
    line.world.at += timedelta(hours=1)
    line.on_call_now(*keys)
    watch(line)


def watch(line: Line) -> None:
    with ground.opened(program(line.world.site.pk, line.world.at)) as by:
        rota_watch.look_after(by=by, at=by.now())
    line.settle()


def of_workers(line: Line) -> dict[str, LineTest]:
    keys = {worker.pk: key for key, worker in line.world.workers.items()}
    return {keys[one.worker_id]: one for one in LineTest.objects.all()}


def texts(line: Line) -> list[Message]:
    """Every message that was made."""
    with ground.opened(program(line.world.site.pk, line.world.at)):
        return list(Message.objects.order_by("made_at"))


def told(line: Line, template: str) -> list[str]:
    keys = {worker.pk: key for key, worker in line.world.workers.items()}
    return sorted({keys[one.worker] for one in texts(line) if one.template == template})


def came(line: Line, key: str, kind: str = "Messages") -> list[str]:
    """The tests that a worker got."""
    return [one.body for one in line.inbox(key, kind) if "This is a test" in one.body]


@pytest.fixture
def ended(bare: Line) -> Line:
    """A line whose rota has ended: nobody is on call until somebody is put there."""
    tomorrow = bare.world.at.date() + timedelta(days=1)
    for layer in Layer:
        with bare.world.acting("supervisor") as by:
            given = {"starts_on": tomorrow, "hand_over": time(9), "days": 1, "order": []}
            rota.plan_rotation(layer=layer, **given, most_hours=None, by=by, at=bare.world.at)
    bare.world.pass_time(days=2)
    return bare


@pytest.fixture
def shift(ended: Line) -> Line:
    """Two come on call; both have numbers, and so has who leads."""
    for key in ("on-call", "case-manager", "supervisor"):
        ended.reach(key)
    ended.reach("case-manager", Kind.VOICE)
    begins(ended, "on-call", "case-manager")
    return ended


def test_whoever_comes_on_call_is_tested_once_by_every_way(shift: Line) -> None:
    assert sorted(of_workers(shift)) == ["case-manager", "on-call"]
    assert len(came(shift, "on-call")) == 1 and shift.paged() == []
    assert len(came(shift, "case-manager")) == len(came(shift, "case-manager", "Calls")) == 1
    assert len(shift.inbox("case-manager", "Calls")) == 1, "nobody is rung because a shift changed"
    for _ in range(3):
        shift.world.pass_time(minutes=1)
        watch(shift)
    assert LineTest.objects.count() == 2 and len(came(shift, "on-call")) == 1


def test_it_is_answered_by_word_by_key_or_by_a_tap(shift: Line, sign_in: SignIn) -> None:
    assert "The test came" in shift.says("on-call", "yes")
    assert "The test came" in shift.presses("case-manager", "1")
    assert all(one.answered_at for one in LineTest.objects.all())
    shift.wait(1000)
    assert told(shift, "test-silent") == []
    shift.world.pass_time(hours=20)
    begins(shift, "supervisor")
    client = sign_in("supervisor")
    assert "This is a test of your notices" in client.get(reverse("desk:home")).content.decode()
    mine = of_workers(shift)["supervisor"]
    there = reverse("desk:test-came", args=[mine.pk])
    assert sign_in("on-call").post(there).status_code == 404, "it is nobody else's to answer"
    assert client.post(there).status_code == 302
    assert client.post(there).status_code == 409
    assert "This is a test of your notices" not in client.get(reverse("desk:home")).content.decode()


def test_who_is_silent_is_told_to_who_leads_and_shown(shift: Line, sign_in: SignIn) -> None:
    shift.says("on-call", "yes")
    shift.wait(14 * 60)
    assert told(shift, "test-silent") == []
    shift.wait(2 * 60)
    assert told(shift, "test-silent") == ["supervisor"]
    shift.wait(3600)
    assert len([one for one in shift.inbox("supervisor") if "did not answer" in one.body]) == 1
    page = sign_in("manager").get(reverse("desk:line")).content.decode()
    silent = page[page.index("Tests that nobody answered") :]
    assert "Dana Whitfield" in silent and "Kim Delgado" not in silent
    assert "The test came" in shift.says("case-manager", "yes"), "late is better than never"
    assert "Every test" in sign_in("manager").get(reverse("desk:line")).content.decode()


def test_who_has_no_way_to_be_reached_is_silent(ended: Line) -> None:
    ended.reach("supervisor")
    begins(ended, "case-manager-2")
    assert "case-manager-2" in of_workers(ended)
    ended.wait(16 * 60)
    assert told(ended, "test-silent") == ["supervisor"]


def test_a_call_comes_before_a_test(shift: Line) -> None:
    """A bare yes while both wait is for the person at the curb; the test's code is for the test."""
    call = shift.call()
    shift.says("on-call", "yes")
    assert shift.state(call) == ("accepted", "on-call")
    assert of_workers(shift)["on-call"].answered_at is None
    assert "The test came" in shift.says("on-call", "yes")


def test_the_code_of_a_test_accepts_no_call(shift: Line) -> None:
    code = came(shift, "on-call")[0].split()[-1].strip(".")
    call = shift.call()
    assert "The test came" in shift.says("on-call", f"yes {code}")
    assert shift.state(call) == ("requested", "")


def test_a_machine_that_answers_proves_nothing(shift: Line) -> None:
    shift.says("on-call", "I am driving and will answer later")
    assert of_workers(shift)["on-call"].answered_at is None


def test_an_exchange_of_turns_within_half_a_day_tests_nobody_again(shift: Line) -> None:
    shift.says("on-call", "yes")
    shift.world.pass_time(hours=3)
    watch(shift)
    shift.on_call_now("case-manager-2")
    shift.world.pass_time(hours=1)
    watch(shift)
    assert list(of_workers(shift)).count("on-call") == 1


def test_two_processes_write_and_send_it_once(shift: Line) -> None:
    before = len(shift.inbox())
    with ground.opened(program(shift.world.site.pk, shift.world.at)) as by:
        assert line_tests.plan(by=by, at=shift.world.at) == 0
        assert line_tests.step(by=by, at=shift.world.at) == 0
    shift.settle()
    assert len(shift.inbox()) == before


def test_a_test_tells_no_number_and_no_name(shift: Line) -> None:
    """R-37: the words of a test are the same for everybody, but for the code."""
    body = came(shift, "on-call")[0]
    assert body.startswith("This is a test of your notices. Answer YES ")
    assert not any(number in body for number in NUMBERS.values()) and "Kim" not in body


# The summary


def at_eight(line: Line, day: datetime) -> None:
    line.world.at = day
    watch(line)


@pytest.mark.parametrize(("weekday", "there"), [(0, ["case-manager", "manager", "on-call", "supervisor"])])
def test_once_a_day_who_leads_and_who_is_on_call_are_told(
    ended: Line, weekday: int, there: list[str], sign_in: SignIn
) -> None:
    for key in ("on-call", "supervisor"):
        ended.reach(key)
    ended.reach("supervisor", Kind.VOICE, address="+15185550188")
    day = ended.world.at.replace(hour=12, minute=30, second=0)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    ended.world.at = day
    ended.on_call_now("on-call", "case-manager")
    at_eight(ended, day)
    assert told(ended, "summary") == [], "half past seven is too early"
    at_eight(ended, day + timedelta(hours=1))
    assert told(ended, "summary") == there
    before = len([one for one in texts(ended) if one.template == "summary"])
    at_eight(ended, day + timedelta(hours=2))
    assert len([one for one in texts(ended) if one.template == "summary"]) == before
    mine = [one for one in texts(ended) if one.template == "summary" and one.channel == Kind.VOICE]
    assert mine == [], "nobody is rung for a summary"
    assert "Your summary is there. Sign in to read it." in [one.body for one in ended.inbox("supervisor")]
    at_eight(ended, day + timedelta(days=1, hours=1))
    assert len([one for one in texts(ended) if one.template == "summary"]) > before


def test_the_page_shows_what_comes_and_silence_only_to_who_leads(shift: Line, sign_in: SignIn) -> None:
    shift.call()
    shift.wait(16 * 60)
    lead = sign_in("supervisor").get(reverse("desk:summary")).content.decode()
    assert "Kim Delgado" in lead and "Tests that nobody answered" in lead and "Nobody is on call" in lead
    mine = sign_in("on-call").get(reverse("desk:summary")).content.decode()
    # a turn of weeks: no beginning or end that is only where this page stops looking
    assert ">Until " in lead and ">From " in lead and "Now" in mine
    assert "Your shifts" in mine and "Tests that nobody answered" not in mine
    for page in (lead, mine):
        assert "Marisol" not in page and "Made-up Street" not in page and "26-00001" not in page
    assert sign_in("officer").get(reverse("desk:summary")).status_code == 404


# What an open page asks


def test_an_open_page_shows_a_call_to_who_was_paged_and_to_nobody_else(line: Line, sign_in: SignIn) -> None:
    asked = {"headers": {"HX-Request": "true"}}
    address = reverse("desk:paged")
    assert sign_in("on-call").get(address, **asked).status_code == 204
    call = line.call()
    page = sign_in("on-call").get(address, **asked).content.decode()
    assert "Somebody waits for your yes" in page and reverse("desk:handoff", args=[call]) in page
    assert "Made-up Street" not in page and "26-00001" not in page
    version = page.split('data-version="')[1].split('"')[0]
    assert sign_in("on-call").get(f"{address}?shown={version}", **asked).status_code == 204
    assert sign_in("case-manager").get(address, **asked).status_code == 204
    assert sign_in("officer").get(address, **asked).status_code == 404
    line.says("on-call", "busy")
    gone = sign_in("on-call").get(f"{address}?shown={version}", **asked)
    assert gone.status_code == 200 and "waits" not in gone.content.decode()
    assert "waits for your yes" in sign_in("case-manager").get(address, **asked).content.decode()
    line.says("case-manager", "yes")
    assert sign_in("case-manager").get(address, **asked).status_code == 204


def test_asking_leaves_no_row_and_is_cheap(
    line: Line, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    line.call()
    client, address = sign_in("on-call"), reverse("desk:paged")
    client.get(address)
    with line.world.acting("auditor"):
        before = Entry.objects.count()
    with django_assert_num_queries(7):
        client.get(address, headers={"HX-Request": "true"})
    with line.world.acting("auditor"):
        assert Entry.objects.count() == before


def test_each_minute_tests_and_summaries_are_looked_after(ended: Line, tmp_path: Path) -> None:
    ended.world.at += timedelta(hours=1)
    ended.on_call_now("on-call")
    rota_watch.look(tmp_path, ended.world.at)
    with ground.opened(program(ended.world.site.pk, ended.world.at)):
        assert LineTest.objects.count() == 1 and Message.objects.filter(template="summary").exists()
