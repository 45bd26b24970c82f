"""Keeping an intake, and the two facts of it that a release may carry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from thirdoption.program.care.models import (
    Confirmation,
    FormSaid,
    Goal,
    Intake,
)
from thirdoption.program.care.queries import asked_by, is_coming
from thirdoption.program.care.rules.forms import FULL_INTAKE, Said, is_intake_done
from thirdoption.program.care.rules.texts import free_text
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused, hidden
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.people.rules import Need, RaceAsked
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sites.queries import local_day, policy_as_written
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
    """Keep the first talk; once it counts as done, the two facts that a release may carry stand beside it.

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
    record(by=by, verb="do intake", noun="person", objects=[person.pk, intake.pk], at=at)
    confirm_intakes(person=person, by=by, at=at)
    return intake


def confirm_intakes(*, person: Person, by: Acting, at: datetime) -> None:
    """Keep, of each intake of this person that counts as done now, the two facts that a release may carry.

    What it takes is the policy's under which the person was referred (`intake_done_means`).
    """
    check(by, Permission.WRITE_CARE)
    held = Intake.objects.filter(person=person, referral__isnull=False, referral__confirmation=None)
    for intake in held.select_related("referral__site"):
        referral = intake.referral
        assert referral is not None  # by the query
        means: Any = policy_as_written(referral.policy_id).setting("intake_done_means").value
        assessed = FormSaid.objects.filter(
            thing__person=person, thing__questionnaire__url=FULL_INTAKE, said=Said.FINISHED
        )
        if is_intake_done(
            means,
            interview=True,
            assessment=assessed.exists(),
            plan=Goal.objects.filter(person=person).exists(),
        ):
            day = local_day(referral.site, at)
            told = Confirmation(site_id=by.site, person=person, referral=referral, confirmed_on=day)
            told.save(force_insert=True)


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
