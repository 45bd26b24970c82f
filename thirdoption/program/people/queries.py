"""Finding people by the keys that are kept of them: equal or not, so an index serves under row security."""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

MOST = 80
"""How many are compared by name at most, those with most keys in common first."""

_ONE_OF_EACH = """
SELECT person_id FROM people_namekey k JOIN unnest(%(digests)s::bigint[], %(words)s::int[]) w (digest, word)
    ON w.digest = k.digest
GROUP BY person_id HAVING count(DISTINCT w.word) = %(many)s ORDER BY count(*) DESC, person_id LIMIT %(most)s
"""
_ANY = """
SELECT person_id FROM people_namekey WHERE digest = ANY (%(digests)s)
GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT %(most)s
"""


def digest(site: UUID, key: str) -> int:
    """A key as it is kept: 64 bits that say nothing without our secret, and of one site alone."""
    told = hmac.new(bytes.fromhex(settings.CONTEXT_KEY), f"name key {site} {key}".encode(), hashlib.sha256)
    return int.from_bytes(told.digest()[:8], "big", signed=True)


def with_any(*, site: UUID, keys: Iterable[str]) -> list[UUID]:
    """People of a site with at least one of these keys, those with most first, as one may see."""
    digests = [digest(site, key) for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(_ANY, {"digests": digests, "most": MOST})
        return [row[0] for row in cursor.fetchall()]


def with_each(*, site: UUID, words: Iterable[Iterable[str]]) -> list[UUID]:
    """People of a site with one key at least of each word."""
    numbered = [(digest(site, key), number) for number, keys in enumerate(words) for key in keys]
    if not numbered:
        return []
    digests, numbers = (list(part) for part in zip(*numbered, strict=True))
    values: dict[str, Any] = {"digests": digests, "words": numbers, "many": len(set(numbers)), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(_ONE_OF_EACH, values)
        return [row[0] for row in cursor.fetchall()]
