"""A policy as plain values, one part of it at a time: where a value stands, and another in its place."""

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

from thirdoption.program.sites.rules.terms import AnsweredBy

Plain = dict[str, Any]
_OWN = {"conduct": "conducts", "exclusion": "exclusions", "limit": "limits"}


def place_of(name: str) -> tuple[str, ...]:
    """The path to a setting in a policy's plain values: `exclusion.minors` stands in `exclusions`."""
    group, _, code = name.partition(".")
    if group not in _OWN:
        return ("settings", name)
    return (_OWN[group], code, "eligible") if group == "conduct" else (_OWN[group], code)


def found(plain: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What stands at a path; None where nothing does."""
    node: Any = plain
    for step in path:
        node = node.get(step) if isinstance(node, Mapping) else None
    return node


def put(plain: Mapping[str, Any], path: tuple[str, ...], value: Any) -> Plain:
    """The same policy with something else at a path, or with nothing there (None); `plain` stays as it is."""
    *way, last = path
    made: Plain = copy.deepcopy(dict(plain))
    node = made
    for step in way:
        node = node.setdefault(step, {})
    if value is None:
        node.pop(last, None)
    else:
        node[last] = copy.deepcopy(value)
    return made


def with_answers(plain: Mapping[str, Any], answers: Mapping[str, Any], *, read: date) -> Plain:
    """A policy with a site's answers in it, each marked as one; `answers` as in `Policy.with_answers`."""
    by = AnsweredBy.MADE_UP if answers["made_up"] else AnsweredBy.SITE
    source = {"title": answers["source"], "read": read.isoformat()}
    key = new_key(plain.get("sources", {}), "answers")
    made = put(plain, ("sources", key), source)
    for name, entry in answers["answers"].items():
        place = place_of(name)
        given = {"value": entry["value"], "answer": str(by), "source": key, "words": dict(entry["words"])}
        made = put(made, place, {**found(made, place), **given})
    return made


def new_key(taken: Mapping[str, Any], wanted: str) -> str:
    """A name that is not taken yet: `answers`, `answers-2`."""
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key
