"""Caseloads: the 26th person, hand-overs, cover, who is with nobody, and a worker who leaves."""

import html
import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import walk
from tests.factories.caseload_acts import NOTE
from tests.factories.charges import decided
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions import caseload
from thirdoption.program.care.models import CaseManager, Cover, HandOver
from thirdoption.program.care.queries.waitlist import wait_list
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs.actions.rota import plan_rotation
from thirdoption.program.handoffs.queries.rota import rota
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.people import actions as people
from thirdoption.program.staff.models import Worker


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def welcome(world: World, number: int, worker: str | None = "case-manager-2") -> Any:
    """A person, with a worker or with nobody."""
    with world.acting("case-manager") as by:
        told = {"name": f"Person {number}", "date_of_birth": None, "where_to_find": "", "language": "en"}
        person = people.welcome(**told, by=by, at=by.now())
        if worker:
            care.take_up(person=person, worker=world.workers[worker], by=by, at=by.now())
    return person


def fill(world: World, many: int) -> None:
    """So many people for one worker."""
    with world.acting("case-manager"):
        there = CaseManager.objects.filter(worker=world.workers["case-manager-2"], until=None).count()
    for number in range(many - there):
        welcome(world, number)


def room(desk_in: SignIn, world: World, **typed: Any) -> Any:
    worker, today = world.workers["case-manager-2"], world.at.date()
    days = {"decided_on": str(today - timedelta(days=2)), "until": str(today + timedelta(days=20))}
    sent = {"key": str(uuid.uuid4()), "up_to": "26", **days, "minutes": "Minutes, item 4", **typed}
    return desk_in("supervisor").post(f"/desk/team/{worker.pk}/more/", sent)


def test_the_policy_says_how_many_and_after_how_many_days(world: World, desk_in: SignIn) -> None:
    """Where a place asks for fewer people than the toolkit, or asks sooner, that holds from its day on."""
    decided(world, caseload_limit=2, caseload_average=1, quiet_days=10)
    welcome(world, 1, "case-manager")
    fill(world, 2)
    with pytest.raises(Refused, match="2 people"), transaction.atomic():
        welcome(world, 3)
    page = desk_in("supervisor").get("/desk/team/").content.decode()
    assert "up to 1 on average, at most 2." in page and "more than the norm allows" in page
    assert room(desk_in, world, up_to="2").status_code == 422
    assert room(desk_in, world, up_to="3").status_code == 302
    welcome(world, 3)
    world.pass_time(hours=24 * 11)
    assert "No contact for" in desk_in("case-manager").get("/desk/").content.decode()


def test_the_26th_needs_a_decision_that_ends(world: World, desk_in: SignIn) -> None:
    fill(world, 25)
    with pytest.raises(Refused, match="25 people"), transaction.atomic():
        welcome(world, 26)
    assert room(desk_in, world, up_to="25").status_code == 422
    assert room(desk_in, world, until=str(world.at.date() + timedelta(days=500))).status_code == 422
    assert room(desk_in, world).status_code == 302
    welcome(world, 26)
    page = desk_in("supervisor").get("/desk/team/").content.decode()
    assert "Up to 26 by decision" in page
    with pytest.raises(Refused, match="26 people"), transaction.atomic():
        welcome(world, 27)
    world.pass_time(hours=24 * 30)
    with pytest.raises(Refused, match="25 people"), transaction.atomic():
        welcome(world, 28)
    assert "no decision holds" in desk_in("supervisor").get("/desk/team/").content.decode()


def given(world: World, person: Any) -> HandOver:
    with world.acting("supervisor") as by:
        takes = world.workers["case-manager-2"]
        return caseload.hand_over(person=person, takes=takes, **NOTE, by=by, at=world.pass_time(minutes=1))


def test_a_hand_over_is_on_the_next_workers_list_until_it_is_read(world: World, desk_in: SignIn) -> None:
    person = welcome(world, 1, "case-manager")
    address = f"/desk/people/{person.pk}/hand-over/"
    takes = str(world.workers["case-manager-2"].pk)
    typed = {**NOTE, "takes": takes, "key": str(uuid.uuid4())}
    refused = desk_in("case-manager-3").post(address, typed)
    assert refused.status_code == 409 and "Only their worker" in refused.content.decode()
    client = desk_in("case-manager")
    assert client.post(address, {**typed, "line": ""}).status_code == 422
    for _tap in range(2):
        assert client.post(address, typed).status_code == 302
    second = desk_in("case-manager-2")
    assert "Handed over to you: Meets us at the kitchen" in second.get("/desk/").content.decode()
    with world.acting("case-manager"):
        row = HandOver.objects.get()
        assert CaseManager.objects.filter(person=person).count() == 2
    assert client.post(f"/desk/hand-overs/{row.pk}/read/").status_code == 404
    assert second.post(f"/desk/hand-overs/{row.pk}/read/").status_code == 302
    assert "Handed over to you" not in second.get("/desk/").content.decode()
    page = second.get(address).content.decode()
    assert "They wish: A woman" in page and "Read: Today" in page


