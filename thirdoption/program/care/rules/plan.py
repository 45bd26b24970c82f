"""The plan's words: a goal is the person's own, and nothing in it is a duty or a verdict."""

from enum import StrEnum

WORDS_LIMIT = 500
STEP_LIMIT = 200
WHO_LIMIT = 80
NOTE_LIMIT = 300


class Who(StrEnum):
    """Who takes a step."""

    PERSON = "person"
    WORKER = "worker"
    PROVIDER = "provider"
    OTHER = "other"


class Said(StrEnum):
    """What is said of a goal or a step: the last word counts, and what was said before stays."""

    OPEN = "open"
    IN_THE_WAY = "in_the_way"
    DONE = "done"
    CHANGED = "changed"
    LET_GO = "let_go"


OPEN = frozenset({Said.OPEN, Said.IN_THE_WAY})
"""What is still wanted."""
SAYABLE = {
    "goal": (Said.DONE, Said.IN_THE_WAY, Said.LET_GO, Said.OPEN),
    "step": (Said.DONE, Said.IN_THE_WAY, Said.LET_GO, Said.OPEN),
}
"""What is said by a tap; a goal is changed by writing it anew."""


class Copy(StrEnum):
    """How something leaves for the agency's own record."""

    TEXT = "text"
    CSV = "csv"
    FHIR = "fhir"
