"""Many at once, on real connections: one wins, the others are told so, and nothing is half done."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection
from procrastinate.contrib.django import app

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.worlds import connect
from thirdoption.demo import directory
from thirdoption.program.care import actions as care
from thirdoption.program.care import queries as care_queries
from thirdoption.program.care.models import Participation
from thirdoption.program.care.rules import Engagement
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters import queries as matters
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.services import actions as services
from thirdoption.program.services.models import Service
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.staff.queries import acting
from thirdoption.web.partners.presenters import liaison_list

TEAM = ("on-call", "case-manager", "case-manager-2", "case-manager-3", "supervisor")


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What comes of an act that many threads begin at the same moment, each on its own connection."""
    gate = threading.Barrier(count)

    def one(number: int) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(timeout=20)
            return act(number)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def rows(sql: str, *values: Any) -> list[Any]:
    """Rows as the owner sees them."""
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        return owner.execute(sql, values).fetchall()


_WAITS = """SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE NOT granted AND datname = current_database()"""


def somebody_waits() -> None:
    """Until another connection waits for this one."""
    for _ in range(200):
        if rows(_WAITS):
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


def test_twenty_accept_one_hand_off_and_one_comes(committed: World) -> None:
    referral = walk.accepted(committed)
    with committed.acting("on-call"):
        pk = Handoff.objects.get(referral=referral).pk

    def accept(number: int) -> str:
        by = committed.by(TEAM[number % len(TEAM)])
        with ground.opened(by):
            handoff = Handoff.objects.get(pk=pk)
            time.sleep(0.05)  # all have read it before the first one writes
            handoffs.accept(handoff=handoff, by=by, at=committed.at)
        return str(by.worker)

    said = at_once(20, accept)
    (winner,) = {one for one in said if one != "conflict"}
    assert said.count("conflict") >= 16, "who comes may say so again"
    assert rows("SELECT state, version, accepted_by_id::text FROM handoffs_handoff") == [
        ("accepted", 1, winner)
    ]
    assert rows("SELECT number, worker::text FROM handoffs_handoffstatus") == [(1, winner)]
    assert rows("SELECT count(*) FROM trail_entry WHERE verb = 'accept'") == [(1,)]


def test_two_intakes_at_once_are_one(committed: World) -> None:
    referral, person = walk.handed_over(committed)

    def intake(number: int) -> str:
        by = committed.by("case-manager")
        with ground.opened(by):
            care.do_intake(
                person=person, referral=referral, needs=["food"], words=f"{number}", by=by, at=committed.at
            )
        return "done"

    assert Counter(at_once(6, intake)) == {"done": 1, "conflict": 5}
    assert rows("SELECT count(*) FROM care_intake") == [(1,)]
    assert rows("SELECT count(*) FROM care_confirmation") == [(1,)]
    assert rows("SELECT count(*) FROM trail_entry WHERE verb = 'do intake'") == [(1,)]


def test_two_who_meet_somebody_at_once_both_keep_their_contact(committed: World) -> None:
    _referral, person = walk.handed_over(committed)
    with committed.acting("case-manager") as by:
        found = Participation.objects.get(person=person)
        care.change_engagement(
            participation=found, to=Engagement.LOOKING_FOR, note="Gone since May", by=by, at=committed.at
        )
    at = committed.pass_time(days=60)

    def meet(number: int) -> str:
        by = committed.by("case-manager")
        said = {"kind": "made", "how": "in_person", "minutes": 5, "line": f"Met {number}", "sensitive": ""}
        with ground.opened(by):
            care.note_contact(person=person, **said, by=by, at=at)
        return "kept"

    assert at_once(6, meet) == ["kept"] * 6
    assert rows("SELECT count(*) FROM care_contact") == [(6,)]
    assert rows("SELECT number, state FROM care_participationstatus ORDER BY number DESC LIMIT 1") == [
        (2, "active")
    ]


def send(world: World, key: uuid.UUID, **facts: Any) -> str:
    by = world.by("officer")
    with ground.opened(by):
        sent = {**walk.FACTS, "occurred_at": world.at.isoformat(), **facts}
        return str(
            referrals.record_contact(
                author=world.workers["officer"], key=key, facts=sent, by=by, at=world.at
            ).pk
        )


def test_the_same_referral_sent_ten_times_is_one(committed: World) -> None:
    """R-77: the same answer to each; another body under the same key is a conflict."""
    key = uuid.uuid4()
    answers = set(at_once(10, lambda _: send(committed, key)))
    assert len(answers) == 1 and answers != {"conflict"}
    assert rows("SELECT id::text FROM referrals_referral") == [tuple(answers)]
    assert rows("SELECT referral::text FROM referrals_receipt") == [tuple(answers)]
    with pytest.raises(Refused, match="other words"):
        send(committed, key, place="Another place")
    other = uuid.uuid4()
    said = at_once(8, lambda number: send(committed, other, place=f"Corner {number % 2}"))
    assert Counter(said)["conflict"] == 4
    assert len(set(said) - {"conflict"}) == 1
    assert rows("SELECT count(*) FROM referrals_referral") == [(2,)]


