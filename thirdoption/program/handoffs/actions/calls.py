"""Asking the line to come without a referral, and whom it turns out to be about."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from thirdoption.program.ground import later, texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.handoffs.actions import closing, escalation
from thirdoption.program.handoffs.models import Call, Handoff, Pulse
from thirdoption.program.handoffs.queries.inbound import can_call_back
from thirdoption.program.handoffs.rules import OPEN, TRANSITIONS, State
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.actions import receive_call
from thirdoption.program.referrals.rules.contact import PLACE_LIMIT, check_words
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.queries import program
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
    """Take somebody over whom the program knows already; the officer hears what they always hear.

    Raises Refused (conflict) when another worker has this hand-off.
    """
    check(by, Permission.TAKE_HANDOFF)
    if (handoff.state, handoff.person_id) == (State.HANDED_OVER, person.pk):
        return
    waited = handoff.state in OPEN
    if waited and handoff.accepted_by_id != by.worker:
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
    if waited and handoff.referral:
        closing.tell_officer(referral=handoff.referral, by=by, at=at)
    record(by=by, verb="recognize", noun="handoff", objects=[handoff.pk, person.pk], at=at)


def call_back(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Have the line call whoever took the hand-off and put them through to the officer who asked.

    Neither is told the other's number. Raises Refused (conflict) where it is not theirs, or the officer has
    proven no number.
    """
    check(by, Permission.TAKE_HANDOFF)
    if handoff.accepted_by_id != by.worker or handoff.state not in OPEN:
        raise Refused(CONFLICT, _MOVED)
    if not can_call_back(handoff=handoff):
        raise Refused(CONFLICT, "The line knows no number of this officer. Ask their dispatch.")
    later.run("ring_back", program(by.site, by.at), handoff=handoff.pk, worker=by.hand)
    record(by=by, verb="call back", noun="handoff", objects=[handoff.pk], at=at)


def _asked_before(call: UUID) -> Handoff:
    found = Handoff.objects.filter(call=call).first()
    if found is None:
        raise Refused(CONFLICT, _OVER)
    return found
