"""Finding people by the keys that are kept of them: equal or not, so an index serves under row security."""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from thirdoption.program.people.models import Person, Same
from thirdoption.program.people.rules import Said

MOST = 80
"""How many are compared by name at most, those with most keys in common first."""

_ONE_OF_EACH = """
SELECT person_id FROM people_namekey k JOIN unnest(%(digests)s::bigint[], %(words)s::int[]) w (digest, word)
    ON w.digest = k.digest
GROUP BY person_id HAVING count(DISTINCT w.word) >= %(many)s ORDER BY count(*) DESC, person_id LIMIT %(most)s
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


def with_each(*, site: UUID, words: Iterable[Iterable[str]], but: int = 0) -> list[UUID]:
    """People of a site with one key at least of each word, or of all but so many of them."""
    numbered = [(digest(site, key), number) for number, keys in enumerate(words) for key in keys]
    if not numbered:
        return []
    digests, numbers = (list(part) for part in zip(*numbered, strict=True))
    values: dict[str, Any] = {
        "digests": digests,
        "words": numbers,
        "many": len(set(numbers)) - but,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ONE_OF_EACH, values)
        return [row[0] for row in cursor.fetchall()]


LISTED_ONCE = """NOT EXISTS (SELECT 1 FROM people_same s
    WHERE s.other_id = {person} AND s.said = 'same' AND s.stands)"""
"""A condition: the record is not one that lists leave out, because its person is listed by another."""

LISTED_WITH = """SELECT p, p FROM unnest(%(people)s::uuid[]) p UNION
    SELECT t.root, s.other_id FROM t JOIN people_same s ON s.kept_id = t.id
    WHERE s.said = 'same' AND s.stands"""
"""For each of `people` itself and the records that lists leave out for it; a recursive term named `t`."""

SAME = """ARRAY(WITH RECURSIVE same (id) AS (SELECT {person}::uuid UNION
    SELECT CASE WHEN m.kept_id = s.id THEN m.other_id ELSE m.kept_id END
    FROM same s JOIN people_same m ON s.id IN (m.kept_id, m.other_id)
    WHERE m.said = 'same' AND m.stands)
SELECT id FROM same ORDER BY id)"""
"""The records held to be of one person, as far as the viewer may see both sides of each pair."""


_LISTED_BY = """
WITH RECURSIVE up (id, root) AS (SELECT p, p FROM unnest(%s::uuid[]) p UNION
    SELECT u.id, s.kept_id FROM up u JOIN people_same s ON s.other_id = u.root
    WHERE s.said = 'same' AND s.stands)
SELECT u.id, u.root FROM up u WHERE NOT EXISTS (SELECT 1 FROM up v JOIN people_same s ON s.other_id = u.root
    AND s.kept_id = v.root WHERE v.id = u.id AND v.root <> u.root AND s.said = 'same' AND s.stands)
"""


def listed_by(*, people: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each record the one by which lists show its person: itself for most."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED_BY, [list(people)])
        return dict(cursor.fetchall())


def same_as(*, person: UUID) -> list[UUID]:
    """The records held to be of this one's person, itself among them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SAME.format(person='%s')}", [person])
        return list(cursor.fetchone()[0])


def left_out() -> RawSQL:
    """The same as LISTED_ONCE for the ORM: ids of the records that lists leave out."""
    return RawSQL("SELECT s.other_id FROM people_same s WHERE s.said = %s AND s.stands", [Said.SAME])


def others_of(*, person: Person) -> list[Person]:
    """The other records held to be of this person, by name; none for most, and then nothing is asked."""
    others = set(person.same) - {person.pk}
    return list(Person.objects.filter(pk__in=others).order_by("name", "pk")) if others else []


def last_word(*, one: UUID, two: UUID) -> Same | None:
    """The last that was said of two records."""
    return Same.objects.filter(kept__in=(one, two), other__in=(one, two), stands=True).first()


def linked(*, person: UUID) -> list[Same]:
    """The pairs of this record that hold: the one kept first, with who said so and why."""
    rows = Same.objects.filter(Q(kept=person) | Q(other=person), said=Said.SAME, stands=True)
    return list(rows.select_related("kept", "other", "worker").order_by("at"))


def told_apart(*, person: UUID) -> set[UUID]:
    """Those of whom somebody said that they are not this person, and has not said otherwise."""
    rows = Same.objects.filter(Q(kept=person) | Q(other=person), said=Said.DIFFERENT, stands=True)
    return {row.other_id if row.kept_id == person else row.kept_id for row in rows}
