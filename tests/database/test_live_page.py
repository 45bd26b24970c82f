"""The live page of a hand-off: what officer and worker see and tell each other, what asking again costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.database.test_street_pages import known_of
from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.models import Handoff, HandoffNote, Pulse
from thirdoption.program.handoffs.rules import LATER, TRANSITIONS, Note, State
from thirdoption.program.referrals.models import Receipt
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
HTMX = {"HX-Request": "true"}


class Call:
    """A call that waits, with the pages of the officer and of a worker."""

    def __init__(self, world: World, sign_in: SignIn) -> None:
        self.world, self.sign_in = world, sign_in
        self.referral = walk.accepted(world)
        with world.acting("on-call"):
            self.handoff = Handoff.objects.get(referral=self.referral)
        self.officers = f"/street/referrals/{self.referral.pk}/"
        self.workers = f"/desk/hand-offs/{self.handoff.pk}/"
        self.officer, self.worker = sign_in("officer"), sign_in("on-call")

    def tap(self, what: str) -> Any:
        """The worker taps."""
        return self.worker.post(f"{self.workers}{what}/")

    def seen(self) -> str:
        """What the officer's page says now."""
        return str(self.officer.get(f"{self.officers}hand-off/?known=-", headers=HTMX).content.decode())


@pytest.fixture
def call(world: World, sign_in: SignIn) -> Call:
    return Call(world, sign_in)


def test_the_officer_follows_each_tap(call: Call) -> None:
    assert "The line was called" in call.seen() and "is coming" not in call.seen()
    call.tap("accept")
    assert "is coming" in call.seen() and "is on the way" not in call.seen()
    call.worker.post(f"{call.workers}tell/", {"note": Note.IN_10})
    assert "About 10 minutes: around " in call.seen()
    call.tap("set-out")
    assert "is on the way" in call.seen()
    call.officer.post(f"{call.officers}tell/", {"note": Note.ACROSS})
    page = call.worker.get(call.workers).content.decode()
    assert "We moved to the other side of the street." in page
    call.tap("arrive")
    assert "is there" in call.seen() and "About 10 minutes" not in call.seen()
    with call.world.acting("on-call"):
        assert list(queries.times(handoff=call.handoff))[::-1] == ["accepted", "en_route", "arrived"]


def test_a_worker_around_the_corner_arrives_in_one_tap(call: Call) -> None:
    call.tap("accept")
    call.tap("arrive")
    assert "is there" in call.seen() and "set out" not in call.seen()


def test_asking_again_reads_one_index_and_leaves_nothing(call: Call, django_assert_num_queries: Any) -> None:
    known = known_of(call.worker.get(call.workers))
    address = f"{call.workers}live/?known={known}&state=requested"
    with call.world.acting("auditor", "audit"):
        before = Entry.objects.count()
    with django_assert_num_queries(3) as asked:
        assert call.worker.get(address, headers=HTMX).status_code == 204
    tables = ("handoffs_handoff ", "referrals_", "people_", "sharing.")
    assert not any(name in one["sql"] for one in asked.captured_queries for name in tables)
    with call.world.acting("auditor", "audit"):
        assert Entry.objects.count() == before
    ways = {"subject": "author_id", "handoff_id": "site_id"}
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        for column, whose in ways.items():
            cursor.execute(
                f"EXPLAIN SELECT number FROM handoffs_pulse WHERE {column} = gen_random_uuid() "
                f"AND {whose} = gen_random_uuid()"
            )
            assert "Index Only Scan" in cursor.fetchone()[0]


def test_every_change_is_asked_for_once(call: Call) -> None:
    """Each tap makes both pages' number another one; in between nothing does."""
    numbers = []
    for what in ("accept", "set-out", "arrive"):
        call.tap(what)
        numbers.append(Pulse.objects.get(handoff=call.handoff).number)
        call.officer.post(f"{call.officers}tell/", {"note": Note.IN_CAR})
        call.officer.get(call.officers)
    assert numbers == sorted(set(numbers))
    known = known_of(call.officer.get(call.officers))
    answer = call.officer.get(f"{call.officers}hand-off/?known={known}", headers=HTMX)
    assert answer.status_code == 204
    call.officer.post(f"{call.officers}tell/", {"note": Note.GONE})
    answer = call.officer.get(f"{call.officers}hand-off/?known={known}", headers=HTMX)
    assert answer.status_code == 200 and "The person has left." in answer.content.decode()


def test_another_state_is_another_page_for_the_worker(call: Call) -> None:
    second = call.sign_in("case-manager-2")
    address = f"{call.workers}live/?known=0&state=requested"
    call.tap("accept")
    assert second.get(address, headers=HTMX)["HX-Redirect"] == call.workers
    page = second.get(call.workers).content.decode()
    assert "(On-call worker) is coming" in page and "You need do nothing." in page
    late = second.post(f"{call.workers}accept/")
    assert late.status_code == 409
    shown = late.content.decode()
    assert "The on-call worker was quicker and is coming." in shown
    assert "(On-call worker) is coming" in shown
    assert "do it again" not in shown and "Nothing is saved yet" not in shown


