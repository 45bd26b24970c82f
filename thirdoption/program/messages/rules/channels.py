"""Channels, addresses, and what became of a message."""

import hashlib
import hmac
import re
from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused


class Kind(StrEnum):
    """How a message reaches a worker."""

    SMS = "sms"
    VOICE = "voice"
    EMAIL = "email"
    IN_APP = "in_app"
    PUSH = "push"


class State(StrEnum):
    """What became of a message. None of them is an answer."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


LOST = frozenset({State.REJECTED, State.UNDELIVERED})
MOST_TRIES = 5
CODE_MINUTES = 15
_PHONE = re.compile(r"\+[1-9]\d{7,14}")
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
"""No letter and digit that are mistaken for one another, and no B and S, with which words begin."""


def is_lost(states: Collection[str]) -> bool:
    """Whether a message reached nobody; one that was delivered after all, in whatever order, is not lost."""
    return bool(LOST & set(states)) and State.DELIVERED not in states


def cleaned_address(kind: Kind, typed: str) -> str:
    """An address as it is stored: a number with its country (+1 where none is typed), or an e-mail.

    Raises Refused (invalid, field "address") for what is neither.
    """
    if kind == Kind.EMAIL:
        address = typed.strip().lower()
        if len(address) > 200 or not _EMAIL.fullmatch(address):
            raise Refused(INVALID, "Write a whole e-mail address.", "address")
        return address
    digits = re.sub(r"[\s().-]", "", typed)
    if re.fullmatch(r"[2-9]\d{9}", digits):
        digits = f"+1{digits}"
    if not _PHONE.fullmatch(digits):
        raise Refused(INVALID, "Write the whole number with its area code.", "address")
    return digits


def shown_end(kind: str, address: str) -> str:
    """As much of an address as its own worker needs to tell it from another."""
    if kind == Kind.EMAIL:
        name, _, place = address.partition("@")
        return f"{name[:2]}…@{place}"
    if kind == Kind.PUSH:
        return ""
    return f"…{address[-4:]}"


def reference(subject: UUID) -> str:
    """The short code in a text by which a reply finds what it answers: four letters or digits."""
    number = int.from_bytes(hashlib.sha256(subject.bytes).digest()[:8], "big")
    code = ""
    for _ in range(4):
        number, place = divmod(number, len(_LETTERS))
        code += _LETTERS[place]
    return code


def verification_code(method: UUID, key: str) -> str:
    """The six digits that prove a contact method; made from the program's key, so they are kept nowhere."""
    digest = hmac.new(key.encode(), b"contact method" + method.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06d}"
