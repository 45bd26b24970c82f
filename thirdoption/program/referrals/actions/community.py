"""What the community asks: taken in without an account; then looked after by the program's care workers."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.queries.community import community_policy
from thirdoption.program.referrals.rules.community import (
    ASKED_TRANSITIONS,
    SAID,
    Asked,
    AskedState,
    ClosedBecause,
    check_asked,
    too_many,
)
from thirdoption.program.referrals.rules.contact import check_words
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, Purpose, may
from thirdoption.program.trail.actions import move, record

NOTE_LIMIT = 300
_MOVED = "A colleague was quicker, or this has moved on. Load the page again."
_SENT = "This was already sent with other words. To send this as well, send it again."
_CLOSED = "The program takes no requests here. Call %(line)s."
_CLOSED_BARE = "The program takes no requests here."


def ask(*, site: Site, asked: Asked, key: UUID | None, by: Acting, at: datetime) -> UUID:
    """Take in what somebody without an account asks, once; nothing of it is read back, here or later.

    The same words under the same `key` are the same request. Raises Refused (conflict) for other words under
    it, where the policy keeps the door closed, or beyond what the site reads in an hour; (invalid) beside a
    field that cannot be.
    """
    if by.worker is not None or by.purpose != Purpose.REFER:
        raise hidden()
    version = community_policy(site=site, at=at)
    if version is None:
        raise _closed(site.line_number)
    check_asked(asked)
    key, body = key or uuid.uuid4(), asked.digest()
    row = CommunityReferral(
        pk=uuid.uuid5(by.organization, f"{key} {body}"),
        site=site,
        organization_id=by.organization,
        key=key,
        body=body,
        **_typed(asked),
        policy=version,
        asked_at=at,
        state=AskedState.WAITING,
    )
    if _keep(row, site):
        record(by=by, verb="ask", noun="community referral", objects=[row.pk], at=at)
    return row.pk


def _typed(asked: Asked) -> dict[str, object]:
    free = {name: texts.cleaned(getattr(asked, name), field=name, limit=500) for name in ("whom", "words")}
    short = {
        name: texts.cleaned(getattr(asked, name), field=name, limit=200)
        for name in ("place", "hours", "reach")
    }
    told = {name: getattr(asked, name) for name in ("relation", "age", "may_say", "language")}
    return {**free, **short, **told, "needs": list(asked.needs)}


def _keep(row: CommunityReferral, site: Site) -> bool:
    """Save it; False when it is there already. The database's constraints answer, and no row is read."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if broken == f"{row._meta.db_table}_pkey":
            return False
        if broken == "asked_in_other_words":
            raise Refused(CONFLICT, _SENT) from error
        if broken == "asked_an_hour":
            raise too_many(site.line_number) from error
        raise
    return True


def _closed(line: str) -> Refused:
    return Refused(CONFLICT, _CLOSED, line=line) if line else Refused(CONFLICT, _CLOSED_BARE)


def take(*, asked: CommunityReferral, worker: Worker, by: Acting, at: datetime) -> None:
    """Say who looks for the person: oneself, or a colleague. A second tap says it once.

    Raises Refused (conflict) when a colleague was quicker.
    """
    check(by, Permission.ANSWER_COMMUNITY)
    if worker.agency_id != by.organization or not may(worker.role, Permission.ANSWER_COMMUNITY):
        raise Refused(INVALID, "Choose from the list.", "worker")
    if (asked.state, asked.taken_by_id) == (AskedState.TAKEN, worker.pk):
        return
    try:
        _move(asked, AskedState.TAKEN, by, at, taken_by_id=worker.pk, closed_because="")
    except Refused:
        now = {"pk": asked.pk, "state": AskedState.TAKEN, "taken_by": worker}
        if CommunityReferral.objects.filter(**now).exists():  # the first of two taps at once
            return
        raise
    record(by=by, verb="take", noun="community referral", objects=[asked.pk, worker.pk], at=at)


def say(*, asked: CommunityReferral, to: AskedState, note: str, by: Acting, at: datetime) -> None:
    """Say how it goes: met, not found yet, or given back. Raises Refused (conflict) when it has moved on."""
    check(by, Permission.ANSWER_COMMUNITY)
    if to not in SAID:
        raise Refused(INVALID, "Choose from the list.", "to")
    back = {"taken_by_id": None} if to == AskedState.WAITING else {}
    _move(asked, to, by, at, note=_note(note), **back)
    record(by=by, verb="say", noun="community referral", objects=[asked.pk], at=at, why=to)


def close(
    *, asked: CommunityReferral, because: ClosedBecause, note: str = "", by: Acting, at: datetime
) -> None:
    """Nobody looks any more, and why. It is kept, and can be taken again.

    Raises Refused (invalid, field "because") for a "not now" that nobody can have said yet.
    """
    check(by, Permission.ANSWER_COMMUNITY)
    if because == ClosedBecause.NOT_NOW and asked.state in (AskedState.WAITING, AskedState.TAKEN):
        raise Refused(INVALID, "Say first that you met them.", "because")
    _move(asked, AskedState.CLOSED, by, at, note=_note(note), closed_because=because)
    record(by=by, verb="close", noun="community referral", objects=[asked.pk], at=at, why=because)


def join(*, asked: CommunityReferral, person: Person, by: Acting, at: datetime) -> None:
    """The person who was met takes part; a care worker made them by the name they gave."""
    check(by, Permission.ANSWER_COMMUNITY)
    _move(asked, AskedState.TAKES_PART, by, at, person_id=person.pk)
    record(by=by, verb="join", noun="community referral", objects=[asked.pk, person.pk], at=at)


def _move(
    asked: CommunityReferral, to: AskedState, by: Acting, at: datetime, *, note: str = "", **also: object
) -> None:
    move(thing=asked, to=to, transitions=ASKED_TRANSITIONS, taken=_MOVED, by=by, at=at, note=note, **also)


def _note(text: str) -> str:
    check_words(text, field="note", limit=NOTE_LIMIT)
    return texts.cleaned(text, field="note", limit=NOTE_LIMIT)
