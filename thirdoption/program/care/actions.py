"""The work with a person: taking it up, intake, goals, contacts, being in touch."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from thirdoption.program.care.models import (
    CaseManager,
    Confirmation,
    Contact,
    Goal,
    Intake,
    Participation,
)
from thirdoption.program.care.rules import TRANSITIONS, ContactKind, Engagement, How, Need
from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import move, record

_MOVED = "Somebody changed this while you looked at it. Load the page again."


def take_up(*, person: Person, worker: Worker, by: Acting, at: datetime) -> Participation:
    """Begin to work with a person: they are active, and this worker is theirs."""
    check(by, Permission.WRITE_CARE)
    participation = Participation(site_id=by.site, person=person, state=Engagement.ACTIVE, since=at)
    participation.save(force_insert=True)
    CaseManager(site_id=by.site, person=person, worker=worker, since=at).save(force_insert=True)
    record(by=by, verb="take up", noun="person", objects=[person.pk], at=at)
    return participation


def do_intake(
    *, person: Person, referral: Referral, needs: Sequence[str], words: str, by: Acting, at: datetime
) -> Intake:
    """Keep the intake, and beside it the two facts that a release may carry: done, and when."""
    check(by, Permission.WRITE_CARE)
    if not set(needs) <= set(Need):
        raise Refused(INVALID, "Choose from the list.", "needs")
    intake = Intake(
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        referral=referral,
        needs=list(needs),
        words=_free(words, field="words", limit=4000),
    )
    try:
        with transaction.atomic():
            intake.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, "An intake is already on record for this referral.") from error
    Confirmation(
        site_id=by.site, person=person, referral=referral, confirmed_on=local_day(referral.site, at)
    ).save(force_insert=True)
    record(by=by, verb="do intake", noun="person", objects=[person.pk, intake.pk], at=at)
    return intake


def set_goal(*, person: Person, words: str, by: Acting, at: datetime) -> Goal:
    """Keep a goal in the person's own words."""
    check(by, Permission.WRITE_CARE)
    goal = Goal(
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        words=_free(words, field="words", limit=500, required=True),
    )
    goal.save(force_insert=True)
    record(by=by, verb="set goal", noun="person", objects=[person.pk, goal.pk], at=at)
    return goal


def note_contact(
    *,
    person: Person,
    kind: str,
    how: str,
    minutes: int | None,
    line: str,
    sensitive: str,
    by: Acting,
    at: datetime,
) -> Contact:
    """Keep a contact made or tried. A contact made takes a person back in: nobody re-applies."""
    check(by, Permission.WRITE_CARE)
    if kind not in set(ContactKind) or how not in set(How):
        raise Refused(INVALID, "Choose from the list.", "how")
    if minutes is not None and not 0 <= minutes <= 1440:
        raise Refused(INVALID, "Give the minutes as a number from 0 to 1440.", "minutes")
    contact = Contact(
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        kind=kind,
        how=how,
        minutes=minutes,
        line=_free(line, field="line", limit=200, required=True),
        sensitive=_free(sensitive, field="sensitive", limit=4000),
    )
    contact.save(force_insert=True)
    record(by=by, verb="note contact", noun="person", objects=[person.pk, contact.pk], at=at)
    if kind == ContactKind.MADE:
        participation = Participation.objects.get(person=person)
        if participation.state in (
            Engagement.LOOKING_FOR,
            Engagement.STOPPED_FOR_NOW,
            Engagement.LESS_ENGAGED,
        ):
            change_engagement(participation=participation, to=Engagement.ACTIVE, note="", by=by, at=at)
    return contact


def change_engagement(
    *, participation: Participation, to: Engagement, note: str, by: Acting, at: datetime
) -> None:
    """Say how a person and the program are in touch now."""
    check(by, Permission.WRITE_CARE)
    move(
        thing=participation,
        to=to,
        transitions=TRANSITIONS,
        taken=_MOVED,
        by=by,
        at=at,
        note=texts.cleaned(note, field="note", limit=300),
    )
    record(by=by, verb="change engagement", noun="person", objects=[participation.person_id], at=at, why=to)


def _free(text: str, *, field: str, limit: int, required: bool = False) -> str:
    text = texts.cleaned(text, field=field, limit=limit, required=required)
    check_no_identifiers(text, field=field)
    return text
