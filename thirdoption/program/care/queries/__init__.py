"""Reading care, for a viewer; lists start from a caseload or a person."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from thirdoption.program.care.models import (
    CaseManager,
    Confirmation,
    Intake,
    Participation,
)
from thirdoption.program.care.queries.charges import Charge, Moved
from thirdoption.program.care.queries.of_person import (
    Asked,
    Coming,
    Goal,
    Note,
    Record,
    Signed,
    Told,
    comings,
    contacts,
    goals,
    record,
)
from thirdoption.program.care.queries.under_release import UnderRelease, confirmed_under, defended_under
from thirdoption.program.care.rules import HAVE_PEOPLE
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import Person
from thirdoption.program.people.queries import LISTED_ONCE, SAME, left_out, same_as
from thirdoption.program.referrals.models import CommunityReferral, Referral
from thirdoption.program.sites.queries import policy_as_written
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.actions import seen

__all__ = [
    "Asked",
    "Charge",
    "Coming",
    "Goal",
    "Mine",
    "Moved",
    "Note",
    "Record",
    "Signed",
    "Told",
    "UnderRelease",
    "asked_by",
    "came_by",
    "colleagues",
    "comings",
    "confirmed",
    "confirmed_under",
    "contacts",
    "defended_under",
    "goals",
    "in_touch",
    "is_coming",
    "may_have_people",
    "my_people",
    "name_like",
    "person",
    "record",
]


def person(*, by: Acting, pk: UUID) -> Person:
    """One participant. Raises Refused (not found) alike for unknown and protected (R-26)."""
    found = Person.objects.select_related("participation").filter(pk=pk).first()
    if found is None:
        raise hidden()
    seen(by=by, noun="person", objects=[pk])
    return found


def confirmed(*, referrals: Iterable[UUID]) -> dict[UUID, date]:
    """Of these referrals, those whose intake the viewer may know to be done, with its date.

    What is missing is "not confirmed", and looks the same whatever the cause.
    """
    rows = Confirmation.objects.filter(referral__in=list(referrals))
    return dict(rows.values_list("referral_id", "confirmed_on"))


@dataclass(frozen=True)
class Mine:
    """A person of one's caseload: how they are in touch, and the last contact made or tried.

    `covers`: whose they are, while that colleague is away.
    """

    person: UUID
    name: str
    state: str
    last_at: datetime | None
    last_kind: str | None
    since: datetime
    covers: str


_LIKE, _ESCAPED = re.compile(r"[\\%_]"), r"\\\g<0>"
_MY_PEOPLE = (
    """
SELECT c.person_id, p.name, t.state, l.at, l.kind, c.since,
    CASE WHEN c.worker_id = %(worker)s THEN '' ELSE w.name END
FROM care_casemanager c
JOIN staff_worker w ON w.id = c.worker_id
JOIN people_person p ON p.id = c.person_id
LEFT JOIN care_participation t ON t.person_id = c.person_id
LEFT JOIN LATERAL (SELECT k.at, k.kind FROM care_contact k
    WHERE k.person_id = c.person_id ORDER BY k.at DESC LIMIT 1) l ON true
WHERE c.worker_id = ANY (ARRAY(SELECT %(worker)s::uuid UNION SELECT v.away_id FROM care_cover v
        WHERE v.worker_id = %(worker)s AND v.starts_at <= %(at)s AND v.ends_at > %(at)s))
    AND c.until IS NULL AND (%(name)s = '%%%%' OR p.name ILIKE %(name)s)
    AND """
    + LISTED_ONCE.format(person="c.person_id")
    + """
ORDER BY l.at NULLS FIRST, c.since LIMIT %(limit)s
"""
)


def name_like(name: str) -> str:
    """The pattern of a name with this in it."""
    return f"%{_LIKE.sub(_ESCAPED, name)}%"


def my_people(*, by: Acting, name: str = "", limit: int = 100) -> list[Mine]:
    """The people whom the worker works with or covers for, those longest without a contact first.

    `name` narrows to a part of the name.
    """
    values = {"worker": by.worker, "limit": limit, "name": name_like(name), "at": by.now()}
    with connection.cursor() as cursor:
        cursor.execute(_MY_PEOPLE, values)
        found = [Mine(*row) for row in cursor.fetchall()]
    if found or name:  # that somebody was looked for is told also when nobody was found
        seen(by=by, noun="person", objects=[one.person for one in found])
    return found


def _names(model: type[Person | Participation]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _in_touch() -> str:
    columns = [f"p.{name}" for name in _names(Person)] + [f"t.{name}" for name in _names(Participation)]
    return f"""
