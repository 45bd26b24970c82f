"""A policy as plain values. Each knows where it comes from, how well it is known and who answered it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from thirdoption.program.sites.rules.terms import (
    Driver,
    Grade,
    InvalidPolicy,
    Text,
    setting_kind,
    text_from,
    text_problem,
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
    """What happened, in the site's plain words. One without a law is no offense: `no_offense` says why."""

    code: str
    label: Text
    eligible: Setting
    laws: tuple[Law, ...] = ()
    no_offense: Text | None = None
    no_offense_source: str = ""

    @property
    def main_law(self) -> Law | None:
        """The section that stands for the conduct in counts."""
        return self.laws[0] if self.laws else None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules of one site from one date on."""

    id: str
    version: str
    in_force_from: date
    name: Text
    place: str
    state: str
    settings: Mapping[str, Setting]
    conducts: Mapping[str, Conduct]
    stops: Mapping[str, Stop]
    drivers: Mapping[Driver, DriverWords]
    offer: tuple[Text, ...]
    reasons: Mapping[str, Text]
    changes: Mapping[str, Text]
    labels: Mapping[str, Text]
    cases: tuple[WorkedCase, ...] = field(default=(), repr=False)

    def setting(self, name: str) -> Setting:
        """A setting by name, `conduct.<code>` included; KeyError for a name that no policy has."""
        if name.startswith("conduct."):
            return self.conducts[name.removeprefix("conduct.")].eligible
        return self.settings[name]

    def value(self, name: str) -> object:
        """A setting's value; UnknownSetting where the site has not set it."""
        setting = self.setting(name)
        if setting.value is None:
            raise UnknownSetting(name)
        return setting.value

    def number(self, name: str) -> int:
        """A setting's value that is a whole number; UnknownSetting where the site has not set it."""
        value = self.value(name)
        if not isinstance(value, int):
            raise TypeError(f"{name} is not a number")
        return value

    def conduct(self, code: str) -> Conduct | None:
        """The conduct with this code, if the policy has it."""
        return self.conducts.get(code)

    def all_settings(self) -> tuple[Setting, ...]:
        """Every value of the policy, in the order of set-up."""
        return (*self.settings.values(), *(c.eligible for c in self.conducts.values() if c.laws))

    def unknowns(self) -> tuple[Setting, ...]:
        """What set-up still has to ask the site."""
        return tuple(s for s in self.all_settings() if not s.known)

    def made_up(self) -> tuple[Setting, ...]:
        """What was answered for a rehearsal only."""
        return tuple(s for s in self.all_settings() if s.made_up)

    def label(self, name: str) -> Text:
        """What a code is called on a page, such as `complainant.agreed`."""
        return self.labels[name]

    def with_answers(self, answers: Mapping[str, object]) -> "Policy":
        """The same policy with a site's answers to what was unknown; InvalidPolicy if they do not fit.

        `answers` has `policy`, `made_up`, `source` and `answers`: a setting's name to `value` and `words`.
        """
        problems = _problems_of(self, answers)
        if problems:
            raise InvalidPolicy(problems)
        given = answers["answers"]
        assert isinstance(given, Mapping)
        new = {name: _answered(self.setting(name), entry, answers) for name, entry in given.items()}
        conducts = {
            code: replace(conduct, eligible=new.get(f"conduct.{code}", conduct.eligible))
            for code, conduct in self.conducts.items()
        }
        settings = {name: new.get(name, setting) for name, setting in self.settings.items()}
        return replace(self, settings=settings, conducts=conducts)


def _problems_of(policy: Policy, answers: Mapping[str, object]) -> list[str]:
    """Why these answers do not fit this policy, as sentences."""
    extra = sorted(set(answers) - {"policy", "made_up", "source", "answers"})
    problems = [f"{key}: an answers file has no such entry." for key in extra]
    if answers.get("policy") != policy.id:
        problems.append(f"policy: these answers are for {answers.get('policy')!r}, not for {policy.id!r}.")
    if not isinstance(answers.get("made_up"), bool):
        problems.append("made_up: say true (a rehearsal) or false (the site's own answers).")
    if not isinstance(answers.get("source"), str) or not answers.get("source"):
        problems.append("source: say who gave these answers, and where they are written down.")
    given = answers.get("answers")
    if not isinstance(given, Mapping):
        return [*problems, "answers: must be a list of settings with their values."]
    open_names = {setting.name for setting in policy.unknowns()}
    for name, entry in given.items():
        problems += _problems_of_answer(name, entry, open_names)
    return problems


def _problems_of_answer(name: object, entry: object, open_names: set[str]) -> list[str]:
    kind = setting_kind(name) if isinstance(name, str) else None
    if kind is None:
        return [f"answers.{name}: no policy has this setting."]
    if name not in open_names:
        return [f"answers.{name}: the policy says this already, with its source; answers fill only unknowns."]
    if not isinstance(entry, Mapping) or not set(entry) <= {"value", "words"}:
        return [f"answers.{name}: must have a value and words, and nothing else."]
    wrong = kind.problem(entry.get("value"))
    problems = [f"answers.{name}: the value {wrong}."] if wrong else []
    if text_problem(entry.get("words")):
        problems.append(f"answers.{name}: the words {text_problem(entry.get('words'))}.")
    return problems


def _answered(setting: Setting, entry: Mapping[str, object], answers: Mapping[str, object]) -> Setting:
    return replace(
        setting,
        value=entry["value"],
        source=str(answers["source"]),
        words=text_from(entry["words"]),
        answered=True,
        made_up=answers["made_up"] is True,
    )
