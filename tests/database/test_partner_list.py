"""The liaison's list: its parts, what narrows it, what became of dates and tickets, and its file."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.lodging import LODGED, extend, held_as, matter_of, pause, ticketed
from thirdoption.program.matters import actions
from thirdoption.program.matters.rules import Change
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.trail.models import Entry
from thirdoption.web.partners.presenters import rows

SignIn = Callable[[str], Client]
NUMBER = re.compile(r'<th scope="row".*?>(26-[\w-]+)</a>')


def listed(client: Client, **asked: Any) -> str:
    response = client.get("/partners/matters/", asked)
    assert response.status_code == 200
    return str(response.content.decode())


def numbers(client: Client, **asked: Any) -> list[str]:
    """The incident numbers of a list, from the top."""
    return NUMBER.findall(listed(client, **asked))


def filed(client: Client, **asked: Any) -> list[dict[str, str]]:
    response = client.get("/partners/matters/list.csv", asked)
    assert response.status_code == 200 and response["Cache-Control"] == "private, no-store"
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.fixture
def four(world: World) -> Any:
    """Confirmed; done and not released; not done; signed and not done. All begun on one day."""
    made = {}
    for number in ("26-CONFIRMED-X", "26-SILENT-X", "26-SIGNED-X"):
        name = f"{number} Made-up"
        made[number] = walk.handed_over(world, incident_number=number, name=name)
    made["26-ALONE-X"] = (walk.accepted(world, incident_number="26-ALONE-X"), None)
    made["release"] = walk.released(world, *reversed(made["26-CONFIRMED-X"]))
    walk.released(world, *reversed(made["26-SIGNED-X"]))
    for number in ("26-CONFIRMED-X", "26-SILENT-X"):
        walk.intake(world, *reversed(made[number]))
    return made


def test_confirmed_and_not_confirmed_are_parts_of_their_own(world: World, sign_in: SignIn, four: Any) -> None:
    """R-25: confirmed only under a live release; "not confirmed" is the same whatever the cause."""
    client = sign_in("liaison")
    assert numbers(client, show="confirmed") == ["26-CONFIRMED-X"]
    assert numbers(client, show="passed") == []
    world.pass_time(days=30)
    late = {"26-SILENT-X", "26-SIGNED-X", "26-ALONE-X"}
    page = listed(client, show="passed")
    assert set(NUMBER.findall(page)) == late and "<strong>3 charges</strong>" in page
    cells = set(re.findall(r'data-label="Intake">(.*?)</td>', page))
    assert len(cells) == 1 and "not confirmed" in cells.pop()
    with world.acting("case-manager") as by:
        sharing.withdraw(release=four["release"], by=by, at=world.pass_time(minutes=1))
    assert "No intake is confirmed to you now" in listed(client, show="confirmed")
    assert set(numbers(client, show="passed")) == late | {"26-CONFIRMED-X"}


def test_what_is_told_by_leaving_it_out_is_accounted_too(world: World, sign_in: SignIn, four: Any) -> None:
    """R-22: who misses a charge among the unconfirmed knows that it is confirmed."""
    world.pass_time(days=30)
    page = listed(sign_in("liaison"), show="passed")
    with world.acting("case-manager"):
        (told,) = Disclosure.objects.all()
    assert told.release_id == four["release"].pk and "42 CFR part 2" in page


def test_how_many_are_confirmed_is_told_only_where_they_are_shown(
    world: World, sign_in: SignIn, four: Any
) -> None:
    tabs = re.findall(r"<a class=\"usa-button.*?>(.*?)</a>", listed(sign_in("liaison")))
    assert tabs[:5] == ["Held (4)", "Due within 7 days (0)", "Intake confirmed", "Not confirmed by the date",
                        "Decided (0)"]  # fmt: skip


def test_a_withdrawal_that_is_quicker_takes_a_charge_out_of_the_confirmed(
    world: World, sign_in: SignIn, four: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-9, R-51: found confirmed, and withdrawn before it is told."""
    monkeypatch.setattr(rows, "disclose", lambda **given: set())
    assert numbers(sign_in("liaison"), show="confirmed") == []


def test_due_within_the_days_that_are_chosen(world: World, sign_in: SignIn) -> None:
    for number in range(4):
        walk.accepted(world, incident_number=f"26-{number}-X")
        world.pass_time(days=9)
    client = sign_in("liaison")  # the dates are in -6, 3, 12 and 21 days
    for days, shown in (
        ("7", ["26-1-X"]),
        ("14", ["26-1-X", "26-2-X"]),
        ("30", ["26-1-X", "26-2-X", "26-3-X"]),
        ("9999", ["26-1-X"]),
        ("x", ["26-1-X"]),
    ):
        assert numbers(client, show="due", days=days) == shown
    assert "Due within 14 days (2)" in listed(client, show="due", days="14")
    assert "The date of 1 charge has passed." in listed(client)


