"""What leaves the rota: calendars, the telephone's answer as JSON and as a file, and warnings of gaps."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from tests.database.test_rota import HOUR, TURN_ENDS, change, names, plan, told
from tests.database.test_rota_requests import act, cover
from tests.environment import ROOT
from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.jobs import rota_watch
from thirdoption.program.ground import acting as ground
from thirdoption.program.handoffs.actions import rota as planning
from thirdoption.program.handoffs.actions import rota_requests as actions
from thirdoption.program.handoffs.models import RotaFeed
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.handoffs.queries.rota_phone import answer
from thirdoption.program.handoffs.rules.rota import Layer, of_worker
from thirdoption.program.messages.actions import methods
from thirdoption.program.messages.models import ContactMethod
from thirdoption.program.messages.rules import Kind
from thirdoption.program.staff.queries import program
from thirdoption.web.desk.calendars import written
from thirdoption.web.desk.views import calendars

HERE = ZoneInfo("America/New_York")


def events(text: bytes) -> list[tuple[str, datetime, datetime]]:
    """What a calendar's program reads: summary, from, to."""
    found = Calendar.from_ical(text).walk("VEVENT")
    return [(str(one["summary"]), one.decoded("dtstart"), one.decoded("dtend")) for one in found]


def test_a_calendar_is_right_on_both_sides_of_a_night_when_the_clocks_change(world: World) -> None:
    """Daily turns over the 14th of March: each begins at nine by the wall clock, one lasts 23 hours."""
    plan(world, "on-call", "case-manager", starts_on=date(2027, 3, 12), hand_over=time(9))
    start, end = datetime(2027, 3, 12, 14, tzinfo=UTC), datetime(2027, 3, 16, 13, tzinfo=UTC)
    found = rota(site=world.site.pk, start=start, end=end)
    kim = world.workers["on-call"].pk
    text = written(found, worker=kim, zone=HERE, at=world.at)
    assert b"BEGIN:VTIMEZONE" in text and b"TZID=America/New_York" in text
    read = events(text)
    assert [(a, b) for _, a, b in read] == [(t.starts_at, t.ends_at) for t in of_worker(found.turns, kim)]
    first = [(a, b) for summary, a, b in read if summary == "On call: first"]
    assert [(a.hour, b.hour, (b - a) / HOUR) for a, b in first] == [(9, 9, 24), (9, 9, 24)]
    other = written(found, worker=world.workers["case-manager"].pk, zone=HERE, at=world.at)
    short = [(b.astimezone(UTC) - a.astimezone(UTC)) / HOUR for s, a, b in events(other) if "first" in s]
    assert short == [23, 24]
    numbers = [str(one["uid"]) for one in Calendar.from_ical(text).walk("VEVENT")]
    assert len(set(numbers)) == len(numbers)


def test_a_secret_address_opens_one_s_shifts_and_names_no_participant(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendars.timezone, "now", lambda: world.at)
    walk.handed_over(world)
    mine = act(world, "on-call", actions.open_feed, of_team=False)
    team = act(world, "on-call", actions.open_feed, of_team=True)
    get = Client().get
    answered = get(reverse("desk:calendar-file", args=[mine.key]))
    assert answered["Content-Type"] == "text/calendar; charset=utf-8"
    shifts = [one for one in events(answered.content) if one[1] <= world.at < one[2]]
    assert [(one[0], one[2]) for one in shifts] == [("On call: first", TURN_ENDS)]
    whole = get(reverse("desk:calendar-file", args=[team.key])).content
    now = {one[0] for one in events(whole) if one[1] <= world.at < one[2]}
    assert now == {"First: Kim Delgado", "Second: Dana Whitfield"}
    assert b"Marisol" not in whole and b"26-00417" not in whole
    act(world, "on-call", actions.close_feed, of_team=True)
    assert get(reverse("desk:calendar-file", args=[team.key])).status_code == 404
    assert get(reverse("desk:calendar-file", args=[mine.pk])).status_code == 404, "its id is not its key"
    assert RotaFeed.objects.count() == 1


def in_program(world: World, what: Any, **given: Any) -> Any:
    with ground.opened(program(world.site.pk, world.at)) as by:
        return what(**given, by=by, at=world.at)


def reach(world: World, who: str, kind: Kind, address: str) -> None:
    """A verified way to reach a worker."""
    made = act(world, who, methods.add, kind=kind, address=address)
    ContactMethod.objects.filter(pk=made.pk).update(verified_at=world.at)


