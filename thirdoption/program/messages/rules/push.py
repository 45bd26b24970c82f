"""Web push: which push services may be called, and what a browser's subscription has to look like."""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import urlsplit

from thirdoption.program.ground.refusal import INVALID, Refused

SERVICES = (
    "fcm.googleapis.com",
    "push.services.mozilla.com",
    "notify.windows.com",
    "push.apple.com",
)
"""The push services of the browsers there are: these, and hosts below them, are called.

The address comes from a browser, so whoever is signed in could name any; a list leaves no way into the house.
"""
HOME = ("127.0.0.1", "localhost", "::1")
"""Where nothing has left the house."""
MOST_LETTERS = 1000
_POINT, _SECRET = 65, 16


@dataclass(frozen=True)
class Keys:
    """What only one browser can open: its public point on P-256 and a shared secret, in base64url."""

    p256dh: str = ""
    auth: str = ""


NO_KEYS = Keys()


def may_call(endpoint: str, *, in_house: bool) -> bool:
    """Whether a message may be sent there: a known push service by https; in a rehearsal this machine too."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if len(endpoint) > MOST_LETTERS or parts.username is not None or parts.password is not None:
        return False
    if in_house and host in HOME:
        return parts.scheme in ("http", "https")
    known = any(host == one or host.endswith(f".{one}") for one in SERVICES)
    return parts.scheme == "https" and port in (None, 443) and known


def stays_at_home(endpoint: str) -> bool:
    """Whether it is this machine itself."""
    try:
        return urlsplit(endpoint).hostname in HOME
    except ValueError:
        return False


def check_subscription(endpoint: str, keys: Keys, *, in_house: bool) -> None:
    """Raise Refused (invalid) for what no browser would give."""
    if not may_call(endpoint, in_house=in_house):
        raise Refused(
            INVALID, "This browser's notices go by a service that the line does not know.", "address"
        )
    try:
        sizes = len(unpack(keys.p256dh)), len(unpack(keys.auth))
    except (binascii.Error, ValueError):
        sizes = 0, 0
    if sizes != (_POINT, _SECRET) or unpack(keys.p256dh)[:1] != b"\x04":
        raise Refused(INVALID, "This browser did not say how to reach it. Try again.", "address")


def pack(content: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unpack(text: str) -> bytes:
    """The inverse of `pack`. Raises ValueError for anything else."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
