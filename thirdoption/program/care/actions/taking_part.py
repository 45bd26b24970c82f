"""Taking a person up, and saying how they and the program are in touch."""

from datetime import datetime

from thirdoption.program.care.actions.room import check_place
from thirdoption.program.care.models import (
    CaseManager,
    Participation,
)
from thirdoption.program.care.rules import (
    CHOSEN,
    NEEDS_WORDS,
    TRANSITIONS,
    Engagement,
)
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

_MOVED = "Somebody changed this while you looked at it. Load the page again."


def take_up(*, person: Person, worker: Worker, by: Acting, at: datetime) -> Participation:
    """Begin to work with a person: they are active, and this worker is theirs.

    Raises Refused (conflict) for a 26th person, unless the policy group decided about that one.
    """
    check(by, Permission.WRITE_CARE)
    check_place(worker=worker, by=by, at=at)
    participation = Participation(site_id=by.site, person=person, state=Engagement.ACTIVE, since=at)
    participation.save(force_insert=True)
    CaseManager(site_id=by.site, person=person, worker=worker, since=at).save(force_insert=True)
    record(by=by, verb="take up", noun="person", objects=[person.pk], at=at)
    return participation


def change_engagement(
    *, participation: Participation, to: Engagement, note: str, by: Acting, at: datetime
) -> None:
    """Say how a person and the program are in touch now.

    Raises Refused (invalid) for a death, which is noted by one worker and confirmed by another
    (care.actions.events), and (conflict) for whoever died.
    """
    check(by, Permission.WRITE_CARE)
    if to not in CHOSEN:
        raise Refused(
            INVALID, "A death is noted on the page of safety, and another worker confirms it.", "to"
        )
    if participation.state == Engagement.DIED:
        raise Refused(CONFLICT, _MOVED)
    move(
        thing=participation,
        to=to,
        transitions=TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        note=free_text(note, field="note", limit=300),
    )
    record(by=by, verb="change engagement", noun="person", objects=[participation.person_id], at=at, why=to)


def say_in_touch(
    *, person: Person, to: Engagement, note: str, version: int, by: Acting, at: datetime
) -> None:
    """Say how a person and the program are in touch, from the state that the writer saw.

    Raises Refused (invalid) without a note where words are needed: who looks for somebody has to know more
    than the state; and (conflict) when somebody else said something in the meantime (`version`).
    """
    check(by, Permission.WRITE_CARE)
    participation = person.participation
    if participation.version != version:
        raise Refused(CONFLICT, _MOVED)
    note = free_text(note, field="note", limit=300, required=to in NEEDS_WORDS)
    change_engagement(participation=participation, to=to, note=note, by=by, at=at)
