"""What no combination of facts and of what a site has set may ever do."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.policies import NOW, PUBLISHED, REHEARSAL, limited, setting
from thirdoption.program.referrals.rules import (
    EFFECT,
    SOMETHING_ELSE,
    Age,
    Answer,
    ComplainantAnswer,
    Door,
    Driver,
    Facts,
    YesNo,
    book_of,
    screen,
)
from thirdoption.program.referrals.rules.interpreter import Decision, decide
from thirdoption.program.referrals.rules.rulebook import questions

FACTS = st.builds(
    Facts,
    occurred_at=st.just(NOW),
    conduct=st.sampled_from(["", SOMETHING_ELSE, "gone since", *PUBLISHED.conducts]),
    door=st.sampled_from(Door),
    drivers=st.frozensets(st.sampled_from(Driver)),
    complainant=st.sampled_from([None, *ComplainantAnswer]),
    age=st.sampled_from(Age),
    family_offense=st.sampled_from(YesNo),
    officer_opted_in=st.sampled_from(YesNo),
    officer_trained=st.sampled_from(YesNo),
)
DECIDING = {
    Door.ARREST_DIVERSION: {
        *("door.arrest_diversion", "age_minimum", "drivers", "complainant_rule", "approver"),
        *("officer_opts_in", "officer_trained", "exclusions", "charge_model"),
    },
    Door.SOCIAL_CONTACT: {
        *(
            "door.social_contact",
            "age_minimum",
            "drivers",
            "officer_opts_in",
            "officer_trained",
            "exclusions",
        ),
    },
    Door.COMMUNITY: {"door.community", "age_minimum", "drivers", "exclusions"},
}


@given(facts=FACTS, unset=st.sets(st.sampled_from(sorted(REHEARSAL.settings)), max_size=3))
def test_unknown_is_never_permission(facts: Facts, unset: set[str]) -> None:
    policy = REHEARSAL
    for name in unset:
        policy = setting(policy, name, None)
    screening = screen(facts, policy)
    assert screening.answer is min((EFFECT[r.rule] for r in screening.reasons), key=list(Answer).index)
    if unset & DECIDING[facts.door] or facts.age is not Age.ADULT or facts.conduct == SOMETHING_ELSE:
        arrest = facts.door is Door.ARREST_DIVERSION
        if unset & DECIDING[facts.door] or facts.age is not Age.ADULT or arrest:
            assert not screening.may_offer
    if screening.may_offer and facts.door is Door.ARREST_DIVERSION:
        assert facts.family_offense is YesNo.NO
        assert facts.complainant in (ComplainantAnswer.AGREED, ComplainantAnswer.NONE_PRESENT)


LIMITED = limited(REHEARSAL)
ANSWERS: dict[str, Any] = {
    **{fact: st.sampled_from(answers) for fact, answers in questions(LIMITED).items() if answers},
    "drivers": st.lists(st.sampled_from([str(one) for one in Driver]), min_size=1),
    "amount_grams": st.one_of(st.floats(0, 20), st.just("not_known")),
}
GIVEN = st.fixed_dictionaries({"door": st.sampled_from([str(door) for door in Door]), **ANSWERS})


def decided(facts: dict[str, Any]) -> Decision:
    return decide(book_of(LIMITED), facts)


@given(facts=GIVEN, left_out=st.sets(st.sampled_from(sorted(ANSWERS))))
def test_what_is_not_asked_any_more_cannot_change_the_answer(
    facts: dict[str, Any], left_out: set[str]
) -> None:
    partial = {name: value for name, value in facts.items() if name not in left_out}
    now = decided(partial)
    assert set(now.ask) <= left_out
    asked = {name: facts[name] for name in now.ask}
    for _round in range(len(ANSWERS)):
        if not asked:
            break
        partial |= asked
        now = decided(partial)
        asked = {name: facts[name] for name in now.ask}
    assert now.answer == decided(facts).answer


@given(facts=GIVEN, left_out=st.sets(st.sampled_from(sorted(ANSWERS))))
def test_more_answers_never_make_a_settled_answer_lighter(facts: dict[str, Any], left_out: set[str]) -> None:
    weight = [str(answer) for answer in Answer].index
    now = decided({name: value for name, value in facts.items() if name not in left_out})
    if now.answer != Answer.NEEDS:
        assert weight(decided(facts).answer) <= weight(now.answer)


@given(facts=GIVEN)
def test_who_was_ruled_out_is_asked_nothing_more(facts: dict[str, Any]) -> None:
    if decided(facts).answer == Answer.NOT:
        deciding = {reason.rule for reason in decided(facts).reasons if reason.answer == Answer.NOT}
        rules = book_of(LIMITED)["rules"]
        for rule in deciding:
            needed = {fact for fact in facts if f"'{fact}'" in str(rules[rule])} | {"door"}
            only = {name: value for name, value in facts.items() if name in needed}
            assert (decided(only).answer, decided(only).ask) == (Answer.NOT, ())
