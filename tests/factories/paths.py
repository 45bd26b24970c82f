"""Each protected table with a path to a grant, the categories and the purposes, for random worlds."""

CATEGORIES = (
    *("identity", "engagement", "legal", "charge", "clock", "pause"),
    *("confirmation", "care", "cases", "release", "asked"),
)
PURPOSES = ("referral", "care", "charge decision", "program operation", "audit", "refer")
# table: (category, column of the person, column of the referral, table of the thing)
PATHS = {
    "people_person": ("identity", "id", "", ""),
    "sharing_release": ("release", "person_id", "", ""),
    "sharing_withdrawal": ("release", "person_id", "", ""),
    "sharing_disclosure": ("release", "person_id", "", ""),
    "referrals_referral": ("legal", "", "id", ""),
    "referrals_referralstatus": ("", "", "", "referrals_referral"),
    "referrals_communityreferral": ("asked", "", "id", ""),
    "referrals_communityreferralstatus": ("", "", "", "referrals_communityreferral"),
    "handoffs_handoff": ("engagement", "", "subject", ""),
    "handoffs_call": ("engagement", "", "id", ""),
    "handoffs_handoffstatus": ("", "", "", "handoffs_handoff"),
    "handoffs_handoffnote": ("", "", "", "handoffs_handoff"),
    "matters_matter": ("charge", "", "referral_id", ""),
    "matters_matterstatus": ("", "", "", "matters_matter"),
    "matters_datechange": ("clock", "", "referral_id", ""),
    "matters_datereason": ("pause", "", "referral_id", ""),
    "matters_letter": ("charge", "", "referral_id", ""),
    "matters_ownletter": ("pause", "person_id", "referral_id", ""),
    "matters_legalhold": ("pause", "", "referral_id", ""),
    "matters_othercase": ("cases", "person_id", "", ""),
    "care_confirmation": ("confirmation", "person_id", "referral_id", ""),
    "care_participation": ("engagement", "person_id", "", ""),
    "care_participationstatus": ("", "", "", "care_participation"),
    "care_casemanager": ("engagement", "person_id", "", ""),
    "care_intake": ("care", "person_id", "", ""),
    "care_goal": ("care", "person_id", "", ""),
    "care_brought": ("care", "person_id", "", ""),
    "care_contact": ("care", "person_id", "", ""),
    "care_contactamendment": ("", "", "", "care_contact"),
    "care_planstep": ("", "", "", "care_goal"),
    "care_plansaid": ("", "", "", "care_goal"),
    "care_copied": ("care", "person_id", "", ""),
    "services_connection": ("care", "person_id", "", ""),
    "services_connectionstatus": ("", "", "", "services_connection"),
}