def test_a_note_that_comes_too_late_leads_to_where_the_hand_off_is(call: Call) -> None:
    """By a page's own script to the page; without one the page itself, with why."""
    call.tap("accept")
    worker, other = call.sign_in("on-call"), call.sign_in("case-manager-2")
    worker.post(f"{call.workers}end/", {"because": "cancelled"})
    late = worker.post(f"{call.workers}tell/", {"note": Note.IN_10}, headers=HTMX)
    assert (late.status_code, late["HX-Redirect"], late.content) == (409, call.workers, b"")
    plain = worker.post(f"{call.workers}tell/", {"note": Note.IN_10})
    assert plain.status_code == 409 and "ended without a hand-off" in plain.content.decode()
    assert other.post(f"{call.workers}tell/", {"note": Note.IN_10}).status_code == 409


@pytest.mark.parametrize("known", ["-", "0", "1", "right"])
def test_who_did_not_send_it_learns_nothing_by_asking(call: Call, known: str) -> None:
    """R-18, R-26: a colleague's poll, right number or wrong, is the answer of what is not there."""
    colleague = call.sign_in("officer-2")
    right = Pulse.objects.get(handoff=call.handoff.pk).number
    known = str(right) if known == "right" else known
    assert call.officer.get(f"{call.officers}hand-off/?known={right}", headers=HTMX).status_code == 204
    answer = colleague.get(f"{call.officers}hand-off/?known={known}", headers=HTMX)
    assert answer.status_code == 404
    assert colleague.post(f"{call.officers}tell/", {"note": Note.GONE}).status_code in (302, 404)
    assert call.officer.get(f"{call.workers}live/?known={known}", headers=HTMX).status_code == 404
    assert call.officer.post(f"{call.workers}tell/", {"note": Note.IN_5}).status_code == 404
    with call.world.acting("on-call"):
        assert not HandoffNote.objects.exists()


def test_notes_are_of_a_fixed_list_and_of_ones_own_side(call: Call) -> None:
    call.tap("accept")
    for said in ("Marisol is asleep", Note.IN_5, ""):
        call.officer.post(f"{call.officers}tell/", {"note": said})
    for said in ("Marisol is asleep", Note.ACROSS, ""):
        call.worker.post(f"{call.workers}tell/", {"note": said})
    other = call.sign_in("case-manager-2").post(f"{call.workers}tell/", {"note": Note.IN_5})
    assert other.status_code == 409
    with call.world.acting("on-call"):
        assert not HandoffNote.objects.exists()
    for _tap in range(2):
        call.worker.post(f"{call.workers}tell/", {"note": Note.IN_5})
    with call.world.acting("on-call"):
        assert HandoffNote.objects.count() == 1, "the same twice in a row is told once"


@pytest.mark.parametrize("to", sorted(LATER | {State.DECLINED, State.PERSON_LEFT, State.CANCELLED}))
def test_what_freed_the_officer_stays_on_the_receipt(call: Call, to: State) -> None:
    """And what comes after it does not: who is met afterwards is taken over without the officer hearing."""
    call.tap("accept")
    call.worker.post(f"{call.workers}end/", {"because": to})
    followed = call.officer.get(f"{call.officers}hand-off/?known=0", headers=HTMX)
    assert followed["HX-Redirect"] == f"{call.officers}receipt/"
    before = call.officer.get(f"{call.officers}receipt/").content
    assert (b"You are free" in before) == (to in LATER)
    listed = "Agreed for later" in call.worker.get("/desk/").content.decode()
    assert listed == (to in LATER), "nobody is forgotten whom somebody promised to meet"
    if State.HANDED_OVER in TRANSITIONS[to]:
        with call.world.acting("case-manager") as by:
            found = Handoff.objects.get(pk=call.handoff.pk)
            whom = {"name": "Marisol Made-up", "date_of_birth": None, "where_to_find": "", "language": "en"}
            handoffs.take_over(handoff=found, **whom, by=by, at=call.world.pass_time(days=2))
    after = call.officer.get(f"{call.officers}receipt/").content
    with call.world.acting("officer"):
        receipt = Receipt.objects.get(referral=call.referral.pk)
    assert (receipt.freed_by, receipt.handed_over_at) == (to, None)
    assert [line for line in after.splitlines() if b"csrf" not in line] == [
        line for line in before.splitlines() if b"csrf" not in line
    ]


def test_a_hand_off_that_is_closed_takes_no_note(call: Call) -> None:
    call.tap("accept")
    call.worker.post(f"{call.workers}end/", {"because": State.PERSON_LEFT})
    with call.world.acting("on-call") as by:
        found = Handoff.objects.get(pk=call.handoff.pk)
        with pytest.raises(Refused):
            handoffs.tell_officer(handoff=found, note=Note.CORNER, by=by, at=call.world.at)
