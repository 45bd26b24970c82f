"""Reading caseloads: the team and its numbers, cover, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Max, Q

from thirdoption.program.care.models import CaseManager, Cover, HandOver, Room
from thirdoption.program.care.rules import HAVE_PEOPLE
from thirdoption.program.care.rules.caseload import NOT_COUNTED, QUIET_DAYS, Limits, limits_of
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules.handoff import TAKEN
from thirdoption.program.people.queries import LISTED_ONCE
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.rules.community import AskedState
from thirdoption.program.sites.queries import policy_as_written, zone
from thirdoption.program.sites.rules import Policy
from thirdoption.program.staff.models import Worker
from thirdoption.program.trail.actions import seen


@dataclass(frozen=True)
class Load:
    """A worker with people: how many, of them looked for, the last day of a decision for more, who covers."""

    worker: UUID
    name: str
    role: str
    people: int
    looking: int
    up_to: int | None
    until: date | None
    covered_by: str
    covered_until: datetime | None


@dataclass(frozen=True)
class Person:
    """A person on a list of the team: `since` is when they came to the worker, or to the program."""

    person: UUID
    name: str
    state: str
    since: datetime
    last_at: datetime | None
    last_kind: str | None


_ONCE_C, _ONCE_T = (LISTED_ONCE.format(person=f"{one}.person_id") for one in "ct")
_TEAM = f"""
SELECT w.id, w.name, w.role, greatest(n.many, b.people, 0), coalesce(n.looking, 0), r.up_to, r.until,
    coalesce(v.name, ''), v.ends_at
FROM staff_worker w
JOIN sites_agency a ON a.id = w.agency_id AND a.kind = 'operator'
LEFT JOIN (SELECT c.worker_id, count(*) AS many, count(*) FILTER (WHERE t.state = 'looking_for') AS looking
    FROM care_casemanager c LEFT JOIN care_participation t ON t.person_id = c.person_id
    WHERE c.until IS NULL AND {_ONCE_C} GROUP BY c.worker_id) n ON n.worker_id = w.id
CROSS JOIN LATERAL sharing.with_worker(w.id) b
LEFT JOIN LATERAL (SELECT r.up_to, r.until FROM care_room r WHERE r.worker_id = w.id
    AND r.decided_on <= %(today)s AND r.until >= %(today)s ORDER BY r.up_to DESC LIMIT 1) r ON true
LEFT JOIN LATERAL (SELECT o.name, v.ends_at FROM care_cover v JOIN staff_worker o ON o.id = v.worker_id
    WHERE v.away_id = w.id AND v.starts_at <= %(at)s AND v.ends_at > %(at)s
    ORDER BY v.ends_at DESC LIMIT 1) v ON true
WHERE w.site_id = %(site)s AND w.role = ANY (%(roles)s) AND (w.until IS NULL OR w.until > %(at)s)
ORDER BY w.name, w.id
"""
_LAST = """LEFT JOIN LATERAL (SELECT k.at, k.kind FROM care_contact k
    WHERE k.person_id = t.person_id ORDER BY k.at DESC LIMIT 1) l ON true"""
_OF_WORKER = f"""
SELECT t.person_id, p.name, t.state, c.since, l.at, l.kind
FROM care_casemanager c JOIN people_person p ON p.id = c.person_id
JOIN care_participation t ON t.person_id = c.person_id {_LAST}
WHERE c.worker_id = %(worker)s AND c.until IS NULL AND {_ONCE_T}
    AND (%(state)s = '' OR t.state = %(state)s)
ORDER BY l.at NULLS FIRST, c.since LIMIT %(limit)s
"""
WITHOUT = f"""
FROM care_participation t JOIN people_person p ON p.id = t.person_id
WHERE t.site_id = %(site)s AND NOT (t.state = ANY (%(past)s))
    AND {_ONCE_T}
    AND NOT EXISTS (SELECT 1 FROM care_death d WHERE d.person_id = t.person_id AND d.state = 'noted')
    AND NOT EXISTS (SELECT 1 FROM care_casemanager c JOIN staff_worker w ON w.id = c.worker_id
        WHERE c.person_id = t.person_id AND c.until IS NULL AND (w.until IS NULL OR w.until > %(at)s))
