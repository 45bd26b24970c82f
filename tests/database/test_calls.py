"""Please come, I am with somebody: no name, no offense, no matter, and the same for whoever it is."""

import random
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.database.test_grants import DENIED, add, attempt
from tests.database.test_same_for_all import Interrupted, Watch, different, take_part
from tests.factories import walk
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.program.care.actions.calls import meet_again
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Call, EscalationStep, Handoff
from thirdoption.program.matters.models import Matter
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Receipt, Referral
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
PLACE = "Corner of Lark and State"


def ask(client: Client, place: str = PLACE, key: Any = None) -> Any:
    """The officer's one tap, with the place."""
    return client.post("/street/come/", {"place": place, "key": str(key or uuid.uuid4())})


def part_of(where: str) -> str:
    """The part of a live page that asks again: every hand-off's is the same."""
    return where.replace("/street/come/", "/street/referrals/") + "hand-off/"


def arrived(world: World, worker: str = "on-call") -> Any:
    """The one call there is, with a worker at the place."""
    with world.acting(worker) as by:
        call = Handoff.objects.get(call__isnull=False)
        handoffs.accept(handoff=call, by=by, at=world.pass_time(minutes=1))
        handoffs.arrive(handoff=call, by=by, at=world.pass_time(minutes=12))
    return call


# What is asked


def test_one_tap_and_a_place_page_whoever_is_on_call(world: World, sign_in: SignIn) -> None:
    answer = ask(sign_in("officer"))
    assert answer.status_code == 302
    live = sign_in("officer").get(answer["Location"])
    assert live.status_code == 200 and b"Calling the line" in live.content and PLACE.encode() in live.content
    run_waiting_jobs()
    with world.acting("on-call"):
        (call,) = Handoff.objects.all()
        assert (call.referral, call.person, call.call.place) == (None, None, PLACE)
        assert not Referral.objects.exists() and not Matter.objects.exists()
    assert EscalationStep.objects.filter(handoff=call.pk, step="first").exists()


def test_a_second_tap_asks_once(world: World, sign_in: SignIn) -> None:
    key, officer = uuid.uuid4(), sign_in("officer")
    assert ask(officer, key=key)["Location"] == ask(officer, key=key)["Location"]
    with world.acting("on-call"):
        assert Call.objects.count() == Handoff.objects.count() == 1


@pytest.mark.parametrize("place", ["", "   ", "x" * 201, "<script>", "Lark St, SID 12345678X"])
def test_a_place_that_cannot_be_is_refused_beside_the_field(
    world: World, sign_in: SignIn, place: str
) -> None:
    answer = ask(sign_in("officer"), place)
    assert answer.status_code == 422 and b"usa-error-message" in answer.content
    with world.acting("on-call"):
        assert not Call.objects.exists()


def test_nobody_but_the_officer_and_the_operator_sees_it(world: World, sign_in: SignIn) -> None:
    """R-48: by the rows themselves, and by every page that could show them."""
    where = ask(sign_in("officer"))["Location"]
    for key in ("officer-2", "officer-4", "sergeant", "liaison", "community", "auditor", "coordinator"):
        with world.acting(key):
            assert (Call.objects.count(), Handoff.objects.count()) == (0, 0), key
        assert sign_in(key).get(where).status_code == 404, key
    for key in ("officer", "on-call", "case-manager", "supervisor"):
        with world.acting(key):
            assert (Call.objects.count(), Handoff.objects.count()) == (1, 1), key


