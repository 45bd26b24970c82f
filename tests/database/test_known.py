"""Somebody is looked for before they are made a second time: by care workers alone; a warning, no refusal."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import asked, walk
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care.queries.known import alike, known
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import NameKey, Person
from thirdoption.program.trail.models import Entry
from thirdoption.web.desk.views import find

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def names(world: World, typed: str, worker: str = "case-manager") -> list[str]:
    """Whom a worker finds."""
    with world.acting(worker) as by:
        return [one.name for one in known(by=by, name=typed)]


@pytest.mark.parametrize(
    "typed", ["mari", "MADE-UP marisol", "Marisól", "Marizol", "river", "mar made", "marisol  made up"]
)
def test_somebody_is_found_by_spelling_sound_and_where_they_stay(world: World, typed: str) -> None:
    walk.handed_over(world)
    assert names(world, typed) == ["Marisol Made-up"]


@pytest.mark.parametrize("typed", ["dwayne", "m", "%", "'; --", "dwayne nobody"])
def test_nobody_else_is_found(world: World, typed: str) -> None:
    walk.handed_over(world)
    assert names(world, typed) == []


@pytest.mark.parametrize("typed", ["river dwayne", "marisol pretend", "made-up marisol the"])
def test_one_word_that_does_not_fit_hides_nobody(world: World, typed: str) -> None:
    walk.handed_over(world)
    assert names(world, typed) == ["Marisol Made-up"]


def test_more_than_are_listed_is_said(world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    walk.handed_over(world)
    said = "There may be more"
    assert said not in sign_in("case-manager").post("/desk/people/find/", {"name": "mari"}).content.decode()
    monkeypatch.setattr(find, "LISTED", 1)
    assert said in sign_in("case-manager").post("/desk/people/find/", {"name": "mari"}).content.decode()


def test_whom_one_may_not_see_is_not_found(world: World) -> None:
    """R-26 and R-18: keys of people are people's; an officer, the liaison and a provider have none."""
    walk.handed_over(world)
    for worker in ("officer", "liaison", "provider"):
        with world.acting(worker) as by:
            assert not NameKey.objects.exists()
            assert known(by=by, name="mari") == []
            assert alike(by=by, name="Marisol Made-up", born=None) == []


def test_that_somebody_looked_is_on_the_trail(world: World) -> None:
    """R-69: with whom was shown, also when that is nobody."""
    _referral, person = walk.handed_over(world)
    names(world, "mari"), names(world, "dwayne")
    with world.acting("auditor"):
        shown = Entry.objects.filter(verb="see", noun="person").values_list("subjects", flat=True)
        assert {tuple(one) for one in shown} >= {(person.pk,), ()}


def test_no_key_says_a_name(world: World) -> None:
    """What is kept are digests."""
    _referral, person = walk.handed_over(world)
    with world.acting("case-manager"):
        kept = list(NameKey.objects.filter(person=person).values_list("digest", flat=True))
    assert len(kept) > 8 and len(set(kept)) == len(kept)


def arrived(world: World) -> Any:
    """A second hand-off with the worker there."""
    referral = walk.accepted(world, incident_number="26-2-X")
    with world.acting("on-call") as by:
        found = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=found, by=by, at=world.at)
        handoffs.arrive(handoff=found, by=by, at=world.at)
    return found


def typed(world: World, **more: str) -> dict[str, str]:
    """The take-over as the form sends it."""
    manager = str(world.workers["case-manager"].pk)
    said = {"key": str(uuid.uuid4()), "name": "Marisol Madeup", "language": "en", "case_manager": manager}
    return {**said, "where_to_find": "", "date_of_birth": "", **more}


