"""The JSON Schema of a policy pack, made from the terms: what an editor's tools can check by shape alone.

What needs more than one part of a file (a source that is listed, a list that agrees with its setting) is
found by `reading.parse_policy`, which says all of it in sentences.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from thirdoption.program.sites.rules.settings import (
    CONDUCT_KIND,
    EXCLUSION_KIND,
    LIMIT_KIND,
    SETTINGS,
    Amount,
    Choice,
    Kind,
    Several,
    Whole,
)
from thirdoption.program.sites.rules.terms import (
    ASKED_OF,
    LANGUAGES,
    AnsweredBy,
    Approver,
    AskedOf,
    Basis,
    Door,
    Driver,
    Grade,
    Substance,
    Unit,
)

Schema = dict[str, Any]
_LINE: Schema = {"type": "string", "pattern": r"\S"}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}
_WORDS: Schema = {"$ref": "#/$defs/words"}
_CODE = "^[a-z][a-z0-9_]*$"
_RULE = ("value", "grade", "answer", "source", "words", "caution", "reference")


def schema() -> Schema:
    """The whole schema, as JSON (draft 2020-12)."""
    own = ("reasons", "changes", "labels", "questions")
    parts: Schema = {
        "id": {**_LINE, "description": "The pack's short name, the same as its file's."},
        "version": {**_LINE, "description": "In quotation marks: a date, or any name of this version."},
        "in_force_from": _DAY,
        "name": _WORDS,
        "place": _LINE,
        "state": {**_LINE, "description": "Two letters."},
        "sources": _named(_SOURCE, "Where each value was read."),
        "settings": _object({name: _setting(kind) for name, kind in SETTINGS.items()}, SETTINGS),
        "conducts": _named(_conduct(), "What happened, in the site's plain words.", names=_CODE),
        "stops": _named(_STOP, "What state law decides.", names=_CODE),
        "exclusions": _named(_exclusion(), "Whom the site leaves out.", names=_CODE),
        "limits": _named(_limit(), "The most of a substance.", names=_CODE),
        "drivers": _object(dict.fromkeys(Driver, _DRIVER), Driver),
        "offer": {"type": "array", "items": _WORDS},
        "cases": {"type": "array", "items": {"$ref": "#/$defs/case"}},
        **{name: _named(_WORDS, "Words of the pack's own in place of the shared ones.") for name in own},
        "notes": {"description": "Free: what was not found, say."},
        "spanish_check": {"description": "Whether a native speaker who knows the courts has read it."},
    }
    needed = ("id", "version", "in_force_from", "name", "place", "state", "sources", "settings", "conducts")
    words = _object(dict.fromkeys(LANGUAGES, _LINE), LANGUAGES)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A policy pack of Third Option",
        "description": "One jurisdiction's published rules, with sources; unknowns stay unknown.",
        **_object(parts, (*needed, "stops", "drivers")),
        "$defs": {
            "words": {**words, "description": "One sentence in every language of the program."},
            "law": _LAW,
            "case": _CASE,
            **{f"graded_{ask}": {"allOf": _graded(ask)} for ask in ("question", "ask_site")},
        },
    }


def _object(parts: Mapping[Any, Any], needed: Iterable[str] = ()) -> Schema:
    """A part with these names and no others."""
    names = {str(name): part for name, part in parts.items()}
    required = [str(name) for name in needed]
    made: Schema = {"type": "object", "properties": names, "additionalProperties": False}
    return {**made, "required": required} if required else made


def _named(part: Schema, about: str, *, names: str = "") -> Schema:
    made: Schema = {"type": "object", "additionalProperties": part, "description": about}
    return {**made, "propertyNames": {"pattern": names}} if names else made


def _codes(codes: type[StrEnum]) -> Schema:
    return {"enum": [str(code) for code in codes]}


def _some(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _value(kind: Kind) -> Schema:
    """What a setting may say."""
    if isinstance(kind, Choice):
        return {"enum": list(kind.codes)}
    if isinstance(kind, Several):
        return _some({"enum": [str(code) for code in kind.codes]})
    if isinstance(kind, Whole):
        return {"type": "integer", "minimum": kind.low, "maximum": kind.high}
    if isinstance(kind, Amount):
        return {"type": "number", "exclusiveMinimum": 0, "maximum": kind.most}
    return _LINE


def _graded(ask: str) -> list[Schema]:
    """A known value has a source and words; an unknown one has a question instead, or an answer too."""
    unknown: Schema = {"properties": {"grade": {"const": str(Grade.UNKNOWN)}}, "required": ["grade"]}
    known: Schema = {"required": ["value", "source", "words"]}
    silent: Schema = {"properties": {"value": False}}
    return [
        {"if": unknown, "then": {"required": [ask]}, "else": {**known, "properties": {"answer": False}}},
        {"if": {"required": ["answer"]}, "then": known},
        {"if": unknown, "then": {"anyOf": [{"required": ["answer"]}, silent]}},
    ]


def _is_graded(ask: str) -> Schema:
    return {"$ref": f"#/$defs/graded_{ask}"}


def _rule(kind: Kind) -> Schema:
    parts: Schema = {
        "value": _value(kind),
        "grade": _codes(Grade),
        "answer": {**_codes(AnsweredBy), "description": "Who filled in what the sources leave open."},
        "source": {**_LINE, "description": "A name of the list of sources."},
        **dict.fromkeys(("words", "caution", "reference"), _WORDS),
    }
    return {name: parts[name] for name in _RULE}


def _setting(kind: Kind) -> Schema:
    return {**_object({**_rule(kind), "question": _WORDS}, ["grade"]), **_is_graded("question")}


_SOURCE = _object({"title": _LINE, "address": _LINE, "read": _DAY, "kind": {}}, ["title", "read"])
_STOP = _object(
    {"text": _WORDS, "question": _WORDS, "source": _LINE, "lawyer_check": _LINE},
    ["text", "question", "source", "lawyer_check"],
)
_DRIVER = _object({"officer": _WORDS, "person": _WORDS}, ["officer", "person"])
_LAW_NEEDS = ("law", "section", "title", "class", "nibrs", "address", "lawyer_check")
_LAW = _object(dict.fromkeys((*_LAW_NEEDS, "note"), _LINE), _LAW_NEEDS)
_CASE = _object(
    {
        "name": _WORDS,
        "facts": {"type": "object"},
        "suppose": {"type": "object"},
        "answer": _LINE,
        "rules": {"type": "array", "items": {"type": "string"}},
        "source": _LINE,
    },
    ["name", "facts", "answer"],
)


def _conduct() -> Schema:
    """An offense has sections of law, or a NIBRS code alone; what is none says so."""
    parts: Schema = {
        "label": _WORDS,
        "eligible": _setting(CONDUCT_KIND),
        "laws": _some({"$ref": "#/$defs/law"}),
        "nibrs": _LINE,
        "no_offense": _WORDS,
        "source": _LINE,
    }
    offense: Schema = {"required": ["eligible"], "anyOf": [{"required": ["laws"]}, {"required": ["nibrs"]}]}
    none: Schema = {"required": ["source"], "properties": {"laws": False}}
    either: Schema = {"if": {"required": ["no_offense"]}, "then": none, "else": offense}
    return {**_object(parts, ["label"]), **either}


def _exclusion() -> Schema:
    """Only what an officer can know is asked of one; only what is overridable names who decides."""
    parts: Schema = {
        "basis": _codes(Basis),
        "doors": _some(_codes(Door)),
        **_rule(EXCLUSION_KIND),
        "override_by": _codes(Approver),
        "look_back_days": {"type": "integer", "minimum": 1, "maximum": 36_525},
        "question": _WORDS,
        "ask_site": _WORDS,
    }
    officer = [str(basis) for basis in Basis if ASKED_OF[basis] is AskedOf.OFFICER]
    asked: Schema = {"properties": {"basis": {"enum": officer}}}
    asks: Schema = {
        "if": asked,
        "then": {"required": ["question"]},
        "else": {"properties": {"question": False}},
    }
    overridable: Schema = {"properties": {"value": {"const": "overridable"}}, "required": ["value"]}
    decides: Schema = {
        "if": overridable,
        "then": {"required": ["override_by"]},
        "else": {"properties": {"override_by": False}},
    }
    return {**_object(parts, ["basis", "doors", "grade"]), "allOf": [_is_graded("ask_site"), asks, decides]}


def _limit() -> Schema:
    parts: Schema = {
        "substances": _some(_codes(Substance)),
        "unit": _codes(Unit),
        "at_least": {"type": "boolean"},
        "conducts": {"type": "array", "items": {"type": "string"}},
        **_rule(LIMIT_KIND),
        "override_by": _codes(Approver),
        "ask_site": _WORDS,
    }
    needed = ["substances", "unit", "grade"]
    return {**_object(parts, needed), **_is_graded("ask_site")}
