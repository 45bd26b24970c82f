"""Every table of the program, classified: protected by a path to a person, or open with a reason."""

from dataclasses import dataclass

_ORDER = (
    "ground trail messages publications sites staff training people sharing referrals matters handoffs "
    "services care loop governance reports"
)
WORDS = _ORDER.split()
"""The words from the lowest up: the order in which their SQL functions are written."""


@dataclass(frozen=True)
class Protected:
    """How a protected table's rows are opened.

    `person`, `referral`: the columns that lead to a grant; or `parent`: the protected table whose
    row `thing_id` names. `rights`: letters of SELECT and INSERT. `update`: the only columns that may
    change. `insert`: another condition than a writing grant. `special`: a condition of its own.
    `hand`: the column that must name the worker who writes. `beside`: a column that names another
    protected row, which the writer has to know too. `first`: the state in which a thing begins.
    """

    category: str = ""
    person: str = ""
    referral: str = ""
    rights: str = "SI"
    update: tuple[str, ...] = ()
    insert: str = ""
    parent: str = ""
    special: str = ""
    hand: str = ""
    beside: str = ""
    first: str = ""


@dataclass(frozen=True)
class Open:
    """A table that holds nothing of a participant, with the reason why that is so."""

    rights: str
    reason: str
    update: tuple[str, ...] = ()


_STATE = ("state", "version")
_HANDOFF = (*_STATE, "referral_id", "accepted_by_id", "person_id", "handed_over_at")
_ASKED = (*_STATE, "taken_by_id", "person_id", "closed_because")
_DECIDED = (*_STATE, "decided_at", "filed_on", "filed_how", "offense", "law", "offense_class")
_OF_CONTACT = "approval approver approved_by ending not_offered_reason set_aside returnable_on"

PROTECTED: dict[str, Protected] = {
    "sharing.Grant": Protected(rights="S", special="grant"),
    "people.Person": Protected("identity", person="id", update=("race", "race_asked"), insert="operator"),
    "sharing.Release": Protected("release", person="person_id", hand="taken_by_id", beside="referral"),
    "sharing.Withdrawal": Protected("release", person="person_id", hand="taken_by_id", beside="release_id"),
    "sharing.Disclosure": Protected("release", person="person_id", rights="S"),
    "staff.DeviceKey": Protected(insert="device", special="device", update=("ended",)),
    "referrals.Receipt": Protected(insert="author", special="mine"),
    "referrals.Held": Protected(insert="sender", special="held"),
    "referrals.HeldStep": Protected(insert="mine", special="held", beside="held_id"),
    "referrals.Referral": Protected(
        "legal", "", "id", update=(*_STATE, *_OF_CONTACT.split()), insert="author", first="recorded"
    ),
    "referrals.CommunityReferral": Protected(
        "asked", "", "id", "SI", _ASKED, "public", beside="person_id", first="waiting"
    ),
    "handoffs.Handoff": Protected(
        "engagement", "", "subject", update=_HANDOFF, beside="person_id", first="requested"
    ),
    "handoffs.Call": Protected("engagement", referral="id", insert="caller"),
    "handoffs.HandoffNote": Protected(parent="handoffs.Handoff"),
    "matters.Matter": Protected("charge", "", "referral_id", update=_DECIDED, first="held"),
    "matters.DateChange": Protected("clock", referral="referral_id"),
    "matters.DateReason": Protected("pause", referral="referral_id", hand="worker_id"),
    "matters.Letter": Protected("charge", referral="referral_id", hand="worker_id"),
    "matters.OwnLetter": Protected("pause", "person_id", "referral_id", hand="worker_id"),
    "matters.LegalHold": Protected("pause", "", "referral_id", update=("until", "why"), hand="worker_id"),
    "matters.SealTask": Protected(rights="S", special="task", update=("confirmed_at", "confirmed_by_id")),
    "matters.OtherCase": Protected("cases", person="person_id", hand="worker_id"),
    "care.Confirmation": Protected("confirmation", "person_id", "referral_id", beside="referral_id"),
    "care.Participation": Protected("engagement", person="person_id", update=_STATE, first="active"),
    "care.CaseManager": Protected("engagement", person="person_id", update=("until",)),
    "care.Intake": Protected("care", person="person_id", hand="worker_id", beside="referral_id"),
    "care.Goal": Protected("care", person="person_id", hand="worker_id"),
    "care.Contact": Protected("care", person="person_id", hand="worker_id"),
    "services.Connection": Protected(
        "care", person="person_id", update=_STATE, hand="worker_id", beside="release_id", first="draft"
    ),
    "trail.Entry": Protected(insert="trail", special="trail"),
    "messages.Message": Protected(insert="message", special="message"),
    "messages.Address": Protected(special="address"),
}
_SEALED = "matters.Tombstone matters.HiddenRow matters.Unsealing publications.LedgerCount"
PROTECTED |= {name: Protected(rights="S", special="nobody") for name in _SEALED.split()}
# what begins in a state has its states appended beside it
PROTECTED |= {f"{thing}Status": Protected(parent=thing) for thing, entry in PROTECTED.items() if entry.first}

