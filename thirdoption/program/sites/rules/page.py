"""Reads one part of a policy file and remembers all that is wrong instead of stopping at the first fault."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from thirdoption.program.sites.rules.terms import LANGUAGES, Text, Wrong, text_from, text_problem

Code = TypeVar("Code", bound=StrEnum)
_NO_TEXT = Text(dict.fromkeys(LANGUAGES, ""))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file, and where: `where` is a path such as `settings.intake_days.value`.

    `sentence` goes on where the place stops, and is a message id that pages translate.
    """

    where: str
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence % self.values if self.values else self.sentence}."


class Page:
    """A part of a file: `where` is its path for the sentences, which are collected in `problems`."""

    def __init__(self, plain: object, where: str, problems: list[Fault]) -> None:
        self._where = where
        self._problems = problems
        self._plain: Mapping[str, object] = {}
        if isinstance(plain, Mapping) and all(isinstance(key, str) for key in plain):
            self._plain = plain
        else:
            wrong = Wrong("must be a list of names with their values")
            problems.append(Fault(where or "the file", wrong.sentence))

    def wrong(self, key: str, what: str, **values: object) -> None:
        """Notes a fault: `what` ends a sentence that starts with the place of the fault."""
        self._problems.append(Fault(self._at(key), what, values))

    def note(self, key: str, wrong: Wrong) -> None:
        """Notes a fault that was found elsewhere."""
        self.wrong(key, wrong.sentence, **wrong.values)

    def only(self, allowed: Collection[str]) -> None:
        """Notes every name that is not allowed here."""
        for key in self._plain:
            if key not in allowed:
                self.wrong(key, "is not known here; known are %(names)s", names=", ".join(allowed))

    def names(self) -> tuple[str, ...]:
        """The names in this part."""
        return tuple(self._plain)

    def get(self, key: str) -> object:
        """The value as it stands; None if it is left out."""
        return self._plain.get(key)

    def plain(self) -> dict[str, object]:
        """All values as they stand."""
        return dict(self._plain)

    def text(self, key: str, *, needed: bool = True) -> str:
        """One line of text. A number is a fault: 155.30 must be quoted, or it becomes 155.3."""
        value = self._plain.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if needed or value is not None:
            self.wrong(key, "must be some text (in quotation marks if it looks like a number)")
        return ""

    def day(self, key: str) -> date | None:
        """A date, as YAML gives it or as 2026-11-22."""
        value = self._plain.get(key)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.wrong(key, "must be a date such as 2026-11-22")
            return None

    def code(self, key: str, codes: type[Code]) -> Code | None:
        """One of the codes of an enum."""
        value = self._plain.get(key)
        if isinstance(value, str) and value in tuple(codes):
            return codes(value)
        self.wrong(key, "must be one of: %(codes)s", codes=", ".join(codes))
        return None

    def codes(self, key: str, codes: type[Code]) -> list[Code]:
        """One or more codes of an enum."""
        items = self._items(key)
        found = [codes(item) for item in items if isinstance(item, str) and item in tuple(codes)]
        if items and len(found) == len(items):
            return found
        self.wrong(key, "must be a list of one or more of: %(codes)s", codes=", ".join(codes))
        return []

    def words(self, key: str) -> Text:
        """A text in every language."""
        problem = text_problem(self._plain.get(key))
        if problem:
            self.note(key, problem)
            return _NO_TEXT
        return text_from(self._plain[key])

    def words_or_none(self, key: str) -> Text | None:
        """A text in every language, or nothing."""
        return self.words(key) if key in self._plain else None

    def list_of_words(self, key: str) -> list[Text]:
        """A list of texts in every language."""
        items = self._items(key)
        return [Page({key: item}, self._where, self._problems).words(key) for item in items]

    def list_of_texts(self, key: str) -> list[str]:
        """A list of lines of text."""
        items = self._items(key)
        if not all(isinstance(item, str) for item in items):
            self.wrong(key, "must be a list of texts")
        return [str(item) for item in items]

    def page(self, key: str) -> "Page":
        """A part of this part."""
        return Page(self._plain.get(key), self._at(key), self._problems)

    def inside(self, plain: Mapping[str, object]) -> "Page":
        """Some values of this part as a part of their own, at the same place."""
        return Page(plain, self._where, self._problems)

    def pages(self, key: str) -> list[tuple[str, "Page"]]:
        """The parts of a part, with their names."""
        part = self.page(key)
        return [(name, part.page(name)) for name in part.names()]

    def list_of_pages(self, key: str) -> list["Page"]:
        """A list of parts; empty if it is left out."""
        items = self._items(key)
        return [Page(item, f"{self._at(key)}[{n}]", self._problems) for n, item in enumerate(items, 1)]

    def _items(self, key: str) -> list[object]:
        value = self._plain.get(key, [])
        if isinstance(value, list):
            return value
        self.wrong(key, "must be a list")
        return []

    def _at(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key
