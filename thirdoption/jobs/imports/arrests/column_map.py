"""A column map: a YAML file that says which column of an arrest file is what. All that is wrong is told.

docs/how-to/replay-an-arrest-file.md describes every line of it.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from thirdoption.jobs.imports.arrests.lists import crosswalks, race_groups
from thirdoption.program.referrals.rules import Age, ComplainantAnswer, Driver, YesNo
from thirdoption.program.sites.rules.page import Fault, Page

_MAPS = Path(__file__).parent / "maps"
_TOP = (
    "id",
    "title",
    "source",
    "license",
    "format",
    "state",
    "columns",
    "against_persons",
    "facts",
    "remarks",
)
_COLUMNS = ("id", "date", "offense_group", "place", "law_code", "nibrs", "grade", "race", "age")
GRADES = ("felony", "misdemeanor", "violation", "not_known")
_YES_NO = tuple(map(str, YesNo))
# What a richer file may tell besides. A person's history is not among it, here as on the street.
FACTS: Mapping[str, tuple[str, ...]] = {
    "drivers": tuple(map(str, Driver)),
    "complainant": tuple(map(str, ComplainantAnswer)),
    "family_offense": _YES_NO,
    "in_area": _YES_NO,
    "officer_opted_in": _YES_NO,
    "officer_trained": _YES_NO,
}


class InvalidMap(ValueError):
    """A column map that cannot be used; `sentences` say everything that is wrong."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the file, and what its values mean where they have to be read."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class LawCode:
    """How a cell becomes a section of law; `keep_others`: a code of another law is read without a section."""

    name: str
    law: str
    pattern: re.Pattern[str]
    section: str
    keep_others: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A fact from a column, or the same for the whole file."""

    column: Column | None
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """A map that holds."""

    id: str
    title: str
    format: str
    state: str = ""
    columns: Mapping[str, Column] = field(default_factory=dict)
    date_format: str = ""
    law_code: LawCode | None = None
    person_law: str = ""
    person_articles: frozenset[str] = frozenset()
    facts: Mapping[str, Given] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def needed(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        named = [column.name for column in self.columns.values()]
        named += [self.law_code.name] if self.law_code else []
        named += [given.column.name for given in self.facts.values() if given.column]
        return tuple(dict.fromkeys(named))


def map_ids() -> tuple[str, ...]:
    """The maps that ship."""
    return tuple(sorted(path.stem for path in _MAPS.glob("*.yaml")))


def load_map(name: str) -> ColumnMap:
    """A map that ships, by its id, or one from a file; InvalidMap with every fault found."""
    path = _MAPS / f"{name}.yaml" if name in map_ids() else Path(name)
    try:
        plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError:
        raise InvalidMap(
            [f"There is no map {name!r}: no such file. Maps that ship are: {', '.join(map_ids())}."]
        ) from None
    except (UnicodeDecodeError, yaml.YAMLError) as fault:
        raise InvalidMap([f"{path.name} cannot be read as YAML. {' '.join(str(fault).split())}"]) from fault
    return parse_map(plain)


def parse_map(plain: object) -> ColumnMap:
    """The map in plain values; InvalidMap with every fault found."""
    problems: list[Fault] = []
    page = Page(plain, "", problems)
    page.only(_TOP)
    kind = page.text("format")
    if kind not in ("csv", "nibrs"):
        page.wrong("format", "must be csv or nibrs")
    found = ColumnMap(
        id=page.text("id"),
        title=page.text("title"),
        format=kind,
        state=page.text("state", needed=kind == "csv"),
        remarks=tuple(page.list_of_texts("remarks")),
        **(_csv_parts(page) if kind == "csv" else {}),
    )
    if problems:
        raise InvalidMap([str(fault) for fault in problems])
    return found


def _csv_parts(page: Page) -> dict:
    part = page.page("columns")
    part.only(_COLUMNS)
    named = part.names()
    for name in ("date", "offense_group", "place", "race", "age"):
        if name not in named:
            part.wrong(name, "is missing")
    if not {"law_code", "nibrs"} & set(named):
        part.wrong("law_code", "or nibrs is needed: without either no conduct can be found")
    columns = {name: _column(name, part.page(name)) for name in named if name in _COLUMNS}
    law_code = _law_code(part.page("law_code")) if "law_code" in named else None
    columns.pop("law_code", None)
    law, articles = _against_persons(page)
    return {
        "columns": columns,
        "date_format": _date_format(part.page("date")) if "date" in named else "",
        "law_code": law_code,
        "person_law": law,
        "person_articles": articles,
        "facts": _facts(page),
    }


_OWN_KEYS = {
    "date": ("format",),
    "place": ("label",),
    "grade": ("values",),
    "race": ("values", "crosswalk"),
    "age": ("values",),
    "law_code": ("law", "pattern", "section", "others"),
}


def _column(name: str, part: Page) -> Column:
    part.only(("column", *_OWN_KEYS.get(name, ())))
    values: Mapping[str, str] = {}
    if name == "age":
        values = _values(part, tuple(map(str, Age)))
    elif name == "grade":
        values = _values(part, GRADES)
    elif name == "race":
        values = _race(part)
    return Column(part.text("column"), values, part.text("label", needed=False) if name == "place" else "")


def _values(part: Page, allowed: tuple[str, ...]) -> dict[str, str]:
    """What each value of a column means; None of YAML's own words (yes, no) is taken for a text."""
    plain = part.page("values").plain()
    for key, value in plain.items():
        if value not in allowed:
            part.wrong(f"values.{key}", f"must be one of: {', '.join(allowed)} (in quotation marks)")
    return {str(key): str(value) for key, value in plain.items()}


