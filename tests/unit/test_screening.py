"""Divert or not: each rule as a row, and what no combination of facts may ever do."""

import dataclasses
import json

import pytest

from tests.factories.policies import FORMULA, PUBLISHED, REHEARSAL, but, limited, setting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import (
    EFFECT,
    SOMETHING_ELSE,
    Age,
    Answer,
    ComplainantAnswer,
    Door,
    Driver,
    Facts,
    Screening,
    YesNo,
    check_can_offer,
    screen,
)
from thirdoption.program.sites.rules import Approver, Policy

NOTHING = {f"exclusion.{code}": "no" for code in ("exploits", "owes", "sells")}
CLEAR = {**NOTHING, "agency_check": "clear", "in_area": "yes"}
LIMITED = limited(REHEARSAL)
OVERRIDABLE = limited(
    REHEARSAL, limits={"opioid": dataclasses.replace(LIMITED.limits["opioid"], override_by=Approver.SERGEANT)}
)
AT_LEAST = limited(REHEARSAL, limits={"opioid": dataclasses.replace(LIMITED.limits["opioid"], at_least=True)})


def drug(**more: object) -> Facts:
    """Some grams of a drug."""
    return but(conduct="drug_possession", more={**CLEAR, **more})


# --- the cases of the fact sheet on Albany


@pytest.mark.parametrize(
    "facts",
    [
        but(conduct="trespass"),
        but(
            conduct="disorderly_conduct",
            drivers=frozenset({Driver.MENTAL_ILLNESS}),
            complainant=ComplainantAnswer.NONE_PRESENT,
        ),
        FORMULA,
    ],
    ids=["trespass for want of a home", "a crisis that threatens no life", "baby formula"],
)
def test_the_three_cases_of_albany(facts: Facts) -> None:
    assert screen(facts, PUBLISHED).answer is Answer.ASK
    rehearsed = screen(facts, REHEARSAL)
    assert rehearsed.answer is Answer.ELIGIBLE
    assert rehearsed.may_offer
    assert rehearsed.made_up


@pytest.mark.parametrize("drivers", [{Driver.DRUG_USE, Driver.POVERTY}, {Driver.POVERTY, Driver.OTHER}])
def test_any_combination_of_drivers_is_enough(drivers: set[Driver]) -> None:
    assert screen(but(drivers=frozenset(drivers)), REHEARSAL).answer is Answer.ELIGIBLE


# --- every reason, as a row: the facts, the policy, the rule that decides

