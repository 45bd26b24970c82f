"""Who somebody is, and the ways to reach them with what they agreed to."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import About, Person, Restriction, Way
from thirdoption.program.people.rules import Access


def latest(*, person: UUID) -> About | None:
    """What was said last of who somebody is."""
    return About.objects.filter(person=person).order_by("-number").first()


def about(*, person: Person) -> About:
    """Who somebody is now: what was said last, or what is known since they came, numbered 0."""
    return latest(person=person.pk) or since_they_came(person=person)


def since_they_came(*, person: Person) -> About:
    """What is known of somebody of whom nothing more was said since they came."""
    return About(
        person=person,
        number=0,
        name=person.name,
        date_of_birth=person.date_of_birth,
        born_how=person.born_how,
        where_to_find=person.where_to_find,
        other_names=[],
    )


def said(*, person: UUID, limit: int = 20) -> list[About]:
    """All that was said of who somebody is, newest first."""
    return list(About.objects.filter(person=person).select_related("worker").order_by("-number")[:limit])


_WAYS = """
SELECT {columns} FROM people_way w WHERE w.person_id = ANY (%s) AND NOT w.ended
    AND NOT EXISTS (SELECT 1 FROM people_way n WHERE n.replaces_id = w.id) ORDER BY w.at DESC
"""


def ways(*, people: Iterable[UUID]) -> list[Way]:
    """The ways that lead to these people now, newest first."""
    names = [field.attname for field in Way._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(_WAYS.format(columns=", ".join(f"w.{name}" for name in names)), [list(people)])
        return [Way.from_db(connection.alias, names, values) for values in cursor.fetchall()]


def way(*, person: Person, pk: UUID) -> Way:
    """One way of a person, ended or not. Raises Refused (not found) alike for missing and protected."""
    row = Way.objects.filter(person__in=person.records, pk=pk).first()
    if row is None:
        raise hidden()
    return row


def restriction(*, person: UUID) -> Restriction | None:
    """The restriction that holds now, if one does; openings for a day do not change it."""
    row = Restriction.objects.filter(person=person).exclude(access=Access.OPENED).order_by("-number").first()
    return row if row and row.access == Access.RESTRICTED else None


def said_of_access(*, person: UUID) -> int:
    """The number of the last row on who may open a record, 0 for none."""
    row = Restriction.objects.filter(person=person).order_by("-number").first()
    return row.number if row else 0
