"""The phone decides as the server does: one interpreter in Python, one in JavaScript, the same cases."""

import json
import random
from pathlib import Path

import pytest

from tests.factories import decisions
from tests.factories.policies import REHEARSAL, limited
from thirdoption.program.referrals.rules.rulebook import rulebook
from thirdoption.program.sites.rules import Policy

BY_HAND = json.loads((Path(__file__).parent / "decisions.json").read_text())
PHONE = Path(decisions.__file__).parents[2] / "thirdoption/web/street/assets/interpreter.js"
POLICIES = {policy.id: policy for policy in decisions.published()} | {"rehearsal": decisions.rehearsed()}
POLICIES["with every kind of rule"] = limited(REHEARSAL)


def test_the_cases_by_hand_hold_in_both() -> None:
    books, cases = {"small": BY_HAND["book"]}, [("small", case["facts"]) for case in BY_HAND["cases"]]
    phone, _ = decisions.on_the_phone(books, cases)
    for case, said, ours in zip(BY_HAND["cases"], phone, decisions.here(books, cases), strict=True):
        expected = (case["answer"], case["reasons"], case["ask"])
        for found in (said, ours):
            told = (found["answer"], [reason["reason"] for reason in found["reasons"]], found["ask"])
            assert told == expected, case["about"]
        assert said == ours, case["about"]


def test_the_worked_cases_of_all_packs_come_to_the_same() -> None:
    books, cases = decisions.worked()
    assert len(cases) >= 12, "the packs have worked cases"
    assert decisions.on_the_phone(books, cases)[0] == decisions.here(books, cases)


def compare(policy: Policy, number: int, seed: str) -> None:
    """So many random fact sets, complete ones and partial ones, through both."""
    pick = random.Random(seed)
    books = {"book": rulebook(policy)}
    cases = [("book", decisions.random_facts(policy, pick)) for _ in range(number)]
    phone, _ = decisions.on_the_phone(books, cases)
    ours = decisions.here(books, cases)
    wrong = [case for case, said, here in zip(cases, phone, ours, strict=True) if said != here]
    assert not wrong, f"{len(wrong)} of {number} differ, the first: {wrong[0]}"
    assert len({json.dumps(one) for one in ours}) > 5, "different answers were tried"


@pytest.mark.parametrize("name", POLICIES)
def test_random_facts_come_to_the_same(name: str) -> None:
    compare(POLICIES[name], 500, f"quick {name}")


@pytest.mark.prove
@pytest.mark.parametrize("name", POLICIES)
def test_twenty_thousand_random_facts_come_to_the_same(name: str) -> None:
    compare(POLICIES[name], 20_000, f"proof {name}")
    print(f"{name}: 20000 random sets of facts, no difference")  # noqa: T201


def test_the_phones_interpreter_can_be_read_in_one_go() -> None:
    assert len(PHONE.read_text().splitlines()) <= 200
