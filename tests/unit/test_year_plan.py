"""The made-up year as a plan: the same for the same seed and day, with everything that it is to contain."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from thirdoption.demo import kinds, lives, people, place
from thirdoption.demo.events import Contact, Mark, Verb, Year
from thirdoption.demo.plan import LAPSED, LAPSED_DAYS, MARISOL_NUMBER, ZONE, first_day, plan
from thirdoption.program.referrals.rules import Facts, check_contact, screen
from thirdoption.program.reports.rules import Agency, Frame, State, quarter
from thirdoption.program.reports.rules.people import race_stage_table
from thirdoption.program.sites.packs import load_answers, load_policy

ENDS = [
    datetime(2026, 11, 22, 1, 20, tzinfo=UTC),
    datetime(2026, 1, 2, 12, 0, tzinfo=UTC),  # two days into a quarter
    datetime(2026, 9, 30, 23, 50, tzinfo=UTC),  # the last day of one
    datetime(2026, 4, 1, 4, 10, tzinfo=UTC),  # ten minutes into one, at the place
    datetime(2028, 2, 29, 8, 0, tzinfo=UTC),
    datetime(2026, 3, 8, 7, 5, tzinfo=UTC),  # the clocks change
    datetime(2026, 11, 22, 14, 37, tzinfo=UTC),  # somebody has two connections, one soon after the other
]
SHORT = {"black_or_african_american": "black", "hispanic_or_latino": "hispanic"}
POLICY = load_policy("albany").with_answers(load_answers(place.ANSWERS))


@pytest.fixture(scope="module", params=[(seed, end) for seed in (7, 8) for end in ENDS], ids=str)
def year(request: pytest.FixtureRequest) -> Year:
    """Several years: whatever day it is and whatever the seed, the same things are in it."""
    seed, until = request.param
    return plan(seed=seed, until=until)


def day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def of_quarter(year: Year, number: tuple[int, int]) -> list[Contact]:
    start = first_day(number)
    end = quarter(start.year, number[1] + 1).end
    return [one for one in year.contacts if start <= day(one.occurred_at) <= end]


def test_the_same_seed_and_day_give_the_same_year() -> None:
    assert plan(seed=7, until=ENDS[0]) == plan(seed=7, until=ENDS[0])
    assert plan(seed=7, until=ENDS[0]).contacts != plan(seed=8, until=ENDS[0]).contacts


@pytest.mark.parametrize("mark", Mark)
def test_the_year_contains_by_design(year: Year, mark: Mark) -> None:
    assert year.marked(mark)


def test_the_volume_is_albanys_and_falls(year: Year) -> None:
    accepted = [sum(one.accepted for one in of_quarter(year, number)) for number in year.quarters]
    assert all(12 <= number <= 24 for number in accepted)
    assert max(accepted[2:]) < min(accepted[:2])
    others = [sum(not one.accepted for one in of_quarter(year, number)) for number in year.quarters]
    assert 2.7 < sum(others) / sum(accepted) < 3.3


def test_moments_are_in_order_and_none_is_in_the_future(year: Year) -> None:
    assert all(before.at <= after.at for before, after in pairwise(year.moments))
    assert year.moments[-1].at <= year.until
    order = list(Verb)
    firsts = (Verb.RECORD, Verb.SAY_YES, Verb.COME, Verb.ARRIVE, Verb.TAKE_OVER, Verb.INTAKE)
    for contact in year.contacts:
        verbs = [one.verb for one in year.of(contact) if one.verb in firsts]
        assert verbs == sorted(verbs, key=order.index)
        assert len(set(verbs)) == len(verbs)
        assert verbs[0] is Verb.RECORD


def test_the_policy_answers_as_the_plan_expects(year: Year) -> None:
    offered = {one.contact for one in year.moments if one.verb in (Verb.SAY_YES, Verb.SAY_NO)}
    recorded = {one.contact: one.at for one in year.moments if one.verb is Verb.RECORD}
    lapsed = day(year.until) - timedelta(days=LAPSED_DAYS)
    for contact in year.contacts:
        at = recorded[contact.number]
        trained = contact.officer != LAPSED or day(at) <= lapsed
        officer = {"officer_opted_in": "yes", "officer_trained": "yes" if trained else "no"}
        facts = Facts.from_plain({**contact.facts, "occurred_at": contact.occurred_at, **officer})
        check_contact(facts, policy=POLICY, now=at)
        if contact.number in offered:
            assert screen(facts, POLICY).may_offer, contact
    for mark in (Mark.COMPLAINANT_SAID_NO, Mark.SOMETHING_ELSE, Mark.TRAINING_LAPSED):
        assert not {contact.number for contact in year.marked(mark)} & offered


def test_incident_numbers_cannot_be_real_and_none_is_used_twice(year: Year) -> None:
    numbers = [one.facts["incident_number"] for one in year.contacts if one.facts["incident_number"]]
    assert all(re.fullmatch(r"\d\d-\d{5}-X", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_nobody_has_the_name_of_somebody_else(year: Year) -> None:
    names = [one.told["name"] for one in year.moments if one.verb is Verb.TAKE_OVER]
    assert len(set(names)) == len(names) > 50
    known = set(people.FIRST) | {"Marisol"}
    assert {name.split()[0] for name in names} <= known


def test_a_reader_finds_the_disparity_and_no_number_of_it_is_hidden(year: Year) -> None:
    stages: dict[str, Counter[str]] = {}
    said = {one.contact: one.verb for one in year.moments if one.verb in (Verb.SAY_YES, Verb.SAY_NO)}
    for contact in (one for number in year.quarters for one in of_quarter(year, number)):
        short = SHORT.get(contact.perceived_race, contact.perceived_race)
        code = short if short in ("black", "hispanic", "white", "unknown") else "asian"
        steps = Counter(referred=1, offered=contact.number in said, accepted=contact.accepted)
        stages.setdefault(code, Counter()).update(steps)
    last = quarter(year.quarters[-1][0], year.quarters[-1][1] + 1)
    frame = Frame(last, day(year.until), year.launched, (Agency("police", "Police"),), "the plan")
    table = race_stage_table([{"race": race, **counts} for race, counts in stages.items()], frame)
    assert all(cell.state is not State.HIDDEN for row in table.rows for cell in row.cells)
    share = {race: counts["offered"] / counts["referred"] for race, counts in stages.items()}
    assert share["white"] - share["black"] > 0.1
    assert sum(kinds.FALL) == pytest.approx(1)


def test_caseloads_are_about_14_at_the_end(year: Year) -> None:
    left = {one.contact for one in year.moments if one.verb is Verb.LEAVE}
    caseload = Counter(
        one.told["case_manager"]
        for one in year.moments
        if one.verb is Verb.TAKE_OVER and one.contact not in left
    )
    assert set(caseload) == set(lives.CASE_MANAGERS)
    assert all(12 <= number <= 17 for number in caseload.values())


def test_intakes_are_due_in_2_5_and_9_days_and_one_date_has_passed(year: Year) -> None:
    left = [
        30 - (day(year.until) - day(contact.occurred_at)).days
        for mark in (Mark.DUE_SOON, Mark.DATE_PASSED)
        for contact in year.marked(mark)
    ]
    assert sorted(left) == [-5, 2, 5, 9]
    done = {one.contact for one in year.moments if one.verb is Verb.INTAKE}
    gone = {one.contact for one in year.moments if one.verb in (Verb.DECIDE, Verb.END_HANDOFF)}
    waiting = [one for one in year.contacts if one.accepted and one.number not in done | gone]
    soon = [30 - (day(year.until) - day(one.occurred_at)).days for one in waiting if not one.marks]
    assert all(days > 20 or days < -5 for days in soon)


def test_the_ticket_returns_in_18_days_before_the_intake_is_due(year: Year) -> None:
    (contact,) = year.marked(Mark.TICKET)
    (yes,) = [one for one in year.of(contact) if one.verb is Verb.SAY_YES]
    assert yes.told["set_aside"] == "ticket"
    assert yes.told["returnable_on"] == day(year.until) + timedelta(days=18)
    assert yes.told["returnable_on"] < day(contact.occurred_at) + timedelta(days=30)


def test_marisols_story(year: Year) -> None:
    (marisol,) = year.marked(Mark.MARISOL)
    assert (marisol.officer, marisol.facts["incident_number"]) == ("officer", MARISOL_NUMBER)
    assert marisol.occurred_at.astimezone(ZONE).strftime("%H:%M") == "23:41"
    told = {one.verb: one for one in year.of(marisol)}
    assert told[Verb.TAKE_OVER].at - told[Verb.RECORD].at == timedelta(minutes=24)
    assert told[Verb.COME].told["worker"] == "on-call"
    assert told[Verb.TAKE_OVER].told["case_manager"] == "case-manager"
    assert told[Verb.GOAL].told["words"] == "A place where my son can sleep"
    assert told[Verb.ANSWER].told["to"] == "accepted"
    assert {Verb.SIGN, Verb.INTAKE, Verb.NOTE} <= set(told)
    assert not {Verb.WITHDRAW, Verb.DECIDE, Verb.LEAVE} & set(told)


def test_numbers_are_shared_out_whole() -> None:
    assert kinds.shares(10, (0.5, 0.3, 0.2)) == [5, 3, 2]
    assert kinds.shares(7, (1, 1, 1)) == [3, 2, 2]
    assert kinds.shares(0, (1, 2)) == [0, 0]


def test_the_community_asks_all_year_and_somebody_waits_at_the_end(year: Year) -> None:
    verbs = Counter(one.verb for one in year.moments)
    assert verbs[Verb.ASK] >= 18 and verbs[Verb.JOIN_ASKED] == 3
    taken = {one.told["asked"] for one in year.moments if one.verb is Verb.TAKE_ASKED}
    waiting = [one for one in year.moments if one.verb is Verb.ASK and one.told["asked"] not in taken]
    assert len(waiting) == 2


def test_a_connection_is_answered_before_the_next_is_asked_for(year: Year) -> None:
    """A person has one connection at a time: what is answered is the one that was asked for last."""
    for contact in year.contacts:
        before = ""
        for one in year.of(contact):
            if one.verb is Verb.ANSWER and one.told["to"] == "completed":
                assert before == "accepted", contact.number
            if one.verb in (Verb.CONNECT, Verb.ANSWER):
                before = one.told.get("to", "")
