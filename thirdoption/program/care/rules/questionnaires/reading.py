"""Reading a questionnaire, with a sentence for each fault of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

HELP = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
CHOICES = frozenset({"choice", "open-choice"})
TYPES = CHOICES | {"group", "display", "boolean", "date", "integer", "decimal", "string", "text"}
OPERATORS = frozenset({"exists", "=", "!=", ">", "<", ">=", "<="})
_NEEDED = ("url", "version", "title", "date")


@dataclass(frozen=True)
class Item:
    """One item as FHIR has it, with the items inside it."""

    body: dict[str, Any]
    items: tuple["Item", ...]

    @property
    def link(self) -> str:
        """The linkId: what an answer is bound to."""
        return str(self.body["linkId"])

    @property
    def kind(self) -> str:
        """One of TYPES."""
        return str(self.body["type"])

    @property
    def asks(self) -> bool:
        """Whether it is a question: a group and a text to read are none."""
        return self.kind not in {"group", "display"}

    @property
    def required(self) -> bool:
        """Whether it is to be gone into: an answer, "not today" and "declined" all do."""
        return bool(self.body.get("required"))

    def text(self, language: str) -> str:
        """What is read, in this language or in English."""
        return said(self.body, "text", language)

    def why(self, language: str) -> str:
        """Why it is asked, "" where the form does not say."""
        return " ".join(item.text(language) for item in self.items if _is_help(item.body))


@dataclass(frozen=True)
class Questionnaire:
    """One version of a form: its url and version are what a response stays bound to."""

    url: str
    version: str
    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """Every item, in the order of the form."""
        yield from _walk(self.items)


def said(body: dict[str, Any], name: str, language: str) -> str:
    """A text of the form in `language` by FHIR's translation extension, else as it was written."""
    for extension in body.get(f"_{name}", {}).get("extension", ()):
        parts = {part["url"]: part for part in extension.get("extension", ())}
        if extension["url"] == TRANSLATION and parts["lang"].get("valueCode") == language:
            return next(str(v) for k, v in parts["content"].items() if k.startswith("value"))
    return str(body.get(name, ""))


def load(body: dict[str, Any]) -> Questionnaire:
    """The form in `body`. Raises ValueError with its faults, one a line."""
    if wrong := faults(body):
        raise ValueError("\n".join(wrong))
    return Questionnaire(url=body["url"], version=body["version"], items=_items(body))


def shipped() -> dict[str, dict[str, Any]]:
    """The forms that come with the program, by file name without its ending."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    return {f.name[:-5]: json.loads(f.read_text("utf-8")) for f in files if f.name.endswith(".json")}


def faults(body: dict[str, Any]) -> list[str]:
    """What is wrong with a questionnaire, one sentence each; empty when it can be used."""
    if not isinstance(body, dict) or body.get("resourceType") != "Questionnaire":
        return ["This is not a FHIR Questionnaire: resourceType has to be Questionnaire."]
    wrong = [f"The questionnaire needs its {name}." for name in _NEEDED if not body.get(name)]
    earlier: dict[str, str] = {}
    try:
        for item in _walk(_items(body)):
            item.why("es")  # reads the help and the translations, which stumble here and not on a page
            wrong += _item_faults(item, earlier)
            earlier[item.link] = item.kind
    except (LookupError, TypeError, AttributeError) as missing:
        return [*wrong, f"An item is not written as FHIR has it: {missing} is not there or of another kind."]
    return wrong if earlier else [*wrong, "The questionnaire has no item."]


def _item_faults(item: Item, earlier: dict[str, str]) -> Iterator[str]:
    link, kind, options = item.link, item.kind, item.body.get("answerOption", [])
    if kind not in TYPES:
        yield f"{link}: the type {kind} is not known here."
    if link in earlier:
        yield f"{link}: this linkId is there twice (que-2)."
    if kind == "group" and not item.items:
        yield f"{link}: a group needs items (que-1)."
    if kind == "display" and (item.items or item.required or item.body.get("repeats")):
        yield f"{link}: a text to read has no items, and is neither required nor repeated (que-1, que-6)."
    if kind in CHOICES and not options:
        yield f"{link}: a choice needs its answers (answerOption)."
    if options and kind not in CHOICES:
        yield f"{link}: only a choice has answers to choose from."
    if not item.text("en") and not (kind == "group" and item.items):
        yield f"{link}: there is nothing to read."
    codes = [option["valueCoding"]["code"] for option in options]
    if len(codes) != len(set(codes)):
        yield f"{link}: an answer's code is there twice."
    yield from _condition_faults(item, earlier)


def _condition_faults(item: Item, earlier: dict[str, str]) -> Iterator[str]:
    conditions = item.body.get("enableWhen", [])
    if len(conditions) > 1 and item.body.get("enableBehavior") not in {"all", "any"}:
        yield f"{item.link}: with two conditions, enableBehavior says all or any (que-12)."
    for condition in conditions:
        operator, answers = condition["operator"], [k for k in condition if k.startswith("answer")]
        if condition["question"] not in earlier:
            yield f"{item.link}: it depends on {condition['question']}, which is not asked before it."
        if operator not in OPERATORS:
            yield f"{item.link}: the operator {operator} is not known."
        if len(answers) != 1 or (operator == "exists" and answers != ["answerBoolean"]):
            yield f"{item.link}: a condition names one answer, and exists names true or false (que-7)."


def _items(body: dict[str, Any]) -> tuple[Item, ...]:
    return tuple(Item(body=each, items=_items(each)) for each in body.get("item", ()))


def _walk(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)


def _is_help(body: dict[str, Any]) -> bool:
    return body["type"] == "display" and any(
        extension["url"] == HELP and extension["valueCodeableConcept"]["coding"][0]["code"] == "help"
        for extension in body.get("extension", ())
    )
