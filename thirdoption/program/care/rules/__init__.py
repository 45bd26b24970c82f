"""The words of care: no verdicts, no end date, goals in the person's own words."""

from enum import StrEnum

from thirdoption.program.ground.refusal import CONFLICT, Refused

MOST = 25
"""People whom one worker works with at most; the national toolkit says never above 25."""

HAVE_PEOPLE = ("case_manager", "supervisor")
"""The roles whose workers have people of their own."""


class Engagement(StrEnum):
    """How a person and the program are in touch; any contact takes a person back in."""

    ACTIVE = "active"
    LESS_ENGAGED = "less_engaged"
    LOOKING_FOR = "looking_for"
    SELF_SUPPORTING = "self_supporting"
    MOVED = "moved"
    STOPPED_FOR_NOW = "stopped_for_now"
    DIED = "died"


_ALL = frozenset(Engagement)
TRANSITIONS: dict[Engagement, frozenset[Engagement]] = {state: _ALL - {state} for state in Engagement}
"""A trigger holds DIED to a death that a second worker has confirmed, in both directions (rules.events)."""
CHOSEN = _ALL - {Engagement.DIED}
"""What a worker may say alone."""


TAKEN_BACK_IN = frozenset({Engagement.LOOKING_FOR, Engagement.STOPPED_FOR_NOW, Engagement.LESS_ENGAGED})
"""The states that a contact made ends."""


NEEDS_WORDS = frozenset({Engagement.LOOKING_FOR})
"""The states that are said with a note: where they were last seen."""


class ContactKind(StrEnum):
    """A contact that was made, or tried."""

    MADE = "made"
    TRIED = "tried"


class How(StrEnum):
    """By what way."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    TEXT = "text"
    OTHER = "other"


def check_has_room(people: int, most: int = MOST, field: str | None = None) -> None:
    """Raise Refused when a worker already works with as many people as may be: `most` of them."""
    if people >= most:
        raise Refused(
            CONFLICT,
            "This worker already works with %(most)s people. One more needs a decision of the policy group.",
            field,
            most=most,
        )
