"""Looking for somebody before making them anew: for care workers, and as the database lets them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import listed_by, with_any, with_each
from thirdoption.program.people.rules.names import Alike, Called, Likeness, find_keys, likeness, typed_keys
from thirdoption.program.trail.actions import number, seen

_ORDER = list(Alike)
LISTED = 20
"""How many are listed of those who are found."""


@dataclass(frozen=True)
class Known:
    """Somebody whom the program knows: born when, where they stay, and whose people they are.

    `works_with` is empty when nobody's; `alike` says how like they are to whom was asked for.
    """

    person: UUID
    name: str
    born: date | None
    where: str
    works_with: str
    alike: Likeness


_KNOWN = """
SELECT p.id, p.name, p.date_of_birth, p.where_to_find, coalesce(w.name, ''), p.born_how = 'exact',
    coalesce(a.other_names, '{}')
FROM people_person p
LEFT JOIN care_casemanager c ON c.person_id = p.id AND c.until IS NULL
LEFT JOIN staff_worker w ON w.id = c.worker_id
LEFT JOIN LATERAL (SELECT o.other_names FROM people_about o WHERE o.person_id = p.id
    ORDER BY o.number DESC LIMIT 1) a ON true
WHERE p.id = ANY (%(people)s)
"""


def known(*, by: Acting, name: str, than: Person | None = None, limit: int = LISTED) -> list[Known]:
    """People found by what is typed: names or how they begin, in any order, a birth date, where they stay.

    The most alike first; where nobody has all that was typed, those who have all but one word of it. That
    somebody looked is on the trail, also when nobody was found (R-69). `than`: with whom they are compared,
    if not with what was typed.
    """
    typed = typed_keys(name)
    people = with_each(site=by.site, words=typed)
    if not people and len(typed) > 1:
        people = with_each(site=by.site, words=typed, but=1)
    found = _compared(people, Called((name,)))[:limit]
    if than:
        whom = Called((than.name,), than.date_of_birth)
        found = _compared([one.person for one in found], whom)
    seen(by=by, noun="person", objects=[one.person for one in found])
    return found


def alike(
    *, by: Acting, name: str, born: date | None, key: UUID | None = None, limit: int = 5
) -> list[Known]:
    """People who may be the one who is about to be made, most alike first.

    `key` is the number of the form that makes them: sent a second time, it would find whom it made.
    """
    if key and Person.objects.filter(pk=number(by=by, key=key)).exists():
        return []
    called = Called((name,), born)
    found = [
        one for one in _compared(with_any(site=by.site, keys=find_keys(called)), called) if one.alike.warns
    ]
    if found:
        seen(by=by, noun="person", objects=[one.person for one in found[:limit]])
    return found[:limit]


def _compared(people: Iterable[UUID], called: Called) -> list[Known]:
    people = list(people)
    if not people:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"people": people})
        rows = cursor.fetchall()
    found = [
        Known(
            pk, name, born, where, worker, likeness(called, Called((name, *others), born if sure else None))
        )
        for pk, name, born, where, worker, sure, others in rows
    ]
    return _once(sorted(found, key=_rank))


def _once(found: list[Known]) -> list[Known]:
    """Each person once, by the record that lists show, under the name that was found."""
    listed = listed_by(people=[one.person for one in found])
    first: dict[UUID, Known] = {}
    for one in found:
        first.setdefault(listed[one.person], replace(one, person=listed[one.person]))
    return list(first.values())


def _rank(one: Known) -> tuple[int, int, str, UUID]:
    return _ORDER.index(one.alike.names), _ORDER.index(one.alike.born), one.name, one.person
