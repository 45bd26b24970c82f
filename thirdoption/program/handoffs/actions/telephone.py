"""A referral from an officer's voice: whoever answers the line writes it down, the officer is its author."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from thirdoption.program.ground import acting as ground
from thirdoption.program.ground import later
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.handoffs.models import Handoff, Pulse
from thirdoption.program.handoffs.rules import OPEN
from thirdoption.program.messages.actions import To, send
from thirdoption.program.messages.queries import live_methods
from thirdoption.program.messages.rules import Kind
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.referrals.models import Receipt, Referral
from thirdoption.program.referrals.rules import SetAside, State
from thirdoption.program.referrals.rules.contact import spoken
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import acting, callers, program
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record


@dataclass(frozen=True)
class Taken:
    """What is read out to the officer: the receipt's number, and why the yes was not noted, if it was not."""

    referral: Referral
    number: str
    not_noted: str = ""


def take_referral(
    *,
    handoff: Handoff | None,
    officer: UUID,
    facts: Mapping[str, Any],
    said_yes: bool,
    set_aside: SetAside = SetAside.CUSTODIAL_ARREST,
    key: UUID,
    by: Acting,
    at: datetime,
) -> Taken:
    """Record what an officer says by telephone, by the actions of their own form and judged like it.

    They are its author, and `by` took it. A yes to the offer joins the hand-off of the call it came by;
    without one it calls the line. Where the answer does not allow the offer, the contact alone is kept.
    Raises Refused as those actions do, and (not found) for somebody who is no officer here.
    """
    check(by, Permission.TAKE_HANDOFF)
    author = next((one for one in callers(site=by.site) if one.pk == officer), None)
    if author is None or (handoff is not None and handoff.call_id is None):
        raise hidden()
    try:
        with ground.opened(acting(author, at=by.at)) as self:
            sent_before = Receipt.objects.filter(author=author, key=key).exists()
            contact: dict[str, Any] = {"key": key, "facts": facts, "perceived_race": "unknown"}
            referral = referrals.record_contact(author=author, **contact, taken_by=by.hand, by=self, at=at)
            receipt = Receipt.objects.get(author=author, key=key)
            joins = handoff is not None and handoff.referral_id is None and handoff.state in OPEN
            yes = said_yes and referral.state == State.RECORDED  # a second tap hears what the first heard
            why = _offer(referral, set_aside, not joins, self, at) if yes else ""
    finally:
        ground.enter(by)
    if joins and yes and not why and handoff is not None:
        _join(handoff, referral)
    if not sent_before:
        later.run("send_receipt", program(by.site, by.at), receipt=receipt.pk, worker=author.pk)
        record(by=by, verb="take by telephone", noun="referral", objects=[referral.pk], at=at)
    return Taken(referral, spoken(receipt.pk), why)


def _join(handoff: Handoff, referral: Referral) -> None:
    """The referral is what its call was about; the officer's page of it follows the hand-off from now on."""
    Handoff.objects.filter(pk=handoff.pk).update(referral=referral)
    Pulse.objects.filter(handoff=handoff.pk).update(subject=referral.pk)
    handoff.referral = referral


def _offer(referral: Referral, set_aside: SetAside, call: bool, by: Acting, at: datetime) -> str:
    """Note the yes; the sentence why it could not be, with the contact kept."""
    try:
        with transaction.atomic():
            referrals.offer(referral=referral, accepted=True, set_aside=set_aside, call=call, by=by, at=at)
    except Refused as refused:
        if refused.code != CONFLICT:
            raise
        return refused.sentence
    return ""


def send_receipt(*, receipt: UUID, worker: UUID, by: Acting, at: datetime) -> None:
    """Send an officer the number of what was taken by telephone, to their own verified number and no other.

    The number only (R-37). Who has none had it read out.
    """
    check(by, Permission.RUN_LINE)
    ways = [one for one in live_methods(workers=[worker]).get(worker, []) if one.kind == Kind.SMS]
    if ways:
        language = Worker.objects.values_list("user__language", flat=True).get(pk=worker)
        to = [To(worker, language, tuple(ways[:1]))]
        code = receipt.hex[:8].upper()
        send(to=to, template="receipt", subject=receipt, code=code, in_app=False, by=by, at=at)
