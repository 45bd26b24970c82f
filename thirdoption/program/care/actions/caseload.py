"""Giving people to another worker, cover for an absence, room beyond the most, and a worker who leaves."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from thirdoption.program.care.actions.room import check_place
from thirdoption.program.care.models import CaseManager, Cover, HandOver, HandOverRead, Room
from thirdoption.program.care.queries import may_have_people
from thirdoption.program.care.queries.caseload import (
    limits,
)
from thirdoption.program.care.queries.waitlist import ahead_of
from thirdoption.program.care.rules.caseload import (
    LINE_LIMIT,
    MINUTES_LIMIT,
    SENSITIVE_LIMIT,
    WISH_LIMIT,
    check_cover,
    check_gives,
    check_room,
)
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.care.rules.waitlist import TURN_LIMIT, check_turn
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.models import Person
from thirdoption.program.sites.queries import zone
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, may
from thirdoption.program.trail.actions import add_once, number, record

NOT_LISTED = "Choose from the list."
_QUICKER = "Somebody else was quicker. Load the page again."


def hand_over(
    *,
    person: Person,
    takes: Worker,
    why: str,
    line: str,
    sensitive: str,
    wish: str,
    out_of_turn: str = "",
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> HandOver:
    """Give a person to another worker, with what that worker must know and what the person wishes.

    `out_of_turn`: why somebody who waits goes before others. Raises Refused (conflict) for a 26th person,
    for whom it is with already, and for who is neither their worker nor a supervisor; invalid where others
    come first and nothing says why.
    """
    check(by, Permission.WRITE_CARE)
    made = HandOver(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        takes=takes,
        why=free_text(why, field="why", limit=LINE_LIMIT, required=True),
        line=free_text(line, field="line", limit=LINE_LIMIT, required=True),
        sensitive=free_text(sensitive, field="sensitive", limit=SENSITIVE_LIMIT),
        wish=free_text(wish, field="wish", limit=WISH_LIMIT),
        out_of_turn=free_text(out_of_turn, field="out_of_turn", limit=TURN_LIMIT),
    )
    same = ("person", "takes", "why", "line", "sensitive", "wish", "out_of_turn")
    if HandOver.objects.filter(pk=made.pk).exists():
        add_once(made, same=same)
        return made
    before = CaseManager.objects.select_for_update(no_key=True).filter(person=person, until__isnull=True)
    now = before.first()
    made.gave_id = now.worker_id if now else None
    if made.gave_id != by.worker and not may(by.role, Permission.SHARE_WORK):
        raise Refused(CONFLICT, "Only their worker or a supervisor gives somebody to another worker.")
    _check_turn(made, by, at)
    move(made=made, now=now, by=by, at=at)
    record(by=by, verb="hand over", noun="person", objects=[person.pk, takes.pk], at=at)
    return made


def _check_turn(made: HandOver, by: Acting, at: datetime) -> None:
    ahead = ahead_of(person=made.person_id, site=by.site, today=_today(by, at), at=at)
    check_turn(ahead=ahead, because=made.out_of_turn)


def move(*, made: HandOver, now: CaseManager | None, by: Acting, at: datetime) -> None:
    """Keep a hand-over, from whoever the person is with `now`. Raises Refused (conflict, invalid)."""
    check(by, Permission.WRITE_CARE)
    check_gives(gave=made.gave_id, takes=made.takes_id)
    if not may_have_people(site=by.site, worker=made.takes_id, at=at):
        raise Refused(INVALID, NOT_LISTED, "takes")
    check_place(worker=made.takes, by=by, at=at, field="takes")
    if now and not CaseManager.objects.filter(pk=now.pk, until__isnull=True).update(until=at):
        raise Refused(CONFLICT, _QUICKER)
    made.save(force_insert=True)
    row = CaseManager(site_id=by.site, person_id=made.person_id, worker=made.takes, since=at)
    add_once(row, same=(), taken=_QUICKER)


def read_hand_over(*, hand_over: HandOver, by: Acting, at: datetime) -> None:
    """The next worker has read what they must know. A second tap changes nothing.

    Raises Refused (not found) for a hand-over to somebody else.
    """
    check(by, Permission.WRITE_CARE)
    if hand_over.takes_id != by.hand:
        raise hidden()
    if HandOverRead.objects.filter(thing=hand_over).exists():
        return
    row = HandOverRead(thing=hand_over, at=at, worker=by.hand, organization=by.organization)
    if add_once(row, same=("thing", "worker")):
        record(by=by, verb="read hand-over", noun="person", objects=[hand_over.person_id], at=at)


def allow_more(
    *,
    worker: Worker,
    up_to: int,
    decided_on: date,
    until: date,
    minutes: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Room:
    """Note a decision of the policy group: a worker may work with up to so many people, until a day."""
    check(by, Permission.SHARE_WORK)
    today = _today(by, at)
    most = limits(site=by.site, today=today).most
    check_room(up_to=up_to, most=most, decided_on=decided_on, until=until, today=today)
    if not may_have_people(site=by.site, worker=worker.pk, at=at):
        raise hidden()
    made = Room(
        pk=number(by=by, key=key),
        site_id=by.site,
        worker=worker,
        up_to=up_to,
        decided_on=decided_on,
        until=until,
        minutes=free_text(minutes, field="minutes", limit=MINUTES_LIMIT, required=True),
        noted_by_id=by.hand,
        at=at,
    )
    if add_once(made, same=("worker", "up_to", "decided_on", "until", "minutes")):
        record(by=by, verb="allow more", noun="worker", objects=[worker.pk, made.pk], at=at)
    return made


def cover(
    *,
    away: Worker,
    worker: Worker,
    first: date,
    last: date,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Cover:
    """Somebody looks after the people of a colleague from a day to another, both included."""
    check(by, Permission.SHARE_WORK)
    here = ZoneInfo(zone(by.site))
    starts, ends = (datetime.combine(day, time(), here) for day in (first, last + timedelta(days=1)))
    check_cover(away=away.pk, worker=worker.pk, starts_at=starts, ends_at=ends, at=at)
    for one, field in ((away, None), (worker, "worker")):
        if not may_have_people(site=by.site, worker=one.pk, at=at):
            raise Refused(INVALID, NOT_LISTED, field)
    made = Cover(
        pk=number(by=by, key=key),
        site_id=by.site,
        away=away,
        worker=worker,
        starts_at=starts,
        ends_at=ends,
        made_by_id=by.hand,
        made_at=at,
    )
    if add_once(made, same=("away", "worker", "starts_at", "ends_at")):
        record(by=by, verb="cover", noun="worker", objects=[away.pk, worker.pk], at=at)
    return made


def _today(by: Acting, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone(by.site))).date()


def print_today(*, people: Sequence[UUID], by: Acting, at: datetime) -> None:
    """Keep that the day's list was printed, and of whom (R-69)."""
    check(by, Permission.TAKE_HANDOFF)
    record(by=by, verb="print list", noun="person", objects=people, at=at)
