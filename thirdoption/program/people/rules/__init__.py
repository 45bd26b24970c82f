"""What is known of a participant, and in which words."""

from enum import StrEnum


class Race(StrEnum):
    """Race and ethnicity by the 2024 federal standard (OMB SPD 15): one question, many answers."""

    AMERICAN_INDIAN = "american_indian_or_alaska_native"
    ASIAN = "asian"
    BLACK = "black_or_african_american"
    HISPANIC = "hispanic_or_latino"
    MIDDLE_EASTERN = "middle_eastern_or_north_african"
    PACIFIC_ISLANDER = "native_hawaiian_or_pacific_islander"
    WHITE = "white"


class RaceAsked(StrEnum):
    """Whether the question was put: not asked is not the same as declined."""

    NOT_ASKED = "not_asked"
    DECLINED = "declined"
    ANSWERED = "answered"


class Need(StrEnum):
    """What the person would like help with, from the services that the program names."""

    HOUSING = "housing"
    FOOD = "food"
    DOCUMENTS = "documents"
    BENEFITS = "benefits"
    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_USE = "substance_use"
    EDUCATION = "education"
    EMPLOYMENT = "employment"
    LEGAL = "legal"


class Said(StrEnum):
    """What is said of two records; the last word counts."""

    SAME = "same"
    DIFFERENT = "different"
    APART = "apart"


class BornHow(StrEnum):
    """How well a birth date is known; one in doubt speaks neither for nor against its being them."""

    EXACT = "exact"
    ABOUT = "about"
    UNKNOWN = "unknown"


class WayKind(StrEnum):
    """How, or where, somebody is reached."""

    PHONE = "phone"
    EMAIL = "email"
    PLACE = "place"
    THROUGH = "through"
    SHELTER = "shelter"


class MayDo(StrEnum):
    """What the person agreed to for one way; what is not said is not agreed to."""

    CALL = "call"
    TEXT = "text"
    MESSAGE = "message"
    SAY_WHO = "say_who"


class Access(StrEnum):
    """What is said of who may open a record; the last word counts, but `opened` changes it for a day only."""

    RESTRICTED = "restricted"
    LIFTED = "lifted"
    OPENED = "opened"


class RestrictedFor(StrEnum):
    """Why named workers only."""

    STAFF = "staff"
    RELATIVE = "relative"
    VICTIM = "victim"
    SAFETY = "safety"
    OWN_WISH = "own_wish"
