"""What a phone sends that was made without signal: its envelope, what is in it, and the phone's clock."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.referrals.rules.terms import Ending, NotOfferedReason, SetAside

LARGEST = 16_000  # bytes of an envelope; the longest contact takes a third of it
CLOCK_TOLERANCE = timedelta(minutes=2)
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_YEARS = range(1970, 2200)  # what a phone's clock can show, set right or not
_UNREADABLE = "This item cannot be read. Record the contact again."


@dataclass(frozen=True, slots=True)
class Envelope:
    """An item as it left the phone: sealed to the program's key, signed with the author's device key.

    `made` is the phone's clock when it was sealed, as text, since it is signed; `sent` the phone's
    clock when it was sent, which nobody could sign beforehand.
    """

    id: UUID
    device: UUID
    author: UUID
    made: str
    sent: datetime
    key: str
    ephemeral: bytes
    iv: bytes
    data: bytes
    signature: bytes
    text: str

    @property
    def head(self) -> bytes:
        """What stands outside, and cannot be put on another item: it goes into the seal too."""
        return "|".join(
            ("item 1", str(self.id), str(self.device), str(self.author), self.made, self.key)
        ).encode()

    @property
    def signed(self) -> bytes:
        """What the device key signs."""
        return self.head + b"|" + self.ephemeral + self.iv + self.data

    @property
    def body(self) -> str:
        """The digest that tells two items with one id apart."""
        return hashlib.sha256(self.signed).hexdigest()

    @property
    def made_at(self) -> datetime:
        """When it was made by the phone's clock. Raises Refused (invalid)."""
        return _moment(self.made)


def read_envelope(content: bytes) -> Envelope:
    """An envelope from JSON. Raises Refused (invalid) for what is too large or cannot be read."""
    if len(content) > LARGEST:
        raise too_large()
    try:
        plain = json.loads(content)
        return Envelope(
            id=UUID(plain["id"]),
            device=UUID(plain["device"]),
            author=UUID(plain["author"]),
            made=_clock(plain["made"]),
            sent=_moment(plain["sent"]),
            key=_bytes(plain["key"]).hex(),
            ephemeral=_bytes(plain["ephemeral"]),
            iv=_bytes(plain["iv"]),
            data=_bytes(plain["data"]),
            signature=_bytes(plain["signature"]) if plain["signature"] != "" else b"",
            text=content.decode(),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(INVALID, _UNREADABLE) from None


def too_large() -> Refused:
    """What is said to an item that is longer than any contact."""
    return Refused(INVALID, "This item is too large. Record the contact again.")


def _bytes(text: str) -> bytes:
    if not _HEX.fullmatch(text):
        raise ValueError(text)
    return bytes.fromhex(text)


def _clock(text: str) -> str:
    """A phone's clock as it was signed."""
    _moment(text)
    return text


def _moment(text: str) -> datetime:
    """An instant that can be reckoned with. Raises Refused (invalid)."""
    try:
        moment = datetime.fromisoformat(text.encode("ascii").decode())
    except ValueError:
        raise Refused(INVALID, _UNREADABLE) from None
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise Refused(INVALID, _UNREADABLE)
    return moment


@dataclass(frozen=True, slots=True)
class Outcome:
    """What followed the answer on the street: an offer with what the person said, or why there was none."""

    offered: bool
    accepted: bool = False
    set_aside: SetAside = SetAside.CUSTODIAL_ARREST
    returnable_on: date | None = None
    reason: NotOfferedReason | None = None
    ending: Ending | None = None

    @classmethod
    def from_plain(cls, plain: object) -> "Outcome":
        """Raises Refused (invalid) for what is no outcome."""
        if not isinstance(plain, Mapping):
            raise Refused(INVALID, _UNREADABLE)
        said = {name: value for name, value in plain.items() if value not in (None, "")}
        try:
            day = date.fromisoformat(said["returnable_on"]) if "returnable_on" in said else None
            found = cls(
                offered=said["offered"] is True,
                accepted=said.get("accepted") is True,
                set_aside=SetAside(said.get("set_aside", SetAside.CUSTODIAL_ARREST)),
                returnable_on=day,
                reason=NotOfferedReason(said["reason"]) if "reason" in said else None,
                ending=Ending(said["ending"]) if "ending" in said else None,
            )
        except (ValueError, KeyError, TypeError):
            raise Refused(INVALID, _UNREADABLE) from None
        if not found.offered and (found.reason is None or found.ending is None):
            raise Refused(INVALID, "Say why no offer was made, and how the contact ended.", "reason")
        return found


@dataclass(frozen=True, slots=True)
class Inside:
    """What was sealed: the facts as `Facts.from_plain` takes them, and what followed.

    `told` is the answer that the phone showed.
    """

    facts: Mapping[str, Any]
    perceived_race: str
    outcome: Outcome | None
    told: str

    @classmethod
    def from_bytes(cls, content: bytes) -> "Inside":
        """Raises Refused (invalid) for what cannot be read."""
        try:
            plain = json.loads(content)
            facts, race, told = dict(plain["facts"]), str(plain["perceived_race"]), str(plain["told"])
            outcome = plain["outcome"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refused(INVALID, _UNREADABLE) from None
        return cls(facts, race, Outcome.from_plain(outcome) if outcome else None, told)

    @property
    def occurred_at(self) -> datetime:
        """The time of the contact by the phone's clock."""
        return _moment(str(self.facts.get("occurred_at")))


def is_recent(*, moment: datetime, now: datetime, minutes: int | None) -> bool:
    """Whether somebody may still stand where a contact was: within the time in which the site comes.

    Where the site has not said how quick it is, nobody knows, and it is not.
    """
    return minutes is not None and now - moment <= timedelta(minutes=minutes)


def clock_error(*, sent: datetime, now: datetime) -> timedelta:
    """By how much the phone's clock is behind; nothing where it is as right as phones are."""
    behind = now - sent
    return behind if abs(behind) > CLOCK_TOLERANCE else timedelta()