def test_only_the_receipt_is_left_when_the_officer_is_free(world: World, sign_in: SignIn) -> None:
    officer = sign_in("officer")
    where = ask(officer)["Location"]
    call = arrived(world)
    with world.acting("on-call") as by:
        handoffs.end(handoff=call, because=handoffs.State.PERSON_LEFT, by=by, at=world.pass_time(minutes=2))
    with world.acting("officer"):
        assert not Call.objects.exists() and not Handoff.objects.exists()
        assert Receipt.objects.get().of_call
    over = officer.get(where)
    assert over.status_code == 302 and officer.get(over["Location"]).status_code == 200
    part = officer.get(part_of(where), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == over["Location"]
    assert b"Asked to come" in officer.get("/street/").content


# Whom it turns out to be about


def test_inside_the_worker_is_told_whose_people_somebody_is(world: World, sign_in: SignIn) -> None:
    """Only inside, and by the program's own grants; the officer is free and hears nothing else."""
    _referral, person = walk.handed_over(world)
    world.pass_time(days=30)
    officer, worker = sign_in("officer"), sign_in("on-call")
    where = ask(officer)["Location"]
    call = arrived(world)
    page = worker.post(f"/desk/hand-offs/{call.pk}/look-for/", {"name": "marisol"})
    manager = world.workers["case-manager"].name
    shown = page.content.decode()
    assert "One name is like it" in shown and '<ul class="kit-tasks">' in shown, "a list stays a list"
    assert page.status_code == 200 and f"{manager} works with them." in page.content.decode()
    met = worker.post(f"/desk/hand-offs/{call.pk}/known/{person.pk}/", follow=True)
    assert f"{manager} works with them." in met.content.decode()
    receipt = officer.get(where, follow=True).content.decode()
    assert "You are free" in receipt and manager not in receipt and person.name not in receipt
    with world.acting("on-call"):
        assert Handoff.objects.get(pk=call.pk).person_id == person.pk
        assert Person.objects.count() == 1, "nobody is made twice"


def test_a_stranger_is_written_down_and_nothing_is_held(world: World, sign_in: SignIn) -> None:
    """No page on the way offers to make a matter of it, nor a release for a charge."""
    ask(sign_in("officer"))
    call, worker = arrived(world), sign_in("on-call")
    nobody = worker.post(f"/desk/hand-offs/{call.pk}/look-for/", {"name": "Nobody Such"})
    assert "Nobody here has a name like that" in nobody.content.decode()
    typed = {"name": "Ari Made-up", "language": "en", "case_manager": str(world.workers["case-manager"].pk)}
    taken = worker.post(f"/desk/hand-offs/{call.pk}/take-over/", {**typed, "key": str(uuid.uuid4())})
    assert taken.status_code == 302 and taken["Location"].startswith("/desk/people/")
    pages = [worker.get(taken["Location"]), worker.get(f"/desk/hand-offs/{call.pk}/"), nobody]
    for page in pages:
        text = page.content.decode()
        assert not any(word in text.lower() for word in ("/release/", "/matters/", "charge"))
    person = taken["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert worker.get(f"/desk/people/{person}/intake/").status_code == 200
    for key in ("on-call", "liaison"):
        with world.acting(key):
            assert not Matter.objects.exists()


def test_no_hand_off_of_a_call_can_carry_a_matter(world: World, sign_in: SignIn) -> None:
    """A matter hangs on a referral, and a call has none: there is no action that takes a call."""
    ask(sign_in("officer"))
    assert not Matter._meta.get_field("referral").null
    with world.acting("liaison"):
        assert not Handoff.objects.exists() and not Call.objects.exists()


def test_whom_nobody_knows_and_whom_one_may_not_see_cannot_be_recognized(
    world: World, sign_in: SignIn
) -> None:
    """R-26, and another worker's call is not mine."""
    _referral, person = walk.handed_over(world)
    ask(sign_in("officer"))
    call = arrived(world)
    worker, other = sign_in("on-call"), sign_in("case-manager")
    unknown = worker.post(f"/desk/hand-offs/{call.pk}/known/{uuid.uuid4()}/")
    assert unknown.status_code == 404
    assert other.post(f"/desk/hand-offs/{call.pk}/known/{person.pk}/").status_code == 409
    assert sign_in("officer").post(f"/desk/hand-offs/{call.pk}/look-for/", {"name": "a"}).status_code == 404
    with world.acting("on-call"):
        assert Handoff.objects.get(pk=call.pk).person_id is None


def test_a_hand_off_of_a_referral_takes_somebody_known(world: World) -> None:
    """Who is diverted again is the same person, with a charge and an intake of its own."""
    _referral, person = walk.handed_over(world)
    again = walk.accepted(world, incident_number="26-9-X")
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral__incident_number="26-9-X")
        handoffs.accept(handoff=call, by=by, at=world.at)
        handoffs.arrive(handoff=call, by=by, at=world.at)
        meet_again(handoff=call, person=person.pk, by=by, at=world.at)
    assert walk.intake(world, person, again).referral_id == again.pk
    with world.acting("on-call"):
        assert Handoff.objects.filter(person=person).count() == 2 and Person.objects.count() == 1


# Nobody in enforcement can tell


def a_night(world: World, clients: dict[str, Client], known: uuid.UUID | None) -> Any:
    """An officer asks, somebody comes, the officer is free; all that enforcement receives."""
    watch, officer = Watch(), clients["officer"]
    watch.ask(officer, "/street/")
    where = watch.ask(officer, "/street/come/", {"place": PLACE, "key": str(uuid.UUID(int=7))})["Location"]
    run_waiting_jobs()
    watch.ask(officer, where)
    call = arrived(world)
    watch.ask(officer, f"{part_of(where)}?known=0", headers={"HX-Request": "true"})
    with world.acting("on-call") as by:
        if known:
            meet_again(handoff=call, person=known, by=by, at=world.pass_time(minutes=3))
        else:
            handoffs.take_over(
                handoff=call, name="Ari Made-up", date_of_birth=None, where_to_find="", language="en",
                by=by, at=world.pass_time(minutes=3),
            )  # fmt: skip
    receipt = watch.ask(officer, where)["Location"]
    for address in (receipt, "/street/", f"/desk/people/{known or uuid.uuid4()}/"):
        watch.ask(officer, address)
    for role in ("officer-2", "sergeant", "liaison", "agency-head"):
        for address in (where, receipt, "/street/", "/partners/matters/", "/desk/", "/figures/"):
            watch.ask(clients[role], address)
    return watch.seen


@pytest.fixture
def clients(sign_in: SignIn) -> Iterator[dict[str, Client]]:
    yield {key: sign_in(key) for key in ("officer", "officer-2", "sergeant", "liaison", "agency-head")}


def in_a_world(world: World, clients: dict[str, Client], pick: random.Random | None) -> Any:
    from django.db import transaction

    tonight = world.at
    try:
        with transaction.atomic():
            known = None
            if pick is not None:
                world.at = tonight - timedelta(days=pick.randint(61, 200))
                while known is None:
                    known = take_part(world, pick)
                world.at = tonight
            seen = a_night(world, clients, known)
            raise Interrupted
    except Interrupted:
        world.at = tonight
        return seen


def test_a_stranger_and_a_participant_look_the_same_to_enforcement(
    world: World, clients: dict[str, Client]
) -> None:
    """Pairs of worlds (R-26, R-40): bytes, status, headers, order, and the number of statements."""
    in_a_world(world, clients, None)  # what a process reads only once is read
    stranger = in_a_world(world, clients, None)
    assert not different(in_a_world(world, clients, None), stranger), "the same night twice is the same"
    for number in range(6):
        assert not different(in_a_world(world, clients, random.Random(number)), stranger), number


# What the trail and the database hold of it


def test_looking_for_somebody_is_on_the_trail(world: World, sign_in: SignIn) -> None:
    """R-69: whoever looks, and whom they were shown."""
    _referral, person = walk.handed_over(world)
    ask(sign_in("officer"))
    call = arrived(world)
    sign_in("on-call").post(f"/desk/hand-offs/{call.pk}/look-for/", {"name": "Marisol"})
    with world.acting("auditor"):
        last = Entry.objects.filter(verb="see", noun="person").order_by("-at").first()
    assert last is not None and last.subjects == [person.pk]
    assert last.worker == world.workers["on-call"].pk


def test_a_referral_is_added_once_and_only_one_that_may_be_seen(world: World, sign_in: SignIn) -> None:
    """R-53: by raw SQL too; one's own call is no way to another's referral."""
    hidden = walk.contact(world, "officer-2")
    ask(sign_in("officer"))
    for key in ("officer", "on-call"):
        with world.acting(key):
            for referral in (hidden.pk, uuid.uuid4()):
                found = attempt("UPDATE handoffs_handoff SET referral_id = %s", referral)
                assert found[0] == DENIED, (key, found)
    with world.acting("officer") as by:
        call = Call.objects.get()
        row = {"site_id": by.site, "state": "requested", "version": 0, "call_id": call.pk, "subject": call.pk}
        assert add("handoffs_handoff", **row, referral_id=hidden.pk)[0] == DENIED
        forged = {"site_id": by.site, "how": "tap", "organization_id": by.organization}
        assert add("handoffs_call", **forged, author_id=world.workers["officer-2"].pk)[0] == DENIED


def test_the_address_of_a_button_leads_back_to_the_call(world: World, sign_in: SignIn) -> None:
    """A page loaded again, another language, signing in anew: the call is there, not "no page"."""
    _referral, person = walk.handed_over(world)
    ask(sign_in("officer"))
    call, worker = arrived(world), sign_in("on-call")
    there = f"/desk/hand-offs/{call.pk}/"
    for button in ("look-for/", f"known/{person.pk}/", "call-back/", "tell/"):
        back = worker.get(f"{there}{button}")
        assert (back.status_code, back.headers.get("Location")) == (302, there), button
    with world.acting("on-call"):
        assert Handoff.objects.get(pk=call.pk).person_id is None
