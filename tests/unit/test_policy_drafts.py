"""Two policies side by side, the counted effect of one, and when a draft may hold: pure rules."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.policies import ANSWERS, REHEARSAL
from thirdoption.program.governance.rules import (
    Effect,
    Kind,
    changes,
    check_dates,
    check_may_hold,
    effect_of,
    failing_cases,
    faults_of,
    take_over,
)
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import Policy
from thirdoption.program.sites.rules.editing import found, put, with_answers

OWN = packs.read_own("santa_fe")
SANTA_FE = packs.load_policy("santa_fe")
TODAY = date(2026, 11, 22)
FACTS: dict[str, Any] = {
    "door": "arrest_diversion", "conduct": "shoplifting", "drivers": ["poverty"], "complainant": "agreed",
    "age": "18_or_over", "family_offense": "no", "officer_opted_in": "yes", "officer_trained": "yes",
}  # fmt: skip


def changed(*path: str, to: Any, own: Any = None) -> Policy:
    return packs.parse_own(put(own or OWN, path, to))


def test_a_policy_does_not_differ_from_itself() -> None:
    for pack_id in packs.pack_ids():
        assert changes(packs.load_policy(pack_id), packs.parse_own(packs.read_own(pack_id))) == ()


def test_what_is_another_is_told_by_its_parts() -> None:
    days = {**found(OWN, ("settings", "intake_days")), "value": 14, "grade": "reported"}
    (one,) = changes(SANTA_FE, changed("settings", "intake_days", to=days))
    assert (one.name, one.kind) == ("intake_days", Kind.CHANGED)
    assert [(part.name, part.before, part.after) for part in one.parts] == [
        ("value", 7, 14), ("grade", "confirmed", "reported"),
    ]  # fmt: skip


def test_what_is_new_or_gone_is_told_as_such() -> None:
    new = {**found(OWN, ("exclusions", "exploits_minors")), "value": "hard"}
    del new["override_by"]
    after = changed("exclusions", "another", to=new, own=put(OWN, ("exclusions", "profit_dealing"), None))
    found_changes = {one.name: one.kind for one in changes(SANTA_FE, after)}
    assert found_changes == {"exclusion.another": Kind.ADDED, "exclusion.profit_dealing": Kind.REMOVED}


@pytest.mark.parametrize("part", ["label", "laws", "eligible"])
def test_each_part_of_a_conduct_is_compared(part: str) -> None:
    own = packs.read_own("albany")
    node = found(own, ("conducts", "shoplifting"))
    other = found(own, ("conducts", "property_damage"))
    (one,) = changes(
        packs.load_policy("albany"), changed("conducts", "shoplifting", part, to=other[part], own=own)
    )
    assert one.name == "conduct.shoplifting" and node[part] != other[part]


def rows(*counts: int) -> list[dict[str, Any]]:
    drivers = ("poverty", "drug_use", "mental_illness")
    return [
        {"facts": {**FACTS, "drivers": [driver]}, "contacts": count}
        for driver, count in zip(drivers, counts, strict=False)
    ]


def without(driver: str) -> Policy:
    own = with_answers_of_the_rehearsal()
    kept = [one for one in ("drug_use", "mental_illness", "poverty") if one != driver]
    return changed("settings", "drivers", "value", to=kept, own=own)


def with_answers_of_the_rehearsal() -> Any:
    return with_answers(packs.read_own("albany"), packs.load_answers(ANSWERS), read=TODAY)


def test_the_effect_counts_what_gets_another_answer_and_says_which_rule_moves_it() -> None:
    effect = effect_of(rows(40, 12, 30), old=REHEARSAL, new=without("drug_use"), threshold=11)
    assert (effect.contacts, effect.same, effect.moved, effect.open) == (82, 70, 12, 0)
    (move,) = effect.moves
    assert (move.before, move.after, move.rules, move.contacts) == ("eligible", "not", ("drivers",), 12)
    assert Effect.from_plain(effect.to_plain()) == effect


def test_a_draft_that_changes_nothing_moves_nothing() -> None:
    effect = effect_of(rows(40, 12, 30), old=REHEARSAL, new=REHEARSAL, threshold=11)
    assert (effect.same, effect.moved, effect.open, effect.moves) == (82, 0, 0, ())


def test_a_fact_that_was_not_asked_is_told_apart() -> None:
    own = with_answers_of_the_rehearsal()
    asked = {"en": "Was somebody hurt?", "es": "¿Hubo alguien herido?"}
    rule = {
        "basis": "fact", "doors": ["arrest_diversion"], "value": "hard", "grade": "confirmed",
        "source": "seed-004", "words": asked, "question": asked,
    }  # fmt: skip
    own = put(own, ("settings", "exclusions", "value"), "listed")
    new = changed("exclusions", "hurt", to=rule, own=put(own, ("exclusions",), {}))
    effect = effect_of(rows(40), old=REHEARSAL, new=new, threshold=11)
    assert (effect.same, effect.moved, effect.open) == (0, 0, 40)


def test_few_contacts_are_not_told() -> None:
    few = effect_of(rows(40, 3, 30), old=REHEARSAL, new=without("drug_use"), threshold=11)
    assert (few.contacts, few.moved, few.same) == (73, None, None), "73 and 70 would tell 3"
    assert few.moves[0].contacts is None
    nobody = effect_of(rows(4), old=REHEARSAL, new=without("poverty"), threshold=11)
    assert (nobody.same, nobody.moved, nobody.open, nobody.moves) == (None, None, None, ())


@settings(deadline=None, max_examples=60)
@given(
    counts=st.lists(st.integers(0, 40), min_size=3, max_size=3), gone=st.sampled_from(["poverty", "drug_use"])
)
def test_no_small_number_can_be_told_from_the_others(counts: list[int], gone: str) -> None:
    filled = [row for row in rows(*counts) if row["contacts"]]
    effect = effect_of(filled, old=REHEARSAL, new=without(gone), threshold=11)
    parts = [effect.same, effect.moved, effect.open]
    assert not any(
        part is not None and 0 < part < 11 for part in [*parts, *(one.contacts for one in effect.moves)]
    )
    hidden = [part for part in parts if part is None]
    if len(hidden) == 1 and effect.contacts >= 11:
        assert effect.contacts - sum(part for part in parts if part is not None) >= 11


def test_a_draft_holds_when_nothing_is_wrong_and_every_case_comes_out() -> None:
    assert faults_of(OWN, packs.parse_own) == ()
    assert failing_cases(SANTA_FE) == {}
    check_may_hold((), {})
    wrong = faults_of(put(OWN, ("limits", "six_grams"), None), packs.parse_own)
    assert [fault.where for fault in wrong] == ["settings.limits"]
    with pytest.raises(Refused, match="does not hold yet"):
        check_may_hold(wrong, {})
    with pytest.raises(Refused, match="do not come out"):
        check_may_hold((), {0: None})


def test_an_answer_of_the_site_changes_no_worked_case_and_a_rule_does() -> None:
    answered = packs.parse_own(with_answers_of_the_rehearsal())
    assert failing_cases(answered) == {}
    own = put(packs.read_own("albany"), ("settings", "complainant_rule", "value"), "not_asked")
    policy = packs.parse_own(own)
    failing = failing_cases(policy)
    assert failing
    for number in failing:
        own = take_over(own, policy, number)
    assert failing_cases(packs.parse_own(own)) == {}


def test_a_supposition_that_the_policy_now_says_itself_is_dropped() -> None:
    own = packs.read_own("albany")
    known = {"value": 18, "grade": "confirmed", "source": "seed-004", "words": {"en": "18", "es": "18"}}
    own = put(own, ("settings", "age_minimum"), known)
    policy = packs.parse_own(own)
    number = next(iter(failing_cases(policy)))
    own = take_over(own, policy, number)
    assert "age_minimum" not in own["cases"][number].get("suppose", {})


@pytest.mark.parametrize(
    ("on", "decided", "first", "field"),
    [
        *((0, 0, False, ""), (5, -3, False, ""), (-1, -3, False, "on")),
        *((-400, -400, True, ""), (0, 1, False, "decided_on")),
    ],
)  # fmt: skip
def test_a_decision_is_taken_before_it_is_recorded_and_holds_from_then_on(
    on: int, decided: int, first: bool, field: str
) -> None:
    days = {"on": TODAY + timedelta(days=on), "decided_on": TODAY + timedelta(days=decided)}
    if not field:
        check_dates(**days, today=TODAY, first=first)
        return
    with pytest.raises(Refused) as refused:
        check_dates(**days, today=TODAY, first=first)
    assert refused.value.field == field
