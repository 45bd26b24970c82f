"""The terms that a policy is written in: doors, drivers, grades, and what each setting may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LANGUAGES = ("en", "es")


class InvalidPolicy(ValueError):
    """A policy or a site's answers that cannot be used; `sentences` say everything that is wrong."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


class Door(StrEnum):
    """How a contact comes to the program."""

    ARREST_DIVERSION = "arrest_diversion"
    SOCIAL_CONTACT = "social_contact"
    COMMUNITY = "community"


class Driver(StrEnum):
    """What drives a contact: the officer's impression, never a finding."""

    DRUG_USE = "drug_use"
    MENTAL_ILLNESS = "mental_illness"
    POVERTY = "poverty"
    OTHER = "other"


class Grade(StrEnum):
    """How well a value is known."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    UNKNOWN = "unknown"


class ConductRule(StrEnum):
    """Whether a site diverts for a conduct."""

    ELIGIBLE = "eligible"
    WITH_APPROVAL = "with_approval"
    NOT_ELIGIBLE = "not_eligible"


class Basis(StrEnum):
    """What an exclusion looks at. Who can know it follows from that (`ASKED_OF`)."""

    CONVICTION = "conviction"
    CHARGE = "charge"
    SUSPICION = "suspicion"
    STATUS = "status"
    COURT_ORDER = "court_order"
    PROGRAM_HISTORY = "program_history"
    FACT = "fact"


class AskedOf(StrEnum):
    """Who answers for a basis: the officer, the agency's own records, or the program after the referral."""

    OFFICER = "officer"
    AGENCY = "agency"
    PROGRAM = "program"


# The program holds no criminal history (law 7), so its bases become one question about the agency's own
# check. What the program knows is never asked for an officer's answer (law 1): an order to stay away from a
# participant, say, would tell who is one.
ASKED_OF: Mapping[Basis, AskedOf] = {
    Basis.CONVICTION: AskedOf.AGENCY,
    Basis.CHARGE: AskedOf.AGENCY,
    Basis.STATUS: AskedOf.AGENCY,
    Basis.SUSPICION: AskedOf.OFFICER,
    Basis.FACT: AskedOf.OFFICER,
    Basis.COURT_ORDER: AskedOf.PROGRAM,
    Basis.PROGRAM_HISTORY: AskedOf.PROGRAM,
}


class Approver(StrEnum):
    """Who has to approve, or may decide otherwise."""

    SUPERVISOR = "supervisor"
    SERGEANT = "sergeant"
    PROSECUTOR = "prosecutor"
    PROGRAM = "program"
    PARTNERS = "partners"


class Unit(StrEnum):
    """What an amount is counted in."""

    GRAMS = "grams"
    DOSES = "doses"


class Substance(StrEnum):
    """As much of a substance as a limit asks for."""

    OPIOID = "opioid"
    PRESCRIPTION_PILLS = "prescription_pills"
    COCAINE = "cocaine"
    METHAMPHETAMINE = "methamphetamine"
    OTHER = "other"


