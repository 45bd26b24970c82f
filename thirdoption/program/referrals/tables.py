"""The tables of referrals: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Protected

PROTECTED = {
    "referrals.Receipt": Protected(insert="author", special="mine"),
    "referrals.Held": Protected(insert="sender", special="held"),
    "referrals.HeldStep": Protected(insert="mine", special="held", beside="held_id"),
    "referrals.Referral": Protected(
        "legal",
        referral="id",
        update=(
            "state",
            "version",
            "approval",
            "approver",
            "approved_by",
            "ending",
            "not_offered_reason",
            "set_aside",
            "returnable_on",
        ),
        insert="author",
        first="recorded",
    ),
    "referrals.CommunityReferral": Protected(
        "asked",
        referral="id",
        update=("state", "version", "taken_by_id", "person_id", "closed_because"),
        insert="public",
        beside="person_id",
        first="waiting",
    ),
}
