"""Named workers only: for all others the person is not there, whatever is opened later; it ends and lifts."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from tests.database.test_known import names
from tests.database.test_races import at_once, somebody_waits
from tests.factories import walk
from tests.factories.about_acts import restricted as written
from tests.factories.asked import ask, met
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions import restricting as acts
from thirdoption.program.care.actions.community import join_known
from thirdoption.program.care.actions.leaving import leave
from thirdoption.program.care.models import CaseManager, Contact, Participation
from thirdoption.program.care.queries.caseload import team
from thirdoption.program.care.queries.known import alike
from thirdoption.program.care.queries.restricted import restricted
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.actions.calls import recognize
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.models import Matter
from thirdoption.program.people import actions as people
from thirdoption.program.people.actions import say_of_two
from thirdoption.program.people.models import NameKey, Person, Restriction
from thirdoption.program.people.rules import Said
from thirdoption.program.referrals.models import CommunityReferral, Referral
from thirdoption.program.sharing.models import Grant
from thirdoption.program.staff.actions import end_worker
from thirdoption.program.trail.models import Entry

MINE, ANOTHER, LEAD = "case-manager", "case-manager-2", "supervisor"
OF_ONE = (Person, NameKey, Participation, CaseManager, Contact, Restriction)


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def restrict(world: World, person: Any, *named: str, by_whom: str = MINE) -> None:
    with world.acting(by_whom) as by:
        acts.restrict(person=person, **written(world, *named), by=by, at=by.now())


def reaches(desk: Desk, worker: str) -> set[str]:
    """The kinds of rows of the person and their referral that a worker sees."""
    with desk.world.acting(worker):
        found = {one.__name__ for one in OF_ONE[1:] if one.objects.filter(person=desk.person).exists()}
        found |= {"Person"} if Person.objects.filter(pk=desk.person.pk).exists() else set()
        of_referral = ((Referral, "pk"), (Handoff, "referral"), (Matter, "referral"))
        found |= {
            one.__name__ for one, key in of_referral if one.objects.filter(**{key: desk.referral.pk}).exists()
        }
    return found


def opened(world: World, worker: str) -> set[Any]:
    """What the grants open to a worker, as plain values."""
    with world.acting(worker):
        told = ("person_id", "referral", "category", "purpose", "may_write", "basis", "source", "valid_to")
        return set(Grant.objects.values_list(*told))


def test_for_whoever_is_not_named_the_person_is_not_there(desk: Desk, sign_in: SignIn) -> None:
    """R-43, R-18: no row, no search, no warning of a duplicate, no list and no page."""
    before, url = reaches(desk, ANOTHER), f"/desk/people/{desk.person.pk}/"
    assert before == reaches(desk, MINE) and {"Person", "Referral", "Handoff"} <= before
    restrict(desk.world, desk.person, MINE)
    for worker in (ANOTHER, LEAD, "on-call"):
        assert reaches(desk, worker) == set(), worker
        assert names(desk.world, desk.person.name, worker) == []
        with desk.world.acting(worker) as by:
            assert alike(by=by, name=desk.person.name, born=None) == []
        assert sign_in(worker).get(url).status_code == 404
        for page in ("/desk/", "/desk/team/", reverse("desk:looking")):
            assert desk.person.name not in sign_in(worker).get(page).content.decode(), page
    assert reaches(desk, MINE) == before | {"Restriction"}
    assert sign_in(MINE).get(url).status_code == 200


def test_lifting_opens_the_same_again(desk: Desk) -> None:
    before = opened(desk.world, ANOTHER)
    restrict(desk.world, desk.person, MINE)
    assert opened(desk.world, ANOTHER) < before
    with desk.world.acting(MINE) as by:
        acts.lift(person=desk.person, why="The cousin has left", by=by, at=by.now())
    assert opened(desk.world, ANOTHER) == before == opened(desk.world, MINE)
    with desk.world.acting(MINE) as by, pytest.raises(Refused):
        acts.lift(person=desk.person, why="Again", by=by, at=by.now())


def test_a_new_referral_of_theirs_is_for_the_named_alone(desk: Desk) -> None:
    restrict(desk.world, desk.person, MINE)
    referral = walk.accepted(desk.world, incident_number="26-00777-X")
    with desk.world.acting(MINE) as by:
        call = Handoff.objects.get(referral=referral)
        walk_in(desk, call, by)
    with desk.world.acting(ANOTHER):
        assert not Referral.objects.filter(pk=referral.pk).exists()
        assert not Handoff.objects.filter(pk=call.pk).exists()
        assert not Matter.objects.filter(referral=referral.pk).exists()
    with desk.world.acting(MINE):
        assert Referral.objects.filter(pk=referral.pk).exists()
        assert Matter.objects.filter(referral=referral.pk).exists()


def walk_in(desk: Desk, call: Handoff, by: Any) -> None:
    """A named worker goes to the corner and knows the person."""
    handoffs.accept(handoff=call, by=by, at=desk.world.pass_time(minutes=1))
    handoffs.arrive(handoff=call, by=by, at=desk.world.pass_time(minutes=1))
    recognize(handoff=call, person=desk.person, by=by, at=desk.world.pass_time(minutes=1))


def test_whoever_takes_them_over_is_named(desk: Desk) -> None:
    restrict(desk.world, desk.person, MINE)
    with desk.world.acting(MINE) as by:
        taken = desk.world.workers[ANOTHER]
        CaseManager.objects.filter(person=desk.person, until=None).update(until=by.now())
        CaseManager(site_id=by.site, person=desk.person, worker=taken, since=by.now()).save(force_insert=True)
    assert "Person" in reaches(desk, ANOTHER) and reaches(desk, LEAD) == set()


@pytest.mark.parametrize(
    "named", [(), ("case-manager-2",), ("case-manager", "officer"), ("case-manager", "manager")]
)
def test_nobody_is_left_without_their_worker(desk: Desk, named: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        restrict(desk.world, desk.person, *named)
    assert "Person" in reaches(desk, LEAD)


def test_an_emergency_opens_it_for_a_day_and_ends_by_itself(desk: Desk, sign_in: SignIn) -> None:
    restrict(desk.world, desk.person, MINE)
    lead = sign_in(LEAD)
    page = lead.get("/desk/restricted/").content.decode()
    assert str(desk.person.pk) in page and desk.person.name not in page
    url = f"/desk/restricted/{desk.person.pk}/open/"
    assert lead.post(url, {"why": ""}).status_code == 422 and reaches(desk, LEAD) == set()
    assert lead.post(url, {"why": "They are in hospital"}).status_code == 302
    assert reaches(desk, LEAD) == reaches(desk, MINE) and reaches(desk, ANOTHER) == set()
    assert "Open to you now" in lead.get("/desk/restricted/").content.decode()
    with desk.world.acting("auditor"):
        row = Entry.objects.get(verb="open restricted")
        assert row.why == "They are in hospital" and row.subjects == [desk.person.pk]
    desk.world.pass_time(hours=22)
    restrict(desk.world, desk.person, MINE, ANOTHER)  # other names do not close what an emergency opened
    desk.world.pass_time(hours=1)
    assert "Person" in reaches(desk, LEAD)
    desk.world.pass_time(hours=2)
    assert reaches(desk, LEAD) == set() and "Person" in reaches(desk, MINE)


def test_the_emergency_is_for_supervisors_and_for_restricted_records_alone(desk: Desk) -> None:
    """What is not restricted is hidden like what is not there, and nobody else even counts them."""
    for worker in (LEAD,):
        with desk.world.acting(worker) as by, pytest.raises(Refused, match="could not find"):
            acts.open_in_emergency(person=desk.person.pk, why="To see", by=by, at=by.now())
    restrict(desk.world, desk.person, MINE)
    for worker in (ANOTHER, "officer", "liaison", "manager"):
        with desk.world.acting(worker) as by:
            assert restricted(by=by) == []
            with pytest.raises(Refused):
                acts.open_in_emergency(person=desk.person.pk, why="To see", by=by, at=by.now())
        with desk.world.acting(worker), connection.cursor() as cursor:
            cursor.execute("SELECT sharing.open_restricted(%s, 'To see')", [desk.person.pk])
            assert cursor.fetchone() == (False,), worker
        assert reaches(desk, worker) & {"Person", "Contact"} == set()


def test_one_whom_nobody_can_open_any_more_is_told_first(desk: Desk) -> None:
    restrict(desk.world, desk.person, MINE)
    worker = desk.world.workers[MINE]
    with desk.world.acting(LEAD) as by:
        assert [one.alone for one in restricted(by=by)] == [False]
    with desk.world.acting(LEAD) as by:
        end_worker(worker=worker, by=by, at=by.now())
    desk.world.pass_time(minutes=1)
    with desk.world.acting(LEAD) as by:
        assert [one.alone for one in restricted(by=by)] == [True]
    with desk.world.acting(ANOTHER) as by, pytest.raises(Refused, match="of the team"):
        person = people.welcome(name="Invented One", by=by, at=by.now())
        acts.restrict(person=person, **written(desk.world, MINE), by=by, at=by.now())


def together(desk: Desk, other: Person) -> None:
    with desk.world.acting(MINE) as by:
        kept = Person.objects.get(pk=desk.person.pk)
        say_of_two(kept=kept, other=other, said=Said.SAME, why="Her sister said so", by=by, at=by.now())


def test_a_second_record_of_theirs_is_no_side_door(desk: Desk, sign_in: SignIn) -> None:
    """R-43, R-81: both records are as closed as either, whichever was put together or restricted first."""
    world = desk.world
    _referral, other = walk.handed_over(world, incident_number="26-00777-X")
    together(desk, other)
    sent = {**written(world, MINE), "workers": [str(world.workers[MINE].pk)]}
    page = f"/desk/people/{desk.person.pk}"
    assert (
        sign_in(MINE)
        .post(f"{page}/restrict/", {**sent, "workers": [str(world.workers[MINE].pk)]})
        .status_code
        == 302
    )
    for one in (desk.person, other):
        assert sign_in(ANOTHER).get(f"/desk/people/{one.pk}/").status_code == 404
    assert sign_in(MINE).post(f"{page}/lift/", {"why": "It is over"}).status_code == 302
    for one in (desk.person, other):
        assert sign_in(ANOTHER).get(f"/desk/people/{one.pk}/").status_code == 200
    _referral, third = walk.handed_over(world, incident_number="26-00778-X")
    restrict(world, third, MINE)
    with pytest.raises(Refused, match="named workers only"):
        together(desk, third)


def test_what_is_opened_meanwhile_is_for_the_named_alone(committed: World) -> None:
    """Whoever recognizes a person in a call and whoever restricts them wait for each other."""
    world = committed
    _referral, person = walk.handed_over(world)
    referral = walk.accepted(world, incident_number="26-00777-X")
    with world.acting(MINE) as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=world.pass_time(minutes=1))
        handoffs.arrive(handoff=call, by=by, at=world.pass_time(minutes=1))
    recognized = threading.Event()

    def act(number: int) -> None:
        if number == 0:
            with world.acting(MINE) as by:
                found = Person.objects.get(pk=person.pk)
                recognize(handoff=Handoff.objects.get(pk=call.pk), person=found, by=by, at=world.at)
                recognized.set()
                somebody_waits()
        else:
            recognized.wait(20)
            restrict(world, person, MINE)

    at_once(2, act)
    with world.acting(ANOTHER):
        assert not Handoff.objects.filter(pk=call.pk).exists()
        assert not Referral.objects.filter(pk=referral.pk).exists()


def test_the_26th_is_counted_beside_a_restricted_one(world: World) -> None:
    """Whoever gives a worker one more does not see all that they have; the limit holds all the same."""
    with world.acting(MINE) as by:
        for number in range(25):
            person = people.welcome(name=f"Invented {number}", by=by, at=by.now())
            care.take_up(person=person, worker=world.workers[MINE], by=by, at=by.now())
    restrict(world, person, MINE)
    with world.acting(LEAD) as by:
        one_more = people.welcome(name="One More", by=by, at=by.now())
        with pytest.raises(Refused):
            care.take_up(person=one_more, worker=world.workers[MINE], by=by, at=by.now())
        assert {one.name: one.people for one in team(by=by, today=world.at.date())}[
            world.workers[MINE].name
        ] == 25


def test_nobody_leaves_a_restricted_person_behind(world: World, sign_in: SignIn) -> None:
    with world.acting(MINE) as by:
        person = people.welcome(name="Invented One", by=by, at=by.now())
        care.take_up(person=person, worker=world.workers[MINE], by=by, at=by.now())
    restrict(world, person, MINE, ANOTHER)
    leaves = {"worker": world.workers[MINE], "shifts": world.workers[ANOTHER], "line": "Read the plan"}
    with world.acting(LEAD) as by, pytest.raises(Refused, match="named workers only"):
        leave(**leaves, people={}, by=by, at=by.now())
    page = sign_in(LEAD).get(f"/desk/team/{world.workers[MINE].pk}/leave/").content.decode()
    assert "1 more is in a record for named workers only" in page and "Invented One" not in page
    with world.acting(LEAD) as by:
        acts.open_in_emergency(person=person.pk, why="Their worker leaves", by=by, at=by.now())
    with world.acting(LEAD) as by:
        leave(**leaves, people={person.pk: world.workers[ANOTHER]}, by=by, at=by.now())
    with world.acting(ANOTHER):
        assert CaseManager.objects.get(person=person, until=None).worker_id == world.workers[ANOTHER].pk


def test_what_the_community_asked_for_them_is_for_the_named_alone(desk: Desk) -> None:
    asked = met(desk.world, ask(desk.world))
    restrict(desk.world, desk.person, MINE)
    with desk.world.acting(MINE) as by:
        join_known(asked=asked, person=desk.person.pk, by=by, at=by.now())
        assert CommunityReferral.objects.filter(pk=asked.pk).exists()
    with desk.world.acting(ANOTHER):
        assert not CommunityReferral.objects.filter(pk=asked.pk).exists()
