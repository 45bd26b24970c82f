"""Policy packs: what ships holds, its worked cases come out, and each fault is a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest

import thirdoption.demo
from thirdoption.program.referrals.rules import (
    EFFECT,
    Age,
    Answer,
    ComplainantAnswer,
    Door,
    Ending,
    NotOfferedReason,
    State,
    YesNo,
    worked,
)
from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import (
    Driver,
    Grade,
    InvalidPolicy,
    Policy,
    Text,
    UnknownSetting,
    WorkedCase,
)

ANSWERS = Path(thirdoption.demo.__file__).parent / "albany-answers.yaml"
ALBANY = packs.load_policy("albany")
PACKS = [packs.load_policy(pack_id) for pack_id in packs.pack_ids()]
CASES = [(policy, case) for policy in PACKS for case in policy.cases]


# --- the packs that ship


@pytest.mark.parametrize(
    ("policy", "case"), CASES, ids=[f"{policy.id}: {case.name.en}" for policy, case in CASES]
)
def test_a_worked_case_comes_out(policy: Policy, case: WorkedCase) -> None:
    assert worked.problem(policy, case) == ""


def test_albany_has_at_least_a_dozen_worked_cases_and_every_answer_but_approval() -> None:
    assert len(ALBANY.cases) >= 12
    assert {case.answer for case in ALBANY.cases} == set(Answer) - {
        Answer.ELIGIBLE_WITH_APPROVAL,
        Answer.PRESUMPTIVELY_NOT,
    }


def test_what_albany_leaves_open_is_marked_unknown() -> None:
    unknown = {setting.name for setting in ALBANY.unknowns()}
    assert unknown >= {
        *("exclusions", "age_minimum", "charge_model", "intake_done_means", "intake_not_done_follows"),
        "response_minutes",
    }
    assert all(setting.question for setting in ALBANY.unknowns())
    with pytest.raises(UnknownSetting):
        ALBANY.value("charge_model")


def test_what_albany_has_published() -> None:
    assert ALBANY.value("drivers") == ["drug_use", "mental_illness", "poverty"]
    assert ALBANY.value("complainant_rule") == "must_agree_and_decline_prosecution"
    assert ALBANY.value("line_hours") == "24/7"
    assert ALBANY.number("intake_days") == 30
    assert ALBANY.setting("intake_days").caution is not None
    assert ALBANY.number("publication_threshold") == 11
    for setting in ALBANY.all_settings():
        if setting.known:
            assert setting.source
            assert setting.read is not None
            assert setting.words is not None
            assert setting.grade is not Grade.UNKNOWN


def test_a_national_ideal_is_a_reference_and_no_rule_of_albany() -> None:
    setting = ALBANY.setting("response_minutes")
    assert not setting.known
    assert setting.reference is not None
    assert "30" in setting.reference.en


def test_conducts_are_mapped_to_law_and_wait_for_a_lawyer() -> None:
    assert 10 <= len(ALBANY.conducts) <= 15
    for conduct in ALBANY.conducts.values():
        for law in conduct.laws:
            assert law.lawyer_check == "needed"
            assert law.nibrs in packs.nibrs_codes()
            if law.law == "PL":
                assert law.address == f"https://www.nysenate.gov/legislation/laws/PEN/{law.section}"


def test_a_needle_is_no_offense_and_its_repealed_section_cannot_be_mapped() -> None:
    needle = ALBANY.conducts["needle"]
    assert needle.main_law is None
    assert needle.no_offense is not None
    assert "220.45" not in packs.law_sections()


def test_the_offer_promises_no_treatment_says_that_no_is_fine_and_ends_with_an_open_question() -> None:
    for language, word, question in (("en", "treatment", "What"), ("es", "tratamiento", "¿Qué")):
        lines = [line.say(language) for line in ALBANY.offer]
        assert not any(word in line.lower() for line in lines)
        assert lines[-1].startswith(question)
    assert "no" in ALBANY.offer[0].en
    assert any("do not have to sign" in line.en for line in ALBANY.offer)


def test_mental_illness_is_called_mental_health_to_the_person() -> None:
    assert ALBANY.drivers[Driver.MENTAL_ILLNESS].officer.en == "Mental illness"
    assert ALBANY.drivers[Driver.MENTAL_ILLNESS].person.en == "Mental health"


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("answer", Answer),
        ("door", Door),
        ("complainant", ComplainantAnswer),
        ("age", Age),
        ("yes_no", YesNo),
        ("ending", Ending),
        ("not_offered", NotOfferedReason),
        ("state", State),
    ],
)
def test_every_code_has_its_words(group: str, codes: Any) -> None:
    labels = {name.split(".")[1] for name in ALBANY.labels if name.startswith(f"{group}.")}
    assert labels == {str(code) for code in codes}


def test_a_pack_is_kept_as_json_and_reads_the_same() -> None:
    assert packs.parse_stored(json.loads(json.dumps(packs.read_plain("albany")))) == ALBANY


def test_a_text_falls_back_to_english() -> None:
    text = Text({"en": "Yes", "es": "Sí"})
    assert (text.say("es-us"), text.say("fr"), text.say()) == ("Sí", "Yes", "Yes")


def test_a_pack_that_does_not_ship_is_not_found() -> None:
    with pytest.raises(KeyError):
        packs.load_policy("sentences")


@pytest.mark.parametrize(
    ("answer", "rules"),
    [
        (
            Answer.NOT,
            "stop.applies exclusions.hard conduct.not_eligible drivers.no_match complainant.declined",
        ),
        (
            Answer.NOT_BY_THIS_DOOR,
            "door.closed conduct.no_offense place.outside limits.over verification.none "
            "exclusions.by_this_door",
        ),
        (Answer.PRESUMPTIVELY_NOT, "limits.over_overridable exclusions.overridable"),
        (
            Answer.ASK,
            "place.not_known place.not_set limits.not_known limits.not_set verification.not_set "
            "exclusions.not_known door.not_set stop.not_known age.under_18 age.not_known age.not_set "
            "conduct.not_set conduct.something_else drivers.not_set complainant.not_set "
            "approver.not_set officer.not_set exclusions.not_set charge.not_set",
        ),
        (
            Answer.NEEDS,
            "conduct.missing drivers.missing complainant.not_reached complainant.missing "
            "question.missing agency_check.not_done "
            "officer.not_opted_in officer.opted_in_not_known officer.not_trained officer.trained_not_known",
        ),
        (
            Answer.ELIGIBLE_WITH_APPROVAL,
            "conduct.with_approval approver.sergeant approver.prosecutor "
            "approver.supervisor approver.program "
            "approver.partners",
        ),
        (
            Answer.ELIGIBLE,
            "limits.within verification.given agency_check.clear "
            "door.open age.old_enough conduct.eligible drivers.match complainant.none_present "
            "complainant.agreed complainant.not_asked approver.officer exclusions.none charge.set",
        ),
    ],
)
def test_what_each_rule_alone_leads_to(answer: Answer, rules: str) -> None:
    assert {rule for rule, effect in EFFECT.items() if effect is answer} == set(rules.split())


# --- answers for the rehearsal


def test_the_rehearsal_answers_every_unknown_and_says_so() -> None:
    file = packs.load_answers(ANSWERS)
    rehearsal = ALBANY.with_answers(file)
    assert rehearsal.unknowns() == ()
    assert {s.name for s in rehearsal.made_up()} == {s.name for s in ALBANY.unknowns()}
    for setting in rehearsal.made_up():
        assert setting.words is not None
        assert setting.words.en.startswith("Made up:")
        assert setting.words.say("es").startswith("Inventado:")
        assert "made up for the rehearsal" in setting.source
    assert ALBANY.made_up() == ()


def test_a_made_up_answer_is_never_part_of_a_pack() -> None:
    for pack_id in packs.pack_ids():
        assert "made up" not in json.dumps(packs.read_plain(pack_id)["settings"]).lower()


GOOD: dict[str, Any] = {
    "policy": "albany",
    "made_up": False,
    "source": "letter of the city, 2026-11-20",
    "answers": {"caseload_limit": {"value": 22, "words": {"en": "22 at most.", "es": "22 como máximo."}}},
}


def test_a_sites_own_answer_is_not_made_up() -> None:
    setting = ALBANY.with_answers(GOOD).setting("caseload_limit")
    assert (setting.value, setting.answered, setting.made_up) == (22, True, False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"policy": "king_county"}, "not for 'albany'"),
        ({"made_up": "yes"}, "made_up: say true"),
        ({"source": ""}, "source: say who"),
        ({"answers": None}, "answers: must be a list"),
        ({"answers": {"shoe_size": {}}}, "no policy has this setting"),
        ({"answers": {"intake_days": {"value": 7}}}, "the policy says this already"),
        ({"answers": {"conduct.shoplifting": {"value": "eligible"}}}, "the policy says this already"),
        ({"answers": {"exclusions": "none"}}, "must have a value and words"),
        ({"answers": {"exclusions": {"value": "some"}}}, "must be one of: none"),
        ({"answers": {"caseload_limit": {"value": 26}}}, "whole number from 1 to 25"),
        ({"answers": {"caseload_limit": {"value": 20, "words": {"en": "20"}}}}, "missing in: es"),
        ({"color": "blue"}, "color: an answers file has no such entry"),
    ],
)
def test_answers_that_do_not_fit_are_refused_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidPolicy) as invalid:
        ALBANY.with_answers({**GOOD, **change})
    assert sentence in str(invalid.value)
