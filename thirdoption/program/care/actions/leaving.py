"""A worker leaves: everything of theirs goes to others, in one act."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from thirdoption.program.care.actions.caseload import NOT_LISTED, move
from thirdoption.program.care.models import CaseManager, Cover, HandOver
from thirdoption.program.care.queries import may_have_people
from thirdoption.program.care.queries.caseload import (
    busy_with,
    most_of,
    other_supervisors,
    with_worker,
)
from thirdoption.program.care.rules.caseload import LINE_LIMIT
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.handoffs.actions.rota_leaving import hand_over_shifts
from thirdoption.program.handoffs.queries.rota import has_shifts
from thirdoption.program.people.queries import listed_by
from thirdoption.program.staff.actions import check, end_worker
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

_NAMED_ONLY = (
    "Some of their people are in records for named workers only. Open those first (Restricted records), "
    "and say who takes them."
)
_NO_ROOM = (
    "%(many)s people would go to %(name)s, and %(room)s more fit. Give the others to somebody else, "
    "or note a decision of the policy group first."
)


def leave(
    *,
    worker: Worker,
    people: Mapping[UUID, Worker],
    shifts: Worker | None,
    covers: Worker | None = None,
    line: str,
    by: Acting,
    at: datetime,
) -> None:
    """A worker leaves: their people, shifts and cover go to named workers, and their sign-in ends.

    `people` names for each person who takes them; `covers` whoever covers from now on for those for whom
    the worker does. All of it happens, or nothing. Raises Refused (conflict) when anything would be left
    without somebody, and for the last supervisor.
    """
    check(by, Permission.SHARE_WORK)
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    theirs = list(
        CaseManager.objects.select_for_update(no_key=True)
        .filter(worker=worker, until__isnull=True)
        .order_by("since", "pk")
    )
    people = _second_records(theirs, people)
    _check_leaves(worker, theirs, people, shifts, by, at)
    _check_fits(theirs, people, by, at)
    note = free_text(line, field="line", limit=LINE_LIMIT, required=True)
    for now in theirs:
        made = HandOver(
            site_id=by.site,
            person_id=now.person_id,
            worker_id=by.hand,
            at=at,
            gave=worker,
            takes=people[now.person_id],
            why="leaves",
            line=note,
        )
        move(made=made, now=now, by=by, at=at)
    if shifts:
        hand_over_shifts(worker=worker, to=shifts, by=by, at=at)
    _give_cover(worker, covers, by, at)
    end_worker(worker=worker, by=by, at=at)
    given = [worker.pk, *(one.person_id for one in theirs)]
    record(by=by, verb="leave", noun="worker", objects=given, at=at)


def _check_fits(theirs: list[CaseManager], people: Mapping[UUID, Worker], by: Acting, at: datetime) -> None:
    listed = listed_by(people=[one.person_id for one in theirs])
    given = Counter(people[one] for one in set(listed.values()) if one in people)
    for takes, many in given.items():
        room = most_of(worker=takes.pk, site=by.site, at=at) - with_worker(worker=takes.pk)[0]
        if many > room:
            raise Refused(CONFLICT, _NO_ROOM, "everybody", name=takes.name, room=max(room, 0), many=many)


def _second_records(theirs: list[CaseManager], people: Mapping[UUID, Worker]) -> dict[UUID, Worker]:
    """Who takes the records that no list shows: whoever takes, or works with, the one of their person."""
    listed = listed_by(people=[one.person_id for one in theirs])
    now = CaseManager.objects.filter(person__in=listed.values(), until__isnull=True).select_related("worker")
    taken = {one.person_id: one.worker for one in now.exclude(worker__in={one.worker_id for one in theirs})}
    taken |= people
    return {**{one: taken[kept] for one, kept in listed.items() if kept in taken}, **people}


def _give_cover(worker: Worker, covers: Worker | None, by: Acting, at: datetime) -> None:
    """Cover that the worker gives now or later goes on with another, and ends for the worker."""
    theirs = list(Cover.objects.filter(worker=worker, ends_at__gt=at))
    if theirs and (covers is None or not may_have_people(site=by.site, worker=covers.pk, at=at)):
        raise Refused(CONFLICT, "Say who covers instead.", "covers")
    for one in theirs:
        starts = max(one.starts_at, at)
        Cover.objects.filter(pk=one.pk).update(ends_at=starts)
        if covers is None or one.away_id == covers.pk:
            raise Refused(CONFLICT, "Nobody covers for themselves. Choose somebody else.", "covers")
        Cover(
            site_id=by.site,
            away_id=one.away_id,
            worker=covers,
            starts_at=starts,
            ends_at=one.ends_at,
            made_by_id=by.hand,
            made_at=at,
        ).save(force_insert=True)


def _check_leaves(
    worker: Worker,
    theirs: list[CaseManager],
    people: Mapping[UUID, Worker],
    shifts: Worker | None,
    by: Acting,
    at: datetime,
) -> None:
    if worker.role == "supervisor" and not other_supervisors(site=by.site, than=worker.pk, at=at):
        raise Refused(CONFLICT, "The last supervisor cannot leave: who is without a worker is theirs.")
    if worker.pk in {one.pk for one in (*people.values(), *([shifts] if shifts else []))}:
        raise Refused(INVALID, NOT_LISTED, "shifts" if shifts and shifts.pk == worker.pk else None)
    if {one.person_id for one in theirs} - set(people):
        raise Refused(CONFLICT, "Say for each person who takes them: nobody is left without somebody.")
    if with_worker(worker=worker.pk)[1] != len(theirs):
        raise Refused(CONFLICT, _NAMED_ONLY)
    if shifts is None and has_shifts(worker=worker.pk, site=by.site, at=at):
        raise Refused(CONFLICT, "Say who takes the shifts.", "shifts")
    if busy_with(worker=worker.pk, site=by.site):
        raise Refused(
            CONFLICT, "This worker is on a call, or has taken up what the community asked. End that first."
        )
