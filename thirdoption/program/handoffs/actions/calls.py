"""Asking the line to come without a referral, and whom it turns out to be about."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.handoffs.actions import escalation
from thirdoption.program.handoffs.models import Call, Handoff, Pulse
from thirdoption.program.handoffs.rules import TRANSITIONS, State
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.actions import receive_call
from thirdoption.program.referrals.rules.contact import PLACE_LIMIT, check_words
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, move, record

_OVER = "This was asked before, and is over. If somebody is with you now, ask again from your list."

_MOVED = "Somebody else was quicker, or this hand-off has moved on. Load the page again."


def ask(
    *, how: How, place: str = "", key: UUID, rings: timedelta = timedelta(0), by: Acting, at: datetime
) -> Handoff:
    """Ask the line to come: no name, no offense, no matter, no clock. The same `key` asks once.

    `by` is the officer who asks, or the program itself for a call without a badge. While a telephone
    `rings` already, nobody is paged yet.
    Raises Refused (invalid, field "place") where the place is missing, or (conflict) for what is over.
    """
    check(by, Permission.CALL_LINE)
    place = texts.cleaned(place, field="place", limit=PLACE_LIMIT, required=how == How.TAP)
    check_words(place, field="place", limit=PLACE_LIMIT)
    officer = by.worker is not None
    call = Call(
        pk=uuid5(by.worker or by.site, f"call {key}"),
        site_id=by.site,
        organization_id=by.organization if officer else None,
        author_id=by.worker,
        how=how,
        place=place,
        asked_at=at,
    )
    if not add_once(call, same=("how", "place"), taken=_OVER):
        return _asked_before(call.pk)
    if officer:
        receive_call(call=call.pk, key=key, by=by, at=at)
    handoff = Handoff(site_id=by.site, call=call, subject=call.pk, state=State.REQUESTED, requested_at=at)
    handoff.save(force_insert=True)
    escalation.begin(handoff=handoff, author=by.worker, by=by, at=at + rings)
    record(by=by, verb="ask to come", noun="handoff", objects=[handoff.pk], at=at, why=how)
    return handoff


def recognize(*, handoff: Handoff, person: Person, by: Acting, at: datetime) -> None:
    """Take somebody over whom the program knows already; the officer is free, and hears nothing else of it.

    Raises Refused (not found) for a hand-off that is no call: its person is made as they name themselves.
    """
    check(by, Permission.TAKE_HANDOFF)
    if handoff.call_id is None or handoff.referral_id is not None:
        raise hidden()
    if (handoff.state, handoff.person_id) == (State.HANDED_OVER, person.pk):
        return
    if handoff.accepted_by_id != by.worker:
        raise Refused(CONFLICT, "Another worker accepted this hand-off.")
    move(
        thing=handoff,
        to=State.HANDED_OVER,
        transitions=TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        person_id=person.pk,
        handed_over_at=at,
    )
    Pulse.objects.beat([handoff.pk])
    record(by=by, verb="recognize", noun="handoff", objects=[handoff.pk, person.pk], at=at)


def _asked_before(call: UUID) -> Handoff:
    found = Handoff.objects.filter(call=call).first()
    if found is None:
        raise Refused(CONFLICT, _OVER)
    return found