def test_what_narrows_the_list(world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    walk.accepted(world, incident_number="26-100-X")
    walk.accepted(world, incident_number="26-210-X", conduct="fare_evasion")
    held_as(monkeypatch, LODGED)
    walk.accepted(world, incident_number="26-300-X")
    client = sign_in("liaison")
    assert numbers(client, number="100") == ["26-100-X"]
    assert numbers(client, number=" 26-2 ") == ["26-210-X"]
    assert numbers(client, number="%") == numbers(client, number="_") == []
    every, larceny = {"26-100-X", "26-210-X", "26-300-X"}, {"26-100-X", "26-300-X"}
    assert set(numbers(client, offense="155.25")) == set(numbers(client, offense="LARCENY")) == larceny
    assert numbers(client, model=LODGED) == ["26-300-X"]
    assert set(numbers(client, model="nonsense")) == every
    narrowed = listed(client, number="100")
    assert "Held (1)" in narrowed and "<strong>1 charge</strong>" in narrowed and 'value="100"' in narrowed
    nothing = listed(client, number="no such number")
    assert "No charge is found" in nothing and "Show all" in nothing
    assert "<script>" not in listed(client, number='"><script>alert(1)</script>').split("<main")[1]
    assert listed(client, number="\x00", page="-1")


def test_a_search_is_on_the_trail_also_when_nothing_is_found(world: World, sign_in: SignIn) -> None:
    """R-69."""
    listed(sign_in("liaison"), number="26-404")
    with world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(noun="matter", outcome="seen")
        assert row.subjects == []


def test_a_date_that_was_moved_says_so_and_never_why(world: World, sign_in: SignIn) -> None:
    """R-25: of a pause the liaison reads the new date."""
    paused, extended = (walk.accepted(world, incident_number=f"26-{one}-X") for one in ("1", "2"))
    pause(world, paused, days=9)
    extend(world, extended, date(2027, 1, 20))
    page = listed(sign_in("liaison"))
    assert "paused by the program, new date" in page and "29 Dec 2026" in page
    assert "extended" in page and "20 Jan 2027" in page
    assert "hospital" not in page


@pytest.mark.parametrize(
    ("kind", "to", "said", "red"),
    [
        (Change.TICKET_ADJOURNED, date(2026, 12, 10), "ticket adjourned", True),
        (Change.TICKET_ADJOURNED, date(2027, 1, 10), "ticket adjourned", False),
        (Change.TICKET_WITHDRAWN, None, "ticket taken back", False),
        (Change.TICKET_ATTENDED, None, "ticket attended", False),
    ],
)
def test_what_became_of_a_ticket_before_the_clock_ends(
    world: World, sign_in: SignIn, kind: Change, to: date | None, said: str, red: bool
) -> None:
    referral = ticketed(world, date(2026, 12, 4))
    client = sign_in("liaison")
    assert "kit-clock__red" in listed(client) and said not in listed(client)
    charge = matter_of(world, referral, "case-manager")
    with world.acting("case-manager") as by:
        actions.change_ticket(matter=charge, kind=kind, to=to, by=by, at=world.at)
    page = listed(client)
    assert said in page and ("kit-clock__red" in page) == red


def test_the_last_day_for_filing_and_time_barred(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_as(monkeypatch, "held_by_prosecutor", **{"file_months.misdemeanor": 2, "file_months.petty": 2})
    walk.accepted(world)
    client = sign_in("liaison")
    assert "last day for filing: 20 Jan 2027" in listed(client)
    world.pass_time(days=61)
    assert "last day for filing: 20 Jan 2027" in listed(client)
    world.pass_time(days=1)
    assert "time-barred: could be filed until 20 Jan 2027" in listed(client)


def test_the_file_is_exactly_what_the_page_shows(world: World, sign_in: SignIn, four: Any) -> None:
    client = sign_in("liaison")
    lines = filed(client)
    assert [one["Incident number"] for one in lines] == numbers(client)
    told = {one["Incident number"]: (one["Intake"], one["Notice"]) for one in lines}
    notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert told.pop("26-CONFIRMED-X") == ("intake confirmed: 23 Nov 2026", notice)
    assert set(told.values()) == {("not confirmed", "")}
    assert [one["Incident number"] for one in filed(client, number="SILENT")] == ["26-SILENT-X"]
    assert 'href="/partners/matters/list.csv?number=SILENT' in listed(client, number="SILENT")
    assert filed(client, show="decided") == []


def test_the_file_is_one_row_on_the_trail_and_accounted_like_the_page(
    world: World, sign_in: SignIn, four: Any
) -> None:
    """R-22, R-69."""
    filed(sign_in("liaison"))
    with world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(verb="export")
        assert len(row.subjects) == 4
    with world.acting("case-manager"):
        (told,) = Disclosure.objects.all()
    assert told.release_id == four["release"].pk


def test_no_text_of_the_file_becomes_a_formula(world: World, sign_in: SignIn) -> None:
    world_number = "26-1-X"
    walk.accepted(world, incident_number=world_number)
    (line,) = filed(sign_in("liaison"))
    assert all(not value.startswith(("=", "+", "@")) for value in line.values())


@pytest.mark.parametrize("key", ["officer", "sergeant", "case-manager", "manager", "defender", "auditor"])
def test_nobody_else_takes_the_list_out(world: World, sign_in: SignIn, key: str) -> None:
    assert sign_in(key).get("/partners/matters/list.csv").status_code == 404


@pytest.mark.parametrize(
    ("asked", "many"),
    [({}, 14), ({"show": "due", "days": 30}, 14), ({"show": "confirmed"}, 16), ({"show": "passed"}, 16),
     ({"show": "decided"}, 9)],
)  # fmt: skip
def test_statements_of_each_part(
    world: World, sign_in: SignIn, four: Any, django_assert_max_num_queries: Any, asked: Any, many: int
) -> None:
    extend(world, four["26-CONFIRMED-X"][0], date(2027, 1, 20))
    client = sign_in("liaison")
    listed(client)
    with django_assert_max_num_queries(many):
        listed(client, **asked)
