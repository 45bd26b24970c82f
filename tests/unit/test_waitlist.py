"""Who gets the next place, by the policy's order."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.policies import REHEARSAL, setting
from thirdoption.program.care.rules.waitlist import Waits, arrests_first, check_turn, in_order
from thirdoption.program.ground.refusal import Refused

DAY = datetime(2026, 11, 1, tzinfo=UTC)


def waits(name: str, day: int, arrest: bool) -> Waits:
    return Waits(uuid.uuid4(), name, "active", DAY + timedelta(days=day), None, None, arrest)


WAITING = [waits("last", 9, False), waits("held", 5, True), waits("longest", 0, False), waits("new", 9, True)]


@pytest.mark.parametrize(
    ("first", "expected"),
    [(True, ["held", "new", "longest", "last"]), (False, ["longest", "held"])],
)
def test_the_order_is_the_policys_and_then_the_time(first: bool, expected: list[str]) -> None:
    """CA Penal Code 1001.87: social contacts are taken if there is room after those in place of an arrest."""
    found = [one.name for one in in_order(WAITING, arrest_first=first)]
    assert found[: len(expected)] == expected and len(found) == 4


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=30), st.booleans())
def test_nobody_is_left_out_and_nobody_overtakes_their_like(
    many: list[tuple[int, bool]], first: bool
) -> None:
    waiting = [waits("", day, arrest) for day, arrest in many]
    found = in_order(waiting, arrest_first=first)
    assert {one.person for one in found} == {one.person for one in waiting}
    for arrest in (True, False):
        since = [one.since for one in found if one.arrest == arrest]
        assert since == sorted(since)


@pytest.mark.parametrize(
    ("order", "first"), [("arrest_diversion_first", True), ("in_order_of_referral", False), (None, False)]
)
def test_a_policy_says_who_goes_first(order: str | None, first: bool) -> None:
    assert arrests_first(setting(REHEARSAL, "order_of_service", order)) is first
    assert arrests_first(None) is False


def test_before_their_turn_only_with_a_reason() -> None:
    check_turn(ahead=0, because="")
    check_turn(ahead=2, because="Gives birth in May")
    with pytest.raises(Refused, match="why this person goes before"):
        check_turn(ahead=2, because="")
