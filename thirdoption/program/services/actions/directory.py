"""The only writers of the directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from thirdoption.program.ground.acting import Acting
from thirdoption.program.services.models import (
    Address,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTaxonomy,
    TaxonomyTerm,
)
from thirdoption.program.services.models.directory import NEEDS
from thirdoption.program.services.models.secret_places import hold_places, without_secret_places
from thirdoption.program.services.rules import (
    NEED_LABELS,
    DirectoryRow,
    Need,
    PhoneNumber,
    PostalAddress,
    address_key,
    row_id,
    search_text,
)
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail import actions as trail


@dataclass(frozen=True)
class Imported:
    """How many rows are in the directory after an import, and how many of them it did not touch."""

    taken: int
    unchanged: int


def import_directory(
    *, site: Site, rows: Sequence[DirectoryRow], source: str, by: Acting, at: datetime
) -> Imported:
    """Write the rows of one source, all or none, in the transaction that is open.

    Ids come from the source's own keys, so the same file twice changes nothing. What a row no
    longer says (a phone, an address that became confidential) is taken away. Services that a
    later file leaves out stay: people may be connected to them.
    """
    check(by, Permission.IMPORT_DIRECTORY)
    hold_places()
    by_id = {row_id("service", source, site.id, row.key): row for row in rows}
    of_source = Service.objects.filter(site=site, source=source, id__in=by_id)
    known = dict(of_source.values_list("id", "row_digest"))
    secret = set(of_source.filter(confidential=True).values_list("id", flat=True))
    by_id = without_secret_places(by_id, secret)
    changed = {id_: row for id_, row in by_id.items() if known.get(id_) != row.digest()}
    if changed:
        _write_organizations(changed.values(), list(by_id.values()), source, at)
        places = _write_places(changed.values(), source, at)
        _write_services(changed, site, source, at, secret)
        _link(changed, places, source)
        _clear_unused_places(changed.values(), source)
    done = Imported(taken=len(by_id), unchanged=len(by_id) - len(changed))
    told = f"{source}: taken {done.taken}, unchanged {done.unchanged}"
    trail.record(by=by, verb="import", noun="directory", objects=[site.id], why=told, at=at)
    return done


def _organization_id(row: DirectoryRow, source: str) -> UUID:
    return row_id("organization", source, row.organization_key)


def _location_id(row: DirectoryRow, source: str, address: PostalAddress) -> UUID:
    return row_id("location", source, row.organization_key, address_key(address))


def _write_organizations(
    changed: Iterable[DirectoryRow], rows: Sequence[DirectoryRow], source: str, at: datetime
) -> None:
    keys = {row.organization_key for row in changed}
    first = {row.organization_key: row for row in reversed(rows) if row.organization_key in keys}
    _upsert(
        Organization,
        [
            Organization(
                id=_organization_id(row, source),
                name=row.organization_name,
                source=source,
                source_row_key=key,
                imported_at=at,
                made_up=row.made_up,
            )
            for key, row in first.items()
        ],
    )
    phones = [
        _phone(row.organization_phone, row, organization_id=_organization_id(row, source))
        for row in first.values()
        if row.organization_phone
    ]
    ids = [_organization_id(row, source) for row in first.values()]
    _replace(Phone, phones, of=Phone.objects.filter(organization_id__in=ids))


def _phone(number: PhoneNumber, row: DirectoryRow, **of: UUID) -> Phone:
    return Phone(
        id=row_id("phone", *of.values()),
        number=number.number,
        extension=number.extension,
        made_up=row.made_up or row.contact_made_up,
        **of,
    )


def _write_places(changed: Iterable[DirectoryRow], source: str, at: datetime) -> dict[str, UUID]:
    """Locations and addresses; gives each row's key its location. No address, no location."""
    places: dict[str, UUID] = {}
    fullest: dict[UUID, tuple[DirectoryRow, PostalAddress]] = {}
    for row in changed:
        if row.address is None:
            continue
        id_ = places[row.key] = _location_id(row, source, row.address)
        # Rows spell one address in several ways: keep the fullest, whatever their order.
        if id_ not in fullest or _fullness(row.address) > _fullness(fullest[id_][1]):
            fullest[id_] = (row, row.address)
    _upsert(
        Location,
        [
            Location(
                id=id_,
                organization_id=_organization_id(row, source),
                latitude=address.latitude,
                longitude=address.longitude,
                imported_at=at,
            )
            for id_, (row, address) in fullest.items()
        ],
    )
    _upsert(Address, [_address(id_, row, address) for id_, (row, address) in fullest.items()])
    return places


