"""The charges of a person on their page: dates, what follows, who moved them, and what we did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thirdoption.program.care.queries import Charge, Moved
from thirdoption.program.matters.rules import Change
from thirdoption.program.sites.queries import policy_as_written
from thirdoption.web.desk.presenters.moments import SOON, Clock, Due
from thirdoption.web.desk.presenters.words import Words

# What follows a passed date by the policy of the contact, and who decides it. Never the date itself.
FOLLOWS: dict[object, Words] = {
    "nothing": gettext_lazy("By the policy nothing follows. The prosecutor's office decides on the charge."),
    "prosecutor_decides": gettext_lazy(
        "The prosecutor's office decides on the charge. Nothing happens by itself."
    ),
    "officer_may_file": gettext_lazy(
        "The officer of the contact may ask the prosecutor's office to take the charge up. "
        "Nothing happens by itself."
    ),
    "warrant": gettext_lazy(
        "The prosecutor's office may file the charge and ask a judge for a warrant. "
        "Nothing happens by itself."
    ),
}
OPEN = gettext_lazy(
    "What follows is not settled: the policy leaves it open. The prosecutor's office decides, "
    "and nothing happens by itself."
)
MOVED: dict[str, Words] = {
    Change.PAUSED: gettext_lazy(
        "%(at)s: %(who)s paused the clock from %(since)s to %(until)s. The last day is now %(day)s."
    ),
    Change.EXTENDED: gettext_lazy("%(at)s: %(who)s gave more time. The last day is now %(day)s."),
    Change.CALENDAR: gettext_lazy(
        "%(at)s: %(who)s noted that the court is closed on a day more. The last day is now %(day)s."
    ),
    Change.TICKET_ADJOURNED: gettext_lazy("%(at)s: %(who)s noted that the ticket is put off to %(day)s."),
    Change.TICKET_WITHDRAWN: gettext_lazy("%(at)s: %(who)s noted that the ticket was withdrawn."),
    Change.TICKET_ATTENDED: gettext_lazy(
        "%(at)s: %(who)s noted that the person went to court for the ticket."
    ),
}


@dataclass(frozen=True)
class ChangeLine:
    """One change of a date in a sentence, with what was said of it."""

    text: str
    why: str


@dataclass(frozen=True)
class ChargeLine:
    """One charge that waits. `undone` says who did not do what, where its date is near or has passed."""

    referral: UUID
    offense: str
    law: str
    incident: str
    due: Due
    follows: str
    passed: bool
    ticket: str
    ticket_before: bool
    filing: str
    confirmed: str
    undone: tuple[str, ...]
    changes: tuple[ChangeLine, ...]


def lines(found: Sequence[Charge], clock: Clock) -> list[ChargeLine]:
    """The charges that wait, the nearest date first."""
    return [_line(one, clock) for one in found if one.waits]


def _line(one: Charge, clock: Clock) -> ChargeLine:
    follows = policy_as_written(one.policy).setting("intake_not_done_follows").value
    near = (one.deadline_on - clock.today).days <= SOON
    return ChargeLine(
        referral=one.referral,
        offense=one.offense,
        law=f"{one.law} · {_(one.offense_class)}" if one.offense_class else one.law,
        incident=one.incident_number,
        due=clock.due(one.deadline_on),
        follows=str(FOLLOWS.get(follows, OPEN)),
        passed=one.deadline_on < clock.today,
        ticket=clock.short(one.returnable_on) if one.returnable_on else "",
        ticket_before=one.ticket_before,
        filing=_filing(one.file_by, clock),
        confirmed=clock.short(one.confirmed_on) if one.confirmed_on else "",
        undone=tuple(_undone(one, clock)) if near and one.confirmed_on is None else (),
        changes=tuple(_change(moved, clock) for moved in one.changes),
    )


def _filing(last: date | None, clock: Clock) -> str:
    if last is None:
        return _("Until when it may be filed is not set at this place.")
    if last < clock.today:
        return _("Time-barred: it could be filed until %(day)s.") % {"day": clock.short(last)}
    return _("It may be filed until %(day)s.") % {"day": clock.short(last)}


def _undone(one: Charge, clock: Clock) -> list[str]:
    """What we did and did not do, in our own words: never a verdict on the person."""
    since = {"day": clock.short(one.came_at)}
    last = {"last": clock.short(one.last_tried)} if one.last_tried else {}
    found = []
    if one.made:
        text = ngettext(
            "We were in contact %(n)s time since %(day)s, and the intake is not done.",
            "We were in contact %(n)s times since %(day)s, and the intake is not done.",
            one.made,
        )
        found.append(text % {"n": one.made, **since})
    if one.tried:
        text = ngettext(
            "We did not find them: %(n)s attempt since %(day)s, on %(last)s.",
            "We did not find them: %(n)s attempts since %(day)s, the last on %(last)s.",
            one.tried,
        )
        found.append(text % {"n": one.tried, **since, **last})
    return found or [_("Since %(day)s none of us has noted an attempt to reach them.") % since]


def _change(moved: Moved, clock: Clock) -> ChangeLine:
    def said(day: date | None) -> str:
        return clock.short(day) if day else ""

    who = _("%(name)s (%(agency)s)") % {"name": moved.worker, "agency": moved.organization}
    days = {"day": said(moved.becomes), "since": said(moved.since), "until": said(moved.until)}
    text = str(MOVED[moved.kind]) % {"at": clock.short(moved.at), "who": who, **days}
    return ChangeLine(text, moved.why or moved.note)
