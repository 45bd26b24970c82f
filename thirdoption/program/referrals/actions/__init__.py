"""Recording a contact, making the offer, and saying how it ended."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.ground import later, texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.rules import Race
from thirdoption.program.referrals.models import Receipt, Referral
from thirdoption.program.referrals.rules import (
    TRANSITIONS,
    Approval,
    Door,
    Ending,
    Facts,
    NotOfferedReason,
    Screening,
    SetAside,
    State,
    YesNo,
    check_can_hold,
    check_can_offer,
    check_contact,
    check_no_identifiers,
    check_ticket,
    check_time,
    screen,
)
from thirdoption.program.referrals.rules.contact import INCIDENT_LIMIT
from thirdoption.program.sites.queries import local_day, policy_of, policy_on
from thirdoption.program.sites.rules import Approver
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

# one statement where the model would need a savepoint around its own
_RECEIVE = """
INSERT INTO referrals_receipt
    (id, site_id, organization_id, author_id, key, body, referral, incident_number, of_call, sent_at,
    freed_by)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '') ON CONFLICT (author_id, key) DO NOTHING
"""
_TAKEN = "This referral has already moved on. Load the page again to see where it is."


def record_contact(
    *,
    author: Worker,
    key: UUID,
    facts: Mapping[str, Any],
    perceived_race: str = "",
    body: str = "",
    made_at: datetime | None = None,
    taken_by: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Referral:
    """Record a contact once, judge it by the policy of its date, and keep both.

    `author` is who acts, as read with their site. `facts` are the plain values of `Facts`; what the
    site knows of the officer is added here. What waited on a phone brings the digest of its `body`,
    and was `made_at` another time than it arrives; `taken_by` wrote down what the author said by telephone.
    Raises Refused (invalid) beside a field, or (conflict) when the key came with another body.
    """
    check(by, Permission.RECORD_CONTACT)
    if author.pk != by.hand:
        raise hidden()
    if perceived_race not in ("", "unknown", *Race):
        raise Refused(INVALID, "Choose from the list.", "perceived_race")
    typed, made_at = Facts.from_plain(facts), made_at or at
    referral = Referral(pk=uuid.uuid4(), site_id=by.site, organization_id=by.organization, author=author)
    body = body or _digest(typed, perceived_race)
    number = texts.cleaned(typed.incident_number, field="incident_number", limit=INCIDENT_LIMIT)
    if not _receive(referral.pk, key=key, body=body, number=number, by=by, at=at):
        return _sent_before(author, key, body)
    known = Facts.from_plain({**facts, **_officer(author, made_at)})
    check_time(known.occurred_at, made_at)  # before its day is looked up
    version, policy = policy_on(author.site, local_day(author.site, known.occurred_at))
    check_contact(known, policy=policy, now=made_at)
    _write(referral, known, perceived_race)
    screening = screen(known, policy)
    referral.policy, referral.answer, referral.screening = version, screening.answer, screening.to_plain()
    referral.state, referral.recorded_at, referral.taken_by_id = State.RECORDED, at, taken_by
    referral.save(force_insert=True)
    record(by=by, verb="record contact", noun="referral", objects=[referral.pk], at=at)
    return referral


def _digest(typed: Facts, perceived_race: str) -> str:
    plain = json.dumps([typed.to_plain(), perceived_race], sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def receive_call(*, call: UUID, key: UUID, by: Acting, at: datetime) -> bool:
    """Give a call of the line that has no referral its receipt; False when it has it already."""
    check(by, Permission.CALL_LINE)
    return _receive(call, key=key, body="", number="", by=by, at=at, of_call=True)


def _receive(
    sent: UUID, *, key: UUID, body: str, number: str, by: Acting, at: datetime, of_call: bool = False
) -> bool:
    """Write the receipt first: its constraint decides between two that come at once (R-77)."""
    own = (uuid.uuid4(), by.site, by.organization, by.hand)
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVE, [*own, key, body, sent, number, of_call, at])
        return bool(cursor.rowcount)


def _sent_before(author: Worker, key: UUID, body: str) -> Referral:
    sent = Receipt.objects.filter(author=author, key=key).first()  # none any more where it was sealed since
    if sent is not None and sent.body != body:
        raise Refused(CONFLICT, "This contact was already sent with other words. Open it from your list.")
    found = Referral.objects.filter(pk=sent.referral).first() if sent is not None else None
    if found is None:
        raise Refused(CONFLICT, "This contact was already sent and handed over. Its receipt is in your list.")
    return found


def _write(referral: Referral, known: Facts, perceived_race: str) -> None:
    referral.door, referral.conduct = known.door, known.conduct
    referral.place = texts.cleaned(known.place, field="place", limit=200)
    referral.what_happened = texts.cleaned(known.what_happened, field="what_happened", limit=500)
    referral.occurred_at, referral.incident_number = known.occurred_at, known.incident_number
    referral.drivers, referral.complainant = sorted(known.drivers), known.complainant or ""
    referral.perceived_race, referral.facts = perceived_race, known.to_plain()


def _officer(author: Worker, at: datetime) -> dict[str, str]:
    trained = author.trained_until is not None and author.trained_until >= local_day(author.site, at)
    return {
        "officer_opted_in": YesNo.YES if author.opted_in else YesNo.NO,
        "officer_trained": YesNo.YES if trained else YesNo.NO,
    }


def note_approval(
    *, referral: Referral, approver: Approver, said: Approval, approved_by: str, by: Acting, at: datetime
) -> None:
    """Note what whoever has to approve said, and who that was; a later word replaces an earlier one.

    Raises Refused (conflict) where nobody's approval opens the offer, or (invalid) without a name or
    for somebody whom the policy does not ask.
    """
    check(by, Permission.RECORD_CONTACT)
    screening = Screening.from_plain(referral.screening)
    check_can_offer(screening, approved=True)
    if approver not in screening.may_approve:
        raise Refused(INVALID, "Choose who was asked.", "approver")
    if referral.state != State.RECORDED:
        raise Refused(CONFLICT, _TAKEN)
    name = texts.cleaned(approved_by, field="approved_by", limit=80, required=said != Approval.NO_ANSWER)
    check_no_identifiers(name, field="approved_by")
    referral.approval, referral.approver, referral.approved_by = said, approver, name
    referral.save(update_fields=["approval", "approver", "approved_by"])
    why = f"{approver}: {said}"
    record(by=by, verb="note approval", noun="referral", objects=[referral.pk], at=at, why=why)


def offer(
    *,
    referral: Referral,
    accepted: bool,
    set_aside: SetAside = SetAside.CUSTODIAL_ARREST,
    returnable_on: date | None = None,
    call: bool = True,
    by: Acting,
    at: datetime,
) -> None:
    """Note that the offer was made and what the person said; yes holds the charge and calls the line.

    Without `call` somebody else decides whether there is still anybody to come to.

    Raises Refused (conflict) when the policy does not let the offer be made or leaves open how long
    the charge would wait, or (invalid) when a ticket has no return date.
    """
    check(by, Permission.RECORD_CONTACT)
    check_can_offer(Screening.from_plain(referral.screening), approved=referral.approval == Approval.APPROVED)
    if accepted:
        day = local_day(referral.site, referral.occurred_at)
        check_ticket(set_aside, returnable_on, day)
        if referral.door == Door.ARREST_DIVERSION:
            check_can_hold(policy_of(referral.policy), referral.conduct)
    move(thing=referral, to=State.OFFERED, transitions=TRANSITIONS, taken=_TAKEN, by=by, at=at)
    if accepted:
        move(
            thing=referral,
            to=State.ACCEPTED,
            transitions=TRANSITIONS,
            taken=_TAKEN,
            by=by,
            at=at,
            ending=Ending.DIVERTED,
            set_aside=set_aside if referral.door == Door.ARREST_DIVERSION else "",
            returnable_on=returnable_on,
        )
        later.run("offer_accepted" if call else "offer_accepted_before", by, referral=referral.pk)
    else:
        move(thing=referral, to=State.DECLINED, transitions=TRANSITIONS, taken=_TAKEN, by=by, at=at)
    why = "accepted" if accepted else "declined"
    record(by=by, verb="offer", noun="referral", objects=[referral.pk], at=at, why=why)


def do_not_offer(
    *, referral: Referral, reason: NotOfferedReason, ending: Ending, by: Acting, at: datetime
) -> None:
    """Note that no offer was made, why, and how the contact ended: the denominator of fairness."""
    check(by, Permission.RECORD_CONTACT)
    if ending == Ending.DIVERTED:
        raise Refused(INVALID, "Without an offer a contact cannot end as diverted.", "ending")
    move(
        thing=referral,
        to=State.NOT_OFFERED,
        transitions=TRANSITIONS,
        taken=_TAKEN,
        by=by,
        at=at,
        not_offered_reason=reason,
        ending=ending,
    )
    record(by=by, verb="do not offer", noun="referral", objects=[referral.pk], at=at, why=reason)


def say_ending(*, referral: Referral, ending: Ending, by: Acting, at: datetime) -> None:
    """Note how a contact ended whose offer was declined: nothing is different for the person."""
    check(by, Permission.RECORD_CONTACT)
    if ending == Ending.DIVERTED:
        raise Refused(INVALID, "Choose how this contact ended.", "ending")
    if referral.state != State.DECLINED:
        raise Refused(CONFLICT, _TAKEN)
    move(thing=referral, to=State.CLOSED, transitions=TRANSITIONS, taken=_TAKEN, by=by, at=at, ending=ending)
    record(by=by, verb="say ending", noun="referral", objects=[referral.pk], at=at, why=ending)
