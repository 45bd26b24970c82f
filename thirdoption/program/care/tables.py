"""The tables of care: protected by a path to a person, or open with a reason."""

from thirdoption.program.ground.tables import Open, Protected

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
    "care.Brought": Protected("care", person="person_id", hand="worker_id"),
    "care.HandOver": Protected("care", person="person_id", hand="worker_id"),
    "care.HandOverRead": Protected(parent="care.HandOver"),
    "care.Form": Protected("care", person="person_id", hand="worker_id"),
    "care.FormSaid": Protected(parent="care.Form"),
    "care.Fund": Protected(
        "care", person="person_id", hand="worker_id", update=("state", "version"), first="asked"
    ),
    "care.FundReceipt": Protected(parent="care.Fund"),
    "care.Fact": Protected("care", person="person_id", hand="worker_id"),
    "care.SafetyEvent": Protected("care", person="person_id", hand="worker_id"),
    "care.Death": Protected(
        "care", person="person_id", hand="worker_id", update=("state", "version", "before"), first="noted"
    ),
    "care.Told": Protected(
        "care", person="person_id", hand="worker_id", update=("state", "version", "told_at"), first="noted"
    ),
}
_WORKERS = "workers and numbers: who may have more people and until when, who covers for whom"
OPEN = {
    "care.Questionnaire": Open("SI", "the words of a form: nobody is in it"),
    "care.Room": Open("SI", _WORKERS),
    "care.Cover": Open("SI", _WORKERS, update=("ends_at",)),
    "care.SavedMap": Open(
        "SIU", "the heads of a list's columns: nobody is in it", update=("kind", "columns", "at")
    ),
}
FUNCTIONS = (
    "sharing.take_back(uuid)",
    "sharing.records_ending()",
    "sharing.people_ending()",
    "sharing.destroy_identities()",
)
"""What the app role may call."""
