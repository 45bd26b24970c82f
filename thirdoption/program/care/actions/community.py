"""Whom the community asked for, and who was met and wants to take part."""

from datetime import date, datetime
from uuid import UUID

from thirdoption.program.care.actions import change_engagement, take_up
from thirdoption.program.care.models import CaseManager
from thirdoption.program.care.queries import in_touch, may_have_people
from thirdoption.program.care.rules import TAKEN_BACK_IN, Engagement
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.rules.community import AskedState
from thirdoption.program.referrals.rules.contact import check_words
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import SENT_BEFORE


def join_known(*, asked: CommunityReferral, person: UUID, by: Acting, at: datetime) -> Person:
    """Who was met is somebody whom the program knows: they are back in touch, and nobody is made twice.

    Raises Refused (not found) alike for unknown and protected, and (conflict) before anybody was met.
    """
    check(by, Permission.WRITE_CARE)
    known = in_touch(by=by, pk=person)
    community.join(asked=asked, person=known, by=by, at=at)
    if known.participation.state in TAKEN_BACK_IN:
        change_engagement(participation=known.participation, to=Engagement.ACTIVE, note="", by=by, at=at)
    return known


def welcome_asked(
    *,
    asked: CommunityReferral,
    name: str,
    date_of_birth: date | None,
    where_to_find: str,
    language: str,
    case_manager: Worker,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Person:
    """Make the person who was met and wants to take part, by the name they give; a case manager is theirs.

    Nothing that the community typed is taken over. A second tap gives the same person. Raises Refused
    (conflict) before anybody was met, or when somebody else was quicker.
    """
    check(by, Permission.WRITE_CARE)
    if not may_have_people(site=by.site, worker=case_manager.pk, at=at):
        raise Refused(INVALID, "Choose from the list.", "case_manager")
    for field, text, limit in (("name", name, 120), ("where_to_find", where_to_find, 300)):
        check_words(text, field=field, limit=limit)
    person = people.welcome(
        name=name,
        date_of_birth=date_of_birth,
        where_to_find=where_to_find,
        language=language,
        key=key,
        by=by,
        at=at,
    )
    first = CaseManager.objects.filter(person=person).order_by("since").first()
    if first is not None:
        # read again: the first of two taps at once may have committed while this one waited
        same = {"pk": asked.pk, "state": AskedState.TAKES_PART, "person": person}
        if first.worker_id != case_manager.pk or not CommunityReferral.objects.filter(**same).exists():
            raise Refused(CONFLICT, SENT_BEFORE)
        return person
    community.join(asked=asked, person=person, by=by, at=at)
    take_up(person=person, worker=case_manager, by=by, at=at)
    return person
