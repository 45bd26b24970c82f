"""Codes as words: each stored code of care with what it is called on a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thirdoption.program.care.rules import ContactKind, Engagement, How
from thirdoption.program.care.rules.plan import Copy
from thirdoption.program.handoffs.rules import State as Handoff
from thirdoption.program.handoffs.rules.rota import Layer
from thirdoption.program.people.rules import Race
from thirdoption.program.referrals.rules import Age, Answer
from thirdoption.program.referrals.rules.community import AskedState, ClosedBecause, Part, Relation
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
        _("A second worker confirmed it."),
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

# As what something goes into another record.
COPIES: dict[str, Words] = {Copy.TEXT: _("text"), Copy.CSV: "CSV", Copy.FHIR: "FHIR"}

ENDINGS: dict[str, tuple[Words, Words]] = {
    Handoff.APPOINTMENT: (_("An appointment was agreed"), _("Somebody of the team meets the person then.")),
    Handoff.BY_PHONE: (
        _("You talk by telephone"),
        _("You call the person, or they call the line."),
    ),
    Handoff.TRANSPORT: (_("The person is brought to us"), _("Only if they want the ride.")),
    Handoff.LATER_OFFER: (
        _("We offer it another time"),
        _("Nothing changes for the person until then."),
    ),
    Handoff.DECLINED: (_("The person said no"), _("They may say yes another day. Nothing changes for them.")),
    Handoff.PERSON_LEFT: (_("The person left"), _("They may call us any time. Nothing changes for them.")),
    Handoff.NOBODY_ANSWERED: (_("Nobody could come"), _("Call the person or the officer to set a time.")),
    Handoff.CANCELLED: (_("The officer took it back"), _("Say so only if the officer told you.")),
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

# Who is paged first, and who when the first does not answer.
LAYERS: dict[str, Words] = {Layer.FIRST: _("First"), Layer.SECOND: _("Second")}

LANGUAGES: dict[str, Words] = {"en": "English", "es": "Español"}

# What the accounting says was told; `disclose()` stores the English words.
TOLD: dict[str, Words] = {
    "name, how to reach, and what is asked": _("Name, how to reach the person, and what is asked"),
    "intake confirmed, date": _("Intake confirmed, and its date"),
    "intake complete, date, by letter": _("Intake complete, and its date, by a letter"),
    "taken up": _("That somebody works with them now"),
}

# What the community asks: who asks, where it is, and why nobody looks any more.
RELATIONS: dict[str, Words] = {
    Relation.NEIGHBOR: _("Somebody who lives or passes by nearby"),
    Relation.BUSINESS: _("A business nearby"),
    Relation.FAMILY: _("Family or a friend"),
    Relation.PROVIDER: _("Somebody who works with them"),
    Relation.THEMSELVES: _("The person themselves"),
    Relation.OTHER: _("Somebody else"),
}

AGES: dict[str, Words] = {
    Age.ADULT: _("18 or older"),
    Age.UNDER_18: _("Younger than 18"),
    Age.NOT_KNOWN: _("Could not tell"),
}

PARTS: dict[str, Words] = {
    Part.WAITING: _("Waiting"),
    Part.TAKEN: _("Somebody looks"),
    Part.CLOSED: _("Closed"),
}

ASKED: dict[str, tuple[Words, str]] = {
    AskedState.WAITING: (_("Waits"), "waiting"),
    AskedState.TAKEN: (_("Somebody looks"), "info"),
    AskedState.NOT_FOUND_YET: (_("Not found yet"), "info"),
    AskedState.MET: (_("Met"), "good"),
    AskedState.TAKES_PART: (_("Takes part"), "good"),
    AskedState.CLOSED: (_("Closed"), "quiet"),
}

# What the rules of the community's door answer, said to whoever goes there.
ANSWERS: dict[str, Words] = {
    Answer.NOT: _("By the rules they cannot take part"),
    Answer.NOT_BY_THIS_DOOR: _("Not by this way"),
    Answer.PRESUMPTIVELY_NOT: _("Usually not: ask the supervisor"),
    Answer.ASK: _("The rules leave it open: ask the supervisor"),
    Answer.NEEDS: _("Not known yet: ask when you meet"),
    Answer.ELIGIBLE_WITH_APPROVAL: _("They may take part once it is approved"),
    Answer.ELIGIBLE: _("They may take part, if they want to"),
}

SAYINGS: dict[str, tuple[Words, Words]] = {
    AskedState.MET: (_("We met"), _("Whether they want to take part is theirs to say, now or later.")),
    AskedState.NOT_FOUND_YET: (_("We could not find them yet"), _("We look again; it stays on the list.")),
    AskedState.WAITING: (_("I cannot look for them"), _("It waits again, and a colleague can take it.")),
}

CLOSED_BECAUSE: dict[str, tuple[Words, Words]] = {
    ClosedBecause.NOT_NOW: (_("They said: not now"), _("The way to us stays open.")),
    ClosedBecause.HELPED: (_("We helped with what was needed"), _("They want no more from us now.")),
    ClosedBecause.OTHER_HELP: (_("Somebody else helps already"), _("A family, a provider, another program.")),
    ClosedBecause.NOT_FOUND: (_("We looked several times"), _("Nobody was found. It can be taken again.")),
    ClosedBecause.TOO_LITTLE: (_("Too little to go on"), _("And there is nobody to call back.")),
    ClosedBecause.ELSEWHERE: (_("They are in another place now"), _("Outside of where we go.")),
    ClosedBecause.MISTAKE: (_("Sent by mistake"), _("A test, or nobody is asked for.")),
}
