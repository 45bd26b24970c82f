"""The made-up year, played small: what the plan says is there, made up everywhere, and many times over."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import run_as_owner
from tests.environment import ROOT
from tests.factories.fixtures import World
from thirdoption.demo import place, scale, walk, year
from thirdoption.demo.events import Mark, Moment, Verb, Year
from thirdoption.demo.plan import plan
from thirdoption.program.care import queries as care
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import queries as matters
from thirdoption.program.messages.models import Message
from thirdoption.program.people.models import Person
from thirdoption.program.publications.models import Publication, PublicationFile
from thirdoption.program.referrals import queries as referrals
from thirdoption.program.reports import queries as reports
from thirdoption.program.services import queries as services
from thirdoption.program.sharing import queries as sharing

SMALL = timedelta(days=33)


@pytest.fixture
def small(committed: World) -> Iterator[tuple[World, Year, dict[str, str]]]:
    """The last month of the year, played in a database of its own, and the last quarter's report."""
    planned = plan(seed=7, until=committed.at, since=(committed.at - SMALL).date())
    quarter = {"year": planned.quarters[-1][0], "number": planned.quarters[-1][1] + 1}
    built = Moment(committed.at - timedelta(minutes=9), Verb.BUILD, 0, quarter)
    released = Moment(committed.at - timedelta(minutes=3), Verb.RELEASE, 0, quarter)
    planned = replace(planned, moments=(*planned.moments, built, released))
    yield committed, planned, year.play(planned, site=committed.site)


def counted(name: str, statement: str) -> Any:
    return run_as_owner(statement, name)


def name_of(world: World) -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def test_what_is_played_is_what_the_plan_says(small: tuple[World, Year, dict[str, str]]) -> None:
    world, planned, _story = small
    verbs = Counter(one.verb for one in planned.moments)
    tables = {
        "referrals_referral": verbs[Verb.RECORD],
        "handoffs_handoff": verbs[Verb.SAY_YES],
        "handoffs_outing": verbs[Verb.SET_OUT],
        "people_person": verbs[Verb.TAKE_OVER] + verbs[Verb.JOIN_ASKED],
        "referrals_communityreferral": verbs[Verb.ASK],
        "care_intake": verbs[Verb.INTAKE],
        "care_goal": verbs[Verb.GOAL],
        "care_contact": verbs[Verb.NOTE],
        "services_connection": verbs[Verb.CONNECT],
        "sharing_release": verbs[Verb.SIGN] + verbs[Verb.CONNECT],
        "sharing_withdrawal": verbs[Verb.WITHDRAW],
        "publications_publication": verbs[Verb.RELEASE],
        "procrastinate_jobs": 0,
    }
    for table, number in tables.items():
        assert counted(name_of(world), f"SELECT count(*) FROM {table}") == [(number,)], table
    assert counted(name_of(world), "SELECT count(*) FROM referrals_referral WHERE ending = 'diverted'") == [
        (verbs[Verb.SAY_YES],)
    ]
    out = "SELECT count(*) FROM handoffs_outing WHERE home_at IS NULL"
    assert counted(name_of(world), out) == [(verbs[Verb.SET_OUT] - verbs[Verb.HOME],)]


def test_each_role_finds_marisols_story(small: tuple[World, Year, dict[str, str]]) -> None:
    world, planned, story = small
    (marisol,) = planned.marked(Mark.MARISOL)
    with world.acting("case-manager") as by:
        person = care.person(by=by, pk=story["person"])
        assert [goal.words for goal in care.goals(person=person)] == ["A place where my son can sleep"]
        (asked,) = services.connections(person=person.pk)
        assert (asked.state, asked.service.made_up) == ("accepted", True)
        assert {str(one.pk) for one in sharing.releases(person=person)} >= {story["release"]}
    with world.acting("liaison") as by:
        (held,) = [one for one in matters.held(by=by) if str(one.pk) == story["matter"]]
        assert held.incident_number == marisol.facts["incident_number"]
        assert list(care.confirmed(referrals=[held.referral_id])) == [held.referral_id]
    with world.acting("officer") as by:
        receipt = referrals.receipt(by=by, referral=story["referral"])
        assert (receipt.handed_over_at - receipt.sent_at) == timedelta(minutes=24)
        with pytest.raises(Refused, match="could not find"):
            referrals.referral(by=by, pk=story["referral"])
        assert not Person.objects.exists()


