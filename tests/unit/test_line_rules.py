"""The line's rules as tables: who does not go alone, and who is told when nobody hears of a worker."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from thirdoption.program.handoffs.rules.safety import (
    LATE_STEPS,
    Rule,
    SafetyStep,
    Why,
    late_plan,
    needs_two,
    whom,
)

HERE = ZoneInfo("America/New_York")
KIM, DANA, PRIYA, LEAD, MANAGER = (UUID(int=number) for number in range(1, 6))
NIGHT = Rule(two_from=time(22), two_until=time(6))
DAY = Rule(two_from=time(12), two_until=time(14))
RIVER = Rule(two_places=("the river",))


@pytest.mark.parametrize(
    ("rule", "hour", "minute", "place", "why"),
    [
        (NIGHT, 21, 59, "", None),
        (NIGHT, 22, 0, "", Why.HOUR),
        (NIGHT, 23, 59, "", Why.HOUR),
        (NIGHT, 0, 0, "", Why.HOUR),
        (NIGHT, 5, 59, "", Why.HOUR),
        (NIGHT, 6, 0, "", None),
        (DAY, 11, 59, "", None),
        (DAY, 12, 0, "", Why.HOUR),
        (DAY, 13, 59, "", Why.HOUR),
        (DAY, 14, 0, "", None),
        (RIVER, 23, 0, "Under the bridge, The River", Why.PLACE),
        (RIVER, 23, 0, "Lark and State", None),
        (Rule(), 23, 0, "the river", None),
    ],
)
def test_two_go_by_the_hour_or_the_place(rule: Rule, hour: int, minute: int, place: str, why: Why) -> None:
    at = datetime(2027, 1, 15, hour, minute, tzinfo=HERE).astimezone(UTC)
    assert needs_two(rule, at=at, zone=HERE, place=place) is why


def test_who_is_out_is_never_who_is_told() -> None:
    team = {"on_call": [KIM, DANA, PRIYA], "supervisors": [LEAD], "named": [MANAGER]}
    told = {step: whom(step, **team, out={KIM, LEAD}, asked={DANA}) for step in SafetyStep}
    assert told == {
        SafetyStep.COLLEAGUE: [PRIYA],
        SafetyStep.SUPERVISOR: [],
        SafetyStep.NAMED: [MANAGER],
        SafetyStep.AGAIN: [DANA, PRIYA, MANAGER],
        SafetyStep.COMPANY: [PRIYA],
        SafetyStep.ANYBODY: [DANA, PRIYA],
    }


def test_each_is_told_after_the_one_before() -> None:
    plan = late_plan(timedelta(minutes=30))
    assert [after / timedelta(minutes=1) for _step, after in plan] == [30, 35, 40]
    assert {step for step, _after in plan} == LATE_STEPS - {SafetyStep.AGAIN}
