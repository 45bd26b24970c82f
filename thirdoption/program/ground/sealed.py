"""Files in the database are sealed with the home's key: a copy of the database alone opens none of them."""

import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


def seal(content: bytes, *, row: UUID) -> bytes:
    """Bytes sealed (AES-256-GCM) for one row: they open in no other."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(bytes.fromhex(settings.FILE_KEY)).encrypt(nonce, content, row.bytes)


def unseal(sealed: bytes, *, row: UUID) -> bytes:
    """The bytes again. Raises InvalidTag for another row's, changed ones and another key."""
    return AESGCM(bytes.fromhex(settings.FILE_KEY)).decrypt(sealed[:_NONCE], sealed[_NONCE:], row.bytes)