def test_cover_begins_and_ends_by_itself(world: World, desk_in: SignIn) -> None:
    welcome(world, 7, "case-manager-2")
    away, today = world.workers["case-manager-2"], world.at.date()
    typed = {"worker": str(world.workers["case-manager-3"].pk), "key": str(uuid.uuid4())}
    days = {"first": str(today), "last": str(today + timedelta(days=2))}
    address = f"/desk/team/{away.pk}/cover/"
    assert desk_in("supervisor").post(address, {**typed, **days, "last": "2020-01-01"}).status_code == 422
    assert desk_in("supervisor").post(address, {**typed, **days}).status_code == 302
    assert "Person 7 (for " in desk_in("case-manager-3").get("/desk/").content.decode()
    world.pass_time(hours=96)
    assert "Person 7" not in desk_in("case-manager-3").get("/desk/").content.decode()


def test_nobody_falls_through_the_cracks(world: World, desk_in: SignIn) -> None:
    """Who is with nobody is the supervisor's; who was not met for a month is on the worker's list."""
    person = welcome(world, 1, "case-manager")
    client = desk_in("case-manager")
    assert "No contact for" not in client.get("/desk/").content.decode()
    world.pass_time(hours=24 * 31)
    assert "No contact for 1 month" in client.get("/desk/").content.decode()
    with world.acting("supervisor") as by:
        assert wait_list(by=by, today=world.at.date())[0] == []
        CaseManager.objects.filter(person=person).update(until=world.at)
    page = desk_in("supervisor").get("/desk/").content.decode()
    assert "Without a worker" in page
    assert "Person 1" in desk_in("supervisor").get("/desk/team/").content.decode()
    given(world, person)
    assert "Everybody is with somebody." in desk_in("supervisor").get("/desk/team/").content.decode()


def test_who_waits_gets_a_place_in_the_policys_order_or_with_a_reason(world: World, desk_in: SignIn) -> None:
    """Albany's rehearsal puts arrest diversions first; who waits longest is said, and nobody is hidden."""
    longest, client = welcome(world, 1), desk_in("supervisor")
    with world.acting("supervisor"):
        CaseManager.objects.update(until=world.at)
    world.pass_time(hours=48)
    _referral, held = walk.handed_over(world)
    with world.acting("supervisor"):
        CaseManager.objects.filter(person=held).update(until=world.at)
    page = client.get("/desk/team/").content.decode()
    assert page.index(held.name) < page.index("In place of an arrest") < page.index("Person 1")
    assert page.index("Person 1") < page.index("Waits longest")
    address = f"/desk/people/{longest.pk}/hand-over/"
    assert "One person waits whose turn comes first" in client.get(address).content.decode()
    typed = {**NOTE, "takes": str(world.workers["case-manager-2"].pk), "key": str(uuid.uuid4())}
    refused = client.post(address, typed)
    assert refused.status_code == 422 and "why this person goes before" in refused.content.decode()
    assert client.post(address, {**typed, "out_of_turn": "Gives birth in May"}).status_code == 302
    assert "Before their turn: Gives birth in May" in client.get(address).content.decode()
    given(world, held)
    assert "Everybody is with somebody." in client.get("/desk/team/").content.decode()


@pytest.mark.parametrize("who", ["case-manager", "on-call", "officer", "liaison", "manager"])
def test_the_team_is_for_supervisors(world: World, desk_in: SignIn, who: str) -> None:
    """R-18: for everybody else, police and prosecution first, it is not there."""
    welcome(world, 1)
    worker = world.workers["case-manager-2"]
    for address in ("", f"{worker.pk}/", f"{worker.pk}/leave/"):
        assert desk_in(who).get(f"/desk/team/{address}").status_code == 404
    assert desk_in("supervisor").get("/desk/team/").status_code == 200


def test_a_worker_leaves_and_one_act_hands_over_all(world: World, desk_in: SignIn) -> None:
    first, second = welcome(world, 1), welcome(world, 2)
    leaver, stays = world.workers["case-manager-2"], world.workers["case-manager-3"]
    with world.acting("supervisor") as by:
        order = [world.workers["case-manager"].pk, leaver.pk]
        plan_rotation(layer=Layer.FIRST, starts_on=world.at.date(), hand_over=time(9), days=1, order=order,
            most_hours=None, by=by, at=world.at)  # fmt: skip
        before = rota(site=world.site.pk, start=world.at, end=world.at + timedelta(days=9)).turns
    world.pass_time(minutes=5)
    own, client = desk_in("case-manager-2"), desk_in("supervisor")
    assert own.get("/desk/").status_code == 200
    address = f"/desk/team/{leaver.pk}/leave/"
    page = client.get(address).content.decode()
    assert "2 people go to other workers." in page and "Person 1" in page and "go to another worker" in page
    typed = {"line": "Meets us at the kitchen", "shifts": str(stays.pk), "everybody": ""}
    refused = client.post(address, {})
    page = refused.content.decode()
    assert refused.status_code == 422 and "nobody is left without" in page
    assert "who takes the shifts" in page and "Write one line" in page, "all at once"
    everybody = {
        **typed,
        "everybody": str(stays.pk),
        f"person-{second.pk}": str(world.workers["case-manager"].pk),
    }
    assert client.post(address, everybody).status_code == 302
    with world.acting("supervisor"):
        now = dict(CaseManager.objects.filter(until=None).values_list("person", "worker"))
        assert (now[first.pk], now[second.pk]) == (stays.pk, world.workers["case-manager"].pk)
        after = rota(site=world.site.pk, start=world.at, end=world.at + timedelta(days=9)).turns
        assert leaver.pk not in {one for turn in after for one in (*turn.workers, *turn.missing)}
        instead = [tuple(stays.pk if one == leaver.pk else one for one in turn.workers) for turn in before]
        assert [turn.workers for turn in after] == instead
    assert own.get("/desk/").status_code in (302, 404)
    assert client.get(address).status_code == 404


