"""The key that signs what is sent to browsers (VAPID, RFC 8292); they subscribe to its public half."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from thirdoption.program.messages.rules.push import pack

CURVE = ec.SECP256R1()


@cache
def private_key() -> ec.EllipticCurvePrivateKey:
    """The installation's own key; it is in the program's private folder, not in the database."""
    return ec.derive_private_key(int(settings.PUSH_KEY, 16), CURVE)


def public_key() -> str:
    """What a browser subscribes to: an uncompressed point, in base64url."""
    return pack(point(private_key()))


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A key's public half as 65 bytes."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
