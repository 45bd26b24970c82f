"""Which questions are shown after what was answered, and which are still open."""

import operator
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from thirdoption.program.care.rules.questionnaires.reading import Item, Questionnaire


class Standing(StrEnum):
    """Where a question stands without an answer; not asked is to have no standing."""

    NOT_TODAY = "not_today"
    DECLINED = "declined"


Given = Mapping[str, Sequence[Any] | Standing]
"""By linkId: the values answered (a choice by its code), or where the question stands without one."""

_COMPARE = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le, "=": operator.eq}


def shown(form: Questionnaire, given: Given) -> list[Item]:
    """The items to show, in order. What is hidden hides what is in it and counts as not answered."""
    found: dict[str, Item] = {}
    _show(form.items, given, found)
    return list(found.values())


def open_questions(form: Questionnaire, given: Given) -> list[Item]:
    """The required questions not gone into yet; "not today" and "declined" close one as an answer does."""
    return [item for item in shown(form, given) if item.asks and item.required and not given.get(item.link)]


def _show(items: Sequence[Item], given: Given, found: dict[str, Item]) -> None:
    for item in items:
        conditions = item.body.get("enableWhen", [])
        holds = [_holds(each, given if each["question"] in found else {}) for each in conditions]
        if not holds or (any if item.body.get("enableBehavior") == "any" else all)(holds):
            found[item.link] = item
            _show(item.items, given, found)


def _holds(condition: dict[str, Any], given: Given) -> bool:
    answer = given.get(condition["question"], ())
    values: Sequence[Any] = () if isinstance(answer, Standing) else answer
    wanted = next(value for name, value in condition.items() if name.startswith("answer"))
    if isinstance(wanted, dict):
        wanted = wanted["code"]
    if condition["operator"] == "exists":
        return bool(values) is wanted
    if condition["operator"] == "!=":
        # as R5 words it: R4's own sentence can be read two ways where several answers are given
        return bool(values) and all(value != wanted for value in values)
    return any(_COMPARE[condition["operator"]](value, wanted) for value in values)
