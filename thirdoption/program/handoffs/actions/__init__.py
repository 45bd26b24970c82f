"""The LEAD line: asking for a hand-off, accepting it, setting out, arriving, taking it over."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.handoffs.actions import closing, escalation, safety
from thirdoption.program.handoffs.models import Handoff, HandoffNote, Pulse
from thirdoption.program.handoffs.rules import (
    COMING,
    FROM_OFFICER,
    OPEN,
    OVER,
    TAKEN,
    TRANSITIONS,
    Note,
    State,
)
from thirdoption.program.handoffs.rules.calls import comes_first
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.sites.queries import policy_as_written
from thirdoption.program.sites.rules import Door
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

_TAKEN = "Somebody else was quicker, or this hand-off has moved on. Load the page again."


def request(*, referral: Referral, by: Acting, at: datetime) -> Handoff:
    """Ask for a case manager to come, and page whoever is on call."""
    check(by, Permission.CALL_LINE)
    handoff = Handoff(
        site_id=by.site,
        referral=referral,
        subject=referral.pk,
        comes_first=comes_first(Door(referral.door), policy_as_written(referral.policy_id)),
        state=State.REQUESTED,
        requested_at=at,
    )
    handoff.save(force_insert=True)
    escalation.begin(handoff=handoff, author=referral.author_id, by=by, at=at)
    closing.tell_officer(referral=referral, by=by, at=at)
    record(by=by, verb="request", noun="handoff", objects=[handoff.pk], at=at)
    return handoff


def accept(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I come". The first to say it wins and may say it twice; the second is told so."""
    check(by, Permission.TAKE_HANDOFF)
    if handoff.state in COMING and handoff.accepted_by_id == by.worker:
        return
    try:
        _move(handoff, State.ACCEPTED, by, at, accepted_by_id=by.worker)
    except Refused as refused:
        raise _who_was_quicker(handoff, refused) from refused
    escalation.stop(handoff=handoff, by=by, at=at)
    safety.ask_company(handoff=handoff, by=by, at=at)
    Pulse.objects.beat([handoff.pk])
    record(by=by, verb="accept", noun="handoff", objects=[handoff.pk], at=at)


def set_out(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I'm on my way"."""
    check(by, Permission.TAKE_HANDOFF)
    _check_mine(handoff, by)
    if handoff.state == State.EN_ROUTE:
        return
    _move(handoff, State.EN_ROUTE, by, at)
    safety.set_off(handoff=handoff, by=by, at=at)
    Pulse.objects.beat([handoff.pk])
    record(by=by, verb="set out", noun="handoff", objects=[handoff.pk], at=at)


def give_back(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I can't come after all": everybody else is paged at once, for the officer still waits."""
    check(by, Permission.TAKE_HANDOFF)
    if handoff.state == State.REQUESTED:
        return
    _check_mine(handoff, by)
    _move(handoff, State.REQUESTED, by, at, accepted_by_id=None)
    escalation.begin_again(handoff=handoff, by=by, at=at)
    Pulse.objects.beat([handoff.pk])
    record(by=by, verb="give back", noun="handoff", objects=[handoff.pk], at=at)


def arrive(*, handoff: Handoff, by: Acting, at: datetime) -> None:
    """Say "I am here"."""
    check(by, Permission.TAKE_HANDOFF)
    _check_mine(handoff, by)
    if handoff.state == State.ARRIVED:
        return
    _move(handoff, State.ARRIVED, by, at)
    safety.set_off(handoff=handoff, by=by, at=at)
    Pulse.objects.beat([handoff.pk])
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
    """Take the person over: from the officer, who is free from now on; or by whoever meets them afterwards.

    The person is made here, by a care worker, in the name they give; a second tap gives the same.
    """
    check(by, Permission.TAKE_HANDOFF)
    if handoff.state in OPEN:
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
    waited = handoff.state in OPEN
    _move(handoff, State.HANDED_OVER, by, at, person_id=person.pk, handed_over_at=at)
    Pulse.objects.beat([handoff.pk])
    if waited and handoff.referral:
        closing.tell_officer(referral=handoff.referral, by=by, at=at)
    record(by=by, verb="take over", noun="handoff", objects=[handoff.pk, person.pk], at=at)
    return person


def end(*, handoff: Handoff, because: State, by: Acting, at: datetime) -> None:
    """End a hand-off in which nobody was handed over: what was agreed instead, or why.

    Said twice it is said once.
    """
    check(by, Permission.TAKE_HANDOFF)
    if because not in OVER:
        raise Refused(INVALID, "Choose from the list.", "because")
    if handoff.state == because:
        return
    if handoff.state != State.REQUESTED:
        _check_mine(handoff, by)
    _move(handoff, because, by, at)
    escalation.stop(handoff=handoff, by=by, at=at)
    Pulse.objects.beat([handoff.pk])
    record(by=by, verb="end", noun="handoff", objects=[handoff.pk], at=at, why=because)


def tell_officer(*, handoff: Handoff, note: Note, by: Acting, at: datetime) -> None:
    """Tell the officer something with one tap: an estimate, where one is, that the talk begins."""
    check(by, Permission.TAKE_HANDOFF)
    _check_mine(handoff, by)
    _tell(handoff, note, note not in FROM_OFFICER and handoff.state in TAKEN, by, at)


def tell_worker(*, handoff: Handoff, note: Note, by: Acting, at: datetime) -> None:
    """Tell whoever comes something with one tap, while the officer waits."""
    check(by, Permission.RECORD_CONTACT)
    _tell(handoff, note, note in FROM_OFFICER and handoff.state in OPEN, by, at)


def _tell(handoff: Handoff, note: Note, may: bool, by: Acting, at: datetime) -> None:
    """Append it; the same twice in a row is told once."""
    if not may:
        raise Refused(CONFLICT, _TAKEN)
    last = HandoffNote.objects.filter(thing=handoff).order_by("-at").first()
    if last is not None and last.code == note:
        return
    who = {"worker": by.hand, "organization": by.organization}
    HandoffNote(thing=handoff, code=note, at=at, **who).save(force_insert=True)
    Pulse.objects.beat([handoff.pk])
    record(by=by, verb="tell", noun="handoff", objects=[handoff.pk], at=at, why=note)


def _move(handoff: Handoff, to: State, by: Acting, at: datetime, **also: Any) -> None:
    move(thing=handoff, to=to, transitions=TRANSITIONS, taken=_TAKEN, by=by, at=at, **also)


def _who_was_quicker(handoff: Handoff, refused: Refused) -> Refused:
    """The refusal of a second yes: by name of role where somebody has said it."""
    now = Handoff.objects.filter(pk=handoff.pk, state__in=TAKEN).values_list("accepted_by__role", flat=True)
    match now.first():
        case "on_call_worker":
            return Refused(CONFLICT, "The on-call worker was quicker and is coming. You need do nothing.")
        case "case_manager":
            return Refused(CONFLICT, "A case manager was quicker and is coming. You need do nothing.")
        case "supervisor":
            return Refused(CONFLICT, "A supervisor was quicker and is coming. You need do nothing.")
    return refused


def _check_mine(handoff: Handoff, by: Acting) -> None:
    if handoff.accepted_by_id != by.worker:
        raise Refused(CONFLICT, "Another worker accepted this hand-off.")
