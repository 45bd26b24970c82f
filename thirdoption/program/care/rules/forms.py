"""What is said to a form, and what an intake needs to count as done."""

from datetime import timedelta
from enum import StrEnum

FULL_INTAKE = "urn:thirdoption:questionnaire:full-intake"
NEEDS_SCREEN = "urn:thirdoption:questionnaire:needs-screen"
SCREENING = "urn:thirdoption:questionnaire:hand-off-screening"
WHY_LIMIT = 300
HERE = timedelta(minutes=2)
"""How long somebody counts as being in a form after they last opened it or answered."""


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
