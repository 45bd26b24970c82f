"""Reads a policy from plain values (a YAML or JSON file) and says in sentences all that is wrong with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from thirdoption.program.sites.rules.page import Fault, Page
from thirdoption.program.sites.rules.parts import (
    Conduct,
    DriverWords,
    Exclusion,
    Law,
    Limit,
    Setting,
    Stop,
    WorkedCase,
)
from thirdoption.program.sites.rules.policy import Policy
from thirdoption.program.sites.rules.settings import SETTINGS, setting_kind
from thirdoption.program.sites.rules.terms import (
    ASKED_OF,
    AnsweredBy,
    Approver,
    AskedOf,
    Basis,
    Door,
    Driver,
    Grade,
    InvalidPolicy,
    Substance,
    Text,
    Unit,
)

_RULE = ("value", "grade", "answer", "source", "words", "caution", "reference")
_TOP = (
    *("id", "version", "in_force_from", "name", "place", "state", "sources", "settings", "conducts", "stops"),
    *("exclusions", "limits", "drivers", "offer", "cases", "reasons", "changes", "labels", "questions"),
    *("notes", "spanish_check"),
)


@dataclass(frozen=True, slots=True)
class _Codes:
    """What a policy's codes are checked against."""

    nibrs: Collection[str]
    sections: Collection[str]
    sources: Mapping[str, tuple[str, date | None]]


def parse_policy(plain: Mapping[str, object], *, nibrs: Collection[str], sections: Collection[str]) -> Policy:
    """The policy in `plain`; InvalidPolicy with every fault found.

    `nibrs` are the NIBRS codes that exist, `sections` the sections of the state's penal law that the
    program has a list of.
    """
    problems: list[Fault] = []
    page = Page(plain, "", problems)
    page.only(_TOP)
    codes = _Codes(nibrs, sections, _sources(page))
    policy = Policy(
        id=page.text("id"),
        version=page.text("version"),
        in_force_from=page.day("in_force_from") or date.min,
        name=page.words("name"),
        place=page.text("place"),
        state=page.text("state"),
        settings=_settings(page.page("settings"), codes),
        conducts={code: _conduct(code, part, codes) for code, part in page.pages("conducts")},
        stops={code: _stop(code, part, codes) for code, part in page.pages("stops")},
        exclusions={code: _exclusion(code, part, codes) for code, part in _pages(page, "exclusions")},
        limits={code: _limit(code, part, codes) for code, part in _pages(page, "limits")},
        drivers=_drivers(page.page("drivers")),
        offer=tuple(page.list_of_words("offer")),
        reasons=_texts(page.page("reasons")),
        changes=_texts(page.page("changes")),
        labels=_texts(page.page("labels")),
        questions=_texts(page.page("questions")),
        cases=tuple(_case(part, codes) for part in page.list_of_pages("cases")),
    )
    _check_lists(page, policy)
    if problems:
        raise InvalidPolicy(problems)
    return policy


def _pages(page: Page, key: str) -> list[tuple[str, Page]]:
    """The parts of a part that a pack may leave out."""
    return page.pages(key) if key in page.names() else []


def _check_lists(page: Page, policy: Policy) -> None:
    """What the settings say of the lists agrees with them."""
    for name in policy.lists_that_differ():
        page.page("settings").wrong(name, "says something else than the list of %(name)s does", name=name)
    for code, limit in policy.limits.items():
        for conduct in sorted(limit.conducts - set(policy.conducts)):
            says = "names the conduct %(code)r, which is not in the list"
            page.page("limits").wrong(code, says, code=conduct)


def _sources(page: Page) -> dict[str, tuple[str, date | None]]:
    sources = {}
    for key, part in page.pages("sources"):
        part.only(("title", "address", "read", "kind"))
        title, address = part.text("title"), part.text("address", needed=False)
        sources[key] = (f"{title} ({address})" if address else title, part.day("read"))
    return sources


