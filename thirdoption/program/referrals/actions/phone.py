"""Taking in what an officer's phone made without signal: once, as its author's, judged by its own date."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.referrals import actions
from thirdoption.program.referrals.models import Held, Receipt, Referral
from thirdoption.program.referrals.queries import is_signed, opened
from thirdoption.program.referrals.rules import Screening, State, check_can_offer
from thirdoption.program.referrals.rules.contact import spoken
from thirdoption.program.referrals.rules.sealed import Envelope, Inside, Outcome, clock_error
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import DeviceKey, Worker
from thirdoption.program.staff.queries import device_key
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

_NOT_SIGNED = "This item was not signed by a phone of the officer whom it names. Record the contact again."
_OTHER = "This contact was already sent with other words. Open it from your list."


class Arrival(StrEnum):
    """What became of an item: received, held for a supervisor, or waiting for its author's sign-in."""

    RECEIVED = "received"
    HELD = "held"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that the sender has to know: a sentence that pages translate, and its values."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """The answer to an item; `name` is whose sign-in it needs."""

    state: Arrival
    number: str = ""
    referral: UUID | None = None
    name: str = ""
    notes: tuple[Told, ...] = ()


def receive(*, item: Envelope, by: Acting, at: datetime) -> Received:
    """Take in one item of an outbox; the same item again gets the same receipt and makes nothing (R-77).

    Raises Refused (conflict) for a signature that is not its author's or an id that came with another
    body, and (invalid) for what cannot be opened or recorded: the phone keeps it with that sentence.
    """
    check(by, Permission.RECORD_CONTACT)
    device = device_key(pk=item.device)
    stranger = device is None and Worker.objects.filter(pk=item.author, site=by.site)
    if stranger and (other := stranger.exclude(agency=by.organization).first()):
        return Received(Arrival.WAITS, name=other.name)  # whose key is seen at their own agency only
    if device is None or device.worker_id != item.author or not is_signed(item=item, device=device):
        raise Refused(CONFLICT, _NOT_SIGNED)
    author = device.worker
    receipt = Receipt.objects.filter(author=author, key=item.id).first()
    if receipt is not None and receipt.body != item.body:
        raise Refused(CONFLICT, _OTHER)
    left = not author.user.is_active or (author.until is not None and author.until <= at)
    if receipt is None and (left or device.ended is not None):
        return _hold(item, device, by, at)
    if author.pk != by.worker:
        return Received(Arrival.WAITS, name=author.name)
    return _receipt_of(item, receipt, author, by, at)


def _receipt_of(
    item: Envelope, receipt: Receipt | None, author: Worker, by: Acting, at: datetime
) -> Received:
    """The receipt that there is, or else that of the contact, which is recorded now."""
    inside = opened(item=item)
    if receipt is None:
        referral: Referral | None
        referral, notes = take_in(item=item, inside=inside, author=author, arrived=at, by=by, at=at)
        receipt = Receipt.objects.get(author=by.worker, key=item.id)
    else:
        referral = Referral.objects.select_related("site", "policy").filter(pk=receipt.referral).first()
        notes = _notes(referral, inside, at) if referral else ()
    return Received(Arrival.RECEIVED, spoken(receipt.pk), receipt.referral, notes=notes)


def take_in(
    *,
    item: Envelope,
    inside: Inside,
    author: Worker,
    arrived: datetime,
    call: bool = True,
    by: Acting,
    at: datetime,
) -> tuple[Referral, tuple[Told, ...]]:
    """Record the contact and what followed, in one transaction; the phone's clock is put right.

    `arrived` is when it was sent here; `call` whether a yes calls the line by itself. With it
    comes what is otherwise than the officer read it.
    """
    check(by, Permission.RECORD_CONTACT)
    behind = clock_error(sent=item.sent, now=arrived)
    moment = inside.occurred_at + behind
    referral = actions.record_contact(
        author=author,
        key=item.id,
        facts={**inside.facts, "occurred_at": moment.isoformat()},
        perceived_race=inside.perceived_race,
        body=item.body,
        made_at=min(arrived, item.made_at + behind),
        by=by,
        at=at,
    )
    if inside.outcome is not None and referral.state == State.RECORDED:
        _follow(referral, inside.outcome, by, at, call)
    return referral, _notes(referral, inside, at)


def _follow(referral: Referral, outcome: Outcome, by: Acting, at: datetime, call: bool) -> None:
    """Note it; where the answer does not allow it, the contact alone is kept, and `_notes` says so."""
    try:
        with transaction.atomic():
            if not outcome.offered:
                assert outcome.reason is not None and outcome.ending is not None  # Outcome.from_plain
                why, end = outcome.reason, outcome.ending
                actions.do_not_offer(referral=referral, reason=why, ending=end, by=by, at=at)
                return
            actions.offer(
                referral=referral,
                accepted=outcome.accepted,
                set_aside=outcome.set_aside,
                returnable_on=outcome.returnable_on,
                call=call,
                by=by,
                at=at,
            )
            if not outcome.accepted and outcome.ending is not None:
                actions.say_ending(referral=referral, ending=outcome.ending, by=by, at=at)
    except Refused as refused:
        if refused.code != CONFLICT:
            raise
        referral.refresh_from_db()


def _notes(referral: Referral, inside: Inside, at: datetime) -> tuple[Told, ...]:
    """What is otherwise than the officer read it on the phone; at the second sending as at the first."""
    notes = []
    moved = abs((referral.occurred_at - inside.occurred_at).total_seconds())
    if moved:
        notes.append(
            Told(
                "The phone's clock was wrong by %(minutes)s minutes: the time of the contact was put right.",
                {"minutes": round(moved / 60)},
            )
        )
    now, _policy = policy_on(referral.site, local_day(referral.site, at))
    if now.pk != referral.policy_id:
        notes.append(
            Told(
                "A newer policy is in force. This contact was judged by the one of its date: %(version)s.",
                {"version": referral.policy.version},
            )
        )
    if inside.told and inside.told != referral.answer:
        notes.append(
            Told("The answer is not the phone's: what is known here of the policy or of you is newer.")
        )
    if inside.outcome is not None and referral.state == State.RECORDED:
        notes.append(_why_not_noted(referral))
    return tuple(notes)


def _why_not_noted(referral: Referral) -> Told:
    try:
        check_can_offer(Screening.from_plain(referral.screening))
    except Refused as refused:
        return Told("The contact is recorded, but not what followed: %(why)s", {"why": refused.sentence})
    return Told("The contact is recorded, but not what followed. Open it and go on from there.")


def _hold(item: Envelope, device: DeviceKey, by: Acting, at: datetime) -> Received:
    """Keep the item of somebody who has left, or of a phone that was ended, as it is, for a supervisor."""
    held = Held(
        site_id=by.site,
        organization_id=device.worker.agency_id,
        author_id=item.author,
        sender_id=by.hand,
        key=item.id,
        body=item.body,
        envelope=item.text,
        received_at=at,
    )
    try:
        with transaction.atomic():
            held.save(force_insert=True)
    except IntegrityError:  # this very item is held already: its author, id and body are what is unique
        pass
    else:
        record(by=by, verb="hold item", noun="item", objects=[item.id], at=at)
    return Received(Arrival.HELD, spoken(item.id), name=device.worker.name)