"""
_IN_FORCE = """SELECT v.id FROM sites_policyversion v WHERE v.site_id = %(site)s
    AND v.in_force_from <= %(today)s ORDER BY v.in_force_from DESC LIMIT 1"""
_DUE = f"""
(SELECT 'policy', n.id, NULL::date, '' FROM ({_IN_FORCE}) n)
UNION ALL
(SELECT 'handed', h.person_id, NULL::date, h.line FROM care_handover h
WHERE h.takes_id = %(worker)s AND h.person_id = ANY (%(people)s)
    AND NOT EXISTS (SELECT 1 FROM care_handoverread r WHERE r.thing_id = h.id) ORDER BY h.at LIMIT 50)
UNION ALL
(SELECT 'paused', d.person_id, NULL::date, '' FROM care_death d
WHERE d.person_id = ANY (%(people)s) AND d.state <> 'taken_back')
UNION ALL
(SELECT 'step', g.person_id, s.by_on, s.words FROM care_goal g JOIN care_planstep s ON s.thing_id = g.id
LEFT JOIN LATERAL (SELECT x.said FROM care_plansaid x WHERE x.thing_id = g.id AND x.step_id = s.id
    ORDER BY x.at DESC LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT x.said FROM care_plansaid x WHERE x.thing_id = g.id AND x.step_id IS NULL
    ORDER BY x.at DESC LIMIT 1) b ON true
WHERE g.person_id = ANY (%(people)s) AND NOT EXISTS (SELECT 1 FROM care_goal n WHERE n.before_id = g.id)
    AND NOT EXISTS (SELECT 1 FROM care_death d WHERE d.person_id = g.person_id AND d.state <> 'taken_back')
    AND s.by_on <= %(today)s AND coalesce(a.said, 'open') IN ('open', 'in_the_way')
    AND coalesce(b.said, 'open') IN ('open', 'in_the_way')
ORDER BY s.by_on LIMIT 50)
"""
_DUE_OF_TEAM = f"""{_DUE}
UNION ALL
(SELECT 'without', NULL::uuid, NULL::date, n.many::text FROM (SELECT count(*) AS many {WITHOUT}) n
WHERE n.many > 0)
"""


def _read(sql: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _today(site: UUID, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone(site))).date()


def with_worker(*, worker: UUID) -> tuple[int, int]:
    """How many people a worker has and in how many records, those among them whom the reader may not see."""
    ((people, records),) = _read(
        "SELECT people, records FROM sharing.with_worker(%(worker)s)", {"worker": worker}
    )
    return people, records


def named_only(*, worker: UUID) -> int:
    """How many records of a worker's people the reader may not see: they are for named workers."""
    seen_now = CaseManager.objects.filter(worker=worker, until__isnull=True).count()
    return with_worker(worker=worker)[1] - seen_now


def most_of(*, worker: UUID, site: UUID, at: datetime) -> int:
    """With how many people a worker may work on a day: by the policy, or as its group decided."""
    today = _today(site, at)
    decided = Room.objects.filter(worker=worker, site=site, decided_on__lte=today, until__gte=today)
    return int(decided.aggregate(most=Max("up_to"))["most"] or limits(site=site, today=today).most)


def most_people(*, by: Acting) -> int:
    """With how many people a worker may work today by the policy."""
    return limits(site=by.site, today=_today(by.site, by.now())).most


def team(*, by: Acting, today: date) -> list[Load]:
    """The workers who have people, with how many, the restricted among them; nobody is shown."""
    values = {"site": by.site, "at": by.now(), "today": today, "roles": list(HAVE_PEOPLE)}
    return [Load(*row) for row in _read(_TEAM, values)]


def people_of(*, by: Acting, worker: UUID, state: str = "", limit: int = 200) -> list[Person]:
    """The people of one worker, those longest without a contact first."""
    rows = _read(_OF_WORKER, {"worker": worker, "state": state, "limit": limit})
    return _shown([Person(*row) for row in rows], by)


def _shown(found: list[Person], by: Acting) -> list[Person]:
    if found:
        seen(by=by, noun="person", objects=[one.person for one in found])
    return found


@dataclass(frozen=True)
class Due:
    """What waits besides intakes: how many are with nobody, hand-overs to read, steps with a day that came.

    Each of `handed` is a person and the line for the next worker; each of `steps` a person, a day and words.
    `quiet_days`: after how many without a contact somebody is asked about, by the policy in force.
    `paused`: of whom a death is noted or confirmed; nothing reminds of them.
    """

    without: int = 0
    handed: tuple[tuple[UUID, str], ...] = ()
    steps: tuple[tuple[UUID, date, str], ...] = ()
    quiet_days: int = QUIET_DAYS
    paused: frozenset[UUID] = frozenset()


