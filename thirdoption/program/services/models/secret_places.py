"""Which addresses may not be known, and taking them out of what is imported and of what is kept (R-43)."""

from collections.abc import Collection, Set
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.services.models.directory import (
    Address,
    ConfidentialAddress,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
)
from thirdoption.program.services.rules import DirectoryRow, PostalAddress, folded
from thirdoption.program.services.rules.addresses import fingerprints, tells, telltales

_TEXTS = ("description", "fees_description", "application_process", "eligibility_description", "url", "email")
_UNNAMED = "Confidential place"
"""What a service or an organization is called whose very name tells the street."""


def hold_places() -> None:
    """Until this transaction ends no other imports places or hides one: a place hidden meanwhile stays so."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('services.places'))")


def check_tells_no_place(text: str, *, field: str) -> None:
    """Raise Refused (invalid) beside the field for a text that tells an address that may not be known."""
    if tells(text, set(ConfidentialAddress.objects.values_list("digest", flat=True))):
        raise Refused(
            INVALID, "This tells where a place is that may not be known. Leave the street out.", field
        )


def without_secret_places(
    rows: dict[UUID, DirectoryRow], secret: Collection[UUID]
) -> dict[UUID, DirectoryRow]:
    """The rows without the addresses that may not be known, however spelled, in their texts neither."""
    known = set(ConfidentialAddress.objects.values_list("digest", flat=True))
    return {id_: _without(row, known, hide=id_ in secret) for id_, row in rows.items()}


def _without(row: DirectoryRow, known: Set[str], *, hide: bool) -> DirectoryRow:
    gone: dict[str, Any] = {}
    told = set(known)
    if row.address and (hide or known & fingerprints(row.address)):
        gone["address"] = None
        told |= telltales(row.address)
    for name in ("description", "fees", "application", "url", "email"):
        if tells(getattr(row, name), told):
            gone[name] = ""
    for name in ("name", "organization_name"):
        if tells(getattr(row, name), told):
            gone[name] = _UNNAMED
    if any(tells(one, told) for one in row.populations):
        gone["populations"] = tuple(one for one in row.populations if not tells(one, told))
    return replace(row, **gone) if gone else row


def forget(service: Service, *, at: datetime) -> None:
    """Delete the places of a service everywhere, and keep fingerprints of them."""
    own = [_postal(one) for one in Address.objects.filter(location__at_services__service=service).distinct()]
    known = {digest for one in own for digest in fingerprints(one)}
    told = {digest for one in own for digest in telltales(one)}
    ConfidentialAddress.objects.bulk_create(
        [ConfidentialAddress(digest=one, service=service, marked_at=at) for one in sorted(known | told)],
        ignore_conflicts=True,
    )
    locations = {one.location_id for one in Address.objects.all() if known & fingerprints(_postal(one))}
    at_them = ServiceAtLocation.objects.filter(location_id__in=locations)
    hidden = {service.pk, *at_them.values_list("service_id", flat=True)}
    for organization in Organization.objects.all():
        if tells(organization.name, told):
            organization.name = _UNNAMED
            organization.save(update_fields=["name"])
    for each in Service.objects.select_related("organization"):
        _silence(each, told, hide=each.pk in hidden)
    at_them.delete()
    Location.objects.filter(id__in=locations).delete()


def _silence(service: Service, told: Collection[str], *, hide: bool) -> None:
    texts = [name for name in _TEXTS if tells(getattr(service, name), told)]
    named = tells(service.name, told)
    if not (hide or texts or named):
        return
    for name in texts:
        setattr(service, name, "")
    service.name = _UNNAMED if named else service.name
    service.confidential = service.confidential or hide
    service.search_text = folded(f"{service.name} {service.organization.name} {service.description}")
    service.save(update_fields=["name", "confidential", "search_text", *texts])


def _postal(one: Address) -> PostalAddress:
    return PostalAddress(one.address_1, one.address_2, one.city, one.state_province, one.postal_code)
