"""What settings, codes and groups are called on the set-up pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

SETTING_WORDS: Mapping[str, str] = {
    "door.arrest_diversion": gettext_noop("Diversion in place of an arrest"),
    "door.social_contact": gettext_noop("Social contacts by officers"),
    "door.community": gettext_noop("Referrals by the community"),
    "verification": gettext_noop("What shows that a social contact is warranted"),
    "drivers": gettext_noop("Needs that the policy covers"),
    "age_minimum": gettext_noop("From what age"),
    "officer_opts_in": gettext_noop("Officers take part by choice"),
    "officer_trained": gettext_noop("Officers are trained"),
    "training": gettext_noop("What the training is"),
    "training_valid_months": gettext_noop("How many months a training counts"),
    "area": gettext_noop("The area"),
    "place_rule": gettext_noop("Where a contact may take place"),
    "exclusions": gettext_noop("Whether anybody is left out"),
    "limits": gettext_noop("Whether there is a limit of substance"),
    "complainant_rule": gettext_noop("The complainant's agreement"),
    "approver": gettext_noop("Who approves an offer"),
    "charge_model": gettext_noop("What happens to the charge"),
    "intake_days": gettext_noop("Days until the intake"),
    "intake_done_means": gettext_noop("When the intake counts as done"),
    "intake_not_done_follows": gettext_noop("What follows when the date has passed"),
    "intake_days_are": gettext_noop("Which days are counted"),
    "intake_ends_on_closed_day": gettext_noop("A last day on which the court is closed"),
    "file_months.misdemeanor": gettext_noop("Months in which a misdemeanor may be filed"),
    "file_months.petty": gettext_noop("Months in which a petty offense may be filed"),
    "void_months": gettext_noop("Months until a charge may be voided"),
    "sealing_on_decline": gettext_noop("The program's record of a declined charge"),
    "sealing_word": gettext_noop("What the law calls a closed record"),
    "seal_after_days": gettext_noop("Days of taking part until a declined charge is closed"),
    "line_hours": gettext_noop("When the line answers"),
    "line_fallback": gettext_noop("If nobody can come now"),
    "answer_seconds": gettext_noop("Seconds that a page is waited for"),
    "response_minutes": gettext_noop("Minutes until somebody comes"),
    "caseload_average": gettext_noop("People per case manager, on average"),
    "caseload_limit": gettext_noop("People per case manager, at most"),
    "order_of_service": gettext_noop("Who comes first when the program is full"),
    "quiet_days": gettext_noop("Days without a contact until somebody is asked about"),
    "told.referring_officer": gettext_noop("What the referring officer is told"),
    "told.prosecutor": gettext_noop("What the prosecutor is told"),
    "told.defender": gettext_noop("What the defender is told"),
    "told.work_group": gettext_noop("What the work group is told"),
    "publication_threshold": gettext_noop("The smallest figure about people that is published"),
}

GROUP_WORDS: Mapping[str, str] = {
    "doors": gettext_noop("Doors"),
    "who": gettext_noop("Who"),
    "where": gettext_noop("Where"),
    "conducts": gettext_noop("What happened"),
    "exclusions": gettext_noop("Exclusions"),
    "limits": gettext_noop("Limits"),
    "approval": gettext_noop("Complainant and approval"),
    "charge": gettext_noop("Charge and intake"),
    "line": gettext_noop("The line"),
    "capacity": gettext_noop("Capacity"),
    "telling": gettext_noop("What each may be told"),
    "publication": gettext_noop("Publication"),
}

GROUPS: Mapping[str, tuple[str, ...]] = {
    "doors": ("door.arrest_diversion", "door.social_contact", "door.community", "verification"),
    "who": (
        *("drivers", "age_minimum", "officer_opts_in", "officer_trained", "training"),
        "training_valid_months",
    ),
    "where": ("area", "place_rule"),
    "conducts": (),
    "exclusions": ("exclusions",),
    "limits": ("limits",),
    "approval": ("complainant_rule", "approver"),
    "charge": (
        *("charge_model", "intake_days", "intake_days_are", "intake_ends_on_closed_day", "intake_done_means"),
        *("intake_not_done_follows", "file_months.misdemeanor", "file_months.petty", "void_months"),
        *("sealing_on_decline", "sealing_word", "seal_after_days"),
    ),
    "line": ("line_hours", "line_fallback", "answer_seconds", "response_minutes"),
    "capacity": ("caseload_average", "caseload_limit", "order_of_service", "quiet_days"),
    "telling": ("told.referring_officer", "told.prosecutor", "told.defender", "told.work_group"),
    "publication": ("publication_threshold",),
}
LISTS = {"conducts": "conduct", "exclusions": "exclusion", "limits": "limit"}
"""The groups that are lists of their own, with the word that begins the name of each of their rules."""

CODE_WORDS: Mapping[str, str] = {
    "open": gettext_noop("It is open"),
    "closed": gettext_noop("It is closed"),
    "calendar_days": gettext_noop("Calendar days"),
    "court_days": gettext_noop("Days on which the court is open"),
    "stays": gettext_noop("Stays the last day"),
    "next_court_day": gettext_noop("Moves to the next day on which the court is open"),
    "not_sealed": gettext_noop("Stays as it is"),
    "hide": gettext_noop("Is hidden, and can be opened again by a court's order"),
    "sever": gettext_noop("Is severed: what is left names no person and no incident"),
    "destroy": gettext_noop("Is destroyed"),
    "sealed": gettext_noop("Sealed"),
    "expunged": gettext_noop("Expunged"),
    "anywhere": gettext_noop("Anywhere"),
    "inside_area": gettext_noop("Inside the area only"),
    "drug_use": gettext_noop("Drug use"),
    "mental_illness": gettext_noop("Mental health"),
    "poverty": gettext_noop("Poverty"),
    "other": gettext_noop("Something else"),
    "must_agree_and_decline_prosecution": gettext_noop("Must agree, and decline prosecution"),
    "must_agree": gettext_noop("Must agree"),
    "not_asked": gettext_noop("Is not asked for"),
    "officer": gettext_noop("The officer decides"),
    "supervisor": gettext_noop("A supervisor"),
    "sergeant": gettext_noop("A sergeant"),
    "prosecutor": gettext_noop("The prosecutor's office"),
    "program": gettext_noop("The program"),
    "partners": gettext_noop("All partner agencies"),
    "required": gettext_noop("Required"),
    "not_required": gettext_noop("Not required"),
    "none": gettext_noop("There is none"),
    "listed": gettext_noop("Yes: all of them are in the list"),
    "record": gettext_noop("A record"),
    "own_observation": gettext_noop("The officer's own observation"),
    "reliable_information": gettext_noop("Reliable information"),
    "no_report": gettext_noop("No charge is reported"),
    "held_by_prosecutor": gettext_noop("The prosecutor holds the charge"),
    "lodged_officer_may_revive": gettext_noop("It is lodged, and the officer may revive it"),
    "statutory_bar": gettext_noop("A statute bars it after the intake"),
    "void_after_months": gettext_noop("It is void after some months"),
    "re_offense_only": gettext_noop("It counts only after another offense"),
    "intake_interview": gettext_noop("The intake interview is done"),
    "assessment": gettext_noop("The assessment is done"),
    "assessment_and_plan": gettext_noop("Assessment and plan are done"),
    "nothing": gettext_noop("Nothing"),
    "prosecutor_decides": gettext_noop("The prosecutor decides"),
    "officer_may_file": gettext_noop("The officer may file the charge"),
    "warrant": gettext_noop("A warrant"),
    "appointment": gettext_noop("The person gets an appointment"),
    "phone": gettext_noop("They speak on the phone"),
    "transport": gettext_noop("The officer brings the person"),
    "offer_later": gettext_noop("The offer is made later"),
    "arrest_diversion_first": gettext_noop("Arrest diversions first"),
    "in_order_of_referral": gettext_noop("In the order of referral"),
    "by_release": gettext_noop("What a release allows"),
    "eligible": gettext_noop("May be diverted"),
    "with_approval": gettext_noop("May be diverted with approval"),
    "not_eligible": gettext_noop("Is not diverted"),
    "hard": gettext_noop("Nobody may decide otherwise"),
    "overridable": gettext_noop("Somebody may decide otherwise"),
    "confirmed": gettext_noop("Confirmed"),
    "reported": gettext_noop("Reported"),
    "unknown": gettext_noop("Unknown"),
    "site": gettext_noop("The site's own answer"),
    "made_up": gettext_noop("Made up for the rehearsal"),
    "conviction": gettext_noop("A conviction"),
    "charge": gettext_noop("A charge"),
    "suspicion": gettext_noop("A suspicion"),
    "status": gettext_noop("A status, such as probation"),
    "court_order": gettext_noop("A court order"),
    "program_history": gettext_noop("What the program knows"),
    "fact": gettext_noop("A fact of this contact"),
    "arrest_diversion": gettext_noop("Arrest diversion"),
    "social_contact": gettext_noop("Social contact"),
    "community": gettext_noop("Community referral"),
    "grams": gettext_noop("Grams"),
    "doses": gettext_noop("Doses"),
    "opioid": gettext_noop("Opioids"),
    "prescription_pills": gettext_noop("Prescription pills"),
    "cocaine": gettext_noop("Cocaine"),
    "methamphetamine": gettext_noop("Methamphetamine"),
}

PART_WORDS: Mapping[str, str] = {
    "value": gettext_noop("Value"),
    "grade": gettext_noop("How well it is known"),
    "source": gettext_noop("Source"),
    "words": gettext_noop("Words"),
    "question": gettext_noop("Question to the site"),
    "caution": gettext_noop("Caution"),
    "ask": gettext_noop("Question to the officer"),
    "label": gettext_noop("Label"),
    "laws": gettext_noop("Laws"),
    "no_offense": gettext_noop("Why it is no offense"),
    "basis": gettext_noop("Basis"),
    "doors": gettext_noop("Doors"),
    "look_back_days": gettext_noop("Look-back, in days"),
    "override_by": gettext_noop("Who may decide otherwise"),
    "substances": gettext_noop("Substances"),
    "unit": gettext_noop("Unit"),
    "conducts": gettext_noop("Conducts"),
    "at_least": gettext_noop("That much already"),
    "place": gettext_noop("Place"),
    "state": gettext_noop("State"),
}

# What the `reasons` say to an officer while a setting is not set.
NOT_SET: Mapping[str, str] = {
    "door.arrest_diversion": "door.not_set",
    "door.social_contact": "door.not_set",
    "door.community": "door.not_set",
    "verification": "verification.not_set",
    "drivers": "drivers.not_set",
    "age_minimum": "age.not_set",
    "officer_opts_in": "officer.not_set",
    "officer_trained": "officer.not_set",
    "place_rule": "place.not_set",
    "exclusions": "exclusions.not_set",
    "limits": "limits.not_set",
    "complainant_rule": "complainant.not_set",
    "approver": "approver.not_set",
    "charge_model": "charge.not_set",
    "conduct": "conduct.not_set",
    "exclusion": "exclusions.not_set",
    "limit": "limits.not_set",
}


def language() -> str:
    """The page's language as policies name it."""
    return (get_language() or "en").split("-")[0]


def said(words: Any) -> str:
    """A text of a policy in the page's language, in English where there is no other."""
    if not isinstance(words, Mapping):
        return ""
    return str(words.get(language()) or words.get("en") or "")


def code(value: Any) -> str:
    """A code in words; a number or words of a policy as they are."""
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(code(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = str(value)
    return _(CODE_WORDS[text]) if text in CODE_WORDS else text


def setting(name: str) -> str:
    """A setting in words."""
    return _(SETTING_WORDS[name]) if name in SETTING_WORDS else name


def group(name: str) -> str:
    """A group of settings in words."""
    return _(GROUP_WORDS[name])


def part(name: str) -> str:
    """A part of a rule in words."""
    return _(PART_WORDS[name]) if name in PART_WORDS else name


def rule(name: str, plain: Mapping[str, Any]) -> str:
    """A rule of a policy in words: a setting's label, or the label and the words of what a policy lists."""
    start, _dot, key = name.partition(".")
    for folder, word in LISTS.items():
        if start == word:
            entry = (plain.get(folder) or {}).get(key) or {}
            return said(entry.get("label")) or said(entry.get("words")) or key.replace("_", " ")
    return setting(name)
