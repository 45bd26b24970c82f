"""Reads of the directory, as plain values. It tells nothing about a participant, so any worker may read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)

from thirdoption.program.services.models import (
    Connection,
    Language,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceTaxonomy,
)
from thirdoption.program.services.models.directory import NEEDS
from thirdoption.program.services.queries.connected import due_followups as due_followups
from thirdoption.program.services.queries.connected import fhir_of as fhir_of
from thirdoption.program.services.rules import Known, Need, PhoneNumber, ServiceStatus, search_words
from thirdoption.program.services.rules.hours import Hours
from thirdoption.program.services.rules.matching import Verdict
from thirdoption.program.sites.models import Site

LIMIT = 50


@dataclass(frozen=True)
class ListedPhone:
    """A number to call, and whether it was invented for a rehearsal."""

    phone: PhoneNumber
    made_up: bool


@dataclass(frozen=True)
class ListedAddress:
    """An address that its source publishes."""

    line_1: str
    line_2: str
    city: str
    state: str
    postal_code: str
    made_up: bool


@dataclass(frozen=True)
class Listing:
    """One service as a page shows it.

    No addresses: the source publishes none (the place may be confidential). `phones` are the
    service's own; where there are none, `organization_phones` are the ones to call.
    """

    id: UUID
    name: str
    organization_id: UUID
    organization: str
    description: str
    eligibility: str
    adults: Known
    county: str
    needs: tuple[Need, ...]
    languages: tuple[str, ...]
    addresses: tuple[ListedAddress, ...]
    phones: tuple[ListedPhone, ...]
    organization_phones: tuple[ListedPhone, ...]
    available: Known
    available_as_of: datetime | None
    available_until: datetime | None
    source_as_of: date
    status: ServiceStatus
    made_up: bool
    confidential: bool


@dataclass(frozen=True)
class Found:
    """A part of the services of a search, and how many there are in all."""

    listings: tuple[Listing, ...]
    total: int


def search(
    site: Site,
    need: Need | None = None,
    text: str | None = None,
    county: str | None = None,
    *,
    first: int = 0,
    limit: int = LIMIT,
) -> Found:
    """Active services of a site by need, words and county; those that do not serve adults last.

    Of two that a person said to be the same, one.
    `limit` of them from the one numbered `first`, counted from 0; none, and a total of 0, beyond the last.

    Three statements, however many services are found.
    """
    services = Service.objects.filter(site=site, status=ServiceStatus.ACTIVE)
    services = services.exclude(stands_behind__verdict=Verdict.SAME)
    if need is not None:
        services = services.filter(terms__taxonomy_term__taxonomy=NEEDS, terms__taxonomy_term__code=need)
    for word in search_words(text or ""):
        services = services.filter(search_text__contains=word)
    if county:
        services = services.filter(county__iexact=county.strip())
    last = Case(When(adults=Known.NO, then=Value(1)), default=Value(0), output_field=IntegerField())
    counted = _with_facts(services).annotate(total=Window(Count("*")))
    found = list(counted.order_by(last, "name", "organization__name", "id")[first : first + limit])
    return Found(listings=_listings(found), total=getattr(found[0], "total", 0) if found else 0)


def service(site: Site, service_id: UUID) -> Listing | None:
    """One service of a site, whatever its status; None if this site has no such service."""
    found = _listings(_with_facts(Service.objects.filter(site=site, id=service_id)))
    return found[0] if found else None


def _with_facts(services: QuerySet[Service]) -> QuerySet[Service]:
    """The organization, the needs and the last word on capacity, in the same statement."""
    last_word = ServiceCapacity.objects.filter(service=OuterRef("pk")).order_by("-updated")
    needs = ServiceTaxonomy.objects.filter(service=OuterRef("pk"), taxonomy_term__taxonomy=NEEDS)
    return services.select_related("organization").annotate(
        available=Subquery(last_word.values("available")[:1]),
        available_as_of=Subquery(last_word.values("updated")[:1]),
        available_until=Subquery(last_word.values("expires")[:1]),
        spoken=ArraySubquery(
            Language.objects.filter(service=OuterRef("pk")).order_by("name").values_list(F("name"), flat=True)
        ),
        need_codes=ArraySubquery(
            needs.order_by("taxonomy_term__code").values_list(F("taxonomy_term__code"), flat=True)
        ),
    )


def _listings(services: Iterable[Service]) -> tuple[Listing, ...]:
    services = list(services)
    if not services:
        return ()
    addresses = _addresses([service.id for service in services])
    phones = _phones(services)
    return tuple(_listing(service, addresses, phones) for service in services)


def _listing(
    service: Service,
    addresses: dict[UUID, list[ListedAddress]],
    phones: dict[UUID, list[ListedPhone]],
) -> Listing:
    available = getattr(service, "available", None)
    return Listing(
        id=service.id,
        name=service.name,
        organization_id=service.organization_id,
        organization=service.organization.name,
        description=service.description,
        eligibility=service.eligibility_description,
        adults=Known(service.adults),
        county=service.county,
        needs=tuple(Need(code) for code in getattr(service, "need_codes", [])),
        languages=tuple(getattr(service, "spoken", [])),
        addresses=tuple(addresses.get(service.id, ())),
        phones=tuple(phones.get(service.id, ())),
        organization_phones=tuple(phones.get(service.organization_id, ())),
        available=Known(available) if available else Known.UNKNOWN,
        available_as_of=getattr(service, "available_as_of", None),
        available_until=getattr(service, "available_until", None),
        source_as_of=service.source_as_of,
        status=ServiceStatus(service.status),
        made_up=service.made_up,
        confidential=service.confidential,
    )


def _addresses(ids: list[UUID]) -> dict[UUID, list[ListedAddress]]:
    by_service: dict[UUID, list[ListedAddress]] = defaultdict(list)
    links = ServiceAtLocation.objects.filter(service_id__in=ids).select_related("location__address")
    for link in links.order_by("location__address__city", "id"):
        address = link.location.address
        by_service[link.service_id].append(
            ListedAddress(
                line_1=address.address_1,
                line_2=address.address_2,
                city=address.city,
                state=address.state_province,
                postal_code=address.postal_code,
                made_up=address.made_up,
            )
        )
    return by_service


def _phones(services: list[Service]) -> dict[UUID, list[ListedPhone]]:
    """Numbers by the id of the service or the organization that they belong to."""
    by_owner: dict[UUID, list[ListedPhone]] = defaultdict(list)
    own = Q(service_id__in=[service.id for service in services])
    organizations = Q(organization_id__in={service.organization_id for service in services})
    for phone in Phone.objects.filter(own | organizations).order_by("number", "id"):
        owner = phone.service_id or phone.organization_id
        if owner is not None:
            listed = ListedPhone(PhoneNumber(phone.number, phone.extension), phone.made_up)
            by_owner[owner].append(listed)
    return by_owner


def hours(services: Iterable[UUID]) -> dict[UUID, list[Hours]]:
    """When services are open, by the wall clock of their place; one that is absent has not said."""
    found: dict[UUID, list[Hours]] = defaultdict(list)
    for one in Schedule.objects.filter(service_id__in=list(services)):
        found[one.service_id].append(Hours(tuple(one.byday.split(",")), one.opens_at, one.closes_at))
    return found


def connections(*, person: UUID) -> list[Connection]:
    """What providers were asked for a person, newest first. The database decides who sees it."""
    return list(
        Connection.objects.filter(person=person).select_related("service__organization").order_by("-made_at")
    )


@dataclass(frozen=True)
class TonightRow:
    """A service that may be of use tonight: where, its number, its hours, and whether there was room."""

    name: str
    description: str
    needs: tuple[Need, ...]
    address: str
    phone: str
    hours: tuple[Hours, ...]
    available: Known
    available_as_of: datetime | None
    source_as_of: date
    available_until: datetime | None = None


TONIGHT = (Need.SHELTER, Need.FOOD, Need.WARMTH, Need.NALOXONE, Need.TRANSPORTATION)
"""What a person may need before the morning, in this order."""
_TONIGHT = """
SELECT s.name, s.description, n.needs, coalesce(a.address_1 || ', ' || a.city, ''),
    coalesce(p.number || CASE WHEN p.extension = '' THEN '' ELSE ' x' || p.extension END, ''),
    h.hours, c.available, c.updated, s.source_as_of, c.expires
