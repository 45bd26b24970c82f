"""Every table of the program, classified: protected by a path to a person, or open with a reason."""

from dataclasses import dataclass

WORDS = (
    "ground",
    "trail",
    "messages",
    "publications",
    "sites",
    "staff",
    "training",
    "people",
    "sharing",
    "referrals",
    "matters",
    "handoffs",
    "services",
    "care",
    "loop",
    "governance",
    "reports",
)
"""The words from the lowest up: the order in which their SQL functions are written."""


@dataclass(frozen=True)
class Protected:
    """How a protected table's rows are opened.

    `person`, `referral`: the columns that lead to a grant; or `parent`: the protected table whose
    row `thing_id` names. `rights`: letters of SELECT and INSERT. `update`: the only columns that may
    change. `insert`: another condition than a writing grant. `special`: a condition of its own.
    """

    category: str = ""
    person: str = ""
    referral: str = ""
    rights: str = "SI"
    update: tuple[str, ...] = ()
    insert: str = ""
    parent: str = ""
    special: str = ""


@dataclass(frozen=True)
class Open:
    """A table that holds nothing of a participant, with the reason why that is so."""

    rights: str
    reason: str
    update: tuple[str, ...] = ()


_STATE = ("state", "version")
_HANDOFF = (*_STATE, "accepted_by_id", "person_id", "handed_over_at", "ended_by")

PROTECTED: dict[str, Protected] = {
    "sharing.Grant": Protected(rights="S", special="grant"),
    "people.Person": Protected("identity", person="id", update=("race", "race_asked"), insert="operator"),
    "sharing.Release": Protected("release", person="person_id"),
    "sharing.Withdrawal": Protected("release", person="person_id"),
    "sharing.Disclosure": Protected("release", person="person_id", rights="S"),
    "referrals.Receipt": Protected(insert="author", special="mine"),
    "referrals.Referral": Protected(
        "legal",
        referral="id",
        update=(*_STATE, "ending", "not_offered_reason", "set_aside", "returnable_on"),
        insert="author",
    ),
    "referrals.ReferralStatus": Protected(parent="referrals.Referral"),
    "handoffs.Handoff": Protected("engagement", referral="referral_id", update=_HANDOFF),
    "handoffs.HandoffStatus": Protected(parent="handoffs.Handoff"),
    "matters.Matter": Protected("charge", referral="referral_id", update=_STATE),
    "matters.MatterStatus": Protected(parent="matters.Matter"),
    "care.Confirmation": Protected("confirmation", person="person_id", referral="referral_id"),
    "care.Participation": Protected("engagement", person="person_id", update=_STATE),
    "care.ParticipationStatus": Protected(parent="care.Participation"),
    "care.CaseManager": Protected("engagement", person="person_id", update=("until",)),
    "care.Intake": Protected("care", person="person_id"),
    "care.Goal": Protected("care", person="person_id"),
    "care.Contact": Protected("care", person="person_id"),
    "services.Connection": Protected("care", person="person_id", update=_STATE),
    "services.ConnectionStatus": Protected(parent="services.Connection"),
    "trail.Entry": Protected(insert="trail", special="trail"),
    "messages.Message": Protected(update=("delivered_at",), insert="site", special="message"),
}

OPEN: dict[str, Open] = {
    "trail.Block": Open("S", "hashes and counts of rows"),
    "sites.Site": Open("S", "a place"),
    "sites.Agency": Open("S", "an organization"),
    "sites.PolicyVersion": Open("S", "which policy is in force"),
    "staff.User": Open("SU", "an account of a worker; read before anybody is signed in"),
    "staff.Worker": Open("SU", "workers and their agencies; names of staff, none of participants"),
    "training.Attendance": Open("SI", "workers at courses"),
    "handoffs.OnCall": Open("SI", "workers' hours"),
    "publications.Publication": Open("SI", "released figures"),
    "publications.PublicationFile": Open("SI", "released figures"),
    "reports.Report": Open("SIU", "figures after suppression, before release; no row of a person"),
    "reports.ReportFile": Open("SI", "the same figures as files"),
    "services.Organization": Open("SIU", "a directory of providers"),
    "services.Location": Open("SIU", "a directory of providers"),
    "services.Address": Open("SIUD", "a directory of providers"),
    "services.Phone": Open("SIUD", "a directory of providers"),
    "services.Service": Open("SIU", "a directory of providers"),
    "services.ServiceAtLocation": Open("SIUD", "a directory of providers"),
    "services.ServiceCapacity": Open("SIUD", "a directory of providers"),
    "services.ServiceTaxonomy": Open("SIUD", "a directory of providers"),
    "services.TaxonomyTerm": Open("SIU", "names of needs"),
    "sessions.Session": Open("SIUD", "sign-ins of workers: a key and an expiry"),
    "auth.Permission": Open("S", "sign-in's framework; not used for rights"),
    "auth.Group": Open("S", "sign-in's framework; not used for rights"),
    "contenttypes.ContentType": Open("S", "names of tables; sign-in's tables refer to it"),
    "account.EmailAddress": Open("SIUD", "addresses of workers"),
    "account.EmailConfirmation": Open("SIUD", "addresses of workers"),
    "mfa.Authenticator": Open("SIUD", "second factors of workers"),
    "procrastinate.ProcrastinateJob": Open("SIUD", "ids and codes of work to do"),
    "procrastinate.ProcrastinateEvent": Open("SIUD", "what became of jobs"),
    "procrastinate.ProcrastinatePeriodicDefer": Open("SIUD", "when the clock last rang"),
    "procrastinate.ProcrastinateWorker": Open("SIUD", "job processes that run"),
}

REPORTER_FUNCTIONS: tuple[str, ...] = ("reports.cut(uuid, date, date, date, timestamptz)",)
"""Functions that only the reporter role may call: they return counts, never a person."""
