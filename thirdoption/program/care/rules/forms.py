"""What is said to a form, and what an intake needs to count as done."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum

from thirdoption.program.care.rules.status import KINDS, Kind

FULL_INTAKE = "urn:thirdoption:questionnaire:full-intake"
NEEDS_SCREEN = "urn:thirdoption:questionnaire:needs-screen"
SCREENING = "urn:thirdoption:questionnaire:hand-off-screening"
WHY_LIMIT = 300
HERE = timedelta(minutes=2)
"""How long somebody counts as being in a form after they last opened it or answered."""


Thing = tuple[Kind, str]
_NOT_ASKED = frozenset(
    {"207", "215", "329"}
)  # jail, foster care, halfway house: no place of an intake's list
FACTS: dict[str, dict[str, tuple[Kind, str, str]]] = {
    "housing": {
        code: (Kind.HOUSING, "", code) for code in KINDS[Kind.HOUSING].codes if code not in _NOT_ASKED
    },
    "employment": {
        **{
            code: (Kind.EMPLOYMENT, "", code)
            for code in ("full_time", "part_time", "looking", "not_looking", "unable")
        },
        "day_labor": (Kind.EMPLOYMENT, "", "day_work"),
    },
    "education": {
        "some_high": (Kind.EDUCATION, "", "under_12"),
        "high": (Kind.EDUCATION, "", "diploma"),
        "vocational": (Kind.EDUCATION, "", "training"),
        "some_college": (Kind.EDUCATION, "", "some_college"),
        "degree": (Kind.EDUCATION, "", "degree"),
    },
    "income": {
        "work": (Kind.INCOME, "earned", "has"),
        "ssi": (Kind.INCOME, "ssi", "has"),
        "ssdi": (Kind.INCOME, "ssdi", "has"),
        "unemployment": (Kind.INCOME, "unemployment", "has"),
        "pension": (Kind.INCOME, "retirement", "has"),
        "none": (Kind.INCOME, "any", "none"),
    },
    "insurance": {"medicaid": (Kind.BENEFITS, "medicaid", "has"), "va": (Kind.BENEFITS, "veteran", "has")},
}
"""Answers of the full intake that are facts of a life: what was told in one is not asked for in the other."""


def told_by(link: str, values: Collection[object]) -> list[tuple[Kind, str, str]]:
    """The facts that an answer to the full intake tells, as kind, thing and code."""
    return [fact for code, fact in FACTS.get(link, {}).items() if code in values]


def answers_from(holding: Mapping[Thing, str]) -> dict[str, tuple[str, ...]]:
    """What the facts that hold now would answer in the full intake, by linkId."""
    found = {
        link: tuple(code for code, (kind, of, says) in codes.items() if holding.get((kind, of)) == says)
        for link, codes in FACTS.items()
    }
    return {link: codes for link, codes in found.items() if codes}


class Said(StrEnum):
    """What one row of a form says."""

    ANSWER = "answer"
    OPENED = "opened"
    FINISHED = "finished"


def is_intake_done(means: str | None, *, interview: bool, assessment: bool, plan: bool) -> bool:
    """Whether an intake may be confirmed, by what the place's policy asks for (`intake_done_means`).

    Where the policy does not know it, the interview does: a person's charge never waits for a form that
    nobody decided on.
    """
    if means == "assessment_and_plan":
        return interview and assessment and plan
    if means == "assessment":
        return interview and assessment
    return interview
