"""Moving a date of a held charge: each is a row that says who did it, and the database repeats it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.matters.models import DateChange, DateReason, Matter
from thirdoption.program.matters.queries import count_of, hold_calendar, last_pause
from thirdoption.program.matters.rules import (
    WAITING,
    Change,
    after_closed_day,
    after_pause,
    check_can_be_filed,
    check_extension,
    check_pause,
    stated,
)
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.sites.models import ClosedDay, Site
from thirdoption.program.sites.queries import local_day, policy_of
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

_TAKEN = "A date of this charge was changed just now, or it is decided. Load the page again."


def extend(*, matter: Matter, to: date, reason: str, by: Acting, at: datetime) -> DateChange:
    """The prosecutor's office gives more time. Raises Refused (invalid, conflict)."""
    check(by, Permission.DECIDE_MATTER)
    check_extension(
        to=to, deadline_on=matter.deadline_on, today=local_day(matter.site, at), file_by=matter.file_by
    )
    return _change(matter, Change.EXTENDED, to, by, at, note=stated(reason))


def pause(*, matter: Matter, since: date, until: date, reason: str, by: Acting, at: datetime) -> DateChange:
    """The program pauses the clock: the days that were left when the pause began count on from its end.

    Why is for the program alone; the prosecutor's office reads the new date.
    Raises Refused (invalid, conflict).
    """
    check(by, Permission.PAUSE_CLOCK)
    hold_calendar(site=by.site)
    check_pause(
        since=since,
        until=until,
        held_on=matter.held_on,
        last_until=last_pause(matter=matter),
        today=local_day(matter.site, at),
    )
    words = stated(reason)
    count = count_of(policy_of(matter.policy), site=matter.site_id, first=matter.held_on)
    becomes = after_pause(matter.deadline_on, since=since, until=until, held_on=matter.held_on, count=count)
    check_can_be_filed(becomes, matter.file_by, field="until")
    change = _change(matter, Change.PAUSED, becomes, by, at)
    DateReason(
        site_id=by.site,
        referral_id=matter.referral_id,
        change=change,
        worker_id=by.hand,
        since=since,
        until=until,
        words=words,
    ).save(force_insert=True)
    return change


def change_ticket(
    *, matter: Matter, kind: Change, to: date | None = None, note: str = "", by: Acting, at: datetime
) -> DateChange:
    """What became of an appearance ticket: put off to another day, taken back, or the person went there.

    Raises Refused (invalid, conflict).
    """
    check(by, Permission.CHANGE_TICKET)
    if matter.returnable_on is None:
        raise Refused(CONFLICT, "This charge has no ticket with a return date.")
    if kind is Change.TICKET_ADJOURNED and (to is None or to <= matter.returnable_on):
        raise Refused(
            INVALID, "Choose the new return date: a day after %(day)s.", "to", day=matter.returnable_on
        )
    becomes = to if kind is Change.TICKET_ADJOURNED else None
    note = texts.cleaned(note, field="note", limit=300)
    check_no_identifiers(note, field="note")
    return _change(matter, kind, becomes, by, at, note=note)


def close_day(*, site: Site, day: date, name: str, by: Acting, at: datetime) -> int:
    """The court is closed on a day more; the number of charges whose date moved.

    Raises Refused (invalid, conflict).
    """
    check(by, Permission.KEEP_CALENDAR)
    if day < local_day(site, at):
        raise Refused(INVALID, "Choose a day that is still to come: what is past moves no date.", "day")
    hold_calendar(site=by.site, alone=True)
    moves = _moved_by(site, day)
    closed = ClosedDay(site=site, day=day, name=texts.cleaned(name, field="name", limit=80, required=True))
    try:
        with transaction.atomic():
            closed.save(force_insert=True)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused(CONFLICT, "This day is in the calendar already.", "day") from error
    record(by=by, verb="close day", noun="calendar", objects=[closed.pk], at=at)
    for one, becomes in moves:
        _change(one, Change.CALENDAR, becomes, by, at)
    return len(moves)


def _moved_by(site: Site, day: date) -> list[tuple[Matter, date]]:
    """The charges whose date a closed day more would move, and to which day."""
    rows = Matter.objects.filter(site=site, state__in=WAITING, deadline_on__gte=day).select_related("policy")
    moved = []
    for one in rows.order_by("pk"):
        count = count_of(policy_of(one.policy), site=site.pk, first=one.held_on)
        becomes = after_closed_day(one.deadline_on, closed=day, held_on=one.held_on, count=count)
        if becomes > one.deadline_on:
            moved.append((one, becomes))
    return moved


def open_day(*, closed: ClosedDay, by: Acting, at: datetime) -> None:
    """A day that was entered by mistake is taken out of the calendar again.

    No date moves by it: what moved stays where it is, for a date is never shortened. A day that has come
    stays. Raises Refused (not found, conflict).
    """
    check(by, Permission.KEEP_CALENDAR)
    if closed.day <= local_day(closed.site, at):
        raise Refused(CONFLICT, "This day has come: it stays in the calendar, for dates were reckoned by it.")
    removed, _of = ClosedDay.objects.filter(pk=closed.pk, site=by.site).delete()
    if not removed:
        raise hidden()
    record(by=by, verb="open day", noun="calendar", objects=[closed.pk], at=at)


def _change(
    matter: Matter, kind: Change, becomes: date | None, by: Acting, at: datetime, note: str = ""
) -> DateChange:
    """Append the change; the database sets the date of the charge from it."""
    if matter.state not in WAITING:
        raise Refused(CONFLICT, _TAKEN)
    change = DateChange(
        site_id=by.site,
        referral_id=matter.referral_id,
        thing=matter,
        number=matter.changes + 1,
        kind=kind,
        becomes=becomes,
        note=note,
        at=at,
        worker=by.worker,
        organization=by.organization,
    )
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused(CONFLICT, _TAKEN) from error
    matter.refresh_from_db(fields=["changes", "deadline_on", "returnable_on"])
    record(by=by, verb=str(kind), noun="matter", objects=[matter.pk], at=at)
    return change
