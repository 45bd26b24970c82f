"""Files of services on the page: looked at, taken, taken again, given out; what cannot be read is said."""

import base64
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.database.test_directory_hsds import SHELTER, hide, take, told
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from thirdoption.command import directory as command
from thirdoption.program.services import queries
from thirdoption.program.services.models import Service
from thirdoption.program.services.rules import Need
from thirdoption.program.services.rules.exchange.reading import read
from thirdoption.program.services.rules.exchange.words import hours_in, needs_in
from thirdoption.program.services.rules.hours import DAYS, Hours
from thirdoption.program.services.rules.near import miles, typed_point

TODAY = date(2026, 11, 20)
LIST = b"""Our services,,,,,,,,,
Agency,Resource,Category,Street Address,Town,ZIP,Contact no.,Open,Lat,Lng
Nowhere,Nowhere Pantry,Food,12 Hidden Ln.,Quietville,12345,518-555-0190,Mon-Fri 9am-5pm,42.7,-73.7
Nowhere,Nowhere Pantry,Food,13 Other St,Quietville,12345,518-555-0190,,,
Porch,Quiet Porch,domestic violence shelter,5 Hush St,Quietville,12345,518-555-0191,,,
Bad,Bad,Food,1 A St,Quietville,12345,call me,,,
"""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Mon\u2013Fri 9am - 5:30 p.m.", (Hours(DAYS[:5], time(9), time(17, 30)),)),
        ("Daily 19:00-03:00", (Hours(DAYS, time(19), time(3)),)),
        ("24/7", (Hours(DAYS, time(), time()),)),
        ("Fri-Mon 6pm-8am", (Hours(("MO", "FR", "SA", "SU"), time(18), time(8)),)),
        ("Mon-Fri 9-5", ()),
        ("Mon 9am-5pm; by appointment", ()),
    ],
)
def test_hours_are_read_whole_or_not_at_all(text: str, meant: tuple[Hours, ...]) -> None:
    """A guess that sends somebody to a locked door is worse than "call first"."""
    assert hours_in(text) == meant


def test_needs_are_seen_in_the_first_words_that_tell_any() -> None:
    assert needs_in("", "Soup kitchen", "near the clinic") == (Need.FOOD,)
    assert needs_in("emergency beds", "x") == (Need.SHELTER,)
    assert needs_in("", "x") == (Need.OTHER,)


def test_miles_as_the_crow_flies() -> None:
    """Albany to New York City hall to hall: 135 miles (great circle)."""
    assert miles((42.6526, -73.7562), (40.7128, -74.0060)) == pytest.approx(134.7, abs=0.5)
    assert typed_point("42.65, -73.75") == (42.65, -73.75)
    assert typed_point("12207") is None and typed_point("95 -73") is None


def test_every_row_is_taken_or_refused_with_a_reason() -> None:
    found = read("list.csv", LIST, today=TODAY)
    assert found.columns[:6] == ("organization", "name", "need", "street", "city", "postal_code")
    assert found.columns[6] == "" and found.columns[7:] == ("hours", "latitude", "longitude")
    mended = read("list.csv", LIST, today=TODAY, columns=[*found.columns[:6], "phone", *found.columns[7:]])
    assert [row.name for row in mended.rows] == ["Nowhere Pantry", "Quiet Porch"]
    assert mended.rows[1].address is None
    assert [one.line for one in mended.refused] == [4, 6]
    assert b"call me" in mended.refused_csv()


def test_a_file_is_looked_at_taken_and_taken_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-43: the list's spelling of a hidden place is not taken; who only works here brings nothing."""
    take(world.site, [SHELTER])
    hide(world)
    sign_in = on_the_clock(world, monkeypatch)
    client, address = sign_in("manager"), "/desk/directory/bring/"
    monkeypatch.setattr("thirdoption.web.desk.views.directory_files.unreachable", list)
    upload = SimpleUploadedFile("list.csv", LIST, "text/csv")
    page = client.post(address, {"file": upload, "source": "County", "do": "look"})
    assert page.status_code == 200 and Service.objects.count() == 1
    assert dict(page.context["items"])["New services"] == "3"
    again: dict[str, Any] = {"content": base64.b64encode(LIST).decode(), "filename": "list.csv"}
    again |= {"source": "County", **{f"column-{place}": "" for place in range(10)}}
    chosen = ("organization", "name", "need", "street", "city", "postal_code", "phone", "hours", "latitude")
    again |= {f"column-{place}": field for place, field in enumerate([*chosen, "longitude"])}
    assert b"call me" in client.post(address, {**again, "do": "refused"}).content
    assert client.post(address, {**again, "do": "take"}).status_code == 302
    assert {one.name for one in queries.search(world.site).listings} >= {"Nowhere Pantry", "Quiet Porch"}
    assert all(word not in told(world) for word in ("Hidden", "Hush", "42.7"))
    figures = dict(client.post(address, {**again, "do": "look"}).context["items"])
    assert (figures["New services"], figures["Services as before"]) == ("0", "2")
    assert client.post(address, {**again, "source": ""}).status_code == 422
    assert client.post(address, {"source": "County"}).status_code == 422
    out = client.post("/desk/directory/give-out/", {"version": "3.0", "shape": "json"})
    assert b"Nowhere Pantry" in out.content and b"Hidden" not in out.content
    for key in ("case-manager", "officer", "liaison"):
        assert sign_in(key).get(address).status_code in (403, 404)
        assert sign_in(key).post("/desk/directory/give-out/").status_code in (403, 404)


def test_the_command_takes_a_list_with_a_map(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "setup", lambda role: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_bytes(LIST)

    def run(*more: str) -> Any:
        return CliRunner().invoke(command.import_directory, ["list.csv", "--source", "county", *more])

    assert "No such column or field: Contact=phone" in str(run("--map", "Contact=phone").exception)
    assert "CSV: taken 2 refused 2" in run("--map", "Contact no.=phone").output
    assert "unchanged since the last import: 2" in run("--map", "Contact no.=phone").output
    assert "call me" in (tmp_path / "list.refused.csv").read_text()
    assert "Hush" not in told(world)
