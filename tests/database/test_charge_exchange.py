"""Charges from and to files, and the weekly sheet: what the liaison's pages take, give and write down."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import walk
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.unit.test_charge_files import HEAD, SCHEMA, data
from thirdoption.program.ground.acting import opened
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import queries
from thirdoption.program.matters.actions import decide, import_charges
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State, exchange
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing.actions import withdraw
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.trail.models import Entry

NO_CHARGE = exchange.NO_CHARGE


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def charge(world: World, number: str) -> Matter:
    referral = walk.accepted(world, incident_number=number)
    with world.acting("liaison"):
        return Matter.objects.get(referral=referral)


def fresh(world: World, matter: Matter) -> Matter:
    with world.acting("liaison"):
        return Matter.objects.get(pk=matter.pk)


def handed(client: Client, *lines: str, do: str = "look", head: str = HEAD, **more: str) -> Any:
    file = SimpleUploadedFile("charges.csv", data(*lines, head=head))
    return client.post("/partners/matters/import/", {"file": file, "chart": "exchange", "do": do, **more})


def again(page: str, do: str) -> dict[str, str]:
    """What the page of a look sends back."""
    names = re.findall(r'<input type="hidden" name="(content|chart|own)" value="([^"]*)">', page)
    return {**dict(names), "do": do}


def text_of(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def rows(world: World, **having: Any) -> list[Entry]:
    with world.acting("auditor", "audit"):
        return list(Entry.objects.filter(**having))


# in


def test_a_look_changes_nothing_and_the_taking_changes_what_it_said(world: World, desk_in: SignIn) -> None:
    one, other = charge(world, "26-1-X"), charge(world, "26-2-X")
    client = desk_in("liaison")
    lines = (
        "26-1-X,PL 155.25,Petit larceny (as charged),class B misdemeanor",
        f"26-2-X,{other.law},{other.offense},{other.offense_class}",
        "26-9-X,PL 155.25,Petit larceny,",
    )
    looked = handed(client, *lines)
    said = text_of(looked)
    assert "Charges that change 1" in said and "say so already 1" in said and "not taken 1" in said
    assert f"Line 4: {NO_CHARGE}" in said
    assert fresh(world, one).offense == one.offense
    assert client.post("/partners/matters/import/", again(looked.content.decode(), "take")).status_code == 302
    now = fresh(world, one)
    assert (now.offense, now.offense_class) == ("Petit larceny (as charged)", "class B misdemeanor")
    before = {
        name: getattr(one, name) for name in ("deadline_on", "file_by", "state", "incident_on", "version")
    }
    assert {name: getattr(now, name) for name in before} == before
    (row,) = rows(world, verb="import")
    assert (row.noun, row.subjects) == ("matter", [one.pk])
    refused = client.post("/partners/matters/import/", again(looked.content.decode(), "refused"))
    (line,) = list(csv.DictReader(io.StringIO(refused.content.decode())))
    assert (line["Line"], line["Why it was not taken"]) == ("4", NO_CHARGE)


def test_whoever_imports_learns_nothing_of_who_takes_part(world: World, desk_in: SignIn) -> None:
    """Law 1, R-26: never here, declined at the corner, a social contact, decided, or of two: one sentence."""
    walk.contact(world, incident_number="26-1-X")  # no offer was accepted: there is no charge
    walk.contact(world, incident_number="26-2-X", door="social_contact", conduct="")
    decided = charge(world, "26-3-X")
    with world.acting("liaison") as by:
        decide(matter=decided, to=State.DECLINED, reason="Served", by=by, at=by.now())
    charge(world, "26-4-X")
    charge(world, "26-4-X")
    lines = [f"26-{number}-X,PL 1.00,Something," for number in (1, 2, 3, 4, 9)]
    with world.acting("liaison") as by:
        found = import_charges(
            rows=exchange.read(data(*lines), queries.shipped_map("exchange")).rows, by=by, at=by.now()
        )
    assert not found.changes and not found.same
    assert {row.reasons for row in found.refused} == {(NO_CHARGE,)} and len(found.refused) == 5


def test_an_import_makes_no_charge_no_person_and_no_referral(world: World, desk_in: SignIn) -> None:
    charge(world, "26-1-X")

    def counts() -> tuple[int, ...]:
        found = []
        for who, model in (("liaison", Matter), ("case-manager", Person), ("case-manager", Referral)):
            with world.acting(who):
                found.append(model.objects.count())
        return tuple(found)

    before = counts()
    assert handed(desk_in("liaison"), "26-1-X,PL 1.00,,", "26-7-X,PL 1.00,,", do="take").status_code == 302
    assert counts() == before


@pytest.mark.parametrize("column", ["NYSID", "Prior arrests", "Disposition"])
def test_a_file_with_a_history_is_refused_with_the_sentence_and_goes_nowhere(
    world: World, desk_in: SignIn, column: str
) -> None:
    """R-39 to R-41: nothing is changed, nothing of it comes back in the page, none is on the trail."""
    one = charge(world, "26-1-X")
    for do in ("look", "take", "refused"):
        page = handed(desk_in("liaison"), "26-1-X,PL 1.00,,,01234567K", head=f"{HEAD},{column}", do=do)
        assert page.status_code == 422 and "looks like criminal history" in page.content.decode()
        assert "01234567K" not in page.content.decode()
    assert fresh(world, one).law == one.law
    assert not [row for row in rows(world) if "01234567K" in row.why]


def test_a_value_of_a_history_does_not_come_back(world: World, desk_in: SignIn) -> None:
    """R-39: not in the page's words, nor in the file of rows not taken."""
    one, client = charge(world, "26-1-X"), desk_in("liaison")
    looked = handed(client, "26-1-X,PL 1.00,NYSID 01234567K,")
    assert "This looks like criminal history" in text_of(looked) and "01234567K" not in text_of(looked)
    back = client.post("/partners/matters/import/", again(looked.content.decode(), "refused"))
    assert b"01234567K" not in back.content and b"(taken out)" in back.content
    assert fresh(world, one).offense == one.offense


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Choose a file."),
        ({"content": "not base64!"}, "Choose a file."),
        ({"content": "AAAA", "chart": "none"}, "Choose from the list."),
        ({"content": "eA==", "chart": "own", "own": "[1"}, "cannot be read as YAML"),
        ({"content": "/w==", "chart": "exchange"}, "Nothing was imported"),
    ],
)
def test_what_cannot_be_read_says_so(
    world: World, desk_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    page = desk_in("liaison").post("/partners/matters/import/", {"chart": "exchange", "do": "take", **typed})
    assert page.status_code == 422 and sentence in text_of(page)


def test_a_map_of_ones_own_is_taken_with_the_file(world: World, desk_in: SignIn) -> None:
    one, client = charge(world, "26-1-X"), desk_in("liaison")
    own = "id: o\ntitle: Ours\ncolumns:\n  incident_number: {column: Case}\n  offense: {column: Words}\n"
    looked = handed(client, "26-1-X,Larceny & <more>", head="Case,Words", chart="own", own=own)
    client.post("/partners/matters/import/", {**again(looked.content.decode(), "take"), "own": own})
    assert fresh(world, one).offense == "Larceny & <more>"
    assert "Larceny &amp; &lt;more&gt;" in client.get("/partners/matters/").content.decode()


@pytest.mark.parametrize("key", ["officer", "sergeant", "case-manager", "manager", "defender"])
def test_for_others_there_are_no_such_pages(world: World, desk_in: SignIn, key: str) -> None:
    charge(world, "26-1-X")
    client = desk_in(key)
    for page in ("import/", "charges.csv", "charges.json", "sheet/"):
        assert client.get(f"/partners/matters/{page}").status_code == 404
        assert client.post(f"/partners/matters/{page}").status_code == 404
    with opened(world.by(key)) as by, pytest.raises(Refused):
        import_charges(rows=[], by=by, at=by.now())


@pytest.mark.parametrize("key", ["officer", "case-manager", "manager", "defender"])
def test_no_one_elses_sql_changes_the_words_of_a_charge(world: World, key: str) -> None:
    """R-55: 0 rows, whoever else sees it."""
    one = charge(world, "26-1-X")
    with world.acting(key):
        assert Matter.objects.filter(pk=one.pk).update(offense="Robbery") == 0
    assert fresh(world, one).offense == one.offense


# out


def told(world: World) -> tuple[Any, Any]:
    """A charge whose intake is confirmed under a release, and one without."""
    referral, person = walk.handed_over(world, incident_number="26-1-X")
    release = walk.released(world, person, referral)
    walk.intake(world, person, referral)
    charge(world, "26-2-X")
    return person, release


def test_the_export_is_the_liaisons_view_accounted_and_on_the_trail(world: World, desk_in: SignIn) -> None:
    """R-21, R-22, R-36, R-69; and JSON holds the published schema."""
    person, _release = told(world)
    client = desk_in("liaison")
    whole = json.loads(client.get("/partners/matters/charges.json").content)
    jsonschema.Draft202012Validator(SCHEMA).validate(whole)
    one, other = sorted(whole["charges"], key=lambda row: row["incident_number"])
    assert one["intake_confirmed_on"] and one["notice"] == NOTICE
    assert (other["intake_confirmed_on"], other["notice"]) == (None, None)
    assert "Marisol" not in json.dumps(whole)
    with world.acting("case-manager"):
        (row,) = Disclosure.objects.filter(person=person)
        assert row.what == "intake confirmed, date"
    (entry,) = rows(world, verb="export")
    assert len(entry.subjects) == 2 and entry.worker == world.workers["liaison"].pk


def test_an_export_after_the_release_was_taken_back_tells_nothing(world: World, desk_in: SignIn) -> None:
    """R-9, R-10."""
    _person, release = told(world)
    with world.acting("case-manager") as by:
        withdraw(release=release, by=by, at=by.now())
    answer = desk_in("liaison").get("/partners/matters/charges.csv")
    assert "attachment" in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {line["intake_confirmed_on"] for line in lines} == {""} and len(lines) == 2


def test_what_goes_out_comes_in_again_and_changes_nothing(world: World, desk_in: SignIn) -> None:
    told(world)
    client = desk_in("liaison")
    out = client.get("/partners/matters/charges.csv").content
    file = SimpleUploadedFile("charges.csv", out)
    page = client.post("/partners/matters/import/", {"file": file, "chart": "exchange", "do": "look"})
    assert "Charges that change 0" in text_of(page) and "say so already 2" in text_of(page)


# the weekly sheet


def test_the_sheet_has_boxes_who_printed_it_and_the_notice_where_something_is_told(
    world: World, desk_in: SignIn
) -> None:
    """R-21, R-69: printing is an act of its own; a tick decides nothing, so there is nothing to send."""
    told(world)
    page = desk_in("liaison").get("/partners/matters/sheet/")
    said, main = text_of(page), page.content.decode().split('<main id="main"')[1].split("</main>")[0]
    assert "Printed by Jordan Castellan, Orange County District Attorney, Nov" in said
    for words in ("26-1-X", "26-2-X", "Decline", "Extend to", "Call me", "confirmed: 23 Nov 2026", NOTICE):
        assert words in said, words
    assert said.count("not confirmed") == 1 and "<form" not in main and "Marisol" not in said
    (entry,) = rows(world, verb="print")
    assert len(entry.subjects) == 2


def test_a_sheet_without_a_release_has_no_notice_and_tells_no_intake(world: World, desk_in: SignIn) -> None:
    referral, person = walk.handed_over(world)
    walk.intake(world, person, referral)
    said = text_of(desk_in("liaison").get("/partners/matters/sheet/"))
    assert NOTICE not in said and "not confirmed" in said


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_page_in_each_language(world: World, desk_in: SignIn, language: str) -> None:
    client = desk_in("liaison")
    client.cookies["django_language"] = language
    for page in ("import/", "sheet/"):
        assert f'<html lang="{language}">' in client.get(f"/partners/matters/{page}").content.decode()


def test_the_schema_is_shipped() -> None:
    assert (Path(exchange.__file__).parent / "charges-exchange-1.schema.json").is_file()