def test_who_leaves_gives_nobody_more_than_fit(world: World, desk_in: SignIn) -> None:
    leaver, stays = world.workers["case-manager-2"], world.workers["case-manager-3"]
    for number in range(3):
        welcome(world, number)
    decided(world, caseload_limit=1)
    refused = desk_in("supervisor").post(
        f"/desk/team/{leaver.pk}/leave/", {"line": "x", "everybody": str(stays.pk), "shifts": str(stays.pk)}
    )
    page = html.unescape(refused.content.decode())
    assert refused.status_code == 409 and f"3 people would go to {stays.name}, and 1 more fit" in page


def test_cover_goes_on_with_another_when_a_worker_leaves(world: World, desk_in: SignIn) -> None:
    """Now and later; nobody covers for themselves, and an act without it changes nothing."""
    leaver, away, next_one = (world.workers[f"case-manager{one}"] for one in ("-2", "-3", ""))
    today = world.at.date()
    with world.acting("supervisor") as by:
        for first, last in ((0, 2), (9, 12)):
            days = {"first": today + timedelta(days=first), "last": today + timedelta(days=last)}
            caseload.cover(away=away, worker=leaver, **days, by=by, at=by.now())
    address, client = f"/desk/team/{leaver.pk}/leave/", desk_in("supervisor")
    assert f"They cover for {away.name}" in client.get(address).content.decode()
    typed = {"line": "All is in the record", "shifts": str(next_one.pk), "everybody": str(next_one.pk)}
    for covers, said in (("", "Say who covers instead."), (str(away.pk), "Nobody covers for themselves.")):
        refused = client.post(address, {**typed, "covers": covers})
        assert refused.status_code == (409 if covers else 422) and said in refused.content.decode()
    assert client.post(address, {**typed, "covers": str(next_one.pk)}).status_code == 302
    with world.acting("supervisor"):
        live = [
            one for one in Cover.objects.order_by("starts_at") if one.ends_at > max(one.starts_at, world.at)
        ]
        assert [(one.away_id, one.worker_id) for one in live] == [(away.pk, next_one.pk)] * 2


def test_the_last_supervisor_stays(world: World, desk_in: SignIn) -> None:
    leaver = world.workers["supervisor"]
    refused = desk_in("supervisor").post(f"/desk/team/{leaver.pk}/leave/", {"line": "-"})
    assert refused.status_code == 409 and "last supervisor" in refused.content.decode()


@pytest.mark.parametrize("who", ["case-manager", "officer", "manager"])
def test_no_sql_ends_a_colleagues_work(world: World, who: str) -> None:
    """Nor brings anybody back: the database asks for a supervisor of the agency."""
    worker = Worker.objects.filter(pk=world.workers["case-manager-2"].pk)
    with world.acting(who), pytest.raises(DatabaseError), transaction.atomic():
        worker.update(until=world.at)
    with world.acting("supervisor"):
        worker.update(until=world.at)
        with pytest.raises(DatabaseError), transaction.atomic():
            worker.update(until=None)


def test_home_and_team_ask_little(desk: Desk, desk_in: SignIn) -> None:
    """At most 15 statements, whoever looks and however many there are."""
    for number in range(6):
        welcome(desk.world, number, "case-manager" if number % 2 else None)
    for who, address, most in (("case-manager", "/desk/", 15), ("supervisor", "/desk/team/", 14)):
        client = desk_in(who)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        told = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
        assert len(told) <= most, (address, len(told), told)


@pytest.mark.parametrize("year", ["9999", "0001"])
def test_a_slip_of_the_finger_in_a_year_is_said(world: World, desk_in: SignIn, year: str) -> None:
    away, covers = (world.workers[f"case-manager{one}"].pk for one in ("-2", "-3"))
    typed = {"worker": str(covers), "first": "2026-11-30", "last": f"{year}-12-31"}
    answer = desk_in("supervisor").post(f"/desk/team/{away}/cover/", typed)
    assert answer.status_code == 422 and "Check the year." in answer.content.decode()
    assert f'value="{year}-12-31"' in answer.content.decode()
