"""Who offers what, where and how to reach them: HSDS 3.1 tables, thin.

Field names are those of the Human Services Data Specification, so that an export needs no
dictionary. Nothing here tells anything about a participant.
"""

from django.db import models
from django.db.models import Q

from thirdoption.program.ground.ids import Row, one_of
from thirdoption.program.services.rules import (
    CITY_LIMIT,
    KEY_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    POSTAL_LIMIT,
    STATE_LIMIT,
    Known,
    LocationType,
    Need,
    PhoneType,
    ServiceStatus,
)

NEEDS = "need"
"""The taxonomy whose terms are the codes of `rules.Need`."""


class Organization(Row):
    """Who offers services."""

    name = models.CharField(max_length=NAME_LIMIT)
    source = models.CharField(max_length=KEY_LIMIT)
    source_row_key = models.CharField(max_length=KEY_LIMIT)
    imported_at = models.DateTimeField()
    made_up = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_row_key"], name="organization_once_per_source"),
        ]


class Location(Row):
    """A place whose address its source publishes. A service without one has no location at all."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="locations")
    location_type = models.CharField(max_length=20, default=LocationType.PHYSICAL)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("location_type", LocationType, "location_type_known"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="location_point_whole",
            ),
        ]


class Address(Row):
    """The address of a location."""

    location = models.OneToOneField(Location, on_delete=models.CASCADE, related_name="address")
    address_1 = models.CharField(max_length=LINE_LIMIT)
    address_2 = models.CharField(max_length=LINE_LIMIT, blank=True)
    city = models.CharField(max_length=CITY_LIMIT)
    state_province = models.CharField(max_length=STATE_LIMIT)
    postal_code = models.CharField(max_length=POSTAL_LIMIT)
    country = models.CharField(max_length=2, default="US")
    address_type = models.CharField(max_length=20, default=LocationType.PHYSICAL)
    made_up = models.BooleanField(default=False)

    class Meta:
        constraints = [one_of("address_type", LocationType, "address_type_known")]


class Service(Row):
    """What a person can be connected to. Each site keeps its own choice of services."""

    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=NAME_LIMIT)
    description = models.CharField(max_length=NAME_LIMIT, blank=True)
    status = models.CharField(max_length=20, default=ServiceStatus.ACTIVE)
    eligibility_description = models.CharField(max_length=NAME_LIMIT, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    fees_description = models.CharField(max_length=NAME_LIMIT, blank=True)
    application_process = models.CharField(max_length=NAME_LIMIT, blank=True)
    url = models.CharField(max_length=NAME_LIMIT, blank=True)
    email = models.CharField(max_length=NAME_LIMIT, blank=True)
    adults = models.CharField(max_length=10, default=Known.UNKNOWN)
    # Where it is may not be known: no place of it is stored, whatever its source says later.
    confidential = models.BooleanField(default=False)
    county = models.CharField(max_length=CITY_LIMIT, blank=True)
    # Folded name, organization, description and city: one column for the typed search.
    search_text = models.TextField()
    source = models.CharField(max_length=KEY_LIMIT)
    source_row_key = models.CharField(max_length=KEY_LIMIT)
    source_as_of = models.DateField()
    # Of the row as it was read: the same digest means that nothing changed since.
    row_digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()
    made_up = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "source", "source_row_key"], name="service_once_per_source"
            ),
            one_of("status", ServiceStatus, "service_status_known"),
            one_of("adults", Known, "service_adults_known"),
        ]
        indexes = [models.Index(fields=["site", "county", "name"], name="service_by_county")]


class ServiceAtLocation(Row):
    """Where a service is offered."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="at_services")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")
        ]


class ConfidentialAddress(Row):
    """An address that no import stores again, by its fingerprint alone: the address itself is gone."""

    digest = models.CharField(max_length=64, unique=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()


class Language(Row):
    """A language that a service is offered in (HSDS `language`)."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="languages")
    name = models.CharField(max_length=KEY_LIMIT)
    code = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "name"], name="language_once_of_service")]


class Phone(Row):
    """A number of a service, or of an organization where the service has none of its own."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="phones", null=True)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="phones", null=True)
    number = models.CharField(max_length=20)
    extension = models.CharField(max_length=10, blank=True)
    type = models.CharField(max_length=10, default=PhoneType.VOICE)
    made_up = models.BooleanField(default=False)

    class Meta:
        constraints = [
            one_of("type", PhoneType, "phone_type_known"),
            models.CheckConstraint(
                condition=Q(organization__isnull=True) ^ Q(service__isnull=True), name="phone_of_one_thing"
            ),
        ]


class TaxonomyTerm(Row):
    """A term that services are found by."""

    taxonomy = models.CharField(max_length=KEY_LIMIT)
    code = models.CharField(max_length=KEY_LIMIT)
    name = models.CharField(max_length=NAME_LIMIT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "code"], name="term_once_in_taxonomy"),
            models.CheckConstraint(
                condition=~Q(taxonomy=NEEDS) | Q(code__in=[str(need) for need in Need]),
                name="term_need_known",
            ),
        ]


class ServiceTaxonomy(Row):
    """A service answers to a term (the attribute table of HSDS)."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="terms")
    taxonomy_term = models.ForeignKey(TaxonomyTerm, on_delete=models.PROTECT, related_name="services")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "taxonomy_term"], name="service_once_under_term")
        ]


class ServiceCapacity(Row):
    """Whether there was room, as of a time. Rows are added, never changed: the last one counts.

    After `expires` it is not known any more; `said_by` is who of the provider said so, by role.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="capacities")
    available = models.CharField(max_length=10)
    updated = models.DateTimeField()
    expires = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=KEY_LIMIT, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "updated"], name="capacity_once_per_time"),
            one_of("available", Known, "capacity_available_known"),
        ]


class Schedule(Row):
    """When a service is open, by its place's wall clock (HSDS `schedule`); none at all is not known."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    byday = models.CharField(max_length=20)
    opens_at = models.TimeField()
    closes_at = models.TimeField()