def test_the_telephone_is_told_whom_to_ring_and_until_when(world: World) -> None:
    reach(world, "on-call", Kind.SMS, "+15185550111")
    reach(world, "on-call", Kind.VOICE, "+15185550112")
    reach(world, "case-manager-2", Kind.VOICE, "+15185550113")
    change(world, away="on-call", worker="case-manager-2")
    told_now = in_program(world, answer)
    assert (told_now["site"], told_now["line"]) == ("fort-orange", "555-0142")
    first, second = told_now["on_call"]
    assert (first["name"], first["numbers"]) == ("Kim", ["+15185550112", "+15185550111"])
    assert (second["name"], second["numbers"]) == ("Dana", [])
    assert told_now["until"] == (world.at + HOUR).isoformat()
    world.pass_time(hours=2)
    assert [one["numbers"] for one in in_program(world, answer)["on_call"]] == [["+15185550113"], []]


def test_a_worker_s_own_context_reads_no_number_of_a_colleague(world: World) -> None:
    reach(world, "on-call", Kind.VOICE, "+15185550112")
    with world.acting("case-manager") as by:
        assert [one["numbers"] for one in answer(by=by, at=world.at)["on_call"]] == [[], []]


def test_the_file_is_replaced_whole_and_only_its_owner_reads_it(world: World, tmp_path: Path) -> None:
    rota_watch.look(tmp_path, world.at)
    path = tmp_path / "on-call-fort-orange.json"
    assert [one["name"] for one in json.loads(path.read_text())["on_call"]] == ["Kim", "Dana"]
    assert path.stat().st_mode & 0o777 == 0o600
    rota_watch.look(tmp_path, TURN_ENDS)
    assert [one["name"] for one in json.loads(path.read_text())["on_call"]] == ["Dana", "Luis"]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_each_minute_cover_is_chased(world: World, tmp_path: Path) -> None:
    asked = cover(world)
    before = asked.askings.count()
    rota_watch.look(tmp_path, world.pass_time(minutes=30))
    assert asked.askings.count() == before
    rota_watch.look(tmp_path, world.pass_time(hours=2))
    assert asked.askings.count() == 2 * before
    assert told(world, "case-manager-3", "shift-request") == 2


def test_a_gap_is_warned_of_once_a_day_until_it_is_mended(world: World) -> None:
    assert in_program(world, rota_watch.warn_of_gaps) == 0
    for layer, away in ((Layer.FIRST, "on-call"), (Layer.SECOND, "case-manager")):
        with world.acting("supervisor") as by:
            then = {"starts_at": world.at + 48 * HOUR, "ends_at": world.at + 50 * HOUR}
            planning.override(
                layer=layer, **then, away=world.workers[away].pk, worker=None, by=by, at=world.at
            )
    assert names(world, world.at + 49 * HOUR) == []
    assert [in_program(world, rota_watch.warn_of_gaps) for _ in range(3)] == [1, 0, 0]
    assert told(world, "supervisor", "rota-gap") == 1 and told(world, "on-call", "rota-gap") == 0
    world.pass_time(hours=25)
    assert in_program(world, rota_watch.warn_of_gaps) == 1
    change(world, worker="case-manager-3", starts_at=world.at + HOUR, ends_at=world.at + 60 * HOUR)
    world.pass_time(hours=25)
    assert in_program(world, rota_watch.warn_of_gaps) == 0


def test_the_command_answers_without_pages(committed: World) -> None:
    """The real command in its own process, on the database of this test."""
    name = settings.DATABASES["default"]["NAME"]
    run = [sys.executable, "-m", "thirdoption.command.main", "on-call", "--site", "fort-orange"]
    env = {**os.environ, "THIRDOPTION_DATABASE": name}
    found = subprocess.run([*run, "--at", "2026-11-20T10:00-05:00"], capture_output=True, text=True, env=env,
                           cwd=ROOT, check=False)  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert [one["name"] for one in json.loads(found.stdout)["on_call"]] == ["Kim", "Dana"]
    wrong = subprocess.run([*run, "--at", "soon"], capture_output=True, text=True, env=env,
                           cwd=ROOT, check=False)  # fmt: skip
    assert wrong.returncode == 2 and "with its offset" in wrong.stderr