def due(*, by: Acting, people: Sequence[UUID], team: bool, today: date) -> Due:
    """What waits for a worker, of the people who are on their list: one statement.

    `team`: who is with nobody is theirs as well. The people were shown already.
    """
    if not people and not team:
        return Due()
    values: dict[str, Any] = {"site": by.site, "past": list(NOT_COUNTED), "at": by.now(), "worker": by.worker}
    values |= {"people": list(people), "today": today}
    # whom nobody is with is asked of who leads alone: with row policies a plan costs more than what it reads
    rows = _read(_DUE_OF_TEAM if team else _DUE, values)
    return Due(
        without=sum(int(words) for kind, _who, _day, words in rows if kind == "without"),
        handed=tuple((who, words) for kind, who, _day, words in rows if kind == "handed"),
        steps=tuple((who, day, words) for kind, who, day, words in rows if kind == "step"),
        paused=frozenset(who for kind, who, _day, _words in rows if kind == "paused"),
        quiet_days=_limits([who for kind, who, _day, _words in rows if kind == "policy"]).quiet_days,
    )


def _limits(version: Sequence[UUID]) -> Limits:
    return limits_of(policy_as_written(version[0])) if version else Limits()


def policy_now(*, site: UUID, today: date) -> Policy | None:
    """The policy in force at a site on a day, if any."""
    rows = _read(_IN_FORCE, {"site": site, "today": today})
    return policy_as_written(rows[0][0]) if rows else None


def limits(*, site: UUID, today: date) -> Limits:
    """What the policy in force says of caseloads; the toolkit's figures where it or a policy is missing."""
    policy = policy_now(site=site, today=today)
    return limits_of(policy) if policy else Limits()


def hand_overs_of(*, people: Sequence[UUID]) -> list[HandOver]:
    """How a person went from worker to worker, the latest first."""
    rows = HandOver.objects.filter(person__in=people).select_related("gave", "takes", "worker", "was_read")
    return list(rows.order_by("-at"))


def hand_over(*, pk: UUID, by: Acting) -> HandOver:
    """One hand-over to this worker. Raises Refused (not found) for what is another's."""
    found = HandOver.objects.filter(pk=pk, takes=by.worker).first()
    if found is None:
        raise hidden()
    return found


def member(*, by: Acting, pk: UUID) -> Worker:
    """A worker of the team at work. Raises Refused (not found)."""
    at_work = Q(until__isnull=True) | Q(until__gt=by.now())
    own = Worker.objects.filter(at_work, site=by.site, agency=by.organization, pk=pk)
    found = own.select_related("user").first()
    if found is None:
        raise hidden()
    return found


def covers(*, by: Acting) -> list[Cover]:
    """Who covers for whom now or later, the next first."""
    rows = Cover.objects.filter(site=by.site, ends_at__gt=by.now()).select_related("away", "worker")
    return list(rows.order_by("starts_at"))


def other_supervisors(*, site: UUID, than: UUID, at: datetime) -> list[str]:
    """The other supervisors at work at a site, by name: what waits for a supervisor is theirs."""
    at_work = Q(until__isnull=True) | Q(until__gt=at)
    rows = Worker.objects.filter(at_work, site=site, role="supervisor").exclude(pk=than)
    return list(rows.order_by("name").values_list("name", flat=True))


def covers_of(*, worker: UUID, at: datetime) -> list[str]:
    """For whom a worker covers now or later, by name."""
    rows = Cover.objects.filter(worker=worker, ends_at__gt=at).order_by("starts_at")
    return list(rows.values_list("away__name", flat=True))


def busy_with(*, worker: UUID, site: UUID) -> bool:
    """Whether a worker is on a call that is not over, or has taken up what the community asked."""
    asked = (AskedState.TAKEN, AskedState.NOT_FOUND_YET, AskedState.MET)
    on_call = Handoff.objects.filter(site=site, accepted_by=worker, state__in=TAKEN)
    taken = CommunityReferral.objects.filter(site=site, taken_by=worker, state__in=asked)
    return on_call.exists() or taken.exists()