_REASONS = {
    "services": "a directory of providers",
    "handoffs": "workers' hours and safety, when one is paged next, when a page changed: ids, times, numbers",
    "sites": "places, organizations, and which policy is in force",
    "publications": "released figures",
    "account": "addresses of workers",
    "messages": "codes of what the carrier and workers said",
    "auth": "sign-in's framework; not used for rights",
    "procrastinate": "ids and codes of work to do",
}


def _alike(app: str, names: str, rights: str, start: str = "") -> dict[str, Open]:
    return {f"{app}.{start}{name}": Open(rights, _REASONS[app]) for name in names.split()}


OPEN: dict[str, Open] = {
    "trail.Block": Open("S", "hashes and counts of rows"),
    **_alike("sites", "Site Agency", "S") | _alike("sites", "PolicyVersion PolicyText", "SI"),
    "loop.ClockRun": Open("SI", "that a night's reminders were sent: a day and counts"),
    "sites.ClosedDay": Open("SID", "days on which a court is closed"),
    "matters.LetterTemplate": Open("SI", "what letters say, with blanks: nobody is in it"),
    "governance.PolicyDraft": Open("SI", "a policy that is being written", update=("state", "ended_at")),
    "governance.DraftStep": Open("SI", "a policy that is being written"),
    "governance.PolicyEffect": Open("SI", "counts of codes, protected", update=("state", "result")),
    "staff.User": Open("S", "an account of a worker", update=("last_login", "language")),
    "staff.Worker": Open("S", "workers and their agencies", update=("trained_until",)),
    "staff.ListLink": Open("SI", "digests of links", ("sent", "told_at", "tries", "opened_at", "ended_at")),
    "training.Attendance": Open("SI", "workers at courses"),
    **_alike("handoffs", "Rotation Override ShiftRequest ShiftAnswer ShiftAsking SafetyRule", "SI"),
    "handoffs.RotaFeed": Open("SID", "addresses of calendars of workers' hours"),
    **_alike("handoffs", "EscalationStep Heartbeat LineTest Outing Pulse SafetyStep", "SIU"),
    "messages.ContactMethod": Open("SIU", "that a worker has a method, not which"),
    **_alike("messages", "Delivery Reply", "SI"),
    **_alike("publications", "Publication PublicationFile", "SI"),
    "reports.Report": Open("SIU", "figures after suppression, before release; no row of a person"),
    "reports.ReportFile": Open("SI", "the same figures as files"),
    **_alike("services", "Organization Service ServiceCapacity TaxonomyTerm", "SIU"),
    **_alike("services", "Location Address Phone Schedule ServiceAtLocation ServiceTaxonomy", "SIUD"),
    "sessions.Session": Open("SIUD", "sign-ins of workers: a key and an expiry"),
    **_alike("auth", "Permission Group", "S") | _alike("account", "EmailAddress EmailConfirmation", "SIUD"),
    "contenttypes.ContentType": Open("S", "names of tables; sign-in's tables refer to it"),
    "mfa.Authenticator": Open("SIUD", "second factors of workers"),
    **_alike("procrastinate", "Job Event PeriodicDefer Worker", "SIUD", "Procrastinate"),
}

REPORTER_FUNCTIONS = "reports.cut(uuid, date, date, date, timestamptz)", "reports.contacts(uuid, date, date)"
"""Functions that only the reporter role may call: they return counts, never a person."""

_TOLD = "context site worker organization purpose at is_operator rehearses"
APP_FUNCTIONS: tuple[str, ...] = (
    *(f"sharing.{name}()" for name in _TOLD.split()),
    *(f"trail.{name}()" for name in ("seal", "faults", "counts")),
    *("sharing.enter(text)", "sharing.disclose(uuid[], text)", "sharing.open_sealed(text, text)"),
    *("sharing.seal(uuid[], text, text, text)", "loop.waiting(integer)", "loop.reminders(date)"),
)
"""Functions of the program that the app role may call; of all others it may call none."""
