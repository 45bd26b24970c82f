"""Codes as words: each stored code of care with what it is called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules import ContactKind, Engagement, How
from thirdoption.program.handoffs.rules import EndedBy
from thirdoption.program.people.rules import Race
from thirdoption.program.services.rules import TaskStatus

Words = str | Promise

# How a person and the program are in touch: name, tone, and what it means.
IN_TOUCH: dict[str, tuple[Words, str, Words]] = {
    Engagement.ACTIVE: (_("In touch"), "good", _("We see or hear each other as agreed.")),
    Engagement.LESS_ENGAGED: (_("Less in touch"), "info", _("Now and then; the door stays open.")),
    Engagement.LOOKING_FOR: (_("Looking for"), "waiting", _("We do not know where they are, and look.")),
    Engagement.SELF_SUPPORTING: (_("Self-supporting"), "quiet", _("They manage without us and may call.")),
    Engagement.MOVED: (_("Moved"), "quiet", _("They live elsewhere now.")),
    Engagement.STOPPED_FOR_NOW: (
        _("Stopped for now"),
        "quiet",
        _("Their choice. The way back is open."),
    ),
    Engagement.DIED: (
        _("Died"),
        "quiet",
        _("This cannot be changed back. Write in the note who told us."),
    ),
}

RACES: dict[str, Words] = {
    Race.AMERICAN_INDIAN: _("American Indian or Alaska Native"),
    Race.ASIAN: _("Asian"),
    Race.BLACK: _("Black or African American"),
    Race.HISPANIC: _("Hispanic or Latino"),
    Race.MIDDLE_EASTERN: _("Middle Eastern or North African"),
    Race.PACIFIC_ISLANDER: _("Native Hawaiian or Pacific Islander"),
    Race.WHITE: _("White"),
}

KINDS: dict[str, Words] = {
    ContactKind.MADE: _("We were in contact"),
    ContactKind.TRIED: _("I tried"),
}

HOW: dict[str, Words] = {
    How.IN_PERSON: _("In person"),
    How.PHONE: _("Phone"),
    How.TEXT: _("Text"),
    How.OTHER: _("Another way"),
}

TRIED: dict[str, Words] = {
    How.IN_PERSON: _("Tried in person"),
    How.PHONE: _("Tried by phone"),
    How.TEXT: _("Tried by text"),
    How.OTHER: _("Tried another way"),
}

ENDINGS: dict[str, tuple[Words, Words]] = {
    EndedBy.PERSON_LEFT: (_("The person left"), _("They may call us any time. Nothing changes for them.")),
    EndedBy.NOBODY_ANSWERED: (_("Nobody could come"), _("Call the person or the officer to set a time.")),
    EndedBy.CANCELLED: (_("The officer took it back"), _("Say so only if the officer told you.")),
}

# Where a connection is, by the FHIR task statuses: name and tone.
CONNECTIONS: dict[str, tuple[Words, str]] = {
    TaskStatus.DRAFT: (_("Not sent yet"), "quiet"),
    TaskStatus.REQUESTED: (_("Asked"), "waiting"),
    TaskStatus.ACCEPTED: (_("They said yes"), "good"),
    TaskStatus.REJECTED: (_("They said no"), "info"),
    TaskStatus.CANCELLED: (_("Taken back"), "quiet"),
    TaskStatus.IN_PROGRESS: (_("Under way"), "good"),
    TaskStatus.ON_HOLD: (_("Waits"), "waiting"),
    TaskStatus.FAILED: (_("Did not work out"), "info"),
    TaskStatus.COMPLETED: (_("Done"), "good"),
    TaskStatus.ENTERED_IN_ERROR: (_("Written by mistake"), "quiet"),
}

LANGUAGES: dict[str, Words] = {"en": "English", "es": "Español"}

# What the accounting says was told; `disclose()` stores the English words.
TOLD: dict[str, Words] = {
    "name, how to reach, and what is asked": _("Name, how to reach the person, and what is asked"),
    "intake confirmed, date": _("Intake confirmed, and its date"),
}
