"""Contacts with what became of them, and what the community asks."""

from thirdoption.program.referrals.models.community import CommunityReferral, CommunityReferralStatus
from thirdoption.program.referrals.models.contacts import (
    Held,
    HeldStep,
    Receipt,
    Referral,
    ReferralStatus,
)

__all__ = [
    "CommunityReferral",
    "CommunityReferralStatus",
    "Held",
    "HeldStep",
    "Receipt",
    "Referral",
    "ReferralStatus",
]
