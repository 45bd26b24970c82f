"""The directory as HSDS 3.1 or 3.0: a zip of CSV tables with its data package, or JSON.

No person is in it, and no place that may not be known: of those nothing is stored (R-43).
Source: Open Referral, Human Services Data Specification.
"""

import csv
import io
import json
import zipfile
from collections import defaultdict
from copy import deepcopy
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

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
)
from thirdoption.program.services.models.directory import NEEDS
from thirdoption.program.services.rules import NEED_LABELS, Need, ServiceStatus, row_id
from thirdoption.program.services.rules.exchange import schema as hsds
from thirdoption.program.services.rules.exchange.schema import Tables
from thirdoption.program.services.rules.hsds import OPEN_ELIGIBILITY, OWN_TAXONOMY, TAXONOMY
from thirdoption.program.services.rules.matching import Verdict
from thirdoption.program.sites.models import Site

PARTS = {
    "phone": "phones",
    "schedule": "schedules",
    "service_area": "service_areas",
    "language": "languages",
    "service_at_location": "service_at_locations",
}
_TAXONOMIES = {TAXONOMY: row_id("taxonomy", TAXONOMY), OWN_TAXONOMY: row_id("taxonomy", OWN_TAXONOMY)}
_TOLD = ("name", "description", "url", "email", "status", "application_process", "fees_description")


def tables(site: Site) -> Tables:
    """The tables of a site's services that are not defunct, in the same order every time."""
    services = list(_listed(site).order_by("id"))
    ids = [one.id for one in services]
    at = list(ServiceAtLocation.objects.filter(service_id__in=ids).order_by("id"))
    organizations = Organization.objects.filter(id__in={one.organization_id for one in services})
    found: Tables = {
        "organization": [
            {"id": one.id, "name": one.name, "description": one.name} for one in organizations.order_by("id")
        ],
        "service": [_service(one) for one in services],
        "service_area": [
            {"id": row_id("area", one.id), "service_id": one.id, "name": f"{one.county} County"}
            for one in services
            if one.county
        ],
        "service_at_location": [
            {"id": one.id, "service_id": one.service_id, "location_id": one.location_id} for one in at
        ],
        **_places({one.location_id for one in at}),
        **_reached(ids, {one.organization_id for one in services}),
        **_terms(ids),
    }
    return {name: [_plain(row) for row in rows] for name, rows in found.items()}


def _listed(site: Site) -> QuerySet[Service]:
    """Of two entries that are the same service, the one that is listed."""
    kept = Service.objects.filter(site=site).exclude(status=ServiceStatus.DEFUNCT)
    return kept.exclude(stands_behind__verdict=Verdict.SAME)


def _service(one: Service) -> dict[str, Any]:
    row = {key: getattr(one, key) or None for key in _TOLD}
    ages = {"minimum_age": one.minimum_age, "maximum_age": one.maximum_age}
    told = one.eligibility_description or None
    day = f"{one.source_as_of.isoformat()}T00:00:00+00:00"
    of = {"id": one.id, "organization_id": one.organization_id, "last_modified": day}
    return {**of, **row, **ages, "eligibility_description": told}


def _places(ids: set[UUID]) -> Tables:
    keys = ("id", "location_id", "address_1", "address_2", "city", "state_province", "postal_code", "country")
    return {
        "location": list(
            Location.objects.filter(id__in=ids)
            .order_by("id")
            .values("id", "organization_id", "location_type", "latitude", "longitude")
        ),
        "address": list(
            Address.objects.filter(location_id__in=ids).order_by("id").values(*keys, "address_type")
        ),
    }


def _reached(services: list[UUID], organizations: set[UUID]) -> Tables:
    keys = ("id", "service_id", "organization_id", "number", "extension", "type")
    own = Phone.objects.filter(service_id__in=services)
    phones = own | Phone.objects.filter(organization_id__in=organizations)
    hours = Schedule.objects.filter(service_id__in=services).order_by("id")
    weekly = {"freq": "WEEKLY", "interval": 1}
    return {
        "phone": list(phones.order_by("id").values(*keys)),
        "schedule": [
            {**row, **weekly} for row in hours.values("id", "service_id", "byday", "opens_at", "closes_at")
        ],
        "language": list(
            Language.objects.filter(service_id__in=services)
            .order_by("id")
            .values("id", "service_id", "name", "code")
        ),
    }


