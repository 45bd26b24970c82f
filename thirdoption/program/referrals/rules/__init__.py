"""Decisions about a referral: what a contact may say, what the screening answers, what may follow. Pure."""

from thirdoption.program.referrals.rules.answers import (
    EFFECT,
    MAY_BE_APPROVED,
    Reason,
    Screening,
    check_can_hold,
    check_can_offer,
)
from thirdoption.program.referrals.rules.contact import check_contact, check_ticket, check_time
from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.identifiers import check_no_identifiers
from thirdoption.program.referrals.rules.screening import book_of, screen, still_asked
from thirdoption.program.referrals.rules.terms import (
    SOMETHING_ELSE,
    TRANSITIONS,
    Age,
    AgencyCheck,
    Answer,
    Approval,
    ComplainantAnswer,
    Ending,
    HeldStepKind,
    NotOfferedReason,
    SetAside,
    State,
    YesNo,
    check_can_move,
)
from thirdoption.program.sites.rules import Door, Driver

__all__ = [
    "EFFECT",
    "MAY_BE_APPROVED",
    "SOMETHING_ELSE",
    "TRANSITIONS",
    "Age",
    "AgencyCheck",
    "Answer",
    "Approval",
    "ComplainantAnswer",
    "Door",
    "Driver",
    "Ending",
    "Facts",
    "HeldStepKind",
    "NotOfferedReason",
    "Reason",
    "Screening",
    "SetAside",
    "State",
    "YesNo",
    "book_of",
    "check_can_hold",
    "check_can_move",
    "check_can_offer",
    "check_contact",
    "check_no_identifiers",
    "check_ticket",
    "check_time",
    "screen",
    "still_asked",
]