def test_all_of_it_is_marked_as_made_up_and_nothing_left_the_house(
    small: tuple[World, Year, dict[str, str]],
) -> None:
    world, _planned, story = small
    assert world.site.made_up
    publication = Publication.objects.get(slug=story["report_slug"])
    assert publication.made_up
    table = PublicationFile.objects.get(publication=publication, kind="csv", language="en")
    lines = bytes(table.content).decode().splitlines()
    assert all("made-up data" in line for line in lines[1:] if line)
    with world.acting("on-call"):
        assert set(Message.objects.values_list("channel", flat=True)) <= {"in_app", "sms"}


def test_a_year_is_played_at_a_made_up_place_only(committed: World) -> None:
    committed.site.made_up = False
    with pytest.raises(ValueError, match="made-up place"):
        year.play(plan(seed=7, until=committed.at), site=committed.site)


def multiplied(name: str, times: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "thirdoption.command.demo_parts", "multiply", str(times)],
        env={**os.environ, "THIRDOPTION_DATABASE": name, "THIRDOPTION_ROLE": "owner"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_same_year_three_times_over(small: tuple[World, Year, dict[str, str]]) -> None:
    world, planned, _story = small
    name = name_of(world)
    last = planned.until.date()
    span = {"first": planned.launched, "last": last, "year_from": planned.launched, "at": planned.until}
    once = reports.cut(site=world.site.pk, **span)
    with world.acting("case-manager") as by:
        mine = len(care.my_people(by=by))
    done = multiplied(name, 3)
    assert done.returncode == 0, done.stderr
    thrice = reports.cut(site=world.site.pk, **span)
    for table in ("referrals", "funnel", "race_stages", "race_enrolled"):
        assert thrice[table] == [
            {key: 3 * value if isinstance(value, int) else value for key, value in row.items()}
            for row in once[table]
        ]
    everybody = World(world.site, place.workers(world.site), world.at)
    for key in ("case-manager", "1.case-manager", "2.case-manager"):
        with everybody.acting(key) as by:
            assert len(care.my_people(by=by)) == mine
            assert len({one.name for one in care.my_people(by=by)}) == mine
    orphans = (
        "SELECT count(*) FROM sharing_grant g WHERE g.referral IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM referrals_referral r WHERE r.id = g.referral) "
        "AND NOT EXISTS (SELECT 1 FROM referrals_communityreferral a WHERE a.id = g.referral)"
    )
    assert counted(name, orphans) == [(0,)]
    assert counted(name, "SELECT count(DISTINCT incident_number) FROM matters_matter")[0][0] % 3 == 0
    assert multiplied(name, 2).returncode != 0  # never twice: its ids would meet the first ones


def test_the_walk_reads_back_each_of_its_lines(committed: World, tmp_path: Path) -> None:
    year.fill_directory(committed.site, plan(seed=7, until=committed.at))
    said: list[str] = []
    walk.walk(site=committed.site, out=tmp_path / "out", say=said.append, now=committed.at)
    assert said[-1] == "walk: ok"
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".csv", ".csv", ".pdf", ".pdf"]
    assert sum(line.startswith("1 ") for line in said) >= 10


def test_the_walk_says_what_is_not_so(
    committed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that cannot be read back ends the walk: here a withdrawal that withdraws nothing."""
    year.fill_directory(committed.site, plan(seed=7, until=committed.at))
    monkeypatch.setattr("thirdoption.demo.desk_steps.sharing.withdraw", lambda **_told: None)
    said: list[str] = []
    with pytest.raises(walk.NotSo, match="reads nothing"):
        walk.walk(site=committed.site, out=tmp_path / "out", say=said.append, now=committed.at)
    assert "walk: ok" not in said


def test_scale_knows_every_loose_id() -> None:
    """An id that is no foreign key is named in scale.py, or the copy's would point at the original's."""
    from django.apps import apps
    from django.db import models

    shared = {"site", "organization", "recipient_service", "id"}
    for model in scale.copied_models():
        known = scale.LOOSE.get(model._meta.label, set())
        for field in model._meta.concrete_fields:
            if isinstance(field, models.UUIDField) and not field.is_relation and field.name not in shared:
                named = field.name in known or scale.tells_worker(model, field.name)
                assert named, f"{model._meta.label}.{field.name}"
    assert scale.LOOSE.keys() <= {model._meta.label for model in apps.get_models()}
