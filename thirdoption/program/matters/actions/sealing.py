"""Sealing a charge and opening it again, holds that stop its deletion, and the tasks to agencies."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.matters.models import LegalHold, Matter, SealTask
from thirdoption.program.matters.rules import stated
from thirdoption.program.matters.rules.sealing import Basis, Strength, check_can_seal
from thirdoption.program.referrals.models import Referral
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

_CHANGED = (
    "This charge cannot be sealed just now: somebody was quicker, or a worker is still out for it. "
    "Load the page again."
)
_CONFIRMED = "This is confirmed already. Load the page again."
ENTERED, OPENED = "entered", "opened"


def seal(*, matter: Matter, strength: Strength, order_number: str = "", by: Acting, at: datetime) -> None:
    """Seal one charge at once: by a court's order where it has a number, otherwise by the supervisor's act.

    Afterwards no role finds anything of it (R-83, R-84), and the agencies that were told of it have a task
    (R-85). Raises Refused (invalid, conflict).
    """
    check(by, Permission.SEAL_CHARGE)
    order_number = _order(order_number)
    basis = Basis.ORDER if order_number else Basis.SUPERVISOR
    held = LegalHold.objects.filter(referral=matter.referral_id, until__isnull=True).exists()
    check_can_seal(state=matter.state, strength=strength, basis=basis, order_number=order_number, held=held)
    if not _seal([matter], strength, basis, order_number, by, at):
        raise Refused(CONFLICT, _CHANGED)


def seal_due(*, matters: Sequence[Matter], strength: Strength, basis: Basis, by: Acting, at: datetime) -> int:
    """Seal what is due by the house's own policy; how many. What is under a legal hold waits."""
    check(by, Permission.SEAL_CHARGE)
    return _seal(matters, strength, basis, "", by, at)


def _seal(
    matters: Sequence[Matter], strength: Strength, basis: Basis, order_number: str, by: Acting, at: datetime
) -> int:
    of = {one.referral_id: one.pk for one in matters}
    with connection.cursor() as cursor:
        values: tuple[Any, ...] = (list(of), str(strength), str(basis), order_number)
        cursor.execute("SELECT sharing.seal(%s::uuid[], %s, %s, %s)", values)
        sealed = [of[row[0]] for row in cursor.fetchall()]
    if sealed:
        why = (
            "" if strength is Strength.DESTROY else basis
        )  # of what is destroyed not even its ground is kept
        record(by=by, verb="seal", noun="matter", objects=sorted(sealed), at=at, why=why)
    return len(sealed)


def open_sealed(*, notice: str, order_number: str, by: Acting, at: datetime) -> str:
    """Enter a court's order to open what is hidden under a notice's number (R-86).

    It takes two people, one of them a supervisor: the first gets `entered`, whatever is there; the second
    `opened`. Raises Refused (conflict) where the second finds nothing to open.
    """
    check(by, Permission.SEE_SEALING)
    order_number = _order(order_number)
    notice = texts.cleaned(notice, field="notice", limit=12, required=True).upper()
    if not order_number:
        raise Refused(INVALID, "Type the number of the court's order.", "order_number")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing.open_sealed(%s, %s)", [notice, order_number])
        (answer,) = cursor.fetchone()
    record(by=by, verb="open", noun="sealed charge", objects=[], at=at, why=answer)
    if answer not in (ENTERED, OPENED):
        raise Refused(CONFLICT, "Nothing is hidden under this number. What was severed cannot be opened.")
    return str(answer)


def hold_legally(*, matter: Matter, reason: str, by: Acting, at: datetime) -> LegalHold:
    """From now on nothing of this charge is deleted; who may see it stays as it is (R-88).

    Raises Refused (not found) where it is sealed by now, and (conflict) where a hold lasts.
    """
    check(by, Permission.SEAL_CHARGE)
    if not Referral.objects.select_for_update().filter(pk=matter.referral_id).values_list("pk"):
        raise hidden()
    hold = LegalHold(
        site_id=by.site,
        referral_id=matter.referral_id,
        worker_id=by.hand,
        reason=stated(reason),
        since=at,
    )
    try:
        with transaction.atomic():
            hold.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, "There is a legal hold on this charge already.") from error
    record(by=by, verb="begin", noun="legal hold", objects=[matter.pk, hold.pk], at=at)
    return hold


def end_legal_hold(*, hold: LegalHold, why: str, by: Acting, at: datetime) -> None:
    """The hold ends, with a reason. Raises Refused (conflict) when it has ended."""
    check(by, Permission.SEAL_CHARGE)
    if not LegalHold.objects.filter(pk=hold.pk, until__isnull=True).update(until=at, why=stated(why)):
        raise Refused(CONFLICT, "This legal hold has ended already.")
    record(by=by, verb="end", noun="legal hold", objects=[hold.pk], at=at)


def confirm_sealed(*, task: SealTask, by: Acting, at: datetime) -> None:
    """An agency said that its own record is closed. Raises Refused (conflict) when that is known."""
    check(by, Permission.SEE_SEALING)
    rows = SealTask.objects.filter(pk=task.pk, confirmed_at__isnull=True)
    if not rows.update(confirmed_at=at, confirmed_by_id=by.hand):
        raise Refused(CONFLICT, _CONFIRMED)
    record(by=by, verb="confirm", noun="sealing", objects=[task.pk], at=at)


def _order(number: str) -> str:
    return texts.cleaned(number, field="order_number", limit=40)
