"""What is told of a person without their consent: noted, looked at by another, told, and accounted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from thirdoption.program.care.models import Told
from thirdoption.program.care.rules.second_look import check_another
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.care.rules.told import (
    LOOK_FIRST,
    ORDER_LIMIT,
    RECIPIENT_LIMIT,
    TOLD_TRANSITIONS,
    WHAT_LIMIT,
    ToldState,
    check_little,
)
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE, add_once, move, number, record

_MOVED = "Somebody changed this while you looked at it. Load the page again."


def note_told(
    *,
    person: Person,
    ground: str,
    recipient: str,
    facts: Sequence[str],
    what: str,
    court_order: str,
    happened_at: datetime | None = None,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Told:
    """Note what the law lets be told without consent: on which ground, to whom, and how little (R-29, R-30).

    It counts as told, at `happened_at` or now, unless the ground asks for another worker's look before.
    Raises Refused (invalid) for more than the ground allows, and for a court's order without its number.
    """
    check(by, Permission.WRITE_CARE)
    if happened_at and happened_at > at:
        raise Refused(INVALID, "This is still to come. Note it once it is told.", "happened_at")
    court_order = free_text(court_order, field="court_order", limit=ORDER_LIMIT)
    check_little(ground, facts, court_order)
    told = Told(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        state=ToldState.NOTED,
        ground=ground,
        recipient=free_text(recipient, field="recipient", limit=RECIPIENT_LIMIT, required=True),
        facts=sorted(facts),
        what=free_text(what, field="what", limit=WHAT_LIMIT, required=True),
        court_order=court_order,
    )
    if add_once(told, same=("person", "ground", "recipient", "facts", "what", "court_order")):
        record(by=by, verb="note told", noun="person", objects=[person.pk, told.pk], at=at, why=ground)
        if ground not in LOOK_FIRST:
            _move(told, ToldState.TOLD, "", by, at, told_at=happened_at or at)
    elif happened_at and not Told.objects.filter(pk=told.pk, told_at=happened_at).exists():
        raise Refused(CONFLICT, SENT_BEFORE)
    return told


def look_at_told(*, told: Told, note: str, by: Acting, at: datetime) -> Told:
    """The second look: that it may be told, or, where it was told at once, that it was right (2.51(c)).

    Raises Refused (conflict) for what one noted oneself, and for what somebody else looked at already.
    """
    check(by, Permission.LOOK_AGAIN)
    check_another(told.worker_id, by.hand)
    note = free_text(note, field="note", limit=WHAT_LIMIT)
    before = told.state == ToldState.NOTED
    _move(told, ToldState.AGREED if before else ToldState.LOOKED, note, by, at)
    return told


def tell(*, told: Told, by: Acting, at: datetime) -> Told:
    """Keep that it was told now. Raises Refused (conflict) where another worker has not looked yet."""
    check(by, Permission.WRITE_CARE)
    if told.ground in LOOK_FIRST and told.state == ToldState.NOTED:
        raise Refused(CONFLICT, "Another worker has to look at this before anything is told.")
    _move(told, ToldState.TOLD, "", by, at, told_at=at)
    return told


def let_be(*, told: Told, note: str, by: Acting, at: datetime) -> Told:
    """Keep that nothing was told after all, and why."""
    check(by, Permission.WRITE_CARE)
    note = free_text(note, field="note", limit=WHAT_LIMIT, required=True)
    _move(told, ToldState.NOT_TOLD, note, by, at)
    return told


def export_accounting(*, person: Person, by: Acting, at: datetime) -> None:
    """Keep that the accounting of what was told left as a file, for the person (R-23, R-69)."""
    check(by, Permission.WRITE_CARE)
    record(by=by, verb="export accounting", noun="person", objects=[person.pk], at=at)


def _move(told: Told, to: ToldState, note: str, by: Acting, at: datetime, **also: Any) -> None:
    move(
        thing=told,
        to=to,
        transitions=TOLD_TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        note=note,
        **also,
    )
    record(by=by, verb="move told", noun="person", objects=[told.person_id, told.pk], at=at, why=to)
