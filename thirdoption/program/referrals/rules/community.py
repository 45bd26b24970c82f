"""What the community may ask: to meet somebody. A request holds what its author typed, and no person."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.rules import Need
from thirdoption.program.referrals.rules.contact import check_words
from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.terms import Age
from thirdoption.program.sites.rules import Door, Driver, Policy

REACH_LIMIT, WHOM_LIMIT, PLACE_LIMIT, HOURS_LIMIT, WORDS_LIMIT = 120, 500, 200, 200, 500
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O or U: a number is read out on the phone


class Relation(StrEnum):
    """Who asks, seen from whom they ask for."""

    NEIGHBOR = "neighbor"
    BUSINESS = "business"
    FAMILY = "family"
    PROVIDER = "provider"
    THEMSELVES = "themselves"
    OTHER = "other"


class AskedState(StrEnum):
    """Where a request is. Whether the person takes part is theirs to say."""

    WAITING = "waiting"
    TAKEN = "taken"
    NOT_FOUND_YET = "not_found_yet"
    MET = "met"
    TAKES_PART = "takes_part"
    CLOSED = "closed"


S = AskedState
ASKED_TRANSITIONS: Mapping[AskedState, frozenset[AskedState]] = {
    S.WAITING: frozenset({S.TAKEN, S.CLOSED}),
    S.TAKEN: frozenset({S.WAITING, S.NOT_FOUND_YET, S.MET, S.CLOSED}),
    S.NOT_FOUND_YET: frozenset({S.TAKEN, S.MET, S.CLOSED}),
    S.MET: frozenset({S.TAKEN, S.TAKES_PART, S.CLOSED}),
    S.TAKES_PART: frozenset(),
    S.CLOSED: frozenset({S.TAKEN}),
}


SAID = (S.MET, S.NOT_FOUND_YET, S.WAITING)
"""What whoever looks for the person may say of it; back to waiting, and a colleague can take it."""


class Part(StrEnum):
    """The three parts of the program's list."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


STATES_OF: Mapping[Part, tuple[AskedState, ...]] = {
    Part.WAITING: (S.WAITING,),
    Part.TAKEN: (S.TAKEN, S.NOT_FOUND_YET, S.MET),
    Part.CLOSED: (S.TAKES_PART, S.CLOSED),
}


class ClosedBecause(StrEnum):
    """Why nobody looks any more. None is a verdict, and a new request is always taken."""

    NOT_NOW = "not_now"
    HELPED = "helped"
    OTHER_HELP = "other_help"
    NOT_FOUND = "not_found"
    TOO_LITTLE = "too_little"
    ELSEWHERE = "elsewhere"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody typed: all that is kept of it. `age` is an impression."""

    relation: str
    whom: str
    place: str
    hours: str = ""
    needs: tuple[str, ...] = ()
    words: str = ""
    age: str = Age.NOT_KNOWN
    reach: str = ""
    may_say: bool = False
    language: str = "en"

    def digest(self) -> str:
        """What tells two requests with one key apart: not the language of the page, nor an order."""
        told = {**asdict(self), "needs": sorted(self.needs), "language": ""}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


_FULL = "More requests came in this hour than we can read. Nothing is saved. Call %(line)s."
_FULL_BARE = "More requests came in this hour than we can read. Nothing is saved. Try again in an hour."


def too_many(line: str) -> Refused:
    """A conflict: nothing more is read in this hour, and what to do instead."""
    return Refused(CONFLICT, _FULL, line=line) if line else Refused(CONFLICT, _FULL_BARE)


def check_asked(asked: Asked) -> None:
    """Refused (invalid, with the field) for what cannot be as it is written."""
    for field, value, codes in (
        ("relation", {asked.relation}, Relation),
        ("needs", set(asked.needs), Need),
        ("age", {asked.age}, Age),
        ("language", {asked.language}, ("en", "es")),
    ):
        if not value <= set(codes):
            raise Refused(INVALID, "Choose from the list.", field)
    if len(asked.needs) > len(set(asked.needs)):
        raise Refused(INVALID, "Choose from the list.", "needs")
    check_words(asked.whom, field="whom", limit=WHOM_LIMIT, required=True)
    check_words(asked.place, field="place", limit=PLACE_LIMIT, required=True)
    check_words(asked.hours, field="hours", limit=HOURS_LIMIT)
    check_words(asked.words, field="words", limit=WORDS_LIMIT)
    check_words(asked.reach, field="reach", limit=REACH_LIMIT, shapes=False)
    if not asked.needs and not asked.words.strip():
        raise Refused(INVALID, "Say what would help: tick something, or write it in your words.", "needs")


# What would help is the nearest that somebody who passes by can say of what drives a contact.
_DRIVER = {
    Need.SUBSTANCE_USE: Driver.DRUG_USE,
    Need.MENTAL_HEALTH: Driver.MENTAL_ILLNESS,
    **dict.fromkeys(
        (Need.HOUSING, Need.FOOD, Need.DOCUMENTS, Need.BENEFITS, Need.EMPLOYMENT), Driver.POVERTY
    ),
}


def facts_of(*, needs: tuple[str, ...], age: str, asked_at: datetime) -> Facts:
    """What the screening of the community door knows of a request; what its author cannot know stays open."""
    known = Age(age)
    return Facts(
        occurred_at=asked_at,
        door=Door.COMMUNITY,
        drivers=frozenset(_DRIVER[Need(need)] for need in needs if need in _DRIVER),
        age=None if known is Age.NOT_KNOWN else known,
    )


def is_open(policy: Policy) -> bool:
    """Whether the policy opens this door; where the site has not set it, nothing is taken."""
    return policy.setting(f"door.{Door.COMMUNITY}").value == "open"


def number_of(request: UUID) -> str:
    """The number on the receipt, made from the request's id: eight letters and figures to read out."""
    first = request.int >> 88
    letters = "".join(_LETTERS[(first >> shift) & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"