SOCIAL = {"door": Door.SOCIAL_CONTACT, "conduct": "", "complainant": None, "family_offense": YesNo.NOT_KNOWN}
ROWS = [
    ("door.open", FORMULA, REHEARSAL),
    ("door.closed", FORMULA, setting(REHEARSAL, "door.arrest_diversion", "closed")),
    ("door.not_set", but(**SOCIAL), PUBLISHED),
    ("door.not_set", but(**{**SOCIAL, "door": Door.COMMUNITY}), PUBLISHED),
    ("stop.applies", but(family_offense=YesNo.YES), REHEARSAL),
    ("stop.applies", but(**{**SOCIAL, "family_offense": YesNo.YES}), REHEARSAL),
    ("stop.not_known", but(family_offense=YesNo.NOT_KNOWN), REHEARSAL),
    ("age.old_enough", FORMULA, REHEARSAL),
    ("age.under_18", but(age=Age.UNDER_18), REHEARSAL),
    ("age.under_18", but(age=Age.UNDER_18), dataclasses.replace(REHEARSAL, stops={})),
    ("age.not_known", but(age=Age.NOT_KNOWN), REHEARSAL),
    ("age.not_set", FORMULA, PUBLISHED),
    ("conduct.eligible", FORMULA, REHEARSAL),
    ("conduct.with_approval", but(conduct="property_damage"), REHEARSAL),
    ("conduct.not_eligible", but(conduct="harassment"), REHEARSAL),
    ("conduct.not_set", but(conduct="harassment"), PUBLISHED),
    ("conduct.no_offense", but(conduct="needle"), REHEARSAL),
    ("conduct.something_else", but(conduct=SOMETHING_ELSE), REHEARSAL),
    ("conduct.missing", but(conduct=""), REHEARSAL),
    ("drivers.match", FORMULA, REHEARSAL),
    ("drivers.no_match", but(drivers=frozenset({Driver.OTHER})), REHEARSAL),
    ("drivers.missing", but(drivers=frozenset()), REHEARSAL),
    ("drivers.not_set", FORMULA, setting(REHEARSAL, "drivers", None)),
    ("complainant.none_present", but(complainant=ComplainantAnswer.NONE_PRESENT), REHEARSAL),
    ("complainant.agreed", FORMULA, REHEARSAL),
    ("complainant.declined", but(complainant=ComplainantAnswer.DECLINED), REHEARSAL),
    ("complainant.not_reached", but(complainant=ComplainantAnswer.NOT_REACHED), REHEARSAL),
    ("complainant.missing", but(complainant=None), REHEARSAL),
    ("complainant.not_asked", but(complainant=None), setting(REHEARSAL, "complainant_rule", "not_asked")),
    ("complainant.not_set", FORMULA, setting(REHEARSAL, "complainant_rule", None)),
    ("approver.officer", FORMULA, REHEARSAL),
    ("approver.sergeant", FORMULA, setting(REHEARSAL, "approver", "sergeant")),
    ("approver.prosecutor", FORMULA, setting(REHEARSAL, "approver", "prosecutor")),
    ("approver.not_set", FORMULA, setting(REHEARSAL, "approver", None)),
    ("officer.not_opted_in", but(officer_opted_in=YesNo.NO), REHEARSAL),
    ("officer.opted_in_not_known", but(officer_opted_in=YesNo.NOT_KNOWN), REHEARSAL),
    ("officer.not_trained", but(officer_trained=YesNo.NO), REHEARSAL),
    ("officer.trained_not_known", but(officer_trained=YesNo.NOT_KNOWN), REHEARSAL),
    ("officer.not_set", FORMULA, setting(REHEARSAL, "officer_opts_in", None)),
    ("approver.supervisor", FORMULA, setting(REHEARSAL, "approver", "supervisor")),
    ("approver.program", FORMULA, setting(REHEARSAL, "approver", "program")),
    ("approver.partners", FORMULA, setting(REHEARSAL, "approver", "partners")),
    ("place.outside", but(more={**CLEAR, "in_area": "no"}), LIMITED),
    ("place.not_known", but(more={**CLEAR, "in_area": "not_known"}), LIMITED),
    ("place.not_set", FORMULA, setting(REHEARSAL, "place_rule", None)),
    ("limits.over", drug(substance="opioid", amount_grams=6.5), LIMITED),
    ("limits.over", drug(substance="opioid", amount_grams=6), AT_LEAST),
    ("limits.within", drug(substance="opioid", amount_grams=5.99), AT_LEAST),
    ("limits.over_overridable", drug(substance="opioid", amount_grams=7), OVERRIDABLE),
    ("limits.within", drug(substance="opioid", amount_grams=6), LIMITED),
    ("limits.not_known", drug(substance="opioid", amount_grams="not_known"), LIMITED),
    ("limits.not_known", drug(substance="not_known"), LIMITED),
    ("limits.not_set", but(conduct="drug_possession"), PUBLISHED),
    ("verification.given", but(**SOCIAL, more={**CLEAR, "verification": "record"}), LIMITED),
    ("verification.none", but(**SOCIAL, more={**CLEAR, "verification": "own_observation"}), LIMITED),
    ("verification.not_set", but(**SOCIAL), PUBLISHED),
    ("exclusions.hard", but(more={**CLEAR, "exclusion.exploits": "yes"}), LIMITED),
    ("exclusions.by_this_door", but(more={**CLEAR, "exclusion.owes": "yes"}), LIMITED),
    ("exclusions.by_this_door", but(more={**CLEAR, "agency_check": "not_clear"}), LIMITED),
    ("exclusions.overridable", but(more={**CLEAR, "exclusion.sells": "yes"}), LIMITED),
    ("exclusions.not_known", but(more={**CLEAR, "exclusion.owes": "not_known"}), LIMITED),
    ("agency_check.clear", but(more=CLEAR), LIMITED),
    ("agency_check.not_done", but(more={**CLEAR, "agency_check": "not_done"}), LIMITED),
    ("question.missing", FORMULA, LIMITED),
    ("exclusions.none", FORMULA, REHEARSAL),
    ("exclusions.not_set", FORMULA, PUBLISHED),
    ("charge.set", FORMULA, REHEARSAL),
    ("charge.not_set", FORMULA, PUBLISHED),
]


