"""What the person lets the officer know who referred them: that somebody works with them now."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.care.models import Participation
from thirdoption.program.care.queries import officer_may_know
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.handoffs.actions.closing import tell_officer
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.models import Referral
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Release
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission

TAKEN_UP = "taken up"
"""What the accounting of disclosures says of it."""


def let_officer_know(
    *,
    person: Person,
    referral: Referral,
    text: str,
    language: str,
    signed_name: str,
    expires_at: datetime,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Release:
    """The person signs that the officer may know, and the officer is told that there is something to read.

    Without it nothing is ever told, and that says nothing. Taken back, it ends at the next statement.
    Raises Refused (conflict) where the policy lets the officer know nothing, and where nobody works with the
    person yet.
    """
    check(by, Permission.TAKE_RELEASE)
    if not officer_may_know(referral):
        raise Refused(CONFLICT, "The policy of this place does not let the officer know.")
    if not Participation.objects.filter(person=person).exists():
        raise Refused(CONFLICT, "Nobody works with this person yet, so there is nothing to tell.")
    release = sharing.sign_officer_release(
        person=person,
        referral=referral.pk,
        officer=referral.author,
        text=text,
        language=language,
        signed_name=signed_name,
        expires_at=expires_at,
        key=key,
        by=by,
        at=at,
    )
    if sharing.disclose(releases=[release.pk], what=TAKEN_UP, by=by, at=at):
        tell_officer(referral=referral, by=by)
    return release