def _terms(services: list[UUID]) -> Tables:
    """Needs as terms of Open Eligibility; where it has none that says the same, as our own."""
    under = ServiceTaxonomy.objects.filter(service_id__in=services, taxonomy_term__taxonomy=NEEDS)
    links = list(under.order_by("id").values("id", "service_id", "taxonomy_term__code"))
    used = sorted({Need(row["taxonomy_term__code"]) for row in links})
    names = {need: TAXONOMY if need in OPEN_ELIGIBILITY else OWN_TAXONOMY for need in used}
    return {
        "taxonomy": [
            {"id": id_, "name": name, "description": name}
            for name, id_ in _TAXONOMIES.items()
            if name in names.values()
        ],
        "taxonomy_term": [
            {
                "id": row_id("term", NEEDS, need),
                "code": OPEN_ELIGIBILITY.get(need, str(need)),
                "name": NEED_LABELS[need],
                "description": NEED_LABELS[need],
                "taxonomy": name,
                "taxonomy_id": _TAXONOMIES[name],
            }
            for need, name in names.items()
        ],
        "attribute": [
            {
                "id": row["id"],
                "link_id": row["service_id"],
                "link_entity": "service",
                "taxonomy_term_id": row_id("term", NEEDS, row["taxonomy_term__code"]),
            }
            for row in links
        ],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """What JSON and CSV hold: text, whole numbers, None."""
    return {key: value if isinstance(value, int | None) else str(value) or None for key, value in row.items()}


def as_zip(found: Tables, version: str) -> bytes:
    """A data package of a version: a CSV file a table that has rows, and what they are."""
    package = deepcopy(dict(hsds.package(version)))
    declared = {one["name"]: one for one in package["resources"]}
    package["resources"] = [declared[name] for name, rows in found.items() if rows]
    kept = {one["name"] for one in package["resources"]}
    for one in package["resources"]:
        keys = one["schema"].get("foreignKeys", [])
        one["schema"]["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in kept]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as into:
        for one in package["resources"]:
            text = io.StringIO(newline="")
            names = [field["name"] for field in one["schema"]["fields"]]
            writer = csv.DictWriter(text, names)
            writer.writeheader()
            writer.writerows(found[one["name"]])
            into.writestr(one["path"], text.getvalue())
        into.writestr("datapackage.json", json.dumps(package, indent=1))
    return packed.getvalue()


def as_json(found: Tables, version: str) -> bytes:
    """A page of whole services, with what belongs to each inside it, as HSDS's API gives them."""
    organizations = {row["id"]: {**row} for row in found["organization"]}
    taxonomies = {row["id"]: row for row in found["taxonomy"]}
    terms = {
        row["id"]: {**row, "taxonomy_detail": taxonomies[row["taxonomy_id"]]}
        for row in found["taxonomy_term"]
    }
    locations: dict[str, dict[str, Any]] = {row["id"]: {**row, "addresses": []} for row in found["location"]}
    for row in found["address"]:
        locations[row["location_id"]]["addresses"].append(row)
    parts: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for table, name in PARTS.items():
        for row in found[table]:
            whole = {**row, "location": locations[row["location_id"]]} if "location_id" in row else row
            parts[row.get("service_id") or ""][name].append(whole)
    for row in found["attribute"]:
        term = terms[row["taxonomy_term_id"]]
        parts[row["link_id"]]["attributes"].append({**row, "taxonomy_term": term})
    for row in found["phone"]:
        if row["organization_id"]:
            organizations[row["organization_id"]].setdefault("phones", []).append(row)
    whole_services = [
        {**row, "organization": organizations[row["organization_id"]], **parts[row["id"]]}
        for row in found["service"]
    ]
    page = {"version": version, "total_items": len(whole_services), "contents": whole_services}
    return json.dumps(page, indent=1).encode()
