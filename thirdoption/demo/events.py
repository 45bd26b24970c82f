"""The shapes of the made-up year: contacts, and everything that happens, in order. Plain values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Verb(StrEnum):
    """What happens at a moment; the carrier has one step for each."""

    RECORD = "record a contact"
    SAY_YES = "accept the offer"
    SAY_NO = "decline the offer"
    SAY_ENDING = "say how a contact ended whose offer was declined"
    DO_NOT_OFFER = "make no offer"
    STAND_IN = "put somebody on call for a night"
    COME = "accept the hand-off"
    SET_OUT = "set out"
    ARRIVE = "arrive"
    TAKE_OVER = "take the person over"
    HOME = "say home safe"
    END_HANDOFF = "end a hand-off without the person"
    SIGN = "sign the hand-off release"
    WITHDRAW = "withdraw the hand-off release"
    INTAKE = "do the intake"
    GOAL = "set a goal"
    NOTE = "note a contact"
    ENGAGE = "say how we are in touch"
    LEAVE = "leave the caseload"
    CONNECT = "connect to a provider"
    ANSWER = "say what became of a connection"
    DECIDE = "decide about the charge"
    ASK = "the community asks to meet somebody"
    TAKE_ASKED = "look for whom the community asks for"
    SAY_ASKED = "say how the looking goes"
    CLOSE_ASKED = "look no more"
    JOIN_ASKED = "welcome whom the community asked for"
    BUILD = "build a quarter's report"
    RELEASE = "release a quarter's report"
    SEAL = "seal the trail"


class Mark(StrEnum):
    """What the year contains by design, each on one contact or more."""

    MARISOL = "Marisol's story"
    WALKED_AWAY = "an officer who walked away"
    COMPLAINANT_SAID_NO = "a complainant who said no"
    NOBODY_ANSWERED = "a page nobody answered"
    RELEASE_DECLINED = "a release declined"
    RELEASE_WITHDRAWN = "a release withdrawn"
    LOST_AND_FOUND = "a person lost and found again"
    TICKET = "a ticket returnable in 18 days, before the intake deadline"
    CHARGE_DECLINED = "a declined charge"  # its sealing joins here when matters can seal
    TRAINING_LAPSED = "an officer whose training has run out"
    SOMETHING_ELSE = "something else than the list of conducts"
    WAITING = "a hand-off that waits now"
    DUE_SOON = "an intake due soon"
    DATE_PASSED = "an intake whose date has passed"
    DIED = "a person who died"


@dataclass(frozen=True)
class Contact:
    """One contact of an officer with somebody: the facts as the form takes them."""

    number: int
    occurred_at: datetime
    officer: str
    facts: Mapping[str, Any]
    perceived_race: str
    accepted: bool
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True)
class Moment:
    """Something that happens: when, what, to which contact (0: to none), and what is told of it."""

    at: datetime
    verb: Verb
    contact: int
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Year:
    """The whole plan, the same for the same seed and the same end."""

    seed: int
    until: datetime
    launched: date
    quarters: tuple[tuple[int, int], ...]  # those that are over: (year, number)
    contacts: tuple[Contact, ...]
    moments: tuple[Moment, ...]

    def marked(self, mark: Mark) -> list[Contact]:
        """The contacts that carry a mark, oldest first."""
        return [contact for contact in self.contacts if mark in contact.marks]

    def of(self, contact: Contact) -> list[Moment]:
        """All that happens to a contact, in order."""
        return [moment for moment in self.moments if moment.contact == contact.number]
