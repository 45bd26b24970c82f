"""Who somebody is and how to reach them safely: changed with nothing lost, and obeyed where shown."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.database.test_known import names
from tests.factories.about_acts import WAY, WHO
from tests.factories.desk import Desk, SignIn, errors, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care.queries.known import alike
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.people.actions import about as acts
from thirdoption.program.people.models import About, Person, Way
from thirdoption.program.people.queries import about as reading


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def typed(**more: Any) -> dict[str, Any]:
    """The page's first form as it is sent."""
    said = {
        "base": "0",
        "name": "Mari Pretend",
        "other_names": "La Flaca\n",
        "language": "es",
        "speaks": "Mixtec",
    }
    born = {"date_of_birth": "1990-07-01", "born_how": "about"}
    return {**said, **born, "pronouns": "she", "interpreter": "on", "where_to_find": "The library", **more}


def test_a_name_that_changes_still_finds_them(desk: Desk, sign_in: SignIn) -> None:
    old, url = desk.person.name, f"/desk/people/{desk.person.pk}/about/"
    assert sign_in("case-manager").post(url, typed()).status_code == 302
    for one in ("Mari Pretend", "flaca", old, "library"):
        assert names(desk.world, one) == ["Mari Pretend"], one
    page = sign_in("case-manager").get(url).content.decode()
    assert old in page and "born about 1990" in page and "Mixtec" in page


def test_a_birth_date_in_doubt_speaks_neither_for_nor_against(desk: Desk, sign_in: SignIn) -> None:
    sign_in("case-manager").post(f"/desk/people/{desk.person.pk}/about/", typed())
    with desk.world.acting("case-manager") as by:
        found = alike(by=by, name="Mari Pretend", born=acts.date(1962, 3, 4))
    assert [one.alike.born for one in found] == ["unknown"]


def test_two_who_change_it_see_each_other_and_lose_nothing(desk: Desk, sign_in: SignIn) -> None:
    url, worker = f"/desk/people/{desk.person.pk}/about/", sign_in("case-manager")
    worker.post(url, typed(name="Written first"))
    answer = worker.post(url, typed(name="Written second"))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Somebody changed this" in page
    assert "Written first" in page and 'value="Written second"' in page and 'name="base" value="1"' in page
    assert worker.post(url, typed(name="Written second", base="1")).status_code == 302
    with desk.world.acting("case-manager"):
        said = [row.name for row in reading.said(person=desk.person.pk)]
        now = reading.about(person=Person.objects.get(pk=desk.person.pk))
    assert said == ["Written second", "Written first"]
    assert set(now.other_names) >= {"Written first", "La Flaca"}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Write the name that they use."),
        ({"date_of_birth": "1990-07-01", "born_how": "unknown"}, "Either there is a date"),
        ({"date_of_birth": "", "born_how": "about"}, "Write the date that comes closest."),
        ({"date_of_birth": "2190-07-01"}, "Check the date of birth"),
        ({"other_names": "\n".join("abcdefghijkl")}, "At most 10 other names fit."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    desk: Desk, sign_in: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    url = f"/desk/people/{desk.person.pk}/about/"
    answer = sign_in("case-manager").post(url, typed(**wrong))
    assert answer.status_code == 422 and sentence in errors(answer.content.decode())
    with desk.world.acting("case-manager"):
        assert not About.objects.exists()


def keep(desk: Desk, **more: Any) -> Way:
    with desk.world.acting("case-manager") as by:
        row = acts.keep_way(person=desk.person, **{**WAY, **more}, by=by, at=by.now())
    return row


def test_what_nobody_agreed_to_is_told_where_a_worker_would_call(desk: Desk, sign_in: SignIn) -> None:
    keep(desk)
    worker = sign_in("case-manager")
    worker.post(desk.address("in-touch"), desk.typed("in-touch"))
    for url in (
        f"/desk/people/{desk.person.pk}/",
        f"/desk/people/{desk.person.pk}/about/",
        reverse("desk:looking"),
    ):
        page = worker.get(url).content.decode()
        assert "518-555-0100" in page and "They said yes to: call or come by." in page, url
        assert "Do not: write or text, leave a message, say who we are." in page, url
        assert "Never when: Her brother is there" in page and "After six" in page, url


def test_a_way_is_changed_once_and_ended(desk: Desk, sign_in: SignIn) -> None:
    first, worker = keep(desk), sign_in("case-manager")
    url = f"/desk/people/{desk.person.pk}/ways/{first.pk}/"
    sent = {**{name: value or "" for name, value in WAY.items()}, "key": str(uuid.uuid4())}
    assert worker.post(url, {**sent, "words": "518-555-0199"}).status_code == 302
    late = worker.post(url, {**sent, "key": str(uuid.uuid4()), "words": "518-555-0111"})
    assert late.status_code == 409 and "518-555-0111" in late.content.decode()
    with desk.world.acting("case-manager"):
        now = reading.ways(people=[desk.person.pk])
        assert [one.words for one in now] == ["518-555-0199"]
    assert worker.post(f"/desk/people/{desk.person.pk}/ways/{now[0].pk}/end/").status_code == 302
    with desk.world.acting("case-manager"):
        assert reading.ways(people=[desk.person.pk]) == []
        assert Way.objects.count() == 3  # nothing is lost


def test_a_second_tap_keeps_one_way(desk: Desk) -> None:
    key = uuid.uuid4()
    assert keep(desk, key=key).pk == keep(desk, key=key).pk
    with pytest.raises(Refused):
        keep(desk, key=key, words="Another number")


def test_nobody_outside_the_team_sees_any_of_it(desk: Desk) -> None:
    """R-18, R-26: officers, prosecution and providers have no grant to a person's identity."""
    keep(desk)
    with desk.world.acting("case-manager") as by:
        acts.say_about(person=desk.person, base=0, **WHO, by=by, at=by.now())
    for worker in ("officer", "liaison", "provider", "manager"):
        with desk.world.acting(worker):
            assert not Way.objects.exists() and not About.objects.exists()


def test_the_page_asks_little_of_the_database(desk: Desk, sign_in: SignIn) -> None:
    keep(desk)
    worker = sign_in("case-manager")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert worker.get(f"/desk/people/{desk.person.pk}/about/").status_code == 200
    assert len(asked) <= 14