def _race(part: Page) -> Mapping[str, str]:
    if "crosswalk" not in part.names():
        plain = part.page("values").plain()
        for key, value in plain.items():
            if not isinstance(value, str) or not value.strip():
                part.wrong(f"values.{key}", "must be the name of a group")
        return {str(key): str(value) for key, value in plain.items()}
    name = part.text("crosswalk")
    if name in crosswalks():
        return race_groups(name)
    part.wrong("crosswalk", f"must be one of: {', '.join(crosswalks())}")
    return {}


def _date_format(part: Page) -> str:
    found = part.text("format")
    if found and "%" not in found:
        part.wrong("format", "must say how a date is written, such as %m/%d/%Y")
    return found


def _law_code(part: Page) -> LawCode | None:
    pattern, section = part.text("pattern"), part.text("section")
    others = part.text("others", needed=False) or "refuse"
    if others not in ("keep", "refuse"):
        part.wrong("others", "must be keep or refuse")
    try:
        compiled = re.compile(pattern)
        wanted = {name for _, name, _, _ in string.Formatter().parse(section) if name is not None}
    except (re.error, ValueError) as fault:
        part.wrong("pattern", f"or section cannot be read: {fault}")
        return None
    lacking = sorted(wanted - set(compiled.groupindex))
    if lacking:
        part.wrong("section", f"names {', '.join(lacking)}, which the pattern has no group for")
    return LawCode(part.text("column"), part.text("law"), compiled, section, others == "keep")


def _against_persons(page: Page) -> tuple[str, frozenset[str]]:
    if "against_persons" not in page.names():
        return "", frozenset()
    part = page.page("against_persons")
    part.only(("law", "articles"))
    return part.text("law"), frozenset(part.list_of_texts("articles"))


def _facts(page: Page) -> dict[str, Given]:
    if "facts" not in page.names():
        return {}
    part = page.page("facts")
    part.only(tuple(FACTS))
    return {name: _given(part.page(name), FACTS[name]) for name in part.names() if name in FACTS}


def _given(part: Page, allowed: tuple[str, ...]) -> Given:
    part.only(("column", "values", "value"))
    if "column" in part.names():
        return Given(Column(part.text("column"), _values(part, allowed)))
    value = part.text("value")
    if value and value not in allowed:
        part.wrong("value", f"must be one of: {', '.join(allowed)} (in quotation marks)")
    return Given(None, value)