def _cited(part: Page, codes: _Codes, *, needed: bool = True) -> tuple[str, date | None]:
    """The citation behind `source`, with the day it was read; a fault if the pack lists no such source."""
    key = part.text("source", needed=needed)
    if key and key not in codes.sources:
        part.wrong(
            "source", "names %(name)r, which is not among the sources at the top of the file", name=key
        )
    return codes.sources.get(key, ("", None))


def _settings(page: Page, codes: _Codes) -> dict[str, Setting]:
    for name in page.names():
        if name not in SETTINGS:
            page.wrong(name, "is not a setting that a policy has")
    for name in SETTINGS:
        if name not in page.names():
            page.wrong(name, "is missing: write `grade: unknown` where the site has not said")
    return {name: _setting(name, page.page(name), codes) for name in SETTINGS if name in page.names()}


def _setting(name: str, part: Page, codes: _Codes) -> Setting:
    part.only((*_RULE, "question"))
    grade = part.code("grade", Grade)
    answer = part.code("answer", AnsweredBy) if "answer" in part.names() else None
    known = grade not in (None, Grade.UNKNOWN) or answer is not None
    source, read = _cited(part, codes, needed=known)
    value = part.get("value")
    kind = setting_kind(name)
    wrong = kind.problem(value) if kind and known else None
    if wrong:
        part.note("value", wrong)
    if grade is Grade.UNKNOWN and value is not None and answer is None:
        part.wrong("value", "must be left out while the grade is unknown: an unknown is never permission")
    if answer is not None and grade not in (None, Grade.UNKNOWN):
        part.wrong("answer", "must be left out where a source is known: an answer fills what is unknown")
    return Setting(
        name=name,
        value=value,
        grade=grade or Grade.UNKNOWN,
        source=source,
        read=read,
        words=part.words("words") if known else None,
        caution=part.words_or_none("caution"),
        reference=part.words_or_none("reference"),
        question=part.words("question") if grade is Grade.UNKNOWN else part.words_or_none("question"),
        answered=answer is not None,
        made_up=answer is AnsweredBy.MADE_UP,
    )


def _conduct(code: str, part: Page, codes: _Codes) -> Conduct:
    part.only(("label", "eligible", "laws", "nibrs", "no_offense", "source"))
    laws = tuple(_law(entry, codes) for entry in part.list_of_pages("laws"))
    no_offense = part.words_or_none("no_offense")
    nibrs = (_nibrs(part, codes),) if "nibrs" in part.names() else ()
    if not (laws or no_offense or nibrs):
        part.wrong(
            "laws", "must name a section, or `no_offense` must say why there is none, or `nibrs` one code"
        )
    if bool(laws) and bool(no_offense):
        part.wrong("laws", "must be left out where `no_offense` says why there is none")
    name = f"conduct.{code}"
    eligible = Setting(name=name) if no_offense else _setting(name, part.page("eligible"), codes)
    return Conduct(
        code=code,
        label=part.words("label"),
        eligible=eligible,
        laws=laws,
        nibrs=nibrs or tuple(dict.fromkeys(law.nibrs for law in laws)),
        no_offense=no_offense,
        no_offense_source=_cited(part, codes)[0] if no_offense else "",
    )


def _nibrs(part: Page, codes: _Codes) -> str:
    """A NIBRS code: it stands alone where the section of law was not found."""
    nibrs = part.text("nibrs")
    if nibrs and nibrs not in codes.nibrs:
        part.wrong("nibrs", "names %(code)r, which is not a NIBRS offense code", code=nibrs)
    return nibrs


