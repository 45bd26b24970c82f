"""A held charge in words: how it is held, what was set aside, its dates, and what may be decided today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.matters.rules import (
    BY_OFFICER,
    FILINGS,
    OF_TICKET,
    WAITING,
    Change,
    ChargeModel,
    FiledHow,
    State,
    check_step,
    days_left,
    ticket_comes_first,
    ways,
)
from thirdoption.program.referrals.rules import SetAside
from thirdoption.web.kit import clock as clocks
from thirdoption.web.kit.dates import written

BAR = 200  # the width of a clock's picture
SPANS = (7, 14, 30)


@dataclass(frozen=True)
class Clock:
    """How long a charge waits: words, and a bar with the ticket's date as a line on it."""

    deadline: str
    words: str
    tone: str
    elapsed: int
    ticket_at: int | None
    moved: str = ""


@dataclass(frozen=True)
class Ticket:
    """An appearance ticket: its return date, whether that falls before the deadline, what became of it."""

    day: str = ""
    before: bool = False
    became: str = ""


def day(one: date | None) -> str:
    """A day as the pages write it; nothing for none."""
    return written(one, "j M Y") if one else ""


def law(one: Matter) -> str:
    """The law and the class of a charge."""
    return f"{one.law} · {_(one.offense_class)}" if one.offense_class else one.law


def clock_of(one: Matter, today: date, changes: Sequence[DateChange]) -> Clock:
    """The clock of a charge, with what moved it last: that it was moved, never why."""
    left = days_left(one.deadline_on, today)
    whole = max((one.deadline_on - one.held_on).days, 1)
    gone = min(max((today - one.held_on).days, 0), whole)
    ticket_at = None
    if _before(one):
        assert one.returnable_on is not None  # it falls before the deadline
        ticket_at = round(BAR * max((one.returnable_on - one.held_on).days, 0) / whole)
    moved = next((changed(change) for change in changes if Change(change.kind) not in OF_TICKET), "")
    return Clock(
        day(one.deadline_on),
        clocks.words(left),
        clocks.tone(left),
        round(BAR * gone / whole),
        ticket_at,
        moved,
    )


def ticket_of(one: Matter, changes: Sequence[DateChange]) -> Ticket:
    """The ticket of a charge, and what became of it."""
    last = next((change for change in changes if Change(change.kind) in OF_TICKET), None)
    return Ticket(day(one.returnable_on), _before(one), changed(last) if last else "")


def _before(one: Matter) -> bool:
    return ticket_comes_first(one.returnable_on, one.deadline_on)


def changed(change: DateChange) -> str:
    """One change of a date as the prosecutor's office reads it."""
    return {
        Change.PAUSED: _("paused by the program, new date"),
        Change.EXTENDED: _("extended"),
        Change.CALENDAR: _("moved: the court is closed on a day more"),
        Change.TICKET_ADJOURNED: _("ticket adjourned"),
        Change.TICKET_WITHDRAWN: _("ticket taken back"),
        Change.TICKET_ATTENDED: _("ticket attended"),
    }[Change(change.kind)]


def filing(one: Matter, today: date) -> str:
    """Until when a charge may be filed; nothing where the site's law has not been entered."""
    if one.file_by is None:
        return ""
    if today > one.file_by:
        return _("time-barred: could be filed until %(day)s") % {"day": day(one.file_by)}
    return _("last day for filing: %(day)s") % {"day": day(one.file_by)}


def decided_as(state: str) -> str:
    """What was decided, in words."""
    words = {
        State.DECLINED: _("Declined"),
        State.BARRED: _("Barred by statute"),
        State.VOIDED: _("Voided"),
        State.LAPSED: _("Lapsed"),
        State.FILED: _("Filed"),
        State.WARRANT_ASKED: _("Filed, and a warrant asked for"),
    }
    return words.get(State(state), "")


def filed_how(code: str) -> str:
    """How the person hears of a charge that is filed."""
    return {FiledHow.SUMMONS: _("By a summons"), FiledHow.LETTER: _("By a letter to appear")}[FiledHow(code)]


def set_aside(code: str) -> str:
    """What was set aside at the contact."""
    return {
        SetAside.CUSTODIAL_ARREST: _("An arrest with custody"),
        SetAside.TICKET: _("An appearance ticket"),
        SetAside.VIOLATION: _("A violation"),
    }[SetAside(code)]


def models() -> dict[str, str]:
    """The ways in which charges are held, each in a few words."""
    return {
        ChargeModel.HELD_BY_PROSECUTOR: _("Held by the prosecutor"),
        ChargeModel.LODGED: _("Lodged by the officer"),
        ChargeModel.STATUTORY_BAR: _("Barred by statute after intake"),
        ChargeModel.VOID_AFTER_MONTHS: _("Void after some months"),
        ChargeModel.RE_OFFENSE_ONLY: _("Only after a new offense"),
    }


def held_how(one: Matter) -> str:
    """How a charge is held, as a sentence."""
    return {
        ChargeModel.HELD_BY_PROSECUTOR: _("The prosecutor's office holds it and decides."),
        ChargeModel.LODGED: _(
            "It is lodged. After its date the officer may ask the prosecutor to take it up and decide."
        ),
        ChargeModel.STATUTORY_BAR: _("Once intake is shown to the prosecutor, a statute bars filing."),
        ChargeModel.VOID_AFTER_MONTHS: _("It is void after some months, once the prosecutor says so."),
        ChargeModel.RE_OFFENSE_ONLY: _(
            "It is filed only after a new offense until its date; after it the prosecutor lets it lapse."
        ),
    }[ChargeModel(one.charge_model)]


def days_to_choose() -> list[tuple[str, str]]:
    """The spans of "due within"."""
    return [(str(span), _("%(n)s days") % {"n": span}) for span in SPANS]


def steps_today(one: Matter, today: date) -> tuple[frozenset[State], dict[State, str]]:
    """What the prosecutor may decide today, and for other steps of the charge's table why not, or no more.

    A filing stays open: what counts of it is its own day, which may be written down later. A decided charge
    answers like one that waits: whoever had its page open reads that it is decided.
    """
    state = one.state if one.state in WAITING else State.HELD
    steps, closed = ways(one.charge_model, state) - BY_OFFICER, {}
    for step in steps:
        try:
            check_step(
                model=one.charge_model,
                to=step,
                today=today,
                deadline_on=one.deadline_on,
                file_by=one.file_by,
                void_on=one.void_on,
            )
        except Refused as refused:
            values = {name: day(it) if isinstance(it, date) else it for name, it in refused.values.items()}
            closed[step] = _(refused.sentence) % values if values else _(refused.sentence)
    return steps - (set(closed) - FILINGS), closed