FROM services_service s
JOIN LATERAL (SELECT array_agg(t.code) AS needs FROM services_servicetaxonomy st
    JOIN services_taxonomyterm t ON t.id = st.taxonomy_term_id
    WHERE st.service_id = s.id AND t.taxonomy = 'need' AND t.code = ANY (%(needs)s)) n ON n.needs IS NOT NULL
LEFT JOIN LATERAL (SELECT one.address_1, one.city FROM services_serviceatlocation l
    JOIN services_address one ON one.location_id = l.location_id
    WHERE l.service_id = s.id ORDER BY l.id LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT one.number, one.extension FROM services_phone one
    WHERE one.service_id = s.id OR one.organization_id = s.organization_id
    ORDER BY one.service_id IS NULL, one.number LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT array_agg(ARRAY[one.byday, one.opens_at::text, one.closes_at::text]) AS hours
    FROM services_schedule one WHERE one.service_id = s.id) h ON true
LEFT JOIN LATERAL (SELECT one.available, one.updated, one.expires FROM services_servicecapacity one
    WHERE one.service_id = s.id ORDER BY one.updated DESC LIMIT 1) c ON true
WHERE s.site_id = %(site)s AND s.status = 'active' AND s.adults <> 'no'
AND NOT EXISTS (SELECT 1 FROM services_servicematch m WHERE m.other_id = s.id AND m.verdict = 'same')
ORDER BY s.name, s.id
"""


def tonight(*, site: UUID) -> list[TonightRow]:
    """Active services of a site for a bed, food, warmth, naloxone or a ride, by name. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TONIGHT, {"site": site, "needs": [str(one) for one in TONIGHT]})
        return [_tonight(row) for row in cursor.fetchall()]


def _tonight(row: tuple[Any, ...]) -> TonightRow:
    name, description, needs, address, phone, hours, available, as_of, source, until = row
    spans = tuple(
        Hours(tuple(byday.split(",")), time.fromisoformat(opens), time.fromisoformat(closes))
        for byday, opens, closes in hours or ()
    )
    known = Known(available) if available else Known.UNKNOWN
    wanted = tuple(one for one in TONIGHT if one in needs)
    return TonightRow(name, description, wanted, address, phone, spans, known, as_of, source, until)
