"""What a letter says: a text with named blanks, its legal notice, and the same filled in with facts.

Parts of a text are apart by empty lines. A part whose every line reads "Label: value" is a list of facts. A
part that is `{notice}` alone is the legal notice, which no site changes.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from thirdoption.program.ground import texts
from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.matters.rules.letters.kinds import FACTS, NEEDED, Kind, check_facts
from thirdoption.program.referrals.rules import check_no_identifiers

LANGUAGES = ("en", "es")
LEGAL = "notice"
TITLE_LIMIT, BODY_LIMIT = 120, 4000
_BLANK = re.compile(r"\{(\w+)\}")
_FACT = re.compile(r"[^:\n]{1,60}: \S.*")
# A letter states dates. It is no place for a verdict on a person.
_VERDICT = re.compile(r"\b(non-?)?(complian(t|ce)|complied|comply|(in)?cumpl\w+|progress|progreso)\b", re.I)
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}


@dataclass(frozen=True, slots=True)
class Text:
    """What a kind of letter says in one language, with blanks; title and body are a site's to change."""

    title: str
    body: str
    notice: str
    sender: str
    recipient: str
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, a list of facts (label and value), or the legal notice."""

    kind: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A letter with everything filled in: what is printed, word for word."""

    title: str
    sender: str
    recipient: str
    day: str
    parts: tuple[Part, ...]
    signed: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


@cache
def _shipped() -> Any:
    return tomllib.loads(resources.files(__package__).joinpath("shipped.toml").read_text("utf-8"))


def shipped(kind: Kind, language: str, state: str) -> Text:
    """The text that ships: a state's own where there is one. `state` is the policy's, such as NY."""
    ships = _shipped()["letters"]
    kinds = [ships[name] for name in (ships[kind].get("like"), kind) if name]
    words: dict[str, Any] = {}
    for one in kinds:
        words |= one[language]
    for one in kinds:
        words |= one.get(state, {}).get(language, {})
    return Text(
        title=words["title"],
        body=words["body"].strip(),
        notice=words["notice"].strip(),
        sender=words["from"],
        recipient=words["to"],
        signed=tuple(words.get("signed", ())),
    )


def check_text(kind: Kind, title: str, body: str) -> tuple[str, str]:
    """A site's own title and body as they are stored.

    Raises Refused (invalid) for a text that drops a blank or the legal notice which this kind needs, has a
    blank that it has no fact for, says a verdict, or holds an identifier (R-36, R-39).
    """
    title = texts.cleaned(title, field="title", limit=TITLE_LIMIT, required=True)
    body = texts.cleaned(body, field="body", limit=BODY_LIMIT, required=True)
    known = {*FACTS[kind], LEGAL}
    for name, text in (("title", title), ("body", body)):
        other = sorted(set(_BLANK.findall(text)) - known)
        if other:
            raise Refused(INVALID, "This letter has no blank {%(blank)s}.", name, blank=other[0])
        if re.search(r"[{}]", _BLANK.sub("", text)):
            raise Refused(INVALID, "A blank is a name between braces, such as {made_on}.", name)
        if found := _VERDICT.search(text):
            raise Refused(
                INVALID, "A letter states dates, no verdict: take out “%(word)s”.", name, word=found[0]
            )
        check_no_identifiers(text, field=name)
    lacks = [blank for blank in NEEDED[kind] if blank not in _BLANK.findall(title + body)]
    if lacks:
        raise Refused(INVALID, "This letter needs the blank {%(blank)s}.", "body", blank=lacks[0])
    if f"{{{LEGAL}}}" not in body.split("\n\n"):
        raise Refused(
            INVALID, "This letter has to carry its legal notice: {notice}, in a paragraph of its own.", "body"
        )
    return title, body


def long_day(day: date, language: str) -> str:
    """A day as a letter writes it: November 3, 2026; 3 de noviembre de 2026."""
    month = _MONTHS[language].split()[day.month - 1]
    return f"{day.day} de {month} de {day.year}" if language == "es" else f"{month} {day.day}, {day.year}"


def write(text: Text, kind: Kind, language: str, facts: Mapping[str, object]) -> Written:
    """A letter filled in. `facts` are the kind's own, dates as ISO text; an empty one is told in words."""
    check_facts(kind, facts)
    said = _said(language, facts)
    said[LEGAL] = _fill(text.notice, said)
    return Written(
        title=_fill(text.title, said),
        sender=_fill(text.sender, said),
        recipient=_fill(text.recipient, said),
        day=said["made_on"],
        parts=tuple(_part(part.strip(), said) for part in re.split(r"\n\s*\n", text.body) if part.strip()),
        signed=tuple(_fill(line, said) for line in text.signed),
    )


def _said(language: str, facts: Mapping[str, object]) -> dict[str, str]:
    """Each fact in the words of a language."""
    words = _shipped()["words"][language]
    said = {}
    for name, value in facts.items():
        plain = " ".join(str(value or "").split())
        if (plain and name.endswith("_on")) or name == "since":
            said[name] = long_day(date.fromisoformat(plain), language)
        else:
            said[name] = words["codes"].get(name, {}).get(plain, plain) or words["otherwise"].get(name, "–")
    return said


def _fill(text: str, said: Mapping[str, str]) -> str:
    """One pass: what a value holds is never read as a blank."""
    return " ".join(_BLANK.sub(lambda blank: said[blank[1]], text).split())


def _part(text: str, said: Mapping[str, str]) -> Part:
    lines = text.split("\n")
    if text == f"{{{LEGAL}}}":
        return Part("notice", (("", said[LEGAL]),))
    if len(lines) > 1 and all(_FACT.fullmatch(line.strip()) for line in lines):
        pairs = (line.strip().split(": ", 1) for line in lines)
        return Part("facts", tuple((_fill(label, said), _fill(value, said)) for label, value in pairs))
    return Part("text", (("", _fill(text, said)),))


def made_up(kind: Kind, language: str) -> dict[str, object]:
    """Invented facts of a kind, for a preview."""
    facts = _shipped()["words"][language]["made_up"]
    return {name: facts[name] for name in FACTS[kind]}
