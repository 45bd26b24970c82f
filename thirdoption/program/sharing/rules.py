"""Consent as the access decision, in Python: the database says the same (a property test compares)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from thirdoption.program.ground.refusal import INVALID, Refused


class Category(StrEnum):
    """What kind of thing a protected row tells."""

    IDENTITY = "identity"
    ENGAGEMENT = "engagement"
    LEGAL = "legal"
    CHARGE = "charge"
    CLOCK = "clock"
    PAUSE = "pause"
    CASES = "cases"
    CONFIRMATION = "confirmation"
    CARE = "care"
    RELEASE = "release"
    ASKED = "asked"
    TAKEN_UP = "taken_up"
    RESTRICTED = "restricted"


class Form(StrEnum):
    """The kinds of release that a person may be offered, each alone."""

    HANDOFF = "handoff"
    DEFENDER = "defender"
    OFFICER = "officer"
    CONNECTION = "connection"


class SignedHow(StrEnum):
    """How a release was signed."""

    TYPED = "typed"
    PAPER = "paper"


NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
"""Statement 2 of 42 CFR 2.32(a), which goes with every disclosure under a release (R-21)."""


@dataclass(frozen=True)
class Context:
    """Who asks: what `sharing.enter` keeps for a transaction."""

    site: UUID
    worker: UUID | None
    organization: UUID
    purpose: str
    at: datetime


@dataclass(frozen=True)
class GrantFacts:
    """One grant as plain values."""

    site: UUID
    organization: UUID
    worker: UUID | None
    person: UUID | None
    referral: UUID | None
    category: str
    purpose: str
    may_write: bool
    valid_from: datetime
    valid_to: datetime | None
    basis: str


@dataclass(frozen=True)
class RowFacts:
    """A protected row: where it is, what it tells, and of whom."""

    site: UUID
    category: str
    person: UUID | None = None
    referral: UUID | None = None


@dataclass(frozen=True)
class Decision:
    """May it be seen, and why."""

    allowed: bool
    reason: str
    grant: GrantFacts | None = None


def decide(
    context: Context | None, row: RowFacts, grants: Iterable[GrantFacts], write: bool = False
) -> Decision:
    """Whether a row may be seen (or written) in a context, with the grant that says so.

    Deny is the default: R-18 to R-20, R-48. `ground/policies.py` says the same in SQL.
    """
    if context is None:
        return Decision(False, "nobody asks")
    if row.site != context.site:
        return Decision(False, "another site")
    for grant in grants:
        if (
            _is_for(grant, context)
            and _is_live(grant, context.at)
            and grant.category == row.category
            and _covers(grant, row)
            and (grant.may_write or not write)
        ):
            return Decision(True, grant.basis, grant)
    return Decision(False, "no live grant")


def _is_for(grant: GrantFacts, context: Context) -> bool:
    return (
        grant.site == context.site
        and grant.organization == context.organization
        and grant.purpose == context.purpose
        and grant.worker in (None, context.worker)
    )


def _is_live(grant: GrantFacts, at: datetime) -> bool:
    return grant.valid_from <= at and (grant.valid_to is None or grant.valid_to > at)


def _covers(grant: GrantFacts, row: RowFacts) -> bool:
    if grant.referral is not None:
        return grant.referral == row.referral
    return grant.person is not None and grant.person == row.person


def check_elements(
    *,
    name: str,
    discloser: str,
    information: str,
    recipient: str,
    purpose: str,
    expires_at: datetime | None,
    expires_with: str,
    signed_name: str,
    signed_at: datetime | None,
) -> None:
    """Raise Refused, naming what is missing of 42 CFR 2.31(a)(1) to (9) (R-1, R-3)."""
    elements = {
        "the name of the person": name,
        "who tells": discloser,
        "what is told": information,
        "who is told": recipient,
        "why it is told": purpose,
        "when it ends": expires_at or expires_with,
        "the signature": signed_name,
        "the date": signed_at,
    }
    missing = [words for words, value in elements.items() if not value]
    if missing:
        raise Refused(
            INVALID,
            "This release cannot be used; it lacks: %(missing)s.",
            "signed_name",
            missing=", ".join(missing),
        )
    if signed_at and expires_at and expires_at <= signed_at:
        raise Refused(INVALID, "This release would end before it begins.", "expires_at")
