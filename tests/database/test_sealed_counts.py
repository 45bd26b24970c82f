"""A success does not erase itself: figures are the same whether charges are sealed or not (law 8, R-94)."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from tests.conftest import copy_of_template, drop
from tests.factories import walk
from tests.factories.fixtures import World, at_database, run_waiting_jobs
from tests.factories.sealing import as_owner
from thirdoption.jobs import charges, report_build
from thirdoption.program.care import actions as care
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State as Line
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State
from thirdoption.program.matters.rules.sealing import Strength
from thirdoption.program.people import actions as people
from thirdoption.program.people.rules import RaceAsked
from thirdoption.program.publications.models import LedgerCount
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import Ending, NotOfferedReason
from thirdoption.program.reports import actions as reports
from thirdoption.program.reports import queries

RACES = ("white", "black_or_african_american", "hispanic_or_latino", "unknown")
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
FROM = date(2026, 1, 1)
TABLES = {"referrals", "diversions", "funnel", "reasons", "race_stages", "race_enrolled", "times"}


@contextmanager
def place(name: str) -> Iterator[World]:
    """Fort Orange in a database of its own."""
    copy_of_template(name)
    try:
        with at_database(name) as world:
            yield world
    finally:
        drop(name)


def event(world: World, pick: random.Random, number: int) -> None:
    """One contact, as far as it happens to go; its charge is often declined."""
    facts = {"incident_number": f"26-{number:05}-X", "perceived_race": pick.choice(RACES)}
    officer = pick.choice(("officer", "officer-2"))
    kind = pick.randint(0, 9)
    if kind == 0:
        referral = walk.contact(world, officer, **facts)
        with world.acting(officer) as by:
            reason, ending = NotOfferedReason.OFFICER_DECIDED, Ending.ARRESTED
            referrals.do_not_offer(referral=referral, reason=reason, ending=ending, by=by, at=world.at)
        return
    referral = walk.accepted(world, officer, **facts)
    world.pass_time(minutes=pick.randint(1, 30))
    with world.acting("on-call") as by:
        call = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=call, by=by, at=world.pass_time(minutes=1))
        handoffs.arrive(handoff=call, by=by, at=world.pass_time(minutes=pick.randint(5, 60)))
        if kind == 1:
            handoffs.end(handoff=call, because=Line.PERSON_LEFT, by=by, at=world.at)
        else:
            person = care.receive(
                handoff=call, name="Ari Made-up", date_of_birth=None, where_to_find="", language="en",
                case_manager=world.workers[pick.choice(("case-manager", "case-manager-2"))],
                by=by, at=world.pass_time(minutes=3),
            )  # fmt: skip
    if kind > 3:
        world.pass_time(days=pick.randint(0, 3))
        with world.acting("case-manager") as by:
            again = Referral.objects.get(pk=referral.pk)
            care.do_intake(person=person, referral=again, needs=["food"], words="", by=by, at=world.at)
            answers = [pick.choice(RACES[:3])]
            people.answer_race(person=person, answers=answers, asked=RaceAsked.ANSWERED, by=by, at=world.at)
    if kind != 9:
        with world.acting("liaison") as by:
            matter = Matter.objects.get(referral=referral.pk)
            actions.decide(matter=matter, to=State.DECLINED, reason="Served", by=by, at=world.at)


def year(world: World, events: int) -> None:
    """What happens at a place: the same in each."""
    pick = random.Random("a place")
    for number in range(events):
        event(world, pick, number)
        world.pass_time(hours=pick.randint(1, 30))
    world.at = datetime(2027, 2, 20, 15, tzinfo=world.at.tzinfo)


def nightly(world: World) -> int:
    return charges.look(world.at)


def cut(world: World) -> dict[str, Any]:
    return queries.cut(site=world.site.pk, first=FIRST, last=LAST, year_from=FROM, at=world.at)


def apart(counts: dict[str, Any]) -> dict[str, Any]:
    """The cut as its tables read it: which minutes stand beside which days, none of them asks."""
    times = counts["times"]
    apart = {
        "contact": sorted((row["door"], row["contact_minutes"] or 0) for row in times),
        "intake": sorted((row["door"], row["intake_days"] or 0, row["age_days"] > 30) for row in times),
    }
    return {**counts, "times": apart}


def report(world: World) -> Any:
    with world.acting("manager") as by:
        asked = reports.ask_for(year=2026, number=4, by=by, at=world.at)
        return report_build.protected(asked, world.at).to_plain()


def test_a_place_that_seals_and_one_that_does_not_publish_the_same(
    django_db_setup: None, django_db_blocker: Any, worker_id: str
) -> None:
    """Must show of the issue: two sites alike but for sealing, one seals every declined charge, one none."""
    seen = []
    with django_db_blocker.unblock():
        for seals in (False, True):
            with place(f"counts_{worker_id}") as world:
                year(world, 24)
                with as_owner() as owner:
                    (before,) = owner.execute("SELECT count(*) FROM matters_matter").fetchone() or (0,)
                    done = nightly(world) if seals else 0
                    (after,) = owner.execute("SELECT count(*) FROM matters_matter").fetchone() or (0,)
                assert (before, after) == (before, before - done) and (done > 10) is seals
                seen.append((apart(cut(world)), report(world)))
    (without, tables), (with_sealing, sealed_tables) = seen
    assert without.keys() == TABLES
    for name in TABLES:
        assert with_sealing[name] == without[name], name
    assert sealed_tables == tables


def test_the_ledger_holds_no_person_incident_officer_or_day(committed: World) -> None:
    """One row for each figure, each by itself; nobody but the reporter's function reads it."""
    year(committed, 8)
    nightly(committed)
    with as_owner() as owner:
        rows = owner.execute("SELECT figure, period, keys, events FROM publications_ledgercount").fetchall()
    assert rows
    codes = {"door", "agency", "furthest", "reason", "minutes", "days", "over", "race"}
    crossed = {"referrals": {"door", "agency"}, "funnel": {"door", "furthest"}, "diversions": {"agency"},
               "contact_time": {"door", "minutes"}, "intake_time": {"door", "days", "over"},
               "reasons": {"reason"}}  # fmt: skip
    for figure, period, keys, _events in rows:
        assert len(period) == 7 and keys.keys() <= codes
        assert keys.keys() == crossed.get(figure, {"race"})
    for who in ("manager", "supervisor", "liaison", "auditor"):
        with committed.acting(who):
            assert not LedgerCount.objects.exists()