SELECT {", ".join(columns)},
    EXISTS (SELECT 1 FROM care_death d WHERE d.person_id = p.id AND d.state = 'noted'),
    m.name, l.at, l.note, {SAME.format(person="p.id")}
FROM people_person p
JOIN care_participation t ON t.person_id = p.id
LEFT JOIN LATERAL (SELECT w.name FROM care_casemanager c JOIN staff_worker w ON w.id = c.worker_id
    WHERE c.person_id = p.id AND c.until IS NULL LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT s.at, s.note FROM care_participationstatus s
    WHERE s.thing_id = t.id ORDER BY s.number DESC LIMIT 1) l ON true
WHERE p.id = %s
"""


def in_touch(*, by: Acting, pk: UUID) -> Person:
    """One participant with `works_with`, `death_noted`, and `state_at` and `state_note` of being in touch.

    One statement. Raises Refused (not found) alike for unknown and protected (R-26).
    """
    with connection.cursor() as cursor:
        cursor.execute(_in_touch(), [pk])
        row = cursor.fetchone()
    if row is None:
        raise hidden()
    names, theirs = _names(Person), _names(Participation)
    found: Any = Person.from_db(connection.alias, names, row)
    found.participation = Participation.from_db(connection.alias, theirs, row[len(names) :])
    found.death_noted, found.works_with, found.state_at, found.state_note, found.same = row[-5:]
    seen(by=by, noun="person", objects=found.same)
    whom: Person = found
    return whom


def came_by(*, by: Acting, person: UUID, referral: UUID) -> tuple[Person, Referral]:
    """A participant and the referral by which they came.

    The referral may be of another record of the same person: then that one is the participant. Raises Refused
    (not found) when either is not there, may not be seen, or is not the other's.
    """
    around = ("person", "referral__site", "referral__matter")
    records = same_as(person=person)
    found = Handoff.objects.select_related(*around).filter(person__in=records, referral=referral).first()
    if found is None or found.person is None or found.referral is None:
        raise hidden()
    seen(by=by, noun="person", objects=[found.person.pk])
    return found.person, found.referral


def officer_may_know(referral: Referral) -> bool:
    """Whether the policy of the contact lets its officer know anything under a release; unset means no."""
    told = policy_as_written(referral.policy_id).settings["told.referring_officer"]
    return told.value == "by_release"


def is_coming(*, person: Person, referral: Referral | None) -> bool:
    """Whether a person came by this referral; without one, whether anything else says how they came."""
    if referral is None:
        return asked_by(person=person) is not None
    return Handoff.objects.filter(referral=referral, person=person).exists()


def asked_by(*, person: Person) -> UUID | None:
    """What an intake without a referral is for: what the community asked, or an officer's call.

    The person's own id, where they take part, nothing says any more how they came, and no intake was done.
    """
    asked = CommunityReferral.objects.filter(person=person).order_by("asked_at").values_list("pk", flat=True)
    comings = Handoff.objects.filter(person=person)
    called = comings.filter(referral=None).order_by("handed_over_at").values_list("pk", flat=True)
    found: UUID | None = asked.first() or called.first()
    if found is None and not comings.exists() and Participation.objects.filter(person=person).exists():
        return None if Intake.objects.filter(person=person, asked=None).exists() else person.pk
    return found


def _team(site: UUID, at: datetime) -> QuerySet[Worker]:
    """Who works at a site's operator now, in a role that has people of its own."""
    at_work = Q(until__isnull=True) | Q(until__gt=at)
    return Worker.objects.filter(
        at_work, site=site, agency__site=site, agency__kind=AgencyKind.OPERATOR, role__in=HAVE_PEOPLE
    )


def may_have_people(*, site: UUID, worker: UUID, at: datetime) -> bool:
    """Whether a worker is a case manager or supervisor of a site's operator at a moment."""
    return _team(site, at).filter(pk=worker).exists()


def colleagues(*, by: Acting) -> list[tuple[Worker, int]]:
    """The workers of the site's operator who may have people of their own, and how many each has."""
    theirs = CaseManager.objects.filter(worker=OuterRef("pk"), until__isnull=True).order_by()
    theirs = theirs.exclude(person__in=left_out())
    counted = theirs.values("worker").annotate(many=Count("pk")).values("many")
    return [
        (one, getattr(one, "many", None) or 0)
        for one in _team(by.site, by.now()).annotate(many=Subquery(counted)).order_by("name")
    ]
