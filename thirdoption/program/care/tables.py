"""The tables of care: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Protected

AMENDABLE = ("at", "kind", "how", "minutes", "place", "line", "sensitive")
PROTECTED = {
    "care.Confirmation": Protected(
        "confirmation", person="person_id", referral="referral_id", beside="referral_id"
    ),
    "care.Participation": Protected(
        "engagement", person="person_id", update=("state", "version"), first="active"
    ),
    "care.CaseManager": Protected("engagement", person="person_id", update=("until",)),
    "care.Intake": Protected("care", person="person_id", hand="worker_id", beside="referral_id"),
    "care.Goal": Protected("care", person="person_id", hand="worker_id"),
    "care.Contact": Protected("care", person="person_id", hand="worker_id", update=(*AMENDABLE, "version")),
    "care.ContactAmendment": Protected(parent="care.Contact"),
    "care.PlanStep": Protected(parent="care.Goal"),
    "care.PlanSaid": Protected(parent="care.Goal"),
    "care.Copied": Protected("care", person="person_id", hand="worker_id"),
}