def _fullness(address: PostalAddress) -> tuple[bool, int, int, str]:
    return (
        address.latitude is not None,
        len(address.postal_code),
        len(address.line_1),
        address.postal_code + address.line_1,
    )


def _address(location_id: UUID, row: DirectoryRow, address: PostalAddress) -> Address:
    return Address(
        id=row_id("address", location_id),
        location_id=location_id,
        address_1=address.line_1,
        address_2=address.line_2,
        city=address.city,
        state_province=address.state,
        postal_code=address.postal_code,
        made_up=row.made_up or row.contact_made_up,
    )


def _write_services(
    changed: dict[UUID, DirectoryRow], site: Site, source: str, at: datetime, secret: set[UUID]
) -> None:
    _upsert(
        Service,
        [
            Service(
                id=id_,
                site=site,
                organization_id=_organization_id(row, source),
                name=row.name,
                description=row.description,
                status=row.status,
                eligibility_description=", ".join(row.populations),
                minimum_age=row.ages[0],
                maximum_age=row.ages[1],
                fees_description=row.fees,
                application_process=row.application,
                url=row.url,
                email=row.email,
                confidential=id_ in secret,
                adults=row.adults,
                county=row.county,
                search_text=search_text(row),
                source=source,
                source_row_key=row.key,
                source_as_of=row.as_of,
                row_digest=row.digest(),
                imported_at=at,
                made_up=row.made_up,
            )
            for id_, row in changed.items()
        ],
    )


def _link(changed: dict[UUID, DirectoryRow], places: dict[str, UUID], source: str) -> None:
    """Place, phone and needs of each changed service; links that a row no longer has go."""
    terms = _write_terms(need for row in changed.values() for need in row.needs)
    at_locations = [
        ServiceAtLocation(id=row_id("at", id_, places[row.key]), service_id=id_, location_id=places[row.key])
        for id_, row in changed.items()
        if row.key in places
    ]
    under_terms = [
        ServiceTaxonomy(id=row_id("under", id_, need), service_id=id_, taxonomy_term_id=terms[need])
        for id_, row in changed.items()
        for need in row.needs
    ]
    phones = [_phone(row.phone, row, service_id=id_) for id_, row in changed.items() if row.phone]
    schedules = [
        Schedule(
            id=row_id("open", id_, one),
            service_id=id_,
            byday=one.byday,
            opens_at=one.opens,
            closes_at=one.closes,
        )
        for id_, row in changed.items()
        for one in row.hours
    ]
    languages = [
        Language(id=row_id("language", id_, name), service_id=id_, name=name, code=code)
        for id_, row in changed.items()
        for name, code in row.languages
    ]
    _replace(Language, languages, of=Language.objects.filter(service_id__in=changed))
    _replace(ServiceAtLocation, at_locations, of=ServiceAtLocation.objects.filter(service_id__in=changed))
    _replace(ServiceTaxonomy, under_terms, of=ServiceTaxonomy.objects.filter(service_id__in=changed))
    _replace(Phone, phones, of=Phone.objects.filter(service_id__in=changed))
    _replace(Schedule, schedules, of=Schedule.objects.filter(service_id__in=changed))


def _write_terms(needs: Iterable[Need]) -> dict[Need, UUID]:
    ids = {need: row_id("term", NEEDS, need) for need in set(needs)}
    _upsert(
        TaxonomyTerm,
        [
            TaxonomyTerm(id=id_, taxonomy=NEEDS, code=need, name=NEED_LABELS[need])
            for need, id_ in ids.items()
        ],
    )
    return ids


def _clear_unused_places(changed: Iterable[DirectoryRow], source: str) -> None:
    """An address that no service has any more is not kept."""
    organizations = {_organization_id(row, source) for row in changed}
    Location.objects.filter(organization_id__in=organizations, at_services__isnull=True).delete()


def _replace(model: type[Model], wanted: Sequence[Model], *, of: QuerySet[Any]) -> None:
    of.exclude(pk__in=[thing.pk for thing in wanted]).delete()
    _upsert(model, wanted)


def _upsert(model: type[Model], things: Sequence[Model]) -> None:
    """Insert or, by id, update. In the order of ids, so that two imports at once do not deadlock."""
    fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        sorted(things, key=lambda thing: str(thing.pk)),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
        batch_size=500,
    )
