"""Reads of which entries of two sources may be one service, and what was said of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from thirdoption.program.services.models import Phone, Service, ServiceAtLocation, ServiceMatch
from thirdoption.program.services.rules import PostalAddress, ServiceStatus
from thirdoption.program.services.rules.addresses import fingerprints
from thirdoption.program.services.rules.matching import Entry, Pair, Verdict, pairs
from thirdoption.program.sites.models import Site


@dataclass(frozen=True)
class Told:
    """What one source says of a service, as of a day."""

    id: UUID
    name: str
    organization: str
    source: str
    as_of: date
    phones: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """Two entries of which a person said something."""

    id: UUID
    shown: str
    other: str
    verdict: Verdict


def candidates(site: Site) -> list[tuple[Pair, Told, Told]]:
    """Pairs that nobody decided, surest first; those that were put off come last. Four statements."""
    told, entries = _told(Service.objects.filter(site=site, status=ServiceStatus.ACTIVE))
    said: dict[frozenset[UUID], str] = {}
    behind = set()
    for one in ServiceMatch.objects.filter(shown__site=site):
        said[frozenset((one.shown_id, one.other_id))] = one.verdict
        if one.verdict == Verdict.SAME:
            behind.add(one.other_id)
    open_ = [
        (said.get(frozenset((pair.one, pair.other))) == Verdict.LATER, pair)
        for pair in pairs(one for one in entries if one.id not in behind)
        if said.get(frozenset((pair.one, pair.other)), Verdict.LATER) == Verdict.LATER
    ]
    open_.sort(key=lambda one: one[0])
    return [(pair, told[pair.one], told[pair.other]) for _later, pair in open_]


def decided(site: Site) -> list[Said]:
    """What was said of two entries, latest first. One statement."""
    found = ServiceMatch.objects.filter(shown__site=site).exclude(verdict=Verdict.LATER)
    rows = found.order_by("-said_at", "id").select_related("shown", "other")
    return [
        Said(
            one.id,
            f"{one.shown.name} ({one.shown.source})",
            f"{one.other.name} ({one.other.source})",
            Verdict(one.verdict),
        )
        for one in rows
    ]


def behind(service: UUID) -> list[Told]:
    """What other sources say of a service that is listed for them. Three statements."""
    told, _entries = _told(
        Service.objects.filter(stands_behind__shown=service, stands_behind__verdict=Verdict.SAME)
    )
    return list(told.values())


def _told(services: QuerySet[Service]) -> tuple[dict[UUID, Told], list[Entry]]:
    rows = list(services.select_related("organization").order_by("name", "id"))
    ids = [one.id for one in rows]
    addresses: dict[UUID, list[PostalAddress]] = defaultdict(list)
    for at in ServiceAtLocation.objects.filter(service_id__in=ids).select_related("location__address"):
        one = at.location.address
        addresses[at.service_id].append(
            PostalAddress(one.address_1, one.address_2, one.city, one.state_province, one.postal_code)
        )
    phones: dict[UUID, list[str]] = defaultdict(list)
    for phone in Phone.objects.filter(service_id__in=ids).order_by("number"):
        phones[phone.service_id or phone.id].append(phone.number)
    told = {
        one.id: Told(
            one.id,
            one.name,
            one.organization.name,
            one.source,
            one.source_as_of,
            tuple(phones[one.id]),
            tuple(f"{at.line_1}, {at.city} {at.postal_code}" for at in addresses[one.id]),
        )
        for one in rows
    }
    entries = [
        Entry(
            one.id,
            one.source,
            one.name,
            one.organization.name,
            frozenset(phones[one.id]),
            frozenset(print_ for at in addresses[one.id] for print_ in fingerprints(at)),
        )
        for one in rows
    ]
    return told, entries