def test_a_warning_says_why_and_who_is_somebody_else_is_made(world: World, sign_in: SignIn) -> None:
    walk.handed_over(world, name="Marisol Madeupp")
    call, worker = arrived(world), sign_in("on-call")
    url, said = f"/desk/hand-offs/{call.pk}/take-over/", typed(world)
    page = worker.post(url, said).content.decode()
    assert "Do we know them already?" in page and "a name like it" in page and "Marisol Madeupp" in page
    assert 'value="Marisol Madeup"' in page, "what was typed is kept"
    with world.acting("on-call"):
        assert Person.objects.count() == 1
    made = worker.post(url, {**said, "somebody_else": "on"})
    again = worker.post(url, said)
    assert made.status_code == again.status_code == 302 and made["Location"] == again["Location"]
    with world.acting("on-call"):
        assert Person.objects.count() == 2


def test_it_is_them_makes_nobody_twice(world: World, sign_in: SignIn) -> None:
    _referral, person = walk.handed_over(world)
    call, worker = arrived(world), sign_in("on-call")
    page = worker.post(f"/desk/hand-offs/{call.pk}/take-over/", typed(world, name="Marisol Made-up"))
    link = f"/desk/hand-offs/{call.pk}/known/{person.pk}/"
    assert link in page.content.decode()
    answer = worker.post(link, typed(world))
    assert answer.status_code == 302 and f"/desk/people/{person.pk}/release/" in answer["Location"]
    with world.acting("on-call"):
        assert Person.objects.count() == 1
        assert Handoff.objects.get(pk=call.pk).person_id == person.pk


def test_whoever_is_like_nobody_is_made_at_once(world: World, sign_in: SignIn) -> None:
    walk.handed_over(world)
    call = arrived(world)
    made = sign_in("on-call").post(f"/desk/hand-offs/{call.pk}/take-over/", typed(world, name="Dwayne Mado"))
    assert made.status_code == 302


def test_the_page_finds_as_one_types_and_tells_an_officer_nothing(world: World, sign_in: SignIn) -> None:
    _referral, person = walk.handed_over(world)
    worker = sign_in("case-manager")
    assert worker.get("/desk/people/find/").status_code == 200
    page = worker.post("/desk/people/find/", {"name": "mariso"}, headers={"HX-Request": "true"})
    assert f"/desk/people/{person.pk}/" in page.content.decode()
    none = worker.post("/desk/people/find/", {"name": "zzz"}).content.decode()
    assert "Nobody whom you may see" in none
    for headers in ({}, {"HX-Request": "true"}):
        empty = worker.post("/desk/people/find/", {"name": ""}, headers=headers)
        parts = empty.content.decode().split('id="found"')  # all that a script puts in is the second
        assert empty.status_code == 422 and "Type a part of a name" in parts[bool(headers)]
    assert sign_in("officer").post("/desk/people/find/", {"name": "mariso"}).status_code == 404


@pytest.mark.parametrize("name", ["Marisol Made-up", "Marisol Madeup", "Made, Maricol"])
def test_a_birth_date_that_is_not_known_of_one_hides_nobody(world: World, name: str) -> None:
    _referral, person = walk.handed_over(world)
    with world.acting("case-manager") as by:
        found = alike(by=by, name=name, born=date(1990, 1, 2))
        assert [one.person for one in found] == [person.pk]


def test_whom_the_community_asked_for_may_be_somebody_known(world: World, sign_in: SignIn) -> None:
    _referral, person = walk.handed_over(world)
    request, worker = asked.met(world, asked.ask(world)), sign_in("case-manager")
    page = worker.post(
        f"/desk/asked/{request.pk}/joins/", typed(world, name="Marisol Made-up")
    ).content.decode()
    link = f"/desk/asked/{request.pk}/known/{person.pk}/"
    assert link in page and "It is somebody else" in page
    assert worker.post(f"/desk/asked/{request.pk}/known/{uuid.uuid4()}/").status_code == 404
    assert worker.post(link)["Location"] == f"/desk/people/{person.pk}/"
    assert asked.look(world, request.pk).person_id == person.pk
    assert worker.post(link).status_code == 409, "it was said before"
