"""Tonight on the page of a call: what is open now, until when and as of when; nothing that is closed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.line import Line
from thirdoption.demo import directory
from thirdoption.program.services import actions
from thirdoption.program.services.models import Schedule, Service
from thirdoption.program.services.queries import tonight as rows
from thirdoption.web.desk.presenters.moments import Clock
from thirdoption.web.desk.presenters.tonight import tonight

SignIn = Callable[[str], Client]


def filled(line: Line) -> None:
    with line.world.acting("manager") as by:
        for source, given in directory.batches(today=line.world.at.date()):
            actions.import_directory(site=line.world.site, rows=given, source=source, by=by, at=line.world.at)


def shown(line: Line, at: str) -> dict[str, list[tuple[str, str]]]:
    zone = ZoneInfo(line.world.site.zone)
    clock = Clock(zone, datetime.fromisoformat(at).replace(tzinfo=zone))
    found = tonight(rows(site=line.world.site.pk), "Pharmacy, 200 Example Street", clock)
    return {group.need: [(one.name, one.state) for one in group.places] for group in found}


def test_what_is_open_at_two_in_the_night(line: Line) -> None:
    filled(line)
    night = shown(line, "2027-01-20T02:10")  # a Wednesday
    assert night["A bed for tonight"] == [
        ("Invented Harbor Shelter", "Open until 8 a.m."),
        ("Pretend Porch Women's Shelter", "Open around the clock"),
    ]
    assert night["Food"] == [("Nobody's All-Night Diner", "Open until 6 a.m.")]
    assert night["A warm place"] == [
        ("Nobody's All-Night Diner", "Open until 6 a.m."),
        ("Chapel of Make-Believe", "Hours not known: call first"),
    ]
    assert night["Naloxone"] == []
    assert ("Once-Told Rides", "Open around the clock") in night["Transportation"]


def test_the_next_day_is_another_list(line: Line) -> None:
    filled(line)
    day = shown(line, "2027-01-22T12:00")  # a Friday
    assert day["Naloxone"] == [("Once-Upon-a-Time Harm Reduction", "Open until 8 p.m.")]
    assert "Nobody's All-Night Diner" not in dict(day["Food"])
    assert dict(shown(line, "2027-01-23T01:00")["Naloxone"]) == {"Never-There Night Van": "Open until 3 a.m."}


def test_the_page_says_as_of_when_and_asks_one_statement(line: Line, sign_in: SignIn) -> None:
    filled(line)
    call = line.call()
    with CaptureQueriesContext(connection) as captured:
        page = sign_in("on-call").get(reverse("desk:handoff", args=[call])).content.decode()
    assert "Open now" in page and "As of" in page and "Once-Told Rides" in page
    assert sum("services_schedule" in one["sql"] for one in captured) == 1
    assert "200 Made-up Street" in page


def test_hours_that_a_source_no_longer_says_go(line: Line) -> None:
    filled(line)
    before = Schedule.objects.count()
    source, given = directory.batches(today=line.world.at.date())[1]
    with line.world.acting("manager") as by:
        without = [replace(one, hours=()) for one in given]
        actions.import_directory(site=line.world.site, rows=without, source=source, by=by, at=line.world.at)
    assert before > 0 and Schedule.objects.count() == 0 and Service.objects.count() > 0