def test_what_is_sealed_while_its_outcome_is_open_counts_as_not_recorded(committed: World) -> None:
    """By an order at once: nobody knows whether an intake would have come, so no reason is invented."""
    referral, _person = walk.handed_over(committed)
    before = cut(committed)
    assert sum(row["still_open"] for row in before["funnel"]) == 1 and before["reasons"] == []
    committed.pass_time(days=2)
    with committed.acting("supervisor") as by:
        matter = Matter.objects.get(referral=referral.pk)
        actions.seal(matter=matter, strength=Strength.SEVER, order_number="7", by=by, at=committed.at)
    after = cut(committed)
    assert after["reasons"] == [{"reason": "unknown", "referrals": 1}]
    assert sum(row["still_open"] for row in after["funnel"]) == 0
    for name in ("referrals", "diversions", "race_stages", "race_enrolled"):
        assert after[name] == before[name]


def test_the_program_waits_until_the_figures_know_how_it_went_on(committed: World) -> None:
    """A charge is declined while the intake is still open: it is sealed when that is over."""
    for number in ("26-1-X", "26-2-X"):
        referral, person = walk.handed_over(committed, incident_number=number)
        with committed.acting("liaison") as by:
            matter = Matter.objects.get(referral=referral.pk)
            actions.decide(matter=matter, to=State.DECLINED, reason="Too little", by=by, at=committed.at)
    committed.pass_time(days=2)
    assert nightly(committed) == 0
    with committed.acting("case-manager") as by:
        again = Referral.objects.get(pk=referral.pk)
        care.do_intake(person=person, referral=again, needs=[], words="", by=by, at=committed.at)
    assert nightly(committed) == 1
    committed.at += timedelta(days=29)
    assert nightly(committed) == 1
    counts = cut(committed)
    assert counts["reasons"] == [{"reason": "not_found_in_30_days", "referrals": 1}]
    run_waiting_jobs()
