"""Named workers only: who restricts a record, lifts it, and opens it in an emergency."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from thirdoption.program.care.models import CaseManager
from thirdoption.program.care.queries.status import today_at
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.models import Person, Restriction
from thirdoption.program.people.queries import same_as
from thirdoption.program.people.queries.about import restriction, said_of_access
from thirdoption.program.people.rules import Access, RestrictedFor
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may
from thirdoption.program.trail.actions import add_once, record

_MEANWHILE = "Somebody changed who may open this record. Load the page again."


def restrict(
    *,
    person: Person,
    workers: Sequence[UUID],
    because: str,
    why: str,
    review_on: date,
    by: Acting,
    at: datetime,
) -> Restriction:
    """Let named workers alone open a record, from the next statement on (R-43); for all others it is absent.

    Records held to be of the same person are restricted with it: no side door is left. Raises Refused
    (invalid) when the person's case manager is not named, when a named worker cannot see people, or when
    the day of the next look is not within a year.
    """
    check(by, Permission.WRITE_CARE)
    if because not in set(RestrictedFor):
        raise Refused(INVALID, "Choose from the list.", "because")
    records = same_as(person=person.pk)
    here = Q(until__isnull=True) | Q(until__gt=at)
    there = Worker.objects.filter(here, pk__in=workers, site=by.site, agency=by.organization)
    if not workers or {one.pk for one in there if may(one.role, Permission.WRITE_CARE)} != set(workers):
        raise Refused(INVALID, "Choose workers of the team.", "workers")
    theirs = CaseManager.objects.filter(person__in=records, until__isnull=True)
    if not set(theirs.values_list("worker_id", flat=True)) <= set(workers):
        raise Refused(INVALID, "Choose their case manager too, or give them another one first.", "workers")
    if not 0 < (review_on - today_at(site=by.site, at=at)).days <= 366:
        raise Refused(INVALID, "Choose a day within a year from now.", "review_on")
    said = {"workers": sorted(workers), "because": because, "review_on": review_on}
    rows = [_keep(Restriction(**said), Access.RESTRICTED, one, why, by, at) for one in records]
    return next(row for row in rows if row.person_id == person.pk)


def lift(*, person: Person, why: str, by: Acting, at: datetime) -> Restriction:
    """Let the team open a record again. Raises Refused (conflict) when it is not restricted."""
    check(by, Permission.WRITE_CARE)
    if restriction(person=person.pk) is None:
        raise Refused(CONFLICT, _MEANWHILE)
    hold = {one: restriction(person=one) for one in same_as(person=person.pk)}
    rows = [
        _keep(Restriction(because=holds.because), Access.LIFTED, one, why, by, at)
        for one, holds in hold.items()
        if holds
    ]
    return next(row for row in rows if row.person_id == person.pk)


def _keep(row: Restriction, access: Access, person: UUID, why: str, by: Acting, at: datetime) -> Restriction:
    row.access, row.person_id, row.site_id, row.worker_id, row.at = access, person, by.site, by.hand, at
    row.why = free_text(why, field="why", limit=300, required=True)
    row.number = said_of_access(person=person) + 1
    record(by=by, verb=str(access), noun="person", objects=[person], why=row.why, at=at)
    if not add_once(row, same=(), taken=_MEANWHILE):
        raise Refused(CONFLICT, _MEANWHILE)
    return row


def open_in_emergency(*, person: UUID, why: str, by: Acting, at: datetime) -> None:
    """Open a restricted record for this supervisor for 24 hours, with the reason on the trail.

    What is not restricted at this site, or not there, is hidden alike.
    """
    check(by, Permission.SHARE_WORK)
    why = free_text(why, field="why", limit=300, required=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing.open_restricted(%s, %s)", [person, why])
        if not cursor.fetchone()[0]:
            raise hidden()
    record(by=by, verb="open restricted", noun="person", objects=[person], why=why, at=at)
