"""The decision about a held charge: the prosecutor's, and the officer's where a charge is lodged."""

from collections.abc import Sequence
from datetime import date, datetime

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.matters.actions.dates import extend
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import (
    FILINGS,
    TRANSITIONS,
    FiledHow,
    State,
    check_bar,
    check_bulk,
    check_step,
    stated,
    ways,
)
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

TAKEN = "This charge is already decided. Load the page again."
_MOVED = "A date of this charge was changed after you opened this page. Read it, then decide."
_NO_WAY = "This charge cannot be decided in this way here."


def decide(
    *,
    matter: Matter,
    to: State,
    reason: str,
    filed_on: date | None = None,
    filed_how: str = "",
    confirmed: bool = False,
    changes: int | None = None,
    by: Acting,
    at: datetime,
) -> None:
    """The prosecutor's decision about one charge, with its reason; it ends the hand-off release.

    A charge that is filed has the day of its filing, and a way in which the person hears of it. A warrant is
    asked of a court on a filed accusatory instrument only (New York Criminal Procedure Law 120.20): without
    the day of filing it is refused. Who decides is named by the row itself. `confirmed` is whether an intake
    is shown to them, `changes` how many changes of its dates there were when they read it: nobody files on a
    date that was moved meanwhile.
    Raises Refused (invalid, conflict).
    """
    check(by, Permission.DECIDE_MATTER)
    today = local_day(matter.site, at)
    _check_way(matter, to)  # first: who was quicker explains more than a field that is empty
    check_bar(model=matter.charge_model, to=to, confirmed=confirmed)
    _check_filing(matter, to, filed_on, filed_how, today)
    if to in FILINGS and changes not in (None, matter.changes):
        raise Refused(CONFLICT, _MOVED)
    filing = to in FILINGS
    _step(
        matter,
        to,
        stated(reason),
        today,
        by,
        at,
        filed_on if filing else None,
        filed_how=filed_how if filing else "",
        decided_at=at,
    )


def revive(*, matter: Matter, reason: str, by: Acting, at: datetime) -> None:
    """The officer who lodged a charge asks the prosecutor to take it up, once its date has passed."""
    check(by, Permission.RECORD_CONTACT)
    _step(matter, State.REVIVED, stated(reason), local_day(matter.site, at), by, at)


def decline_all(*, matters: Sequence[Matter], reason: str, by: Acting, at: datetime) -> None:
    """Decline several charges for one reason: all of them, or none where one cannot be."""
    check(by, Permission.DECIDE_MATTER)
    check_bulk(State.DECLINED, len(matters))
    for one in matters:
        decide(matter=one, to=State.DECLINED, reason=reason, by=by, at=at)


def extend_all(*, matters: Sequence[Matter], to: date, reason: str, by: Acting, at: datetime) -> None:
    """Give several charges the same new date for one reason: all of them, or none if one cannot."""
    check(by, Permission.DECIDE_MATTER)
    check_bulk(State.DECLINED, len(matters))
    for one in matters:
        extend(matter=one, to=to, reason=reason, by=by, at=at)


def _check_filing(matter: Matter, to: State, filed_on: date | None, filed_how: str, today: date) -> None:
    if to not in FILINGS:
        return
    if filed_on is None:
        raise Refused(INVALID, "Say on which day the accusatory instrument was filed.", "filed_on")
    if not matter.incident_on <= filed_on <= today:
        raise Refused(INVALID, "The day of filing lies between the incident and today.", "filed_on")
    if to is State.FILED and filed_how not in set(FiledHow):
        raise Refused(INVALID, "Say how the person hears of it: by summons or by letter.", "filed_how")
    if to is State.WARRANT_ASKED and filed_how:
        raise Refused(INVALID, "Ask for a warrant, or send a summons or a letter: one of them.", "filed_how")


def _check_way(matter: Matter, to: State) -> None:
    open_ways = ways(matter.charge_model, matter.state)
    if to not in open_ways:
        raise Refused(CONFLICT, _NO_WAY if open_ways else TAKEN)


def _step(
    matter: Matter,
    to: State,
    reason: str,
    today: date,
    by: Acting,
    at: datetime,
    filed_on: date | None = None,
    **also: object,
) -> None:
    _check_way(matter, to)
    check_step(
        model=matter.charge_model,
        to=to,
        today=today,
        deadline_on=matter.deadline_on,
        file_by=matter.file_by,
        void_on=matter.void_on,
        filed_on=filed_on,
    )
    if filed_on is not None:
        also["filed_on"] = filed_on
    move(thing=matter, to=to, transitions=TRANSITIONS, taken=TAKEN, by=by, at=at, note=reason, **also)
    record(by=by, verb="decide", noun="matter", objects=[matter.pk], at=at, why=to)