def test_a_withdrawal_and_a_disclosure_never_cross(committed: World) -> None:
    """R-9, R-51: after a withdrawal has committed nothing is told; the accounting agrees, 200 times."""
    referral, person = walk.handed_over(committed)
    walk.intake(committed, person, referral)
    who = {key: acting(committed.workers[key]) for key in ("on-call", "liaison")}
    gate, withdrawn = threading.Barrier(2), threading.Event()

    def withdraw(number: int) -> None:
        release = sign_now(person, referral.pk, who["on-call"])
        withdrawn.clear()
        gate.wait(20)  # the other has not asked yet; from here on both are on their way
        time.sleep(number % 9 / 1000)
        with ground.opened(who["on-call"]) as by:
            sharing.withdraw(release=release, by=by, at=by.now())
        withdrawn.set()
        gate.wait(20)

    def disclose(_number: int) -> bool:
        """Whether something was told though the withdrawal had committed before it was asked."""
        gate.wait(20)
        late = False
        for _ in range(2):
            before = withdrawn.is_set()
            late = bool(tell(who["liaison"], referral.pk) and before) or late
        withdrawn.wait(20)
        with ground.opened(who["liaison"]):
            shown = care_queries.confirmed(referrals=[referral.pk])
        late = bool(tell(who["liaison"], referral.pk) or shown) or late
        gate.wait(20)
        return late

    (_nothing, told_late) = at_once(2, lambda part: [(withdraw, disclose)[part](n) for n in range(200)])
    assert told_late == [False] * 200
    late = "sharing_disclosure d JOIN sharing_withdrawal w USING (release_id) WHERE d.told_at >= w.at"
    assert rows(f"SELECT count(*) FROM {late}") == [(0,)]
    ((disclosed, withdrawals),) = rows(
        "SELECT (SELECT count(DISTINCT release_id) FROM sharing_disclosure), count(*) FROM sharing_withdrawal"
    )
    assert withdrawals == 200
    assert 0 < disclosed < 200, "the race was won by either side at times"


def sign_now(person: Any, referral: uuid.UUID, who: Acting) -> Any:
    """The hand-off release, signed at the true time."""
    with ground.opened(who) as by:
        return sharing.sign_handoff_release(
            person=person, referral=referral, text="-", language="en", signed_name="M", by=by, at=by.now()
        )


def tell(by: Acting, referral: uuid.UUID) -> str:
    """What the liaison's page itself says of one charge's intake."""
    with ground.opened(by):
        charges = [one for one in matters.held(by=by) if one.referral_id == referral]
        (line,) = liaison_list(by=by, charges=charges, today=by.now().date())
        return line.confirmed


def test_a_disclosure_that_waited_for_a_withdrawal_tells_nothing(committed: World) -> None:
    """The page has read the confirmation when a withdrawal holds the lock; then the withdrawal commits."""
    referral, person = walk.handed_over(committed)
    release = walk.released(committed, person, referral)
    walk.intake(committed, person, referral)
    telling: list[str] = []

    def wait_and_tell() -> None:
        try:
            telling.append(tell(committed.by("liaison"), referral.pk))
        finally:
            connection.close()

    with committed.acting("on-call") as by:
        sharing.withdraw(release=release, by=by, at=committed.at)
        thread = threading.Thread(target=wait_and_tell)
        thread.start()
        deadline = time.monotonic() + 10
        while not rows("SELECT 1 FROM pg_locks WHERE NOT granted") and time.monotonic() < deadline:
            time.sleep(0.02)
        assert telling == [], "it waits for the lock"
    thread.join(20)
    assert telling == [""]
    assert rows("SELECT count(*) FROM sharing_disclosure") == [(0,)]


def test_a_job_performed_twice_does_no_harm(committed: World) -> None:
    """Two job processes with the same job: one hand-off, one held charge."""
    referral = walk.contact(committed)
    with committed.acting("officer") as by:
        referrals.offer(referral=referral, accepted=True, by=by, at=committed.at)
    ((given,),) = rows("SELECT args FROM procrastinate_jobs WHERE task_name = 'thirdoption.offer_accepted'")

    def perform(_number: int) -> str:
        try:
            app.tasks["thirdoption.offer_accepted"].func(**given)
        except (IntegrityError, ProgrammingError) as refused:
            # the constraint, or the row policy when the other's charge was there already
            assert isinstance(refused, IntegrityError) or "row-level security" in str(refused)
            return "refused by the database"
        return "done"

    assert "done" in at_once(4, perform)
    assert rows("SELECT count(*) FROM handoffs_handoff") == [(1,)]
    assert rows("SELECT count(*) FROM matters_matter") == [(1,)]


def test_a_place_that_is_hidden_during_an_import_stays_hidden(committed: World) -> None:
    """R-43: the import read which places may not be known before this one was."""
    world, (source, listed) = committed, directory.batches(today=committed.at.date())[1]
    with world.acting("manager") as by:
        services.import_directory(site=world.site, source=source, rows=listed, by=by, at=world.at)
        hidden = Service.objects.filter(at_locations__isnull=False).first()
    assert hidden
    hides = threading.Event()

    def act(number: int) -> None:
        if number == 0:
            with world.acting("manager") as by:
                services.hide_place(service=hidden.pk, by=by, at=world.at)
                hides.set()
                somebody_waits()
            return
        hides.wait(20)
        moved = [replace(one, description=f"{one.description} Now.") for one in listed]
        with world.acting("manager") as by:
            services.import_directory(site=world.site, source=source, rows=moved, by=by, at=world.at)

    at_once(2, act)
    assert rows("SELECT count(*) FROM services_serviceatlocation WHERE service_id = %s", hidden.pk) == [(0,)]