CHARGE_MODELS = (
    "no_report",
    "held_by_prosecutor",
    "lodged_officer_may_revive",
    "statutory_bar",
    "void_after_months",
    "re_offense_only",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in every language of the program."""

    words: Mapping[str, str]

    def say(self, language: str = "en") -> str:
        """The sentence in a language ("es", "es-us"); in English where there is no other."""
        return self.words.get(language.split("-")[0], self.words["en"])

    @property
    def en(self) -> str:
        """The English sentence."""
        return self.words["en"]

    def to_plain(self) -> dict[str, str]:
        """As JSON: {"en": ..., "es": ...}."""
        return dict(self.words)


def text_problem(plain: object) -> str | None:
    """What is wrong with a text as a file holds it, as the end of a sentence; None if nothing is."""
    if not isinstance(plain, Mapping):
        return "must be written in English (en) and Spanish (es)"
    extra = sorted(str(key) for key in plain if key not in LANGUAGES)
    if extra:
        return f"are in a language that the program does not have: {', '.join(extra)}"
    missing = [key for key in LANGUAGES if not isinstance(plain.get(key), str) or not plain[key].strip()]
    return f"are missing in: {', '.join(missing)}" if missing else None


def text_from(plain: object) -> Text:
    """A text as a file holds it; ValueError where `text_problem` finds one."""
    if not isinstance(plain, Mapping) or text_problem(plain):
        raise ValueError("a text must be written in every language")
    return Text({key: plain[key].strip() for key in LANGUAGES})


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that is one of a few codes."""

    codes: tuple[str, ...]

    def problem(self, value: object) -> str | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        return None if value in self.codes else f"must be one of: {', '.join(self.codes)}"


@dataclass(frozen=True, slots=True)
class Several:
    """A setting that is one or more of a few codes."""

    codes: tuple[str, ...]

    def problem(self, value: object) -> str | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        good = isinstance(value, list) and value and all(item in self.codes for item in value)
        return None if good else f"must be a list of one or more of: {', '.join(self.codes)}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A setting that is a whole number."""

    low: int
    high: int

    def problem(self, value: object) -> str | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        good = isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high
        return None if good else f"must be a whole number from {self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A setting that is an amount, with a fraction if need be."""

    most: int

    def problem(self, value: object) -> str | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        good = number and 0 < value <= self.most  # type: ignore[operator]
        return None if good else f"must be a number above 0, at most {self.most}"


@dataclass(frozen=True, slots=True)
class Words:
    """A setting that is told in words and decides nothing by itself."""

    def problem(self, value: object) -> str | None:
        """What is wrong with a value, as the end of a sentence; None if nothing is."""
        return None if isinstance(value, str) and value.strip() else "must be some words"


TOLD = ("nothing", "by_release")
Kind = Choice | Several | Whole | Amount | Words

# Every policy names each of these, with a value or as unknown: a rule that is left out would read as
# permission. The order is that of a set-up page.
SETTINGS: Mapping[str, Kind] = {
    "area": Words(),
    "place_rule": Choice(("anywhere", "inside_area")),
    "door.arrest_diversion": Choice(("open", "closed")),
    "door.social_contact": Choice(("open", "closed")),
    "door.community": Choice(("open", "closed")),
    "drivers": Several(tuple(d for d in Driver if d is not Driver.OTHER)),
    "complainant_rule": Choice(("must_agree_and_decline_prosecution", "must_agree", "not_asked")),
    "approver": Choice(("officer", *Approver)),
    "officer_opts_in": Choice(("required", "not_required")),
    "officer_trained": Choice(("required", "not_required")),
    # Under 18 always ends in "ask"; the screening knows no finer age, so 18 is the one answer it can keep.
    "age_minimum": Whole(18, 18),
    # `listed`: all of them are in the pack's own list. A list that is cut short leaves this unknown.
    "exclusions": Choice(("none", "listed")),
    "limits": Choice(("none", "listed")),
    # What shows that a social contact is warranted: any one of those named.
    "verification": Several(("record", "own_observation", "reliable_information", "not_asked")),
    "charge_model": Choice(CHARGE_MODELS),
    "intake_days": Whole(0, 365),
    "intake_done_means": Choice(("intake_interview", "assessment", "assessment_and_plan")),
    "intake_not_done_follows": Choice(("nothing", "prosecutor_decides", "officer_may_file", "warrant")),
    "line_hours": Words(),
    "line_fallback": Choice(("appointment", "phone", "transport", "offer_later")),
    "response_minutes": Whole(1, 1440),
    "caseload_average": Whole(1, 25),
    "caseload_limit": Whole(1, 25),
    "order_of_service": Choice(("arrest_diversion_first", "in_order_of_referral")),
    "training": Words(),
    "training_valid_months": Whole(1, 120),
    # What each may be told of a person: more than a release allows is no choice that a site has (law 2).
    "told.referring_officer": Choice(TOLD),
    "told.prosecutor": Choice(TOLD),
    "told.defender": Choice(TOLD),
    "told.work_group": Choice(TOLD),
    # May be raised, never lowered.
    "publication_threshold": Whole(11, 1000),
}

CONDUCT_KIND = Choice(tuple(ConductRule))
EXCLUSION_KIND = Choice(("hard", "overridable"))
LIMIT_KIND = Amount(100_000)
_OWN_KINDS: Mapping[str, Kind] = {
    "conduct.": CONDUCT_KIND,
    "exclusion.": EXCLUSION_KIND,
    "limit.": LIMIT_KIND,
}


def setting_kind(name: str) -> Kind | None:
    """What a setting may say; None for a name that no policy knows."""
    for start, kind in _OWN_KINDS.items():
        if name.startswith(start):
            return kind
    return SETTINGS.get(name)
