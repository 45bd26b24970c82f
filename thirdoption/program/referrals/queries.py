"""Reading referrals, for a viewer: the database decides what is there."""

import hashlib
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

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


def receipts(*, by: Acting, part: slice) -> list[Receipt]:
    """A part of what a worker sent, newest first: that it was sent, and when they were free."""
    return list(Receipt.objects.filter(author=by.worker).order_by("-sent_at", "pk")[part])


def count_of_receipts(*, by: Acting) -> int:
    """How much a worker sent."""
    return Receipt.objects.filter(author=by.worker).count()


def receipt(*, by: Acting, referral: UUID) -> Receipt:
    """The receipt of one referral that the worker sent."""
    found = Receipt.objects.filter(author=by.worker, referral=referral).first()
    if found is None:
        raise hidden()
    return found


CURVE = ec.SECP256R1()


@cache
def phone_keys() -> dict[str, ec.EllipticCurvePrivateKey]:
    """The keys that phones seal to, the newest first; an id is the beginning of the public key's digest."""
    private = [ec.derive_private_key(int(text, 16), CURVE) for text in settings.PHONE_KEYS]
    return {hashlib.sha256(_point(key)).hexdigest()[:16]: key for key in private}


def sealing_key() -> tuple[str, str]:
    """The id and the public key (an uncompressed point, in hex) that phones seal to now."""
    name, key = next(iter(phone_keys().items()))
    return name, _point(key).hex()


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