@pytest.mark.parametrize(
    ("rule", "facts", "policy"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)]
)
def test_a_rule_decides(rule: str, facts: Facts, policy: Policy) -> None:
    screening = screen(facts, policy)
    assert rule in {reason.rule for reason in screening.deciding}
    assert screening.answer is EFFECT[rule]


def test_every_rule_has_its_row() -> None:
    assert {rule for rule, _, _ in ROWS} == set(EFFECT)


@pytest.mark.parametrize("rule", sorted(EFFECT))
def test_every_rule_has_its_sentence_and_what_would_change_it(rule: str) -> None:
    assert PUBLISHED.reasons[rule].say("es") != PUBLISHED.reasons[rule].en
    assert (rule in PUBLISHED.changes) is (EFFECT[rule] is not Answer.ELIGIBLE)


def test_no_sentence_is_left_over() -> None:
    assert set(PUBLISHED.reasons) == set(EFFECT)
    assert set(PUBLISHED.changes) <= set(EFFECT)


# --- answers, reasons, what changes them


def test_the_weightiest_reason_decides_and_comes_first() -> None:
    screening = screen(but(complainant=ComplainantAnswer.DECLINED, age=Age.UNDER_18), REHEARSAL)
    assert screening.answer is Answer.NOT
    assert [reason.rule for reason in screening.reasons[:2]] == ["complainant.declined", "age.under_18"]
    assert [text.en for text in screening.least_change] == [PUBLISHED.changes["complainant.declined"].en]


def test_a_reason_carries_its_version_source_and_whether_it_was_made_up() -> None:
    reasons = {reason.rule: reason for reason in screen(FORMULA, REHEARSAL).reasons}
    agreed, exclusions = reasons["complainant.agreed"], reasons["exclusions.none"]
    assert agreed.policy_version == "2016-04-01"
    assert "katalcenter.org" in agreed.source
    assert not agreed.made_up
    assert exclusions.made_up
    assert "made up" in exclusions.source
    assert exclusions.words is not None
    assert exclusions.words.en.startswith("Made up")


def test_an_unknown_names_what_the_site_has_not_set() -> None:
    sentences = [reason.sentence for reason in screen(FORMULA, PUBLISHED).deciding]
    assert len(sentences) == 3
    assert all(sentence.startswith("Ask a supervisor: the site has not set ") for sentence in sentences)


def test_who_approves() -> None:
    assert screen(but(conduct="property_damage"), REHEARSAL).approvers == ("supervisor",)
    assert screen(FORMULA, setting(REHEARSAL, "approver", "sergeant")).approvers == ("sergeant",)
    assert screen(FORMULA, REHEARSAL).approvers == ()


def test_a_screening_is_kept_as_json_and_comes_back_the_same() -> None:
    for facts, policy in ((FORMULA, PUBLISHED), (but(conduct="property_damage"), REHEARSAL)):
        screening = screen(facts, policy)
        assert Screening.from_plain(json.loads(json.dumps(screening.to_plain()))) == screening


def test_facts_are_kept_as_json_and_come_back_the_same() -> None:
    assert Facts.from_plain(json.loads(json.dumps(FORMULA.to_plain()))) == FORMULA


@pytest.mark.parametrize(
    ("answer", "alone", "approved"),
    [
        (Answer.ELIGIBLE, True, True),
        (Answer.ELIGIBLE_WITH_APPROVAL, False, True),
        (Answer.ASK, False, True),
        (Answer.NEEDS, False, False),
        (Answer.NOT_BY_THIS_DOOR, False, False),
        (Answer.NOT, False, False),
    ],
)
def test_who_may_offer(answer: Answer, alone: bool, approved: bool) -> None:
    screening = dataclasses.replace(screen(FORMULA, REHEARSAL), answer=answer)
    for given_approval, may in ((False, alone), (True, approved)):
        if may:
            check_can_offer(screening, approved=given_approval)
        else:
            with pytest.raises(Refused) as refused:
                check_can_offer(screening, approved=given_approval)
            assert refused.value.code == "conflict"
