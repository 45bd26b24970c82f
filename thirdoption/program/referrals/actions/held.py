"""What a supervisor does with a held item: reads it, takes it as the referral that it is, or refuses it."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from thirdoption.program.ground import acting, later, texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.referrals.actions import phone
from thirdoption.program.referrals.models import Held, HeldStep, Receipt, Referral
from thirdoption.program.referrals.queries import is_signed, opened
from thirdoption.program.referrals.rules import HeldStepKind, State, check_no_identifiers
from thirdoption.program.referrals.rules.sealed import (
    Envelope,
    Inside,
    clock_error,
    is_recent,
    read_envelope,
)
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.staff import queries as staff
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import device_key
from thirdoption.program.staff.rules import Permission, Purpose
from thirdoption.program.trail.actions import record

_DECIDED = "Somebody decided about this item already. Load the page again."
_NOT_THEIRS = "This item was not signed by a phone of the officer whom it names. It cannot be taken."
_SENT = "This item was received before it was held. Nothing was made a second time."
_OTHER = "Another version of this contact was taken already. Refuse this one with the reason."


@dataclass(frozen=True, slots=True)
class Content:
    """What a held item says, put right by the phone's clock; `recent`: the line can still come there."""

    item: Envelope
    inside: Inside
    occurred_at: datetime
    recent: bool


def read(*, held: Held, by: Acting, at: datetime) -> Content:
    """Open a held item. Raises Refused (conflict, invalid) for one that is forged or cannot be opened."""
    check(by, Permission.SEE_HELD)
    item = read_envelope(held.envelope.encode())
    device = device_key(pk=item.device)
    named = (item.author, item.id, item.body) == (held.author_id, held.key, held.body)
    if (
        not named
        or device is None
        or device.worker_id != item.author
        or not is_signed(item=item, device=device)
    ):
        raise Refused(CONFLICT, _NOT_THEIRS)
    inside = opened(item=item)
    moment = inside.occurred_at + clock_error(sent=item.sent, now=held.received_at)
    _version, policy = policy_on(held.site, local_day(held.site, at))
    minutes = policy.setting("response_minutes").value
    recent = is_recent(moment=moment, now=at, minutes=minutes if isinstance(minutes, int) else None)
    return Content(item, inside, moment, recent)


def take(*, held: Held, by: Acting, at: datetime) -> tuple[phone.Told, ...]:
    """Make a held item the referral that it is, once; its author stays its author.

    The trail says who took it. A yes from long ago holds the charge and leaves the call to the
    supervisor. Raises Refused (conflict) when it was decided about already.
    """
    check(by, Permission.SEE_HELD)
    content = read(held=held, by=by, at=at)
    notes: tuple[phone.Told, ...]
    with _as_author(held.author, by) as author:
        receipt = Receipt.objects.filter(author=held.author, key=held.key).first()
        if receipt is None:
            made, notes = phone.take_in(
                item=content.item,
                inside=content.inside,
                author=held.author,
                arrived=held.received_at,
                call=content.recent,
                by=author,
                at=at,
            )
            pk, accepted = made.pk, made.state == State.ACCEPTED
        elif receipt.body == held.body:
            pk, accepted, notes = receipt.referral, False, (phone.Told(_SENT),)
        else:
            raise Refused(CONFLICT, _OTHER)
    _note(held, HeldStepKind.TAKEN, by, at, referral=pk)
    if accepted:
        _note(held, HeldStepKind.CALLED if content.recent else HeldStepKind.TO_CALL, by, at, referral=pk)
    record(by=by, verb="take", noun="item", objects=[held.key, pk], at=at)
    return notes


def refuse(*, held: Held, reason: str, by: Acting, at: datetime) -> None:
    """Make nothing of a held item, and say why; it is kept. Raises Refused (conflict) when it was decided."""
    check(by, Permission.SEE_HELD)
    reason = texts.cleaned(reason, field="reason", limit=300, required=True)
    check_no_identifiers(reason, field="reason")
    _note(held, HeldStepKind.REFUSED, by, at, reason=reason)
    record(by=by, verb="refuse", noun="item", objects=[held.key], at=at)


def call(*, held: Held, by: Acting, at: datetime) -> None:
    """Call the line for a yes that was left to the supervisor. Raises Refused (conflict) where none is."""
    check(by, Permission.SEE_HELD)
    step = HeldStep.objects.filter(held=held, what=HeldStepKind.TO_CALL).first()
    with _as_author(held.author, by) as author:
        found = (
            Referral.objects.filter(pk=step.referral, state=State.ACCEPTED).first()
            if step and step.referral
            else None
        )
        if found is None:
            raise Refused(CONFLICT, "There is nothing to call the line for. Load the page again.")
        later.run("offer_accepted", author, referral=found.pk)
    _note(held, HeldStepKind.CALLED, by, at, referral=found.pk)
    record(by=by, verb="call the line", noun="item", objects=[held.key, found.pk], at=at)


@contextlib.contextmanager
def _as_author(author: Worker, by: Acting) -> Iterator[Acting]:
    """What an officer signed is written as theirs, in their context; then the taker's own again.

    A refusal inside rolls back to before, and with it goes the context.
    """
    officer = staff.acting(author, at=by.at, purpose=Purpose.REFERRAL)
    acting.enter(replace(officer, role="officer"))
    yield replace(officer, role="officer")
    acting.enter(by)


def _note(
    held: Held,
    what: HeldStepKind,
    by: Acting,
    at: datetime,
    *,
    reason: str = "",
    referral: UUID | None = None,
) -> None:
    step = HeldStep(
        site_id=by.site,
        organization_id=by.organization,
        author_id=by.hand,
        held=held,
        what=what,
        reason=reason,
        referral=referral,
        at=at,
    )
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, _DECIDED) from error
