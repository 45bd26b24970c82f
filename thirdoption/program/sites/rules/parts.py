"""The parts of a policy as plain values: each with its source, its grade, and who answered it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thirdoption.program.sites.rules.terms import (
    ASKED_OF,
    Approver,
    AskedOf,
    Basis,
    Door,
    Grade,
    Substance,
    Text,
    Unit,
)


class UnknownSetting(LookupError):
    """The site has not set a value that something asked for. Unknown never counts as permission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One value of a policy.

    `source` is a citation to print; `read` the day on which it was read. An unknown value has
    none of the three and a `question` that set-up asks. `reference` is what others do, for
    orientation only: no decision uses it. `answered` says that the site filled it in, and
    `made_up` that the answer was invented for a rehearsal.
    """

    name: str
    value: object = None
    grade: Grade = Grade.UNKNOWN
    source: str = ""
    read: date | None = None
    words: Text | None = None
    caution: Text | None = None
    reference: Text | None = None
    question: Text | None = None
    answered: bool = False
    made_up: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a value to decide by."""
        return self.value is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A section that a conduct is usually charged under, with its NIBRS code."""

    law: str
    section: str
    title: str
    offense_class: str
    nibrs: str
    address: str
    lawyer_check: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """What happened, in the site's plain words.

    `no_offense` says why it is none. An offense has its sections of law, or its NIBRS code alone where
    the section was not found.
    """

    code: str
    label: Text
    eligible: Setting
    laws: tuple[Law, ...] = ()
    nibrs: tuple[str, ...] = ()
    no_offense: Text | None = None
    no_offense_source: str = ""

    @property
    def main_law(self) -> Law | None:
        """The section that stands for the conduct in counts."""
        return self.laws[0] if self.laws else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Whom a site leaves out, by which doors, and who may decide otherwise.

    `rule` has the value "hard" or "overridable"; it is unknown where a source says that there is such a
    rule and not what it says. `look_back_days` is None where the rule reaches back without end or looks at
    the present. `question` is what the officer is asked, where the officer is whom to ask.
    """

    code: str
    basis: Basis
    doors: frozenset[Door]
    rule: Setting
    override_by: Approver | None = None
    look_back_days: int | None = None
    question: Text | None = None

    @property
    def asked_of(self) -> AskedOf:
        """Who can know."""
        return ASKED_OF[self.basis]

    @property
    def hard(self) -> bool:
        """Whether nobody may decide otherwise."""
        return self.rule.value == "hard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most of a substance with which a contact is still for this program.

    `rule` has the amount in `unit` as its value; more than that (with `at_least`: that much already) is
    `not_by_this_door`, or for `override_by` to decide. `substances` are those it counts, `conducts` the
    codes that it belongs to.
    """

    code: str
    substances: frozenset[Substance]
    unit: Unit
    conducts: frozenset[str]
    rule: Setting
    at_least: bool = False
    override_by: Approver | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A rule of state law that no site can change."""

    code: str
    text: Text
    question: Text
    source: str
    lawyer_check: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverWords:
    """What a driver is called on the officer's form and to the person."""

    officer: Text
    person: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """An example that the policy's author worked out: facts in, answer and rules out."""

    name: Text
    facts: Mapping[str, object]
    suppose: Mapping[str, object]
    answer: str
    rules: tuple[str, ...]
    source: str = ""
