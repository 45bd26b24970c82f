"""The LEAD line: asking for a hand-off, accepting it, arriving, taking it over."""

from datetime import date, datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.handoffs.actions import closing, escalation, safety
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import TRANSITIONS, EndedBy, State
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

_TAKEN = "Somebody else was quicker, or this hand-off has moved on. Load the page again."


def request(*, referral: Referral, by: Acting, at: datetime) -> Handoff:
    """Ask for a case manager to come, and page whoever is on call."""
    check(by, Permission.RECORD_CONTACT)
    handoff = Handoff(site_id=by.site, referral=referral, state=State.REQUESTED, requested_at=at)
    handoff.save(force_insert=True)
    escalation.begin(handoff=handoff, by=by, at=at)
    closing.tell_officer(referral=referral, by=by)
    record(by=by, verb="request", noun="handoff", objects=[handoff.pk], at=at)
    return handoff


def accept(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I come". The first to say it wins and may say it twice; the second is told so."""
    check(by, Permission.TAKE_HANDOFF)
    if (handoff.state, handoff.accepted_by_id) == (State.ACCEPTED, by.worker):
        return
    move(
        thing=handoff,
        to=State.ACCEPTED,
        transitions=TRANSITIONS,
        taken=_TAKEN,
        by=by,
        at=at,
        accepted_by_id=by.worker,
    )
    escalation.stop(handoff=handoff, by=by, at=at)
    safety.ask_company(handoff=handoff, by=by, at=at)
    safety.set_off(handoff=handoff, by=by, at=at)
    record(by=by, verb="accept", noun="handoff", objects=[handoff.pk], at=at)


def arrive(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I am here"."""
    check(by, Permission.TAKE_HANDOFF)
    _check_mine(handoff, by)
    if handoff.state == State.ARRIVED:
        return
    move(thing=handoff, to=State.ARRIVED, transitions=TRANSITIONS, taken=_TAKEN, by=by, at=at)
    record(by=by, verb="arrive", noun="handoff", objects=[handoff.pk], at=at)


def take_over(
    *,
    handoff: Handoff,
    name: str,
    date_of_birth: date | None,
    where_to_find: str,
    language: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Person:
    """Take the person over from the officer, who is free from now on.

    The person is made here, by a care worker, in the name they give; a second tap gives the same.
    """
    check(by, Permission.TAKE_HANDOFF)
    _check_mine(handoff, by)
    for field, text in (("name", name), ("where_to_find", where_to_find)):
        check_no_identifiers(text, field=field)
    person = people.welcome(
        name=name,
        date_of_birth=date_of_birth,
        where_to_find=where_to_find,
        language=language,
        key=key,
        by=by,
        at=at,
    )
    if Handoff.objects.filter(pk=handoff.pk, person=person).exists():
        return person
    move(
        thing=handoff,
        to=State.HANDED_OVER,
        transitions=TRANSITIONS,
        taken=_TAKEN,
        by=by,
        at=at,
        person_id=person.pk,
        handed_over_at=at,
    )
    closing.tell_officer(referral=handoff.referral, by=by)
    record(by=by, verb="take over", noun="handoff", objects=[handoff.pk, person.pk], at=at)
    return person


def end(*, handoff: Handoff, because: EndedBy, by: Acting, at: datetime) -> None:
    """End a hand-off in which nobody was handed over, with the reason."""
    check(by, Permission.TAKE_HANDOFF)
    if handoff.state != State.REQUESTED:
        _check_mine(handoff, by)
    move(thing=handoff, to=State.ENDED, transitions=TRANSITIONS, taken=_TAKEN, by=by, at=at, ended_by=because)
    escalation.stop(handoff=handoff, by=by, at=at)
    record(by=by, verb="end", noun="handoff", objects=[handoff.pk], at=at, why=because)


def _check_mine(handoff: Handoff, by: Acting) -> None:
    if handoff.accepted_by_id != by.worker:
        raise Refused(CONFLICT, "Another worker accepted this hand-off.")
