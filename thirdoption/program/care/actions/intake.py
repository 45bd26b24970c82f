"""Keeping an intake, and the two facts of it that a release may carry."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from thirdoption.program.care.models import (
    Confirmation,
    Intake,
)
from thirdoption.program.care.queries import asked_by, is_coming
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import Need, RaceAsked
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE, add_once, number, record

_INTAKE = "An intake is already on record for this referral."


def do_intake(
    *,
    person: Person,
    referral: Referral | None,
    needs: Sequence[str],
    words: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Intake:
    """Keep the intake, and beside it the two facts that a release may carry: done, and when.

    Without a referral it is of whom the community asked for, and there is nothing that a release could
    carry. Raises Refused (not found) when somebody else was handed over in this referral.
    """
    check(by, Permission.WRITE_CARE)
    if not is_coming(person=person, referral=referral):
        raise hidden()
    if not set(needs) <= set(Need):
        raise Refused(INVALID, "Choose from the list.", "needs")
    intake = Intake(
        pk=number(by=by, key=key),
        site_id=by.site,
        person=person,
        worker_id=by.hand,
        at=at,
        referral=referral,
        asked=asked_by(person=person) if referral is None else None,
        needs=list(needs),
        words=free_text(words, field="words", limit=4000),
    )
    if not add_once(intake, same=("person", "referral", "needs", "words"), taken=_INTAKE):
        return intake
    if referral is not None:
        day = local_day(referral.site, at)
        told = Confirmation(site_id=by.site, person=person, referral=referral, confirmed_on=day)
        told.save(force_insert=True)
    record(by=by, verb="do intake", noun="person", objects=[person.pk, intake.pk], at=at)
    return intake


def hold_intake(
    *,
    person: Person,
    referral: Referral | None,
    needs: Sequence[str],
    words: str,
    race: list[str],
    race_asked: RaceAsked,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Intake:
    """Keep the intake and, if it was asked, what the person says of their race and ethnicity.

    Raises Refused (conflict) when it was sent before with another answer (R-77).
    """
    check(by, Permission.WRITE_CARE)
    sent_before = Intake.objects.filter(pk=number(by=by, key=key)).exists()
    intake = do_intake(person=person, referral=referral, needs=needs, words=words, key=key, by=by, at=at)
    if sent_before:
        if (
            race_asked != RaceAsked.NOT_ASKED
            and not Person.objects.filter(pk=person.pk, race=race, race_asked=race_asked).exists()
        ):
            raise Refused(CONFLICT, SENT_BEFORE)
    elif race_asked != RaceAsked.NOT_ASKED:
        people.answer_race(person=person, answers=race, asked=race_asked, by=by, at=at)
    return intake
