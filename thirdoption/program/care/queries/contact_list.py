"""A person's contacts: the whole list, narrowed and paged, and one contact with how it stood before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from thirdoption.program.care.models import Contact, ContactAmendment, Copied
from thirdoption.program.care.queries import name_like
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.staff.models import Worker


@dataclass(frozen=True)
class Narrowed:
    """Which contacts of a person: every part may be left out; `since` and `until` are days at the site."""

    kind: str = ""
    how: str = ""
    worker: UUID | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Listed:
    """One contact of the list. `copied_at` is when it was last copied into another record, and by whom."""

    pk: UUID
    kind: str
    how: str
    minutes: int | None
    place: str
    line: str
    sensitive: str
    at: datetime
    noted_at: datetime
    worker: str
    colleagues: tuple[str, ...]
    version: int
    copied_at: datetime | None
    copied_by: str


_WHERE = """
k.person_id = ANY (%(people)s) AND (%(kind)s = '' OR k.kind = %(kind)s) AND (%(how)s = '' OR k.how = %(how)s)
AND (%(worker)s::uuid IS NULL OR k.worker_id = %(worker)s)
AND (%(first)s::timestamptz IS NULL OR k.at >= %(first)s)
AND (%(end)s::timestamptz IS NULL OR k.at < %(end)s)
AND (%(words)s = '' OR k.line ILIKE %(like)s OR k.sensitive ILIKE %(like)s OR k.place ILIKE %(like)s)
"""
_LIST = f"""
SELECT k.id, k.kind, k.how, k.minutes, k.place, k.line, k.sensitive, k.at, k.noted_at, w.name,
    ARRAY(SELECT c.name FROM staff_worker c WHERE c.id = ANY (k.colleagues) ORDER BY c.name), k.version,
    x.at, coalesce(x.name, '')
FROM care_contact k JOIN staff_worker w ON w.id = k.worker_id
LEFT JOIN LATERAL (SELECT c.at, s.name FROM care_copied c JOIN staff_worker s ON s.id = c.worker_id
    WHERE c.contact_id = k.id ORDER BY c.at DESC LIMIT 1) x ON true
WHERE {_WHERE} ORDER BY k.at DESC, k.id LIMIT %(limit)s OFFSET %(skip)s
"""
_COUNT = f"SELECT count(*) FROM care_contact k WHERE {_WHERE}"
_WORKERS = """
SELECT w.id, w.name FROM staff_worker w
WHERE w.id IN (SELECT k.worker_id FROM care_contact k WHERE k.person_id = ANY (%(people)s)) ORDER BY w.name
"""


def _values(people: Sequence[UUID], narrowed: Narrowed, zone: ZoneInfo) -> dict[str, Any]:
    def midnight(day: date | None) -> datetime | None:
        return datetime.combine(day, time(), zone) if day else None

    return {
        "people": list(people),
        "kind": narrowed.kind,
        "how": narrowed.how,
        "worker": narrowed.worker,
        "first": midnight(narrowed.since),
        "end": midnight(narrowed.until + timedelta(days=1)) if narrowed.until else None,
        "words": narrowed.words,
        "like": name_like(narrowed.words),
    }


def count(*, people: Sequence[UUID], narrowed: Narrowed, zone: ZoneInfo) -> int:
    """How many contacts of a person there are, so narrowed."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, _values(people, narrowed, zone))
        return int(cursor.fetchone()[0])


def listed(
    *, people: Sequence[UUID], narrowed: Narrowed, zone: ZoneInfo, skip: int = 0, limit: int | None = None
) -> list[Listed]:
    """A person's contacts, so narrowed, newest first. The view of the person is already on the trail."""
    with connection.cursor() as cursor:
        cursor.execute(_LIST, {**_values(people, narrowed, zone), "skip": skip, "limit": limit})
        return [_listed(row) for row in cursor.fetchall()]


def _listed(row: tuple[Any, ...]) -> Listed:
    told = [*row]
    told[10] = tuple(told[10])
    return Listed(*told)


def workers(*, people: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """The workers who wrote down contacts of a person."""
    with connection.cursor() as cursor:
        cursor.execute(_WORKERS, {"people": list(people)})
        return list(cursor.fetchall())


def all_of(*, person: Person) -> list[Contact]:
    """Every contact of a person, in each of their records, newest first: for a record that leaves whole."""
    return list(Contact.objects.filter(person__in=person.records).order_by("-at", "id"))


def contact(*, person: Person, pk: UUID) -> Contact:
    """One contact of this person, in whichever of their records.

    Raises Refused (not found) alike for unknown, protected and another's.
    """
    found = Contact.objects.filter(person__in=person.records, pk=pk).first()
    if found is None:
        raise hidden()
    return found


def amendments(*, contact: Contact) -> list[ContactAmendment]:
    """How a contact stood before, the latest first."""
    return list(ContactAmendment.objects.filter(thing=contact).order_by("-number"))


def copies(*, person: Person, contact: Contact | None) -> list[Copied]:
    """When a contact, or the plan, was copied into another record, the latest first."""
    found = Copied.objects.filter(person=person, contact=contact).select_related("worker")
    return list(found.order_by("-at"))


def names(*, workers: Sequence[UUID]) -> dict[UUID, str]:
    """The names of workers."""
    return dict(Worker.objects.filter(pk__in=list(workers)).values_list("pk", "name"))
