"""Reading referrals, for a viewer: the database decides what is there."""

from collections.abc import Iterable
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.referrals.models import Receipt, Referral
from thirdoption.program.trail.actions import seen


def referral(*, by: Acting, pk: UUID) -> Referral:
    """One referral. Raises Refused (not found) alike for what is not there and what is not theirs."""
    found = Referral.objects.select_related("policy", "site").filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="referral", objects=[pk])
    return found


def states(*, pks: Iterable[UUID]) -> dict[UUID, str]:
    """The states of those of these referrals that the viewer may still open."""
    wanted = list(pks)
    return dict(Referral.objects.filter(pk__in=wanted).values_list("pk", "state")) if wanted else {}


def receipts(*, by: Acting, limit: int = 50) -> list[Receipt]:
    """What a worker sent, newest first: that it was sent, and when they were free."""
    return list(Receipt.objects.filter(author=by.worker).order_by("-sent_at")[:limit])


def receipt(*, by: Acting, referral: UUID) -> Receipt:
    """The receipt of one referral that the worker sent."""
    found = Receipt.objects.filter(author=by.worker, referral=referral).first()
    if found is None:
        raise hidden()
    return found
