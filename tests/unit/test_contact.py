"""A contact that cannot be, numbers that have no place here (R-39), and which state may follow which."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.rules import (
    SOMETHING_ELSE,
    TRANSITIONS,
    ComplainantAnswer,
    Door,
    Driver,
    Facts,
    State,
    check_can_move,
    check_contact,
    check_no_identifiers,
)
from thirdoption.program.sites import packs

NOW = datetime(2026, 11, 22, 23, 41, tzinfo=UTC)
ALBANY = packs.load_policy("albany")
FORMULA = Facts(
    occurred_at=NOW - timedelta(minutes=10),
    place="Pharmacy on Lark Street",
    incident_number="26-00417-X",
    conduct="shoplifting",
    drivers=frozenset({Driver.POVERTY}),
    complainant=ComplainantAnswer.AGREED,
)


def but(**changes: object) -> Facts:
    """The contact at the pharmacy, with something different."""
    return dataclasses.replace(FORMULA, **changes)


# --- a contact that cannot be


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("occurred_at", {"occurred_at": datetime(2099, 1, 1, tzinfo=UTC)}),
        ("occurred_at", {"occurred_at": NOW + timedelta(minutes=6)}),
        ("occurred_at", {"occurred_at": NOW - timedelta(days=31)}),
        ("occurred_at", {"occurred_at": datetime(2026, 11, 22, 12, 0)}),
        ("incident_number", {"incident_number": ""}),
        ("incident_number", {"incident_number": "9" * 41}),
        ("incident_number", {"incident_number": "<script>alert(1)</script>"}),
        ("incident_number", {"incident_number": "26-00417-Ж"}),
        ("incident_number", {"incident_number": "26\x00417"}),
        ("incident_number", {"incident_number": "SID 01234567"}),
        ("place", {"place": "  "}),
        ("place", {"place": "a" * 201}),
        ("place", {"place": "<script>alert(1)</script>"}),
        ("place", {"place": "Ларк-стрит 12"}),
        ("conduct", {"conduct": "piracy"}),
        ("conduct", {"conduct": ""}),
        ("what_happened", {"conduct": SOMETHING_ELSE}),
        ("what_happened", {"conduct": SOMETHING_ELSE, "what_happened": "x" * 501}),
        ("what_happened", {"what_happened": "Known under NYSID 01234567K"}),
    ],
)
def test_an_impossible_contact_is_refused_beside_its_field(field: str, changes: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        check_contact(but(**changes), policy=ALBANY, now=NOW)
    assert (refused.value.code, refused.value.field) == ("invalid", field)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"occurred_at": NOW + timedelta(minutes=4)},
        {"occurred_at": NOW - timedelta(days=30)},
        {"place": "Peñaloza's café, 2º piso, Lark St & Madison Ave"},
        {"incident_number": "2026/417 B"},
        {
            "conduct": SOMETHING_ELSE,
            "what_happened": "Slept in a car that was parked and < 2 m from a hydrant",
        },
        {"door": Door.SOCIAL_CONTACT, "conduct": "", "incident_number": ""},
        {"door": Door.COMMUNITY, "conduct": "", "incident_number": "", "place": ""},
    ],
)
def test_an_ordinary_contact_is_taken(changes: dict[str, object]) -> None:
    check_contact(but(**changes), policy=ALBANY, now=NOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("door", "window"),
        ("drivers", ["greed"]),
        ("drivers", "poverty"),
        ("complainant", "maybe"),
        ("age", 17),
        ("family_offense", True),
        ("occurred_at", "yesterday"),
        ("occurred_at", None),
        ("place", ["here"]),
        ("race", "any"),
    ],
)
def test_a_code_that_does_not_exist_is_refused_beside_its_field(field: str, value: object) -> None:
    with pytest.raises(Refused) as refused:
        Facts.from_plain({**FORMULA.to_plain(), field: value})
    assert (refused.value.code, refused.value.field) == ("invalid", field)


# --- identifiers of criminal-history systems


@pytest.mark.parametrize(
    "text",
    [
        "SID 01234567",
        "his sid is NY01234567",
        "SID no. NY 0123-4567",
        "SID (NY): 01234567K",
        "NYSID# 01234567K",
        "seen before, 01234567K, same place",
        "FBI 123456AB7",
        "FBI no. 1234567",
        "FBI number: 12345H",
        "record 123456AB7 on file",
        "UCN XG4BXLNCP",
        "FBI/UCN: 123456AB7",
        "NIC W123456789",
        "hit on W123456789",
        "NCIC 123456789",
    ],
)
def test_r39_a_state_or_fbi_number_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        check_no_identifiers(text, field="what_happened")
    assert not any(character.isdigit() for character in str(refused.value))


@pytest.mark.parametrize(
    "text",
    [
        "Call back at 518-555-0100 or (518) 555-0199",
        "Call 5185550100",
        "Sid can be reached at 518-555-0100",
        "Sid 518-555-0100",
        "Sid (518) 555-0100",
        "Sid 5185550100",
        "FBI office, 518-555-0100",
        "the FBI was here in 2024 with 12 agents",
        "incident 26-00417-X",
        "incident 2026-0041712",
        "CAD 260041712",
        "badge 4417, car 12B",
        "plate ABC-1234",
        "12345-6789 Albany NY 12207",
        "2026-11-22T23:41",
        "two packs of formula at $24.99",
        "outside Sidney's, 125 Henry Street, apt 12345A",
    ],
)
def test_r39_other_numbers_are_left_alone(text: str) -> None:
    check_no_identifiers(text, field="what_happened")


# --- what may follow what


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_only_the_steps_of_the_table(state: State, to: State) -> None:
    if to in TRANSITIONS[state]:
        check_can_move(state, to)
    else:
        with pytest.raises(Refused) as refused:
            check_can_move(state, to)
        assert refused.value.code == "conflict"


def test_every_state_is_reached_and_every_referral_can_end() -> None:
    assert set(TRANSITIONS) == set(State)
    assert set().union(*TRANSITIONS.values()) == set(State) - {State.RECORDED}
    assert all(state is State.CLOSED or State.CLOSED in TRANSITIONS[state] for state in State)
