"""Reading referrals, for a viewer: the database decides what is there."""

import hashlib
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused, hidden
from thirdoption.program.referrals.models import Held, HeldStep, Receipt, Referral
from thirdoption.program.referrals.rules.sealed import Envelope, Inside
from thirdoption.program.staff.models import DeviceKey
from thirdoption.program.trail.actions import seen

_NO_KEY = (
    "This item cannot be opened: it was changed on the way, or sealed to another program. Record it again."
)


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


def held_items(*, by: Acting, limit: int = 100) -> list[Held]:
    """The items that are held for the viewer's agency, those that nobody decided about first."""
    decided = HeldStep.objects.filter(held=OuterRef("pk"), what__in=("taken", "refused"))
    rows = Held.objects.select_related("author__user").prefetch_related("steps")
    return list(rows.annotate(decided=Exists(decided)).order_by("decided", "-received_at", "id")[:limit])


def held_waiting() -> int:
    """How many items wait for the viewer's agency to decide about them, or to call the line."""
    waits = Q(steps__isnull=True) | Q(steps__what="to_call", called=False)
    called = HeldStep.objects.filter(held=OuterRef("pk"), what="called")
    return Held.objects.annotate(called=Exists(called)).filter(waits).count()


def left_to_call(*, referral: UUID) -> bool:
    """Whether a supervisor took this with a yes from long ago, and has not called the line yet."""
    steps = HeldStep.objects.filter(referral=referral).values_list("what", flat=True)
    return {"to_call"} == set(steps) & {"to_call", "called"}


def held_item(*, by: Acting, pk: UUID) -> Held:
    """One held item with what was done with it. Raises Refused (not found) for what is not theirs."""
    found = Held.objects.select_related("author__user", "sender", "site").filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="item", objects=[found.key])
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


def is_signed(*, item: Envelope, device: DeviceKey) -> bool:
    """Whether the device's key made this signature: two numbers of 32 bytes, as browsers write it."""
    if len(item.signature) != 64:
        return False
    pair = (int.from_bytes(item.signature[:32]), int.from_bytes(item.signature[32:]))
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, bytes.fromhex(device.public_key))
        public.verify(encode_dss_signature(*pair), item.signed, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def opened(*, item: Envelope) -> Inside:
    """What an officer's phone sealed. Raises Refused (invalid) for what cannot be opened."""
    return Inside.from_bytes(unsealed(item=item))


def unsealed(*, item: Envelope) -> bytes:
    """What was sealed: ECDH with the item's own key, HKDF-SHA-256, AES-256-GCM over the head.

    Raises Refused (invalid) for what cannot be opened.
    """
    try:
        other = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, item.ephemeral)
        shared = phone_keys()[item.key].exchange(ec.ECDH(), other)
        derived = HKDF(hashes.SHA256(), 32, salt=item.ephemeral, info=b"thirdoption item 1").derive(shared)
        return AESGCM(derived).decrypt(item.iv, item.data, item.head)
    except (KeyError, ValueError, InvalidTag):
        raise Refused(INVALID, _NO_KEY) from None
