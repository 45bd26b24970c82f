"""What is known of a person's life, as facts with dates: kinds and codes are data, one table.

Nothing here is of crimes, tests or abstinence: these are not asked. Housing has the codes of HUD's
"Current Living Situation" (HMIS data standards FY 2026, element 4.12, list 3.12.1); income and benefits
follow its 4.02 and 4.03, education its R4, employment its R6, in fewer answers.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thirdoption.program.ground.refusal import INVALID, Refused

EARLIEST = date(1900, 1, 1)
TIMES = 99
"""How many visits in a month can be noted at most."""
FRESH_DAYS = 180
"""After how many days a fact is shown as old: half a year, as often as the site's survey asks."""


class Kind(StrEnum):
    """What a fact is of."""

    HOUSING = "housing"
    INCOME = "income"
    EMPLOYMENT = "employment"
    BENEFITS = "benefits"
    EDUCATION = "education"
    DOCUMENTS = "documents"
    TREATMENT = "treatment"
    HEALTH = "health"


class Source(StrEnum):
    """Who told, or what was seen."""

    PERSON = "person"
    PAPER = "paper"
    AGENCY = "agency"
    SEEN = "seen"


DECLINED = "declined"
"""Asked, and they did not want to say. Not asked is no row at all."""
UNKNOWN = "unknown"
"""Asked, and nobody knows."""
MISTAKE = "mistake"
"""Only in a correction: the earlier fact is taken out, and nothing stands in its place."""
EITHER = (DECLINED, UNKNOWN)
BANDS = (1, 500, 1000, 1500, 2000, 3000)
"""Dollars a month: each number begins a band that ends below the next."""


@dataclass(frozen=True)
class Said:
    """What may be said of a kind: of which of several things (none: of the kind itself), and which codes."""

    codes: tuple[str, ...]
    of: tuple[str, ...] = ("",)
    value: str = ""


HUD = (
    "116", "101", "118", "302", "332", "335", "336", "314", "329", "410",
    "435", "411", "421", "204", "205", "206", "207", "215", "225", "17",
)  # fmt: skip
"""The codes of HUD's list 4.12, without those that stand for no answer: 8, 9, 37 and 99."""
KINDS: dict[Kind, Said] = {
    Kind.HOUSING: Said(HUD),
    Kind.INCOME: Said(
        ("has", "none"),
        ("any", "earned", "unemployment", "ssi", "ssdi", "retirement", "veteran", "child_support", "other"),
        "band",
    ),
    Kind.EMPLOYMENT: Said(("full_time", "part_time", "day_work", "looking", "not_looking", "unable")),
    Kind.BENEFITS: Said(
        ("has", "applied", "refused", "none"),
        ("snap", "medicaid", "medicare", "cash", "wic", "housing", "veteran"),
    ),
    Kind.EDUCATION: Said(("under_12", "diploma", "ged", "training", "some_college", "degree", "in_school")),
    Kind.DOCUMENTS: Said(
        ("has", "asked_for", "lost", "none"), ("id_card", "birth_certificate", "social_security_card")
    ),
    Kind.TREATMENT: Said(
        ("takes_part", "waits", "paused", "ended"),
        ("medication", "outpatient", "residential", "withdrawal", "mental_health", "peers"),
    ),
    Kind.HEALTH: Said(("used", "not_used"), ("emergency", "clinic", "hospital", "dentist"), "times"),
}
_HAS_VALUE = frozenset({"has", "used"})


def check_fact(kind: str, of: str, code: str, value: int | None, source: str, mends: bool) -> None:
    """Raise Refused (invalid) for what is not in the table; `mends` where it corrects an earlier fact.

    `value` is in dollars a month, the begin of a band, for an income; times in the last 30 days for
    health care; nothing for every other kind.
    """
    if kind not in set(Kind):
        raise Refused(INVALID, "Choose from the list.", "said")
    said = KINDS[Kind(kind)]
    allowed = {*said.codes, *EITHER, *([MISTAKE] if mends else [])}
    if of not in said.of or code not in allowed:
        raise Refused(INVALID, "Choose from the list.", "said")
    if source not in set(Source):
        raise Refused(INVALID, "Choose from the list.", "source")
    if value is None:
        return
    fits = value in BANDS if said.value == "band" else said.value == "times" and 0 < value <= TIMES
    if not fits or code not in _HAS_VALUE:
        raise Refused(INVALID, "This number does not belong here.", "value")


def check_day(day: date, today: date, field: str = "as_of") -> None:
    """Raise Refused (invalid) for a day to come, or before 1900."""
    if not EARLIEST <= day <= today:
        raise Refused(INVALID, "Give a day that is not still to come.", field)
