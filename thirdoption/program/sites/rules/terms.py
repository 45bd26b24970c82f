"""The terms that a policy is written in: doors, drivers, grades, and what each setting may say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LANGUAGES = ("en", "es")


class InvalidPolicy(ValueError):
    """A policy or a site's answers that cannot be used; `sentences` say everything that is wrong.

    `faults` are what the sentences were made from: a `page.Fault` each, or a sentence of its own.
    """

    def __init__(self, faults: Sequence[object]) -> None:
        self.faults = tuple(faults)
        self.sentences = tuple(map(str, faults))
        super().__init__("\n".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value, as the end of a sentence: a message id that pages translate."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence % self.values if self.values else self.sentence


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


class AnsweredBy(StrEnum):
    """Who filled in what the sources leave open."""

    SITE = "site"
    MADE_UP = "made_up"


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


NO_REPORT = "no_report"
"""How a charge is held where none is: the place makes no report."""
CHARGE_MODELS = (
    NO_REPORT,
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


def text_problem(plain: object) -> Wrong | None:
    """What is wrong with a text as a file holds it, as the end of a sentence; None if nothing is."""
    if not isinstance(plain, Mapping):
        return Wrong("must be written in English (en) and Spanish (es)")
    extra = sorted(str(key) for key in plain if key not in LANGUAGES)
    if extra:
        return Wrong(
            "are in a language that the program does not have: %(names)s", {"names": ", ".join(extra)}
        )
    missing = [key for key in LANGUAGES if not isinstance(plain.get(key), str) or not plain[key].strip()]
    return Wrong("are missing in: %(names)s", {"names": ", ".join(missing)}) if missing else None


def text_from(plain: object) -> Text:
    """A text as a file holds it; ValueError where `text_problem` finds one."""
    if not isinstance(plain, Mapping) or text_problem(plain):
        raise ValueError("a text must be written in every language")
    return Text({key: plain[key].strip() for key in LANGUAGES})
