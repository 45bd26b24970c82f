"""Letters for which it has to be known whose charge it is, or that an intake is done."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.care import queries
from thirdoption.program.care.models import Confirmation, Participation
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.matters.actions import letters
from thirdoption.program.matters.models import Letter, Matter, OwnLetter
from thirdoption.program.matters.rules.letters import OF_OFFICE, WITHOUT_CHARGE, Kind
from thirdoption.program.people.models import Person
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission


def write_notice(
    *, matter: Matter, kind: Kind, language: str, agency: Agency | None = None, by: Acting, at: datetime
) -> Letter:
    """A letter of the prosecutor's office. A notice that a date has passed says "not confirmed", so it is
    refused where the office may know that the intake is done. Raises Refused (invalid, conflict).
    """
    check(by, Permission.DECIDE_MATTER)
    confirmed = bool(queries.confirmed(referrals=[matter.referral_id]))
    return letters.write_notice(
        matter=matter, kind=kind, language=language, confirmed=confirmed, agency=agency, by=by, at=at
    )


def write_own(
    *, person: Person, referral: UUID | None, kind: Kind, language: str, by: Acting, at: datetime
) -> OwnLetter:
    """A letter of the program's or the person's own, about one charge of theirs or about none.

    Raises Refused (not found) for a charge that is not theirs, and (conflict) for what would not be true.
    """
    check(by, Permission.WRITE_CARE)
    if kind in OF_OFFICE:
        raise hidden()
    if kind in WITHOUT_CHARGE or referral is None:
        since = Participation.objects.filter(person=person).values_list("since", flat=True).first()
        if since is None:
            raise Refused(CONFLICT, "Nobody works with this person yet.", "kind")
        return letters.write_own(
            person=person,
            matter=None,
            kind=kind,
            language=language,
            since=local_day(Site.objects.get(pk=by.site), since),
            by=by,
            at=at,
        )
    matter = Matter.objects.filter(referral=referral, referral__handoff__person=person).first()
    if matter is None:
        raise hidden()
    told = Confirmation.objects.filter(referral=referral, person=person).first()
    return letters.write_own(
        person=person,
        matter=matter,
        kind=kind,
        language=language,
        confirmed_on=told.confirmed_on if told else None,
        by=by,
        at=at,
    )
