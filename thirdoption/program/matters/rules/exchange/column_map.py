"""A column map: a YAML file that says which column of an agency's file is what. All that is wrong is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thirdoption.program.matters.rules.exchange.history import names_history
from thirdoption.program.sites.rules.page import Fault, Page

NUMBER = "incident_number"
CHANGED = ("law", "offense", "offense_class")
"""What a file may change of a charge: which law, what it is called, and how grave it is."""


class InvalidMap(ValueError):
    """A column map that cannot be used; `sentences` say everything that is wrong."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, and what its values mean where they are codes."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A map that holds."""

    id: str
    title: str
    columns: Mapping[str, Column]

    def needed(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        return tuple(dict.fromkeys(one.name for one in self.columns.values()))


def parse_map(plain: object) -> ColumnMap:
    """The map in plain values; InvalidMap with every fault found."""
    problems: list[Fault] = []
    page = Page(plain, "", problems)
    page.only(("id", "title", "columns"))
    found = ColumnMap(page.text("id"), page.text("title"), _columns(page.page("columns")))
    if problems:
        raise InvalidMap([str(fault) for fault in problems])
    return found


def _columns(part: Page) -> dict[str, Column]:
    part.only((NUMBER, *CHANGED))
    named = part.names()
    if NUMBER not in named:
        part.wrong(NUMBER, "is missing")
    if not set(CHANGED) & set(named):
        part.wrong("law", "or another column that a charge has is needed: otherwise nothing would change")
    return {name: _column(part.page(name)) for name in named if name in (NUMBER, *CHANGED)}


def _column(part: Page) -> Column:
    part.only(("column", "values"))
    name = part.text("column")
    if names_history(name):
        part.wrong("column", "looks like criminal history, of which the program takes none")
    values = part.page("values").plain() if "values" in part.names() else {}
    for key, value in values.items():
        if not isinstance(value, str) or not value.strip():
            part.wrong(f"values.{key}", "must be some text (in quotation marks if it looks like a number)")
    return Column(name, {str(key): str(value) for key, value in values.items()})
