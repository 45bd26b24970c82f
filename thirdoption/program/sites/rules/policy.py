"""A policy: the rules of one site from one date on, and the same with a site's answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from thirdoption.program.sites.rules.parts import (
    Conduct,
    DriverWords,
    Exclusion,
    Limit,
    Setting,
    Stop,
    UnknownSetting,
    WorkedCase,
)
from thirdoption.program.sites.rules.settings import setting_kind
from thirdoption.program.sites.rules.terms import (
    AskedOf,
    Driver,
    InvalidPolicy,
    Text,
    text_from,
    text_problem,
)


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
    exclusions: Mapping[str, Exclusion]
    limits: Mapping[str, Limit]
    drivers: Mapping[Driver, DriverWords]
    offer: tuple[Text, ...]
    reasons: Mapping[str, Text]
    changes: Mapping[str, Text]
    labels: Mapping[str, Text]
    questions: Mapping[str, Text]
    cases: tuple[WorkedCase, ...] = field(default=(), repr=False)

    def setting(self, name: str) -> Setting:
        """A setting by name, those of conducts, exclusions and limits included; KeyError for another name."""
        group, _, code = name.partition(".")
        if group == "conduct":
            return self.conducts[code].eligible
        if group == "exclusion":
            return self.exclusions[code].rule
        return self.limits[code].rule if group == "limit" else self.settings[name]

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
        conducts = (conduct.eligible for conduct in self.conducts.values() if not conduct.no_offense)
        exclusions = (one.rule for one in self.exclusions.values())
        limits = (one.rule for one in self.limits.values())
        return (*self.settings.values(), *conducts, *exclusions, *limits)

    def unknowns(self) -> tuple[Setting, ...]:
        """What set-up still has to ask the site."""
        return tuple(s for s in self.all_settings() if not s.known)

    def made_up(self) -> tuple[Setting, ...]:
        """What was answered for a rehearsal only."""
        return tuple(s for s in self.all_settings() if s.made_up)

    def label(self, name: str) -> Text:
        """What a code is called on a page, such as `complainant.agreed`."""
        return self.labels[name]

    def question(self, fact: str) -> Text:
        """What the officer is asked for a fact; KeyError for one that is never asked."""
        group, _, code = fact.partition(".")
        if group == "exclusion":
            asked = self.exclusions[code].question
            if asked is None:
                raise KeyError(fact)
            return asked
        return self.stops[fact].question if fact in self.stops else self.questions[fact]

    def inside(self, door: str) -> tuple[Exclusion, ...]:
        """The exclusions of a door that rest on what only the program knows: checked after the referral."""
        mine = (one for one in self.exclusions.values() if one.asked_of is AskedOf.PROGRAM)
        return tuple(one for one in mine if door in one.doors)

    def lists_that_differ(self) -> list[str]:
        """The settings that say `none` beside a list that is there, or `listed` beside one that is not."""
        lists = {"exclusions": self.exclusions, "limits": self.limits}
        settings = {name: self.settings[name].value for name in lists if name in self.settings}
        return [name for name, value in settings.items() if value == ("none" if lists[name] else "listed")]

    def without_answers(self) -> "Policy":
        """The same policy as its sources have it, without what the site itself has answered."""
        back = {one.name: _unanswered(one) for one in self.all_settings() if one.answered}
        return self._with(back) if back else self

    def _with(self, new: Mapping[str, Setting]) -> "Policy":
        """The same policy with other settings in the place of those of the same name."""
        conducts = {
            code: replace(conduct, eligible=new.get(f"conduct.{code}", conduct.eligible))
            for code, conduct in self.conducts.items()
        }
        settings = {name: new.get(name, setting) for name, setting in self.settings.items()}
        exclusions = {
            code: replace(one, rule=new.get(f"exclusion.{code}", one.rule))
            for code, one in self.exclusions.items()
        }
        limits = {
            code: replace(one, rule=new.get(f"limit.{code}", one.rule)) for code, one in self.limits.items()
        }
        return replace(self, settings=settings, conducts=conducts, exclusions=exclusions, limits=limits)

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
        made = self._with(new)
        if made.lists_that_differ():
            wrong = made.lists_that_differ()
            raise InvalidPolicy(
                [f"answers.{name}: says something else than the list does." for name in wrong]
            )
        return made


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


def _unanswered(setting: Setting) -> Setting:
    return replace(setting, value=None, source="", read=None, words=None, answered=False, made_up=False)
