"""Reads of where services are, in which languages, and what else a person should know before they go."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Value

from thirdoption.program.services.models import Language, Service, ServiceAtLocation
from thirdoption.program.services.rules import ServiceStatus
from thirdoption.program.services.rules.near import Point, is_called, middle, miles, typed_point
from thirdoption.program.sites.models import Site


@dataclass(frozen=True)
class Details:
    """What only a service's own page tells of it."""

    eligibility: str
    ages: tuple[int | None, int | None]
    fees: str
    application: str
    url: str
    email: str
    source: str


def away(site: Site, near: str) -> dict[UUID, float] | None:
    """The miles to each service whose point is known; None if nobody knows where `near` is. One statement.

    `near` is a latitude and longitude, or a ZIP code, a town or the name of a service of the directory: then
    the middle of what is known of it, or of its town. No other party is asked where anything is.
    """
    there = ServiceAtLocation.objects.filter(service__site=site, service__status=ServiceStatus.ACTIVE)
    rows = there.values_list(
        "service_id",
        "service__name",
        "service__organization__name",
        "location__address__city",
        "location__address__postal_code",
        "location__latitude",
        "location__longitude",
    )
    points: dict[UUID, list[Point]] = defaultdict(list)
    of_town: dict[str, list[Point]] = defaultdict(list)
    called: list[Point] = []
    towns: set[str] = set()
    for id_, name, organization, city, postal_code, latitude, longitude in rows:
        meant = is_called(near, (name, organization, city, postal_code[:5]))
        if latitude is not None and longitude is not None:
            point = (float(latitude), float(longitude))
            points[id_].append(point)
            of_town[city].append(point)
            called += [point] * meant
        elif meant:
            towns.add(city)
    around = (point for town in towns for point in of_town[town])
    start = typed_point(near) or middle(called) or middle(around)
    if start is None:
        return None
    return {id_: min(miles(start, one) for one in known) for id_, known in points.items()}


def narrowing(site: Site) -> Iterator[list[str]]:
    """The counties and the languages that a search can be narrowed to. One statement."""
    active = Service.objects.filter(site=site, status=ServiceStatus.ACTIVE)
    counties = active.exclude(county="").values_list("county", Value("county"))
    spoken = Language.objects.filter(service__in=active).values_list("name", Value("language"))
    found = sorted(counties.union(spoken))
    return ([name for name, what in found if what == of] for of in ("county", "language"))


def details(service: UUID) -> Details:
    """What only its own page tells. The service is one that `queries.service` found."""
    one = Service.objects.get(pk=service)
    return Details(
        eligibility=one.eligibility_description,
        ages=(one.minimum_age, one.maximum_age),
        fees=one.fees_description,
        application=one.application_process,
        url=one.url,
        email=one.email,
        source=one.source,
    )
