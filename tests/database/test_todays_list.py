"""Today's list: its parts, what of it goes on paper, and the way to a contact and back."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.desk import Desk, SignIn, on_the_clock
from thirdoption.program.care import actions as care
from thirdoption.program.people import actions as people

HOME, SHEET = "/desk/", "/desk/sheet/"


@pytest.fixture
def client(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The case manager, 32 days later: four people with nothing noted, of whom one has a step in time."""
    world = desk.world
    with world.acting("case-manager") as by:
        for name in ("Ana Onest", "Ana Twofold", "Luz Invented"):
            person = people.welcome(name=name, by=by, at=by.now())
            care.take_up(person=person, worker=world.workers["case-manager"], by=by, at=by.now())
        goal = care.set_goal(person=person, words="Quit the methadone", by=by, at=by.now())
        for days in (31, 33):
            care.add_step(
                goal=goal, words="Call the methadone clinic", who="worker", name="", by=by, at=by.now(),
                by_on=world.at.date() + timedelta(days=days),
            )  # fmt: skip
    world.pass_time(days=32)
    sign_in: SignIn = on_the_clock(world, monkeypatch)
    return sign_in("case-manager")


def test_the_parts_hold_together_what_the_whole_holds(client: Any) -> None:
    whole = client.get(HOME).context
    counts = {one.url.removesuffix("#due"): one.count for one in whole["tabs"]}
    assert counts[HOME] == len(whole["due"]) == sum(counts.values()) - counts[HOME]
    for url, many in counts.items():
        page = client.get(url)
        assert len(page.context["due"]) == many, url
        assert [one.url for one in page.context["tabs"] if one.current] == [f"{url}#due"]
    assert counts[f"{HOME}?show=overdue"] >= 1 and counts[f"{HOME}?show=quiet"] >= 3
    assert client.get(f"{HOME}?show=nothing%00").context["show"] == ""


def test_paper_has_first_names_and_no_word_that_was_written(client: Any) -> None:
    """Paper gets lost: who finds it reads of no clinic, of no goal and no whole name."""
    page = client.get(SHEET).content.decode()
    main = page.split("<main")[1].split("</main")[0]
    assert "Ana O." in main and "Ana T." in main and "Luz" in main and "Luz I" not in main
    for word in ("methadone", "Invented", "Onest", "Made-up"):
        assert word not in main, word
    only = client.get(f"{SHEET}?show=overdue").content.decode()
    assert "Step of the plan" in only and "No contact for" not in only


def test_a_contact_noted_from_a_line_leads_back_to_the_same_part(client: Any) -> None:
    quiet = client.get(f"{HOME}?show=quiet").context["due"]
    there = quiet[0].there
    form = client.get(there)
    assert 'name="from" value="quiet"' in form.content.decode() and form.context["opened"]["contact"]
    typed = {"key": str(uuid.uuid4()), "kind": "made", "how": "in_person", "line": "", "from": "quiet"}
    url = reverse("desk:contact", args=[quiet[0].person])
    again = client.post(url, typed)
    assert again.status_code == 422 and 'name="from" value="quiet"' in again.content.decode()
    done = client.post(url, {**typed, "line": "Talked about the weather"})
    assert done["Location"] == f"{HOME}?show=quiet#due"
    assert len(client.get(f"{HOME}?show=quiet").context["due"]) == len(quiet) - 1
    away = client.post(url, {**typed, "key": str(uuid.uuid4()), "line": "Again", "from": "//elsewhere"})
    assert away["Location"].startswith("/desk/people/")


def test_the_pages_take_few_statements(client: Any) -> None:
    client.get(HOME)
    for url, most in ((HOME, 15), (SHEET, 12)):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        told = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
        assert len(told) <= most, (url, len(told), told)
