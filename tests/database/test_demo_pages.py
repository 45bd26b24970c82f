"""The demo's pages before there is a story, and stepping into roles only at a made-up place."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_script_prefix

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.demo.story import told


def test_before_the_story_is_told_the_page_says_so(world: World) -> None:
    page = Client().get("/demo/side-by-side/").content.decode()
    assert "story is not here yet" in page and "<iframe" not in page
    assert Client().post("/demo/side-by-side/release/", {"do": "take-back"}).status_code == 404


def test_the_story_is_found_by_its_incident_number(world: World) -> None:
    assert told() == {}
    referral, person = walk.handed_over(world)
    release = walk.released(world, person, referral)
    found = told()
    assert (found["referral"], found["person"]) == (str(referral.pk), str(person.pk))
    assert found["release"] == str(release.pk) and "report_slug" not in found


def test_a_written_story_is_used_while_it_is_true(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    walk.handed_over(world)
    matter = told()["matter"]
    file = tmp_path / "demo-story.json"
    monkeypatch.setattr(settings, "DEMO_STORY", file, raising=False)
    for written, used in (("{", False), ("[]", False), ({"matter": str(world.site.pk)}, False)):
        file.write_text(written if isinstance(written, str) else json.dumps(written))
        assert ("person" in told()) is not used
    file.write_text(json.dumps({"matter": matter, "report_slug": "2026-q3"}))
    assert told() == {"matter": matter, "report_slug": "2026-q3"}


def test_stepping_touches_no_session_and_leaves_no_prefix(world: World) -> None:
    client = Client()
    client.force_login(world.workers["liaison"].user)
    client.get("/partners/matters/")  # from the first page on the session knows since when
    before = dict(client.session.items())
    page = client.get("/demo/as/manager/desk/reports/").content.decode()
    assert "/demo/as/manager/desk/reports/" in page and "Held charges" not in page
    assert dict(client.session.items()) == before
    assert get_script_prefix() == "/"


def test_the_role_decides_what_is_there(world: World) -> None:
    _referral, person = walk.handed_over(world)
    path = f"/desk/people/{person.pk}/"
    assert Client().get(f"/demo/as/case-manager{path}").status_code == 200
    for key in ("officer", "liaison", "defender", "agency-head", "manager", "nobody"):
        assert Client().get(f"/demo/as/{key}{path}").status_code == 404


def test_stepping_needs_a_post(world: World) -> None:
    assert Client().get("/demo/step-into/officer/").status_code == 405
    assert Client().post("/demo/step-into/nobody/").status_code == 404
    assert Client().post("/demo/step/99/").status_code == 404
    assert Client(enforce_csrf_checks=True).post("/demo/step-into/officer/").status_code == 403
    client = Client()
    assert client.post("/demo/step-into/officer/")["Location"] == "/"
    assert client.get("/street/").status_code == 200
