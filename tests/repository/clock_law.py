"""The lines of the clock's law: each is asked of the code, and shown on the page."""

from tests.repository import clock
from tests.repository.clock import COURT, PLAIN, SETTLED, Spec

NEW_YORK, PHOENIX, LOS_ANGELES = "America/New_York", "America/Phoenix", "America/Los_Angeles"
BY_DATE = "The last day for the intake"

_LAST = Spec(
    BY_DATE,
    "So many days from the contact; the contact's own day does not count. The site's policy says how "
    "many, in which days, and what holds when the last one falls on a day on which the court is closed. "
    "New York's General Construction Law says the same of days (section 20) and of closed last days "
    "(section 25-a).",
    ("counted in", "contact", "days", "last day"),
    clock._last,
    (
        (PLAIN, "2026-11-20", 30, "2026-12-20"),
        (PLAIN, "2026-11-20", 7, "2026-11-27"),
        (PLAIN, "2026-11-20", 1, "2026-11-21"),
        (PLAIN, "2026-11-20", 0, "2026-11-20"),
        (PLAIN, "2026-01-31", 30, "2026-03-02"),
        (PLAIN, "2026-12-15", 30, "2027-01-14"),
        (PLAIN, "2027-02-10", 30, "2027-03-12"),
        (PLAIN, "2028-02-10", 30, "2028-03-11"),
        (PLAIN, "2028-01-30", 30, "2028-02-29"),
        (SETTLED, "2026-11-20", 30, "2026-12-21"),
        (SETTLED, "2026-10-27", 30, "2026-11-27"),
        (SETTLED, "2026-11-25", 30, "2026-12-28"),
        (SETTLED, "2026-11-23", 30, "2026-12-23"),
        (COURT, "2026-11-20", 3, "2026-11-25"),
        (COURT, "2026-11-20", 4, "2026-11-27"),
        (COURT, "2026-11-21", 1, "2026-11-23"),
        (COURT, "2026-11-21", 0, "2026-11-23"),
        (COURT, "2026-10-31", 2, "2026-11-04"),
        (COURT, "2028-02-25", 3, "2028-03-01"),
        (COURT, "2026-11-20", 30, "2027-01-06"),
    ),
)
_CLOSED = Spec(
    "Public holidays",
    "They are those of the site's state; the site adds days of its own.",
    ("state", "day", "the court is"),
    clock._in_state,
    (
        ("NY", "2026-11-26", "closed"),
        ("NY", "2026-11-27", "open"),
        ("NM", "2026-11-27", "closed"),
        ("CA", "2026-11-27", "closed"),
        ("NY", "2026-02-12", "closed"),
        ("NM", "2026-02-16", "open"),
        ("NY", "2026-06-19", "closed"),
        ("NY", "2026-11-21", "closed"),
        ("NY", "2026-11-20", "open"),
    ),
)
_DAY = Spec(
    "The day of a contact",
    "It is the day at the site, at any hour of any night. Days are counted and not hours: the night in "
    "which the clocks are put forward or back is one day like every other, and its doubled hour belongs "
    "to one day.",
    ("zone of the site", "moment", "day"),
    clock._at_site,
    (
        (NEW_YORK, "2026-11-21T04:59:59Z", "2026-11-20"),
        (NEW_YORK, "2026-11-21T05:00:00Z", "2026-11-21"),
        (NEW_YORK, "2026-11-01T03:59:59Z", "2026-10-31"),
        (NEW_YORK, "2026-11-01T05:30:00Z", "2026-11-01"),
        (NEW_YORK, "2026-11-01T06:30:00Z", "2026-11-01"),
        (NEW_YORK, "2026-11-02T04:59:59Z", "2026-11-01"),
        (NEW_YORK, "2027-03-14T06:59:59Z", "2027-03-14"),
        (NEW_YORK, "2027-03-15T03:59:59Z", "2027-03-14"),
        (PHOENIX, "2027-03-15T06:59:59Z", "2027-03-14"),
        (LOS_ANGELES, "2026-12-20T07:59:59Z", "2026-12-19"),
    ),
)
_ACROSS = Spec(
    "Across a change of the clocks",
    "Thirty days are thirty dates.",
    ("counted in", "contact", "days", "last day"),
    clock._last,
    (
        (PLAIN, "2026-10-31", 30, "2026-11-30"),
        (PLAIN, "2026-11-01", 30, "2026-12-01"),
        (PLAIN, "2027-03-13", 30, "2027-04-12"),
        (PLAIN, "2027-03-14", 30, "2027-04-13"),
        (COURT, "2027-03-12", 2, "2027-03-16"),
    ),
)
_PAUSED = Spec(
    "A pause",
    "The program stops the clock, from a day to a day, on which it stands too: the days that were left when"
    " the pause began count on from its end. The contact's own day never counted. A date is never made"
    " earlier.",
    ("counted in", "contact", "last day", "paused from", "until", "new last day"),
    clock._paused,
    (
        (PLAIN, "2026-11-20", "2026-12-20", "2026-11-20", "2026-11-30", "2026-12-30"),
        (PLAIN, "2026-11-20", "2026-12-20", "2026-11-20", "2026-11-20", "2026-12-20"),
        (PLAIN, "2026-11-20", "2026-12-20", "2026-12-01", "2026-12-01", "2026-12-21"),
        (PLAIN, "2026-11-20", "2026-12-20", "2026-12-01", "2026-12-10", "2026-12-30"),
        (PLAIN, "2026-11-20", "2026-12-20", "2026-12-20", "2026-12-24", "2026-12-25"),
        (PLAIN, "2026-11-20", "2026-12-20", "2026-12-21", "2026-12-24", "2026-12-24"),
        (PLAIN, "2026-11-20", "2026-12-20", "2026-12-22", "2026-12-24", "2026-12-24"),
        (PLAIN, "2026-10-20", "2026-12-20", "2026-10-31", "2026-11-02", "2026-12-23"),
        (SETTLED, "2026-11-20", "2026-12-21", "2026-11-20", "2026-11-24", "2026-12-28"),
        (COURT, "2026-11-20", "2026-11-30", "2026-11-23", "2026-11-25", "2026-12-03"),
        (COURT, "2026-11-20", "2026-11-25", "2026-11-25", "2026-11-28", "2026-11-30"),
        (COURT, "2026-11-20", "2026-11-25", "2026-11-27", "2026-11-28", "2026-11-30"),
        (COURT, "2026-11-19", "2026-11-30", "2026-11-21", "2026-11-22", "2026-11-30"),
        (COURT, "2026-11-20", "2026-12-12", "2026-11-22", "2026-11-22", "2026-12-12"),
    ),
)  # fmt: skip
_PAUSES = Spec(
    "Which pause there can be",
    "Of a charge held on 2 November 2026, on 20 November 2026. It begins today or earlier, ends today or "
    "later, and counts no day that a pause before it has counted.",
    ("from", "until", "paused before until", "answer"),
    clock._may_pause,
    (
        ("2026-11-10", "2026-11-30", "", "allowed"),
        ("2026-11-20", "2026-11-20", "", "allowed"),
        ("2026-11-12", "2026-11-30", "2026-11-11", "allowed"),
        ("2026-11-11", "2026-11-30", "2026-11-11", "refused: The clock is paused until 2026-11-11 already."),
        ("2026-11-21", "2026-11-30", "", "refused: A pause begins today or earlier."),
        ("2026-11-10", "2026-11-19", "", "refused: A pause ends today or later."),
        ("2026-11-01", "2026-11-30", "",
         "refused: A pause begins on the day of the contact or later."),
        ("2026-11-20", "2027-05-20", "",
         "refused: A pause is at most 180 days. Choose an earlier end."),
        ("2026-11-20", "2026-11-10", "", "refused: This pause would end before it begins."),
    ),
)  # fmt: skip
_EXTENDED = Spec(
    "More time from the prosecutor",
    "The office names the new last day. It gives more time, and ends while the charge may still be filed.",
    ("new day", "last day", "today", "may be filed until", "answer"),
    clock._extended,
    (
        ("2027-01-20", "2026-12-20", "2026-12-01", "2028-11-20", "2027-01-20"),
        ("2027-01-20", "2026-12-20", "2026-12-28", "2028-11-20", "2027-01-20"),
        ("2028-11-20", "2026-12-20", "2026-12-01", "2028-11-20", "2028-11-20"),
        ("2030-01-20", "2026-12-20", "2026-12-01", "", "2030-01-20"),
        ("2028-11-21", "2026-12-20", "2026-12-01", "2028-11-20",
         "refused: The charge may be filed until 2028-11-20 only. Choose that day or an earlier one."),
        ("2026-12-20", "2026-12-20", "2026-12-01", "",
         "refused: Choose a day after 2026-12-20: a date is never shortened."),
        ("2026-12-22", "2026-12-20", "2026-12-22", "", "refused: Choose a day that is still to come."),
    ),
)  # fmt: skip
_ADDED = Spec(
    "A closed day more",
    "The court closes on a day that it had been open. A court day that is lost is given back at the end; "
    "a last day that is closed moves where the site moves such days; where the site counts calendar days "
    "and lets them stand, nothing moves. A day that was closed already changes nothing.",
    ("counted in", "contact", "last day", "closed", "new last day"),
    clock._closed,
    (
        (COURT, "2026-11-20", "2026-11-25", "2026-11-24", "2026-11-27"),
        (COURT, "2026-11-20", "2026-11-25", "2026-11-25", "2026-11-27"),
        (COURT, "2026-11-20", "2026-11-25", "2026-11-20", "2026-11-25"),
        (COURT, "2026-11-20", "2026-11-25", "2026-11-27", "2026-11-25"),
        (COURT, "2026-11-20", "2026-11-30", "2026-11-28", "2026-11-30"),
        (COURT, "2026-11-20", "2026-11-30", "2026-11-26", "2026-11-30"),
        (SETTLED, "2026-11-20", "2026-12-21", "2026-12-21", "2026-12-22"),
        (SETTLED, "2026-11-20", "2026-12-21", "2026-12-10", "2026-12-21"),
        (SETTLED, "2026-11-20", "2027-01-23", "2026-12-10", "2027-01-23"),
        (PLAIN, "2026-11-20", "2026-12-21", "2026-12-21", "2026-12-21"),
    ),
)
_FILING = Spec(
    "The last day for filing",
    "New York Criminal Procedure Law 30.10(2): within two years of a misdemeanor (c), within one year of "
    "a petty offense (d). What has no limit here is not reckoned: a lawyer says it. No pause and no "
    "extension moves it.",
    ("class of the offense", "incident", "may be filed until"),
    clock._filing,
    (
        ("class A misdemeanor", "2026-11-20", "2028-11-20"),
        ("Class B misdemeanor", "2026-02-28", "2028-02-28"),
        ("class A misdemeanor", "2028-02-29", "2030-02-28"),
        ("violation", "2026-11-20", "2027-11-20"),
        ("infraction", "2028-02-29", "2029-02-28"),
        ("class E felony", "2026-11-20", "none"),
    ),
)
_VOID = Spec(
    "The day from which a charge may be voided",
    "So many months after the contact, where the site has set them; the last of a month that is shorter.",
    ("contact", "months", "from"),
    clock._void,
    (
        ("2026-11-20", 6, "2027-05-20"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-11-20", 12, "2027-11-20"),
    ),
)
_REMINDED = Spec(
    "Reminders to the case manager",
    "At half-time, and 7, 3 and 1 days before the last day; after the contact, and each day once.",
    ("contact", "last day", "days of reminders"),
    clock._reminded,
    (
        ("2026-11-20", "2026-12-20", "2026-12-05, 2026-12-13, 2026-12-17, 2026-12-19"),
        ("2026-11-20", "2026-11-27", "2026-11-23, 2026-11-24, 2026-11-26"),
        ("2026-11-20", "2026-12-04", "2026-11-27, 2026-12-01, 2026-12-03"),
        ("2026-11-20", "2026-11-22", "2026-11-21"),
        ("2026-11-20", "2026-11-21", "none"),
        ("2026-11-20", "2026-11-20", "none"),
        ("2028-02-10", "2028-03-11", "2028-02-25, 2028-03-04, 2028-03-08, 2028-03-10"),
    ),
)
HELD, LODGED, VOID, NEW = (
    *("held_by_prosecutor", "lodged_officer_may_revive"),
    *("void_after_months", "re_offense_only"),
)
_STEPS = Spec(
    "What a day lets be decided",
    "Of a charge whose last day for the intake is 20 December 2026, and which may be filed until 20 "
    "November 2028. A day only lets somebody decide: nothing follows from it by itself. What counts of a "
    "filing is its own day.",
    ("held in this way", "decision", "today", "filed", "may be voided from", "answer"),
    clock._step,
    (
        (HELD, "declined", "2026-12-01", "", "", "allowed"),
        (HELD, "declined", "2030-01-01", "", "", "allowed"),
        (HELD, "filed", "2028-11-20", "2028-11-20", "", "allowed"),
        (HELD, "filed", "2028-11-22", "2028-11-20", "", "allowed"),
        (HELD, "filed", "2028-11-21", "2028-11-21", "",
         "refused: This charge is time-barred: it could be filed until 2028-11-20. You can decline it."),
        (HELD, "warrant_asked", "2028-11-21", "2028-11-21", "",
         "refused: This charge is time-barred: it could be filed until 2028-11-20. You can decline it."),
        (LODGED, "revived", "2026-12-20", "", "",
         "refused: The clock runs until 2026-12-20. Until then nobody revives it."),
        (LODGED, "revived", "2026-12-21", "", "", "allowed"),
        (VOID, "voided", "2027-05-19", "", "2027-05-20",
         "refused: This charge may be voided from 2027-05-20 on."),
        (VOID, "voided", "2027-05-20", "", "2027-05-20", "allowed"),
        (VOID, "voided", "2027-05-20", "", "",
         "refused: This site has not set after how many months a charge is void."),
        (NEW, "lapsed", "2026-12-20", "", "", "refused: This charge lapses after 2026-12-20."),
        (NEW, "lapsed", "2026-12-21", "", "", "allowed"),
        (NEW, "filed", "2026-12-20", "2026-12-20", "", "allowed"),
        (NEW, "filed", "2026-12-22", "2026-12-20", "", "allowed"),
        (NEW, "filed", "2026-12-21", "2026-12-21", "",
         "refused: Here a charge follows a new offense until 2026-12-20 only. You can let it lapse."),
    ),
)  # fmt: skip
SPECS = (
    *(_LAST, _CLOSED, _DAY, _ACROSS, _PAUSED, _PAUSES, _EXTENDED),
    *(_ADDED, _FILING, _VOID, _REMINDED, _STEPS),
)
