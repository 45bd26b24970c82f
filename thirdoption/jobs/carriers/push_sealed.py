"""What web push adds to HTTP: sealed for one browser (RFC 8188, 8291), signed by its sender (RFC 8292).

The libraries that do it (pywebpush and py-vapid) are under the MPL; these are the standards' own steps, held
against their published examples in tests/unit/test_push.py.
"""

import json
import os
import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from thirdoption.program.messages.queries.push import CURVE, point
from thirdoption.program.messages.rules.push import Keys, pack, unpack

RECORD = 4096
PADDED = 512
"""Every message has this many bytes before it is sealed: from its length nobody learns what it is about."""
HALF_A_DAY = 12 * 60 * 60


def sealed(
    content: bytes,
    keys: Keys,
    *,
    salt: bytes | None = None,
    own: ec.EllipticCurvePrivateKey | None = None,
    size: int = PADDED,
) -> bytes:
    """A body with Content-Encoding aes128gcm that only the browser with these keys can open.

    `salt`, `own` and `size` are given by the standards' examples; otherwise they are fresh.
    Raises ValueError for keys that are none.
    """
    salt, own = salt or os.urandom(16), own or ec.generate_private_key(CURVE)
    theirs, ours = unpack(keys.p256dh), point(own)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    secret = _derived(shared, unpack(keys.auth), b"WebPush: info\0" + theirs + ours, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    padded = (content + b"\x02").ljust(size, b"\0")
    head = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, padded, None)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=salt, info=info).derive(secret)


def signed(endpoint: str, key: ec.EllipticCurvePrivateKey, *, contact: str, now: float | None = None) -> str:
    """The Authorization header by which a push service knows this installation (a JWT by ES256)."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now or time.time()) + HALF_A_DAY,
        "sub": contact,
    }
    token = ".".join(pack(json.dumps(one).encode()) for one in ({"typ": "JWT", "alg": "ES256"}, claims))
    pair = decode_dss_signature(key.sign(token.encode(), ec.ECDSA(hashes.SHA256())))
    signature = b"".join(part.to_bytes(32) for part in pair)
    return f"vapid t={token}.{pack(signature)}, k={pack(point(key))}"
