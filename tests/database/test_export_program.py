"""All that a program holds, out and in again: the same rows in an empty place."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from tests.database.test_imports import brought
from tests.factories import walk, workbooks
from tests.factories.about_acts import restricted
from tests.factories.fixtures import World
from thirdoption.command import export_program
from thirdoption.jobs.exports import program
from thirdoption.program.care.actions.restricting import restrict
from thirdoption.program.care.queries.lists import HEADS, lists
from thirdoption.program.care.rules.imports import Kind, guess, guess_kind
from thirdoption.program.ground.acting import opened
from thirdoption.program.people.models import Person
from thirdoption.program.trail.models import Entry


class Empty(Exception):
    """Ends what was tried in a place, and leaves it empty."""


def in_a_place(world: World, files: list[bytes]) -> dict[Kind, bytes]:
    """What a place exports after these files were brought there; then the place is empty again."""
    found: dict[Kind, bytes] = {}
    try:
        with transaction.atomic():
            for data in files:
                brought(world, data)
            with world.acting("supervisor") as by:
                for one in program.files(by=by):
                    if one.path.startswith("lists/"):
                        found[Kind(Path(one.path).stem)] = one.content
            raise Empty
    except Empty:
        return found


def rows(data: bytes, without: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The rows of a list in any order."""
    table = csv.DictReader(io.StringIO(data.decode()))
    return sorted(tuple(value for head, value in row.items() if head not in without) for row in table)


def test_what_is_brought_leaves_and_comes_back_as_the_same_rows(world: World) -> None:
    """The three kinds: in, out, in again in an empty place, out: nothing is lost, nothing is added."""
    names = [world.workers["case-manager"].name, "=Nobody Here"]
    first = in_a_place(world, [workbooks.roster(names, 60), workbooks.contacts(names)])
    assert len(rows(first[Kind.ROSTER])) == 60 and len(rows(first[Kind.CONTACTS])) > 20
    again = in_a_place(world, [first[Kind.ROSTER], first[Kind.CONTACTS]])
    assert rows(again[Kind.ROSTER]) == rows(first[Kind.ROSTER])
    assert rows(again[Kind.CONTACTS]) == rows(first[Kind.CONTACTS])
    referred = in_a_place(world, [workbooks.referrals(80)])
    once_more = in_a_place(world, [referred[Kind.REFERRALS]])
    assert rows(once_more[Kind.REFERRALS]) == rows(referred[Kind.REFERRALS])


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(export_program, "setup", lambda role: None)

    def command(key: str, *more: str, why: str = "We move to another system", folder: str = "out") -> Any:
        given = [str(tmp_path / folder), "--as", world.workers[key].user.email, "--why", why, *more]
        return CliRunner().invoke(export_program.export_program, given)

    yield command


def test_a_supervisor_takes_all_of_it_out_with_a_reason(world: World, run: Any, tmp_path: Path) -> None:
    """Every table of people, described, sealed by digests, for the owner's eyes; R-69: on the trail."""
    _referral, person = walk.handed_over(world)
    assert run("supervisor").exit_code == 0
    out = tmp_path / "out"
    package = json.loads((out / "datapackage.json").read_text())
    assert package["profile"] == "tabular-data-package"
    for one in package["resources"]:
        data = (out / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}" and one["bytes"] == len(data)
        heads = next(csv.reader(io.StringIO(data.decode())))
        assert heads == [field["name"] for field in one["schema"]["fields"]]
    paths = {one["path"] for one in package["resources"]}
    assert {"tables/people_person.csv", "tables/care_contact.csv", "lists/roster.csv"} <= paths
    assert person.name in (out / "tables/people_person.csv").read_text()
    assert str(person.pk) in (out / "tables/care_participation.csv").read_text()
    assert not {path for path in paths if "providerlink" in path or "grant" in path or "trail" in path}
    assert {oct(path.stat().st_mode)[-2:] for path in out.rglob("*")} == {"00"}
    with opened(replace(world.by("auditor"), at=None)):
        row = Entry.objects.get(verb="export program")
        assert row.why == "We move to another system" and person.pk in row.subjects
    assert "not empty" in str(run("supervisor").exception)


@pytest.mark.parametrize("key", ["case-manager", "manager", "officer", "liaison"])
def test_nobody_else_takes_it_out(world: World, run: Any, tmp_path: Path, key: str) -> None:
    walk.handed_over(world)
    assert run(key).exit_code != 0 and not (tmp_path / "out").exists()
    assert run("supervisor", why=" ").exit_code != 0 and not (tmp_path / "out").exists()


def test_a_list_never_outgrows_what_an_import_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = list(program._parts([["x" * 1000]] * 2000))
    assert len(parts) == 3 and sum(map(len, parts)) == 2000
    assert list(program._parts([])) == [[]]


def test_heads_are_known_by_themselves(world: World) -> None:
    for kind, heads in HEADS.items():
        assert guess_kind(heads) == kind and "" not in guess(heads, kind)
    with world.acting("supervisor") as by:
        assert set(lists(site=by.site)) == set(Kind) and not Person.objects.exists()


def test_what_it_may_not_see_is_not_left_out_in_silence(world: World, run: Any, tmp_path: Path) -> None:
    """R-79: a move that lost the restricted would lose just these people."""
    _referral, person = walk.handed_over(world)
    with world.acting("case-manager") as by:
        restrict(person=person, **restricted(world, "case-manager"), by=by, at=by.now())
    refused = run("supervisor")
    assert "you may not see: 1" in str(refused.exception) and not (tmp_path / "out").exists()
    assert run("supervisor", "--without-restricted").exit_code == 0
