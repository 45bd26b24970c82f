"""A policy replayed over arrests: rows worked out by hand, and what holds for any file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thirdoption.program.referrals.rules import SOMETHING_ELSE, Age, replay, worked
from thirdoption.program.referrals.rules.replay import Arrest, Charge, Class, Coverage, Judge
from thirdoption.program.sites.packs import load_policy, nibrs_codes

ALBANY = load_policy("albany")
SETTLED = worked.supposing(
    ALBANY,
    {
        "age_minimum": 18,
        "exclusions": "none",
        "limits": "none",
        "charge_model": "held_by_prosecutor",
        "conduct.property_damage": "not_eligible",
        "conduct.harassment": "eligible",
        "conduct.drug_packaging": "eligible",
    },
)
ADULT = (("age", "18_or_over"),)
ALL_TOLD = (
    *ADULT,
    ("drivers", ("poverty",)),
    ("complainant", "agreed"),
    ("family_offense", "no"),
    ("officer_opted_in", "yes"),
    ("officer_trained", "yes"),
)
SOME_DAY = date(2021, 5, 1)
FILE = Coverage(title="a file", state="NY")


def penal(section: str, **more: object) -> Charge:
    return Charge(**{"law": "PL", "section": section, "nibrs_draft": True, "facts": ADULT, **more})


def arrest(charge: Charge, group: str = "a", race: str = "b", place: str = "c") -> Arrest:
    return Arrest(charge=charge, group=group, race=race, place=place, on=SOME_DAY)


@pytest.mark.parametrize(
    ("charge", "conducts"),
    [
        (penal("155.25", nibrs="23H", felony=False), ("shoplifting", "small_theft")),
        (penal("140.10", nibrs="90J", felony=False), ("trespass",)),
        # petit larceny raised to a felony is no petit larceny
        (penal("155.25", nibrs="23H", felony=True), ("outside.felony",)),
        # the same NIBRS code as small theft, and another section: the sections decide
        (penal("155.30", nibrs="23H", felony=True), ("outside.felony",)),
        (
            penal("120.05", nibrs="13A", felony=True, violent_felony=True, against_person=True),
            ("outside.violent_felony",),
        ),
        (penal("120.00", nibrs="13B", felony=False, against_person=True), ("outside.against_person",)),
        # menacing has the code of a conduct about which the policy is silent: not clearly outside
        (penal("120.14", nibrs="13C", felony=False, against_person=True), (SOMETHING_ELSE,)),
        (penal("260.10", nibrs="90F", felony=False), (SOMETHING_ELSE,)),
        # without a section the agency's own NIBRS code decides
        (Charge(nibrs="90J"), ("trespass",)),
        (Charge(nibrs="23C"), ("shoplifting",)),
        (Charge(nibrs="35A", may_be_other=True), ("drug_possession", SOMETHING_ELSE)),
        (Charge(nibrs="90Z"), (SOMETHING_ELSE,)),
        (Charge(nibrs="120", against_person=True), ("outside.against_person",)),
        (Charge(), (SOMETHING_ELSE,)),
    ],
)
def test_the_conduct_is_found_by_section_then_by_code(charge: Charge, conducts: tuple[str, ...]) -> None:
    assert replay.conducts_of(ALBANY, charge) == conducts


def test_an_unknown_of_the_policy_is_never_permission() -> None:
    found = Judge(ALBANY).judge(penal("155.25", felony=False, facts=ALL_TOLD))
    assert (found.kind, found.missing) == (Class.DEPENDS, ())
    assert found.unknown == ("policy.age_minimum", "policy.exclusions", "policy.charge_model")
    # no answer about the age or the charge can rule anybody out; an exclusion can
    assert found.swings == ("policy.exclusions",)
    assert not found.low
    assert found.high


def test_nothing_rules_it_out_only_where_nothing_is_missing_and_all_is_set() -> None:
    judge = Judge(SETTLED)
    assert judge.judge(penal("155.25", felony=False, facts=ALL_TOLD)).kind is Class.NOTHING
    short = judge.judge(penal("155.25", felony=False, facts=ALL_TOLD[:-2]))
    assert (short.kind, short.missing) == (Class.DEPENDS, ("officer_opted_in", "officer_trained"))
    bare = judge.judge(penal("155.25", felony=False))
    assert set(bare.missing) == {name for name, _ in ALL_TOLD} - {"age"}
    assert (bare.low, bare.high, bare.swings) == (True, True, ())


@pytest.mark.parametrize(
    ("charge", "kind", "why", "asks"),
    [
        (penal("145.00", felony=False), Class.RULED_OUT, ("conduct.not_eligible",), ()),
        (penal("155.30", felony=True), Class.RULED_OUT, ("outside.felony",), ()),
        (
            penal("155.25", felony=False, facts=(*ADULT, ("complainant", "declined"))),
            Class.RULED_OUT,
            ("complainant.declined",),
            (),
        ),
        (
            penal("155.25", felony=False, facts=(*ADULT, ("family_offense", "yes"))),
            Class.RULED_OUT,
            ("stop.family_offense",),
            (),
        ),
        (penal("155.25", facts=(("age", "under_18"),)), Class.DEPENDS, (), ("stop.under_18",)),
        (penal("155.25", facts=(("age", "not_known"),)), Class.DEPENDS, (), ("stop.under_18",)),
        (penal("165.40", felony=False), Class.DEPENDS, (), ("conduct.something_else",)),
    ],
)
def test_rows_worked_out_by_hand(
    charge: Charge, kind: Class, why: tuple[str, ...], asks: tuple[str, ...]
) -> None:
    found = Judge(SETTLED).judge(charge)
    assert (found.kind, found.why, found.asks) == (kind, why, asks)


def test_where_it_can_be_several_conducts_it_depends_on_which() -> None:
    policy = worked.supposing(ALBANY, {"exclusions": "none", "limits": "none"})
    found = Judge(policy).judge(Charge(nibrs="35A", may_be_other=True, facts=ADULT))
    assert found.kind is Class.DEPENDS
    assert "conduct" in found.missing
    assert "conduct.something_else" in found.asks


def test_the_width_names_the_settings_that_decide_it() -> None:
    policy = worked.supposing(ALBANY, {"exclusions": "none", "age_minimum": 18})
    charges = [penal("155.25", felony=False), penal("145.00", felony=False), penal("120.00", felony=True)]
    found = replay.replay(policy, [arrest(one) for one in charges], FILE)
    assert (found.total.low, found.total.high, found.total.ruled_out) == (1, 2, 1)
    [width] = found.width
    assert (width.code, width.bears_on, width.only_this_open, width.no_other) == (
        "policy.conduct.property_damage",
        1,
        1,
        1,
    )


def test_what_the_file_does_not_contain_is_said() -> None:
    found = replay.replay(ALBANY, [arrest(penal("155.25", felony=False))], FILE, unreadable=2)
    assert "shoplifting" not in found.absent
    assert {"trespass", "drug_possession", "sex_work"} <= set(found.absent)
    assert "needle" not in found.absent  # no offense, so no arrest could be one
    told = " ".join((replay.summary(found), *replay.notes(found)))
    assert "upper bound" in told
    assert "Having a small amount of a drug" in told
    assert "would have been diverted" not in told


def test_two_policies_are_compared_by_rule() -> None:
    arrests = [arrest(penal("145.00", felony=False)), arrest(penal("155.25", felony=False))]
    [move] = replay.compare(ALBANY, SETTLED, arrests)
    assert (move.one, move.other, move.rule) == (Class.DEPENDS, Class.RULED_OUT, "conduct.not_eligible")
    assert (move.of_other, move.count) == (True, 1)
    assert replay.compare(ALBANY, ALBANY, arrests) == ()


CHARGES = st.builds(
    Charge,
    law=st.just("PL"),
    section=st.sampled_from(["", "155.25", "145.00", "240.26", "220.03", "120.00", "999.99"]),
    nibrs=st.sampled_from(["", *nibrs_codes()]),
    nibrs_draft=st.booleans(),
    felony=st.sampled_from([None, True, False]),
    violent_felony=st.booleans(),
    against_person=st.booleans(),
    may_be_other=st.booleans(),
    facts=st.tuples(
        st.sampled_from([("age", str(age)) for age in Age]),
        st.sampled_from([("complainant", "agreed"), ("complainant", "declined"), ("in_area", "no")]),
        st.sampled_from([("drivers", ("poverty",)), ("drivers", ("other",)), ("family_offense", "yes")]),
    ),
)
OPEN = [
    "exclusions",
    "limits",
    "age_minimum",
    "charge_model",
    "conduct.harassment",
    "conduct.property_damage",
]
ANSWERS = {"exclusions": "none", "limits": "none", "age_minimum": 18, "charge_model": "no_report"}


@given(
    st.lists(st.tuples(CHARGES, st.sampled_from("xyz"), st.sampled_from("pq")), max_size=30),
    st.integers(0, 5),
    st.sets(st.sampled_from(OPEN)),
)
def test_for_any_file_the_classes_add_up_and_the_range_is_one(
    rows: list[tuple[Charge, str, str]], unreadable: int, answered: set[str]
) -> None:
    policy = worked.supposing(ALBANY, {name: ANSWERS.get(name, "not_eligible") for name in answered})
    arrests = [arrest(charge, group, race) for charge, group, race in rows]
    found = replay.replay(policy, arrests, FILE, unreadable=unreadable)
    total = found.total
    assert total.nothing + total.depends + total.ruled_out + total.unreadable == len(rows) + unreadable
    assert total.low <= total.high == total.nothing + total.depends
    for table in found.tables.values():
        for name in ("nothing", "depends", "ruled_out", "unreadable", "low", "high"):
            assert sum(getattr(row, name) for row in table) == getattr(total, name)
        assert all(row.low <= row.high for row in table)
    assert all(total.low <= width.only_this_open <= total.high for width in found.width)
