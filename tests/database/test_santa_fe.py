"""Santa Fe's published funnel, made by the actions of the pages, read by the reports' own functions.

As published: 105 referrals = 87 + 18, the 18 being 9 not eligible, 3 who declined and 6 without an
intake within 7 days; and 87 = 67 engaged in the last year + 17 not engaged for a year or more + 3 whose
intake is in progress. Enrolled are 84 = 67 + 17.

How its words are ours: engaged is `active`; not engaged is `less_engaged`, which somebody says and no
span of time does; an intake in progress is no state of a person but what it is: handed over, no intake
yet, and the date still to come. "Late" is counted by the date of the charge, as the main reason of a
referral without an intake.
"""

import itertools
from collections import Counter
from datetime import timedelta
from typing import Any

from tests.factories import charges, walk
from tests.factories.drafts import moved
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.demo.place import CASE_MANAGERS
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Participation
from thirdoption.program.care.rules import Engagement
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.queries import tally
from thirdoption.program.people.models import Person
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.rules import Ending, NotOfferedReason
from thirdoption.program.reports import queries as reports

SETTLED: dict[str, Any] = {
    "drivers": ["drug_use"],
    "complainant_rule": "not_asked",
    "officer_opts_in": "not_required",
    "officer_trained": "not_required",
    "exclusions": "listed",
    "exclusion.disqualifying_history": "hard",
    "exclusion.no_recent_activity": "hard",
}
"""What Santa Fe has not published, as its pack's worked cases suppose it."""
NO = ("not_amenable", "profit_dealing", "exploits_minors", "promoting_prostitution")
HEROIN: dict[str, Any] = {
    "conduct": "drug_possession",
    "drivers": ["drug_use"],
    "complainant": "none_present",
    "more": {
        "in_area": "yes",
        "agency_check": "clear",
        "substance": "opioid",
        "amount_grams": 2,
        **{f"exclusion.{one}": "no" for one in NO},
    },
}
NUMBER = itertools.count(1)


def met(world: World, grams: int = 2) -> Any:
    """An officer records a contact, with so many grams of heroin."""
    facts = {**HEROIN, "more": {**HEROIN["more"], "amount_grams": grams}}
    return walk.contact(world, incident_number=f"26-{next(NUMBER):05}-X", **facts)


def answered(world: World, accepted: bool) -> Any:
    """The attorney approves, the officer offers, and the person answers."""
    referral = met(world)
    with world.acting("officer") as by:
        assert referral.answer == "eligible_with_approval", referral.screening
        given = {"approver": "prosecutor", "approved_by": "ADA Made-up", "said": "approved"}
        referrals.note_approval(referral=referral, **given, by=by, at=world.at)
        referrals.offer(referral=referral, accepted=accepted, by=by, at=world.at)
    return referral


def taken_over(world: World, accepted: list[Any]) -> list[tuple[Any, Person]]:
    """Somebody of the program takes all of them over, and those who work there share them."""
    run_waiting_jobs()
    workers, found = itertools.cycle((*CASE_MANAGERS, "supervisor")), []
    for referral in accepted:
        with world.acting("on-call") as by:
            handoff = Handoff.objects.get(referral=referral)
            handoffs.accept(handoff=handoff, by=by, at=world.at)
            handoffs.arrive(handoff=handoff, by=by, at=world.at)
            whom = {"date_of_birth": None, "where_to_find": "", "language": "en"}
            person = handoffs.take_over(
                handoff=handoff, name=f"Made up {referral.incident_number}", **whom, by=by, at=world.at
            )
            care.take_up(person=person, worker=world.workers[next(workers)], by=by, at=world.at)
        found.append((referral, person))
    return found


def enrolled(world: World, people: list[tuple[Any, Person]]) -> None:
    """Their intake is done within its 7 days: in Santa Fe the assessment has to be done for that."""
    for referral, person in people:
        with world.acting("supervisor") as by:
            care.do_intake(person=person, referral=referral, needs=["housing"], words="", by=by, at=world.at)
        walk.assessed(world, person, "supervisor")


def test_its_published_funnel_comes_out_exactly(committed: World) -> None:
    world = committed
    charges.decided(world, pack=moved("santa_fe"), **{name: SETTLED[name] for name in SETTLED})
    world.pass_time(hours=1)
    for _ in range(9):
        referral = met(world, grams=7)
        with world.acting("officer") as by:
            why = {"reason": NotOfferedReason.NOT_ELIGIBLE, "ending": Ending.ARRESTED}
            referrals.do_not_offer(referral=referral, **why, by=by, at=world.at)
    for _ in range(3):
        answered(world, accepted=False)
    people = taken_over(world, [answered(world, accepted=True) for _ in range(6 + 84)])
    first = charges.today(world)
    with world.acting("liaison"):
        assert set(Matter.objects.values_list("charge_model", "deadline_on")) == {
            ("held_by_prosecutor", first + timedelta(days=7))
        }
    world.pass_time(days=3)
    enrolled(world, people[6:])
    world.pass_time(days=15)
    taken_over(world, [answered(world, accepted=True) for _ in range(3)])
    for _referral, person in people[-17:]:
        with world.acting("supervisor") as by:
            told = {"to": Engagement.LESS_ENGAGED, "note": "", "version": 0}
            care.say_in_touch(person=Person.objects.get(pk=person.pk), **told, by=by, at=world.at)
    comes_out(world)


def comes_out(world: World) -> None:
    """What the reports, the liaison's list and the states of people say."""
    today = charges.today(world)
    span = {"first": today - timedelta(days=60), "last": today, "year_from": today - timedelta(days=60)}
    cut = reports.cut(site=world.site.pk, **span, at=world.pass_time(hours=1))
    assert sum(row["referrals"] for row in cut["referrals"]) == 105
    reasons = {row["reason"]: row["referrals"] for row in cut["reasons"]}
    assert reasons == {"excluded_offense": 9, "person_declined": 3, "not_found_in_30_days": 6}
    funnel = {row["furthest"]: (row["referrals"], row["still_open"]) for row in cut["funnel"]}
    assert funnel["intake_done"] == (84, 0) and funnel["handed_over"] == (6 + 3, 3)
    open_too = sum(still for _many, still in funnel.values())
    assert (funnel["intake_done"][0] + open_too, sum(reasons.values())) == (87, 18)
    with world.acting("manager"):
        in_touch = Counter(Participation.objects.values_list("state", flat=True))
    # all who were taken over; without an intake are the 6 and the 3, whom nobody counts as enrolled
    assert in_touch == {"active": 67 + 6 + 3, "less_engaged": 17}
    assert in_touch["active"] - 6 - 3 + in_touch["less_engaged"] == 84
    with world.acting("liaison") as by:
        many = tally(by=by, today=today, until=today + timedelta(days=7))
    assert (many.held, many.due, many.passed, many.decided) == (93, 3, 90, 0), "no clock decides a charge"
