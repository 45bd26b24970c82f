"""What waits for somebody: by incident number and date, never by name; counts where rows are closed."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Subquery

from thirdoption.program.care.models import CaseManager, Confirmation
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.queries.rota import gaps
from thirdoption.program.handoffs.rules import COMING
from thirdoption.program.handoffs.rules import State as Line
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day, policy_on
from thirdoption.program.sites.rules import Policy
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import colleagues
from thirdoption.program.staff.rules import Permission, check_may
from thirdoption.program.trail.actions import seen
from thirdoption.program.training.queries import lapsing

WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True)
class LateHandoff:
    """A hand-off that waits too long, or that ended because nobody answered."""

    pk: UUID
    incident_number: str | None
    requested_at: datetime
    state: str


@dataclass(frozen=True)
class DueMatter:
    """A held charge whose intake is due, or whose ticket is returnable; `worker` has the person's care."""

    pk: UUID
    incident_number: str
    deadline_on: date
    returnable_on: date | None
    confirmed: bool
    person: UUID | None
    worker: UUID | None


@dataclass(frozen=True)
class Counts:
    """How much waits at a site; `review` is one {agency, contacts} for each agency.

    `late` includes `uncalled`: accepted offers for which the line was never called.
    """

    late: int = 0
    uncalled: int = 0
    passed: int = 0
    due: int = 0
    returnable: int = 0
    review: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """All that may need somebody at a site on a day, as the viewer may see it."""

    today: date
    now: datetime
    target: int | None
    policy: Policy
    late: list[LateHandoff]
    due: list[DueMatter]
    counts: Counts
    gaps: list[tuple[datetime, datetime]]
    lapsing: list[Worker]
    colleagues: dict[UUID, Worker]


def waiting(*, by: Acting, site: Site, roles: Collection[str]) -> Waiting:
    """What waits; `roles` are those that the viewer may have to ask.

    Raises Refused (conflict) when no policy is in force.
    """
    now = by.now()
    today = local_day(site, now)
    _version, policy = policy_on(site, today)
    target = policy.setting("response_minutes").value
    minutes = target if isinstance(target, int) else None
    waited_since, ended_since = now - timedelta(minutes=minutes or 0), now - WEEK
    late = late_handoffs(by=by, waited_since=waited_since, ended_since=ended_since)
    due = due_matters(by=by, before=today + WEEK)
    shown = [one.pk for one in late] + [one.pk for one in due]
    if shown:
        seen(by=by, noun="waiting", objects=shown)
    asked = colleagues(site=site.pk, roles=roles, ids=[one.worker for one in due])
    return Waiting(
        today=today,
        now=now,
        target=minutes,
        policy=policy,
        late=late,
        due=due,
        counts=counts(minutes or 0),
        gaps=gaps(site=site.pk, start=now, end=now + WEEK),
        lapsing=lapsing(site=site.pk, before=today + MONTH),
        colleagues={one.pk: one for one in asked},
    )


def late_handoffs(*, by: Acting, waited_since: datetime, ended_since: datetime) -> list[LateHandoff]:
    """Hand-offs that wait since before a moment, and those that nobody answered since another."""
    waits = Q(state__in=COMING | {Line.REQUESTED}, requested_at__lt=waited_since)
    unanswered = Q(state=Line.NOBODY_ANSWERED, requested_at__gte=ended_since)
    number = Matter.objects.filter(referral=OuterRef("referral")).values("incident_number")
    rows = Handoff.objects.filter(waits | unanswered, site=by.site).annotate(number=Subquery(number[:1]))
    wanted = rows.order_by("requested_at")[:50].values_list("pk", "number", "requested_at", "state")
    return [LateHandoff(*row) for row in wanted]


def due_matters(*, by: Acting, before: date) -> list[DueMatter]:
    """Held charges with a deadline before a day or a ticket that comes first, nearest deadline first."""
    person = Handoff.objects.filter(referral=OuterRef("referral")).values("person_id")
    theirs = Handoff.objects.filter(referral=OuterRef(OuterRef("referral"))).values("person_id")
    worker = CaseManager.objects.filter(until__isnull=True, person_id__in=theirs).values("worker_id")
    near = Q(deadline_on__lt=before) | Q(returnable_on__lte=F("deadline_on"))
    rows = Matter.objects.filter(near, site=by.site, state__in=WAITING).annotate(
        confirmed=Exists(Confirmation.objects.filter(referral=OuterRef("referral"))),
        person=Subquery(person[:1]),
        worker=Subquery(worker[:1]),
    )
    columns = ("pk", "incident_number", "deadline_on", "returnable_on", "confirmed", "person", "worker")
    return [DueMatter(*row) for row in rows.order_by("deadline_on", "pk").values_list(*columns)[:100]]


def counts(minutes: int) -> Counts:
    """How much waits, for those who run the program and may see no row of it.

    `minutes`: how long a hand-off may wait. The days are the database's own: a week, and 90 for review.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT loop.waiting(%s)", [minutes])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return Counts()
    return Counts(**(json.loads(row[0]) if isinstance(row[0], str) else row[0]))


@dataclass(frozen=True)
class Kept:
    """Caseloads in numbers. None: too few to be told (`quiet` from 1 to 10, `first_days` of fewer than 11).

    `over`: workers with more people than the policy or a decision allows; `decisions`: how many workers
    may have more now, the last of these until `decided_until`. `quiet`: people without a contact for the
    policy's days at the end of the last month; `first_days`: the median of 12 months that are over.
    """

    workers: int
    people: int
    over: int
    decisions: int
    decided_until: date | None
    waiting: int
    quiet: int | None
    first_days: float | None


def kept(*, by: Acting) -> Kept:
    """The figures of now. Raises Refused (not found) for whom the database does not let count."""
    check_may(by.role, Permission.SEE_MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT loop.caseloads()")
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise hidden()
    told: dict[str, Any] = json.loads(row[0]) if isinstance(row[0], str) else row[0]
    until = told.pop("decided_until")
    return Kept(**told, decided_until=date.fromisoformat(until) if until else None)
