"""The clock of a held charge: the last day for the intake, and how it is moved. Days are days of the site.

A date moves only by an act on record, and never to an earlier day. Nothing follows from a date by itself.
"""

from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.sites.rules.calendar import Calendar


class Unit(StrEnum):
    """In which days a site counts."""

    CALENDAR_DAYS = "calendar_days"
    COURT_DAYS = "court_days"


class OnClosedDay(StrEnum):
    """What happens to a last day on which the court is closed."""

    STAYS = "stays"
    NEXT_COURT_DAY = "next_court_day"


class Change(StrEnum):
    """What changed a date of a charge.

    The clock: the program paused it, the prosecutor gave more time, or the court has a closed day more. A
    ticket's return date: the court put it off, it was taken back, or the person went there.
    """

    PAUSED = "paused"
    EXTENDED = "extended"
    CALENDAR = "calendar"
    TICKET_ADJOURNED = "ticket_adjourned"
    TICKET_WITHDRAWN = "ticket_withdrawn"
    TICKET_ATTENDED = "ticket_attended"


OF_TICKET = frozenset({Change.TICKET_ADJOURNED, Change.TICKET_WITHDRAWN, Change.TICKET_ATTENDED})


@dataclass(frozen=True, slots=True)
class Count:
    """How a site counts: in which days, what it does with a closed day, and which days are closed."""

    unit: Unit = Unit.CALENDAR_DAYS
    on_closed: OnClosedDay = OnClosedDay.STAYS
    calendar: Calendar = field(default_factory=Calendar)

    def last_day(self, start: date, days: int) -> date:
        """The last of so many days after a day, which is not counted itself.

        New York General Construction Law section 20: the day from which the reckoning is made is excluded;
        section 25-a: what ends on a Saturday, Sunday or public holiday may be done on the next business day.
        """
        if self.unit is Unit.COURT_DAYS:  # with no day left, the clock still ends on a court day
            return self.calendar.open_on_or_after(self.calendar.court_days_after(start, days))
        return self.settled(start + timedelta(days=days))

    def settled(self, last: date) -> date:
        """A last day, or the court day after it where the site moves what falls on a closed day."""
        return self.calendar.open_on_or_after(last) if self.on_closed is OnClosedDay.NEXT_COURT_DAY else last

    def days_between(self, first: date, last: date) -> int:
        """How many days of the site's kind lie after one day up to another, the last included; 0 at least."""
        if last <= first:
            return 0
        if self.unit is Unit.COURT_DAYS:
            return self.calendar.court_days_until(first, last)
        return (last - first).days


def deadline(held_on: date, days: int, count: Count = Count()) -> date:
    """The last day for the intake: so many days from the contact, the contact's own day not counted."""
    return count.last_day(held_on, days)


def after_pause(deadline_on: date, *, since: date, until: date, held_on: date, count: Count) -> date:
    """The new last day after a pause: the days that were left when it began, counted from its end.

    The clock stands on the first day of it and on the last, so each of them is given back; the contact's own
    day never counted.
    """
    left = count.days_between(max(since - timedelta(days=1), held_on), deadline_on)
    return max(deadline_on, count.last_day(until, left))


def after_closed_day(deadline_on: date, *, closed: date, held_on: date, count: Count) -> date:
    """The new last day when the court has a closed day more; `count` is how the site counted without it.

    A day on which it was closed already changes nothing. Where court days are counted, one that is lost is
    given back at the end. A day inside a pause is given back too: a date is never shortened, and a day too
    many harms nobody.
    """
    if not count.calendar.is_open(closed):
        return deadline_on
    now = replace(count, calendar=Calendar(count.calendar.closed | {closed}))
    if count.unit is Unit.COURT_DAYS and held_on < closed <= deadline_on:
        return now.calendar.court_days_after(deadline_on, 1)
    return now.settled(deadline_on) if closed == deadline_on else deadline_on


def days_left(deadline_on: date, today: date) -> int:
    """Days until the deadline; negative when the date has passed."""
    return (deadline_on - today).days


def ticket_comes_first(returnable_on: date | None, deadline_on: date | None) -> bool:
    """Whether a person is expected in court by the last day for the intake, that day included: a red line."""
    return returnable_on is not None and deadline_on is not None and returnable_on <= deadline_on


def month_later(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reminders(held_on: date, deadline_on: date) -> list[date]:
    """The days on which the case manager is reminded: at half-time, and 7, 3 and 1 days before the last."""
    half = held_on + (deadline_on - held_on) / 2
    before = [deadline_on - timedelta(days=days) for days in (7, 3, 1)]
    return sorted({day for day in (half, *before) if held_on < day <= deadline_on})


def last_filing_day(incident_on: date, months: int | None) -> date | None:
    """The last day on which a charge may be filed; None where the site's law has not been entered.

    New York Criminal Procedure Law 30.10(2): within two years of a misdemeanor, one year of a petty offense.
    """
    return None if months is None else month_later(incident_on, months)


def limitation_of(offense_class: str) -> str | None:
    """The policy's setting that says for how many months a charge of this class may be filed; None: none."""
    words = offense_class.lower()
    if "misdemeanor" in words:
        return "file_months.misdemeanor"
    return "file_months.petty" if "violation" in words or "infraction" in words else None


LONGEST_PAUSE = 180


def check_pause(*, since: date, until: date, held_on: date, last_until: date | None, today: date) -> None:
    """Raise Refused for a pause that does not begin and end as a pause can.

    `last_until` is the end of the pause before: two pauses never count the same day twice.
    """
    if until < since:
        raise Refused(INVALID, "This pause would end before it begins.", "until")
    if until < today:
        raise Refused(INVALID, "A pause ends today or later.", "until")
    if since > today:
        raise Refused(INVALID, "A pause begins today or earlier.", "since")
    if since < held_on:
        raise Refused(INVALID, "A pause begins on the day of the contact or later.", "since")
    if last_until is not None and since <= last_until:
        raise Refused(CONFLICT, "The clock is paused until %(day)s already.", "since", day=last_until)
    if (until - since).days > LONGEST_PAUSE:
        raise Refused(
            INVALID, "A pause is at most %(days)s days. Choose an earlier end.", "until", days=LONGEST_PAUSE
        )


def check_extension(*, to: date, deadline_on: date, today: date, file_by: date | None) -> None:
    """Raise Refused for a new date that gives no more time, or more than the law leaves for filing."""
    if to <= deadline_on:
        raise Refused(
            INVALID, "Choose a day after %(day)s: a date is never shortened.", "on", day=deadline_on
        )
    if to <= today:
        raise Refused(INVALID, "Choose a day that is still to come.", "on")
    check_can_be_filed(to, file_by, field="on")


def check_can_be_filed(deadline_on: date, file_by: date | None, *, field: str) -> None:
    """Raise Refused for a clock that would run past the last day on which the charge may be filed."""
    if file_by is not None and deadline_on > file_by:
        raise Refused(
            INVALID,
            "The charge may be filed until %(day)s only. Choose that day or an earlier one.",
            field,
            day=file_by,
        )
