"""Writes a policy as YAML that a county attorney can read, and that reads back as the same policy."""

from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 100
_HEAD = """\
# {name}
#
# How to read this file. Each value has a grade: confirmed (a statute, or the agency's own page), reported
# (the press, or a page about the program) or unknown (the site is asked, and until it answers the screening
# says "ask a supervisor"). `source` names one of the sources below. `answer: site` marks what the site
# answered where its sources are silent, `answer: made_up` what was invented for a rehearsal. Nothing here is
# legal advice.
"""
_ABOUT = {
    "settings": "The rules with one value each.",
    "drivers": "What drives a contact: as the officer reads it, and as it is said to the person.",
    "offer": "The offer, in the words that the officer says.",
    "stops": "What state law decides: no site can change it.",
    "conducts": "What happened, in plain words, and whether the site diverts for it.",
    "exclusions": "Whom the site leaves out, by which door, and who may decide otherwise.",
    "limits": "The most of a substance with which a contact is still for the program.",
    "cases": "Worked cases: facts in, answer and deciding rules out. They run as a test.",
}


class _Dumper(yaml.SafeDumper):
    """No anchors: a reader should not have to look for what is meant."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """List items stand further in than their name."""
        super().increase_indent(flow, False)


class _Part(dict[str, Any]):
    """One name of the file itself: never in one line with its value's braces."""


def _mapping(dumper: _Dumper, value: dict[str, Any]) -> yaml.Node:
    """A few short values stand in one line, as in `{en: "Yes", es: "Sí"}`."""
    short = all(isinstance(item, str | int | float | bool) for item in value.values())
    line = sum(len(str(key)) + len(str(item)) + 6 for key, item in value.items())
    flow = bool(value) and len(value) <= 3 and short and line < _WIDTH - 25
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=flow)


def _sequence(dumper: _Dumper, value: list[Any]) -> yaml.Node:
    short = all(isinstance(item, str | int | float) for item in value)
    flow = short and sum(len(str(item)) + 4 for item in value) < _WIDTH - 25
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(
    _Part,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=False),
)
_Dumper.add_representer(list, _sequence)


def write_yaml(plain: Mapping[str, Any]) -> str:
    """The policy as YAML: the order is kept, long texts are folded, comments of the first file are not."""
    name = plain.get("name")
    parts = [_HEAD.format(name=_one_line(name.get("en") if isinstance(name, Mapping) else plain.get("id")))]
    before = ""
    for key, value in plain.items():
        large = isinstance(value, dict | list) and key != "name"
        about = f"# {_ABOUT[key]}\n" if key in _ABOUT else ""
        parts.append(("\n" if large or not before else "") + about + _block(_Part({key: value})))
        before = key
    return "".join(parts)


def _one_line(text: object) -> str:
    return " ".join(str(text or "A policy").split())


def _block(part: _Part) -> str:
    return yaml.dump(part, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