def _law(part: Page, codes: _Codes) -> Law:
    part.only(("law", "section", "title", "class", "nibrs", "address", "lawyer_check", "note"))
    nibrs, law, section = _nibrs(part, codes), part.text("law"), part.text("section")
    if law == "PL" and section not in codes.sections:
        says = "names %(section)r, which is not in the list of Penal Law sections"
        part.wrong("section", says, section=section)
    return Law(
        law=law,
        section=section,
        title=part.text("title"),
        offense_class=part.text("class"),
        nibrs=nibrs,
        address=part.text("address"),
        lawyer_check=part.text("lawyer_check"),
        note=part.text("note", needed=False),
    )


def _own_rule(name: str, part: Page, codes: _Codes) -> Setting:
    """The setting inside an exclusion or a limit; what is unknown there asks with its own question."""
    inside = {key: part.get(key) for key in _RULE if key in part.names()}
    if "ask_site" in part.names():
        inside["question"] = part.get("ask_site")
    return _setting(name, part.inside(inside), codes)


def _exclusion(code: str, part: Page, codes: _Codes) -> Exclusion:
    part.only(("basis", "doors", "override_by", "look_back_days", "question", "ask_site", *_RULE))
    basis = part.code("basis", Basis) or Basis.FACT
    days = part.get("look_back_days")
    if days is not None and not (isinstance(days, int) and 0 < days <= 36_525):
        part.wrong("look_back_days", "must be a number of days from 1 to 36525, or be left out")
    asked = ASKED_OF[basis] is AskedOf.OFFICER
    if not asked and "question" in part.names():
        part.wrong("question", "is never asked of an officer, because the basis is %(basis)s", basis=basis)
    rule = _own_rule(f"exclusion.{code}", part, codes)
    override = part.code("override_by", Approver) if "override_by" in part.names() else None
    if (rule.value == "overridable") != (override is not None):
        part.wrong(
            "override_by", "must name who may decide otherwise if the value is overridable, and only then"
        )
    return Exclusion(
        code=code,
        basis=basis,
        doors=frozenset(part.codes("doors", Door)),
        rule=rule,
        override_by=override,
        look_back_days=days if isinstance(days, int) else None,
        question=part.words("question") if asked else None,
    )


def _limit(code: str, part: Page, codes: _Codes) -> Limit:
    part.only(("substances", "unit", "at_least", "conducts", "override_by", "ask_site", *_RULE))
    return Limit(
        code=code,
        substances=frozenset(part.codes("substances", Substance)),
        unit=part.code("unit", Unit) or Unit.GRAMS,
        at_least=_yes(part, "at_least"),
        conducts=frozenset(part.list_of_texts("conducts")),
        rule=_own_rule(f"limit.{code}", part, codes),
        override_by=part.code("override_by", Approver) if "override_by" in part.names() else None,
    )


def _yes(part: Page, key: str) -> bool:
    value = part.get(key)
    if value is not None and not isinstance(value, bool):
        part.wrong(key, "must be true or false")
    return value is True


def _stop(code: str, part: Page, codes: _Codes) -> Stop:
    part.only(("text", "question", "source", "lawyer_check"))
    return Stop(
        code=code,
        text=part.words("text"),
        question=part.words("question"),
        source=_cited(part, codes)[0],
        lawyer_check=part.text("lawyer_check"),
    )


def _drivers(page: Page) -> dict[Driver, DriverWords]:
    page.only(tuple(Driver))
    words = {}
    for driver in Driver:
        part = page.page(driver)
        part.only(("officer", "person"))
        words[driver] = DriverWords(officer=part.words("officer"), person=part.words("person"))
    return words


def _texts(page: Page) -> dict[str, Text]:
    return {name: page.words(name) for name in page.names()}


def _case(part: Page, codes: _Codes) -> WorkedCase:
    part.only(("name", "facts", "suppose", "answer", "rules", "source"))
    return WorkedCase(
        name=part.words("name"),
        facts=part.page("facts").plain(),
        suppose=part.page("suppose").plain() if "suppose" in part.names() else {},
        answer=part.text("answer"),
        rules=tuple(part.list_of_texts("rules")),
        source=_cited(part, codes, needed=False)[0],
    )
