"""Taking a release, taking it back, and telling something under it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from thirdoption.program.ground import texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, INVALID, Refused
from thirdoption.program.people.models import Person
from thirdoption.program.sharing.models import Release, Withdrawal
from thirdoption.program.sharing.rules import Category, Form, SignedHow, check_elements
from thirdoption.program.sites.models import Agency
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.rules import Permission, Purpose
from thirdoption.program.trail.actions import add_once, number, record

_SIGNED = ("person", "form", "referral", "recipient_service", "text", "language", "signed_name")
_TAKEN = "This release is signed already, or the charge no longer waits."


def sign_handoff_release(
    *,
    person: Person,
    referral: UUID,
    text: str,
    language: str,
    signed_name: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Release:
    """The hand-off release: to the prosecutor's office, exactly two facts, ending with its decision.

    Where several take part, to the first by name. Raises Refused (conflict) where none does.
    """
    check(by, Permission.TAKE_RELEASE)
    offices = Agency.objects.filter(site=by.site, kind=AgencyKind.PROSECUTION)
    prosecution = offices.order_by("name", "id").first()
    if prosecution is None:
        raise Refused(CONFLICT, "No prosecutor's office takes part at this place yet.")
    return _sign(
        Release(
            pk=number(by=by, key=key),
            form=Form.HANDOFF,
            referral=referral,
            recipient_name=prosecution.name,
            recipient_agency=prosecution,
            categories=[Category.CONFIRMATION],
            information="Whether intake is done, and its date",
            purpose=Purpose.CHARGE_DECISION,
            expires_with="the decision about this charge",
        ),
        person=person,
        text=text,
        language=language,
        signed_name=signed_name,
        by=by,
        at=at,
    )


def sign_defender_release(
    *,
    person: Person,
    referral: UUID,
    text: str,
    language: str,
    signed_name: str,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Release:
    """A release to who defends the person: one charge, its dates, and whether its intake is done.

    Where several defenders take part, to the first by name. Raises Refused (conflict) where none does.
    """
    check(by, Permission.TAKE_RELEASE)
    offices = Agency.objects.filter(site=by.site, kind=AgencyKind.DEFENSE)
    defense = offices.order_by("name", "id").first()
    if defense is None:
        raise Refused(CONFLICT, "No defender takes part at this place yet.")
    return _sign(
        Release(
            pk=number(by=by, key=key),
            form=Form.DEFENDER,
            referral=referral,
            recipient_name=defense.name,
            recipient_agency=defense,
            categories=[Category.CHARGE, Category.CLOCK, Category.CONFIRMATION],
            information="The charge, its dates, and whether intake is done, with its date",
            purpose=Purpose.CHARGE_DECISION,
            expires_with="the end of this case",
        ),
        person=person,
        text=text,
        language=language,
        signed_name=signed_name,
        by=by,
        at=at,
    )


def sign_officer_release(
    *,
    person: Person,
    referral: UUID,
    officer: Worker,
    text: str,
    language: str,
    signed_name: str,
    expires_at: datetime,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Release:
    """A release to the one officer who referred: exactly that somebody works with the person now.

    It names the officer and nobody else of the agency (R-19). Only `care` calls this: what it tells has to be
    so already.
    """
    check(by, Permission.TAKE_RELEASE)
    return _sign(
        Release(
            pk=number(by=by, key=key),
            form=Form.OFFICER,
            referral=referral,
            recipient_name=f"{officer.name}, {officer.agency.name}",
            recipient_agency=officer.agency,
            recipient_worker=officer,
            categories=[Category.TAKEN_UP],
            information="That somebody of the program works with the person now",
            purpose=Purpose.REFERRAL,
            expires_at=expires_at,
        ),
        person=person,
        text=text,
        language=language,
        signed_name=signed_name,
        by=by,
        at=at,
    )


def sign_connection_release(
    *,
    person: Person,
    service: UUID,
    recipient: str,
    text: str,
    language: str,
    signed_name: str,
    expires_at: datetime,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> Release:
    """A release to one provider: what the person asks of them, so that they can answer."""
    check(by, Permission.TAKE_RELEASE)
    return _sign(
        Release(
            pk=number(by=by, key=key),
            form=Form.CONNECTION,
            recipient_name=recipient,
            recipient_service=service,
            categories=[Category.CARE],
            information="Name, how to reach the person, and what is asked of the provider",
            purpose=Purpose.CARE,
            expires_at=expires_at,
        ),
        person=person,
        text=text,
        language=language,
        signed_name=signed_name,
        by=by,
        at=at,
    )


def _sign(
    release: Release, *, person: Person, text: str, language: str, signed_name: str, by: Acting, at: datetime
) -> Release:
    release.signed_name = texts.cleaned(signed_name, field="signed_name", limit=120)
    if not release.signed_name:
        raise Refused(
            INVALID, "The person types their name to sign. Without it nothing is told.", "signed_name"
        )
    release.discloser = Agency.objects.get(pk=by.organization).name
    check_elements(
        name=person.name,
        discloser=release.discloser,
        information=release.information,
        recipient=release.recipient_name,
        purpose=release.purpose,
        expires_at=release.expires_at,
        expires_with=release.expires_with,
        signed_name=release.signed_name,
        signed_at=at,
    )
    release.site_id, release.person, release.taken_by_id = by.site, person, by.hand
    release.text, release.language, release.signed_at = text, language, at
    release.signed_how = SignedHow.TYPED
    if add_once(release, same=_SIGNED, taken=_TAKEN):
        record(by=by, verb="sign release", noun="release", objects=[person.pk, release.pk], at=at)
    return release


def withdraw(*, release: Release, by: Acting, at: datetime) -> Withdrawal:
    """Take a release back: nothing more is told from the next statement on, anywhere (R-9)."""
    check(by, Permission.TAKE_RELEASE)
    withdrawal = Withdrawal(
        site_id=by.site, person_id=release.person_id, release=release, at=at, taken_by_id=by.hand
    )
    try:
        with transaction.atomic():
            withdrawal.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, "This release was already withdrawn.") from error
    record(by=by, verb="withdraw release", noun="release", objects=[release.person_id, release.pk], at=at)
    return withdrawal


def disclose(*, releases: Sequence[UUID], what: str, by: Acting, at: datetime) -> set[UUID]:
    """Lock these releases and say which are live; what is told goes into the accounting (R-22, R-51).

    Call it before something is shown under a release, and show only what it returns.
    """
    if not releases:
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sharing.disclose(%s::uuid[], %s)", [list(releases), what])
        live = {row[0] for row in cursor.fetchall()}
    record(by=by, verb="disclose", noun="release", objects=sorted(live), why=what, at=at)
    return live
