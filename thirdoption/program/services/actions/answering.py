"""Keeping who of a provider answers."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import INVALID, Refused, hidden
from thirdoption.program.ground.texts import cleaned
from thirdoption.program.referrals.rules import check_no_identifiers
from thirdoption.program.services.models import Service, ServiceContact
from thirdoption.program.services.models.secret_places import check_tells_no_place
from thirdoption.program.services.rules import NAME_LIMIT
from thirdoption.program.services.rules.connections import PHONE_LIMIT
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import add_once, number, record

_MEANWHILE = "Somebody said this meanwhile. Load the page again."
SHORTEST = 3
"""Digits of the shortest number that is one, such as 211."""


def say_who_answers(
    *,
    service: UUID,
    name: str,
    email: str,
    phone: str,
    version: int,
    key: UUID | None = None,
    by: Acting,
    at: datetime,
) -> ServiceContact:
    """Keep who answers for a service from now on; all empty is that nobody is known.

    Raises Refused (not found), (invalid) for an address or a telephone that is none, and (conflict) where
    somebody wrote another one since `version`.
    """
    check(by, Permission.KEEP_DIRECTORY)
    if not Service.objects.filter(pk=service, site=by.site).exists():
        raise hidden()
    name = cleaned(name, field="name", limit=NAME_LIMIT)
    check_no_identifiers(name, field="name")
    check_tells_no_place(name, field="name")
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Refused(INVALID, "Type the provider's e-mail address.", "email") from error
    phone = cleaned(phone, field="phone", limit=PHONE_LIMIT)
    if phone and sum(one.isdigit() for one in phone) < SHORTEST:
        raise Refused(INVALID, "Type a telephone number.", "phone")
    found = ServiceContact(
        pk=number(by=by, key=key),
        service_id=service,
        number=version + 1,
        name=name,
        email=email,
        phone=phone,
        worker_id=by.hand,
        at=at,
    )
    if add_once(found, same=("service", "name", "email", "phone"), taken=_MEANWHILE):
        record(by=by, verb="say who answers", noun="service", objects=[service], at=at)
    return found
