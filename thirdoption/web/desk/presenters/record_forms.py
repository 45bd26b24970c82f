"""The forms of a record that leaves: a FHIR R4 QuestionnaireResponse for each, bound to its version."""

from collections.abc import Iterable, Iterator
from typing import Any

from thirdoption.program.care.queries.forms import Filled
from thirdoption.program.care.rules.questionnaires import Item, load

WORDS = frozenset({"text", "string"})
"""Kinds of questions whose answers are words of the person: only in what is for themselves."""
_VALUES = {
    "boolean": "valueBoolean",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "date": "valueDate",
}


def responses(found: Iterable[Filled], *, sensitive: bool) -> Iterator[dict[str, Any]]:
    """What was answered; what was passed over has no item, and no answer stands for it."""
    return (_response(one, sensitive=sensitive) for one in found)


def _response(one: Filled, *, sensitive: bool) -> dict[str, Any]:
    form = load(one.body)
    items = [
        {"linkId": item.link, "text": item.text("en"), "answer": answers}
        for item in form.walk()
        if item.asks and item.link in one.now and (sensitive or item.kind not in WORDS)
        for answers in [_answers(item, one.now[item.link].value)]
        if answers
    ]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": str(one.pk),
        "questionnaire": f"{form.url}|{form.version}",
        "status": "completed" if one.finished_at else "in-progress",
        "subject": {},
        "authored": (one.finished_at or one.at).isoformat(),
        **({"item": items} if items else {}),
    }


def _answers(item: Item, values: Iterable[Any]) -> list[dict[str, Any]]:
    codes = {one["valueCoding"]["code"]: one["valueCoding"] for one in item.body.get("answerOption", ())}
    return [
        {"valueCoding": {"code": codes[one]["code"], "display": codes[one].get("display", one)}}
        if one in codes
        else {_VALUES.get(item.kind, "valueString"): one}
        for one in values
    ]
