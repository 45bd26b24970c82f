"""The one source of what people sign: a text from `releases.yaml`, shown, signed and kept as the same string.

A text is a title, then parts of a heading and its sentences, apart by empty lines, then the version.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Part:
    """A heading with what it says."""

    head: str
    text: str


@dataclass(frozen=True)
class Shown:
    """A text as a page shows it."""

    title: str
    parts: tuple[Part, ...]
    version: str


@cache
def _texts() -> Any:
    return yaml.safe_load(
        resources.files("thirdoption.web.desk").joinpath("releases.yaml").read_text("utf-8")
    )


def write(kind: str, language: str, **values: str) -> str:
    """The text of a release ("handoff" or "connection") in a language, with what it names filled in.

    What is empty is told in the words that the text has for that. Raises KeyError when a value that the
    text names is missing.
    """
    source = _texts()[kind]
    words = source[language]
    otherwise = words.get("otherwise", {})
    filled = {name: " ".join(value.split()) or otherwise[name] for name, value in values.items()}
    parts = [f"{part['head']}\n{part['text'].format_map(filled)}" for part in words["parts"]]
    return "\n\n".join([words["title"].format_map(filled), *parts, f"{source['version']}, {language}"])


def show(text: str) -> Shown:
    """A text that `write` made, or that was signed, in its parts."""
    title, *blocks, version = text.split("\n\n") if text.count("\n\n") > 1 else (text, "")
    parts = [block.partition("\n") for block in blocks]
    return Shown(title, tuple(Part(head, words) for head, _line, words in parts), version)
