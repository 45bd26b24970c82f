"""Rows of the directory from the tables of HSDS."""

import re
from collections import defaultdict
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from thirdoption.program.services.rules import (
    CITY_LIMIT,
    KEY_LIMIT,
    LINE_LIMIT,
    NAME_LIMIT,
    POSTAL_LIMIT,
    STATE_LIMIT,
    DirectoryRow,
    Need,
    PhoneNumber,
    PostalAddress,
    ServiceStatus,
)
from thirdoption.program.services.rules.exchange import schema as hsds
from thirdoption.program.services.rules.exchange.hsds import Parsed, tables
from thirdoption.program.services.rules.exchange.schema import Fault, Tables
from thirdoption.program.services.rules.hours import DAYS, Hours
from thirdoption.program.services.rules.hsds import is_secret, need_of_term

Row = dict[str, Any]
_TOLD = ("name", "description", "alternate_name")


def read(data: bytes, *, today: date, version: str = "") -> Parsed:
    """Read and check a file. Raises Refused (invalid) with a sentence if it cannot be read at all.

    `version` is 3.0 or 3.1 where the sender says which; otherwise it is seen by the fields.
    """
    found = tables(data)
    version = version or hsds.version_of(found)
    faults = hsds.faults(found, version)
    whole = _Whole(hsds.without(found, faults), today, faults)
    rows = tuple(whole.row(one) for one in whole.tables.get("service", ()) if whole.known(one))
    return Parsed(version, rows, tuple(faults), len(found.get("service", ())))


class _Whole:
    """The tables of one file, with what hangs on what."""

    def __init__(self, found: Tables, today: date, faults: list[Fault]) -> None:
        self.tables, self.today, self.faults = found, today, faults
        self.by_id = {name: {str(row.get("id")): row for row in rows} for name, rows in found.items()}
        self.of_service: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        at = self.by_id.get("service_at_location", {})
        for name, rows in found.items():
            for row in rows:
                through = at.get(str(row.get("service_at_location_id")), {})
                service = row.get("service_id") or through.get("service_id")
                if name == "attribute" and row.get("link_id"):
                    service = at.get(str(row["link_id"]), {}).get("service_id") or row["link_id"]
                if service:
                    self.of_service[name][str(service)].append(row)

    def known(self, service: Row) -> bool:
        """Whether a service's organization is in the file too."""
        return str(service["organization_id"]) in self.by_id.get("organization", {})

    def row(self, service: Row) -> DirectoryRow:
        """One service with what belongs to it."""
        id_ = str(service["id"])
        organization = self.by_id["organization"][str(service["organization_id"])]
        terms = self._terms(id_)
        needs = [need_of_term(*term[:2], taxonomy=term[2]) for term in terms]
        if not any(needs):
            needs = [need_of_term("", f"{service['name']} {service.get('description') or ''}")]
        named = dict.fromkeys(need for need in needs if need) or {Need.OTHER: None}
        return DirectoryRow(
            key=id_,
            organization_key=str(organization["id"]),
            organization_name=_text(organization, "name"),
            name=_text(service, "name"),
            description=_text(service, "description"),
            needs=tuple(named),
            populations=tuple(filter(None, [_text(service, "eligibility_description")])),
            county=self._county(id_),
            as_of=self._as_of(service),
            organization_phone=self._phone("organization_id", str(organization["id"])),
            phone=self._phone("service_id", id_),
            address=self._address(id_, service, tuple(term[0] for term in terms)),
            hours=self._hours(id_),
            languages=self._languages(id_),
            ages=(_age(service, "minimum_age"), _age(service, "maximum_age")),
            fees=_text(service, "fees_description"),
            application=_text(service, "application_process"),
            url=_text(service, "url"),
            email=_text(service, "email"),
            status=ServiceStatus(service["status"]),
        )

    def _terms(self, service: str) -> list[tuple[str, str, str]]:
        known = self.by_id.get("taxonomy_term", {})
        linked = [
            known.get(str(one.get("taxonomy_term_id"))) for one in self.of_service["attribute"][service]
        ]
        return sorted(
            (_text(one, "code"), _text(one, "name"), _text(one, "taxonomy")) for one in linked if one
        )

    def _as_of(self, service: Row) -> date:
        said = service.get("last_modified") or service.get("assured_date")
        day = datetime.fromisoformat(str(said)).date() if said else self.today
        return min(day, self.today)

    def _county(self, service: str) -> str:
        areas = [_text(one, "name", CITY_LIMIT) for one in self.of_service["service_area"][service]]
        return next((one.removesuffix(" County") for one in areas if one.endswith(" County")), "")

    def _phone(self, field: str, id_: str) -> PhoneNumber | None:
        for one in self.tables.get("phone", ()):
            if str(one.get(field)) == id_:
                number = re.sub(r"[^0-9+() x.-]", "", str(one["number"])).strip()
                if 5 <= len(number) <= 20:
                    extension = re.sub(r"\D", "", str(one.get("extension") or ""))[:10]
                    return PhoneNumber(_north_american(number), extension)
        return None

    def _address(self, service: str, row: Row, codes: tuple[str, ...]) -> PostalAddress | None:
        """The first place that may be known; a postal box is none."""
        for at in self.of_service["service_at_location"][service]:
            place = self.by_id.get("location", {}).get(str(at["location_id"]))
            if place is None or place["location_type"] != "physical":
                continue
            told = [
                _text(one, key) for one in (row, place) for key in ("name", "description", "alternate_name")
            ]
            for one in self.tables.get("address", ()):
                if str(one.get("location_id")) == str(place["id"]) and one["address_type"] == "physical":
                    if is_secret(_text(one, "address_1"), *told, codes=codes):
                        return None
                    return _postal(one, place)
        return None

    def _hours(self, service: str) -> tuple[Hours, ...]:
        """Weekly hours that are in force; what a rule of months or years says is not read as open."""
        found = []
        for one in self.of_service["schedule"][service]:
            days = tuple(day for day in DAYS if day in re.split(r"[,; ]+", _text(one, "byday")))
            weekly = (one.get("freq") or "WEEKLY") == "WEEKLY" and float(one.get("interval") or 1) == 1
            over = any(one.get(key) and str(one[key]) < str(self.today) for key in ("valid_to", "until"))
            early = bool(one.get("valid_from")) and str(one["valid_from"]) > str(self.today)
            if days and weekly and not over and not early and one.get("opens_at") and one.get("closes_at"):
                opens, closes = (_clock(one[key]) for key in ("opens_at", "closes_at"))
                found.append(Hours(days, opens, closes))
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.byday, one.opens, one.closes)))

    def _languages(self, service: str) -> tuple[tuple[str, str], ...]:
        rows = self.of_service["language"][service]
        named = {_text(one, "name", KEY_LIMIT): _text(one, "code", 10) for one in rows}
        return tuple(sorted((name, code) for name, code in named.items() if name))


def _text(row: Row, key: str, limit: int = NAME_LIMIT) -> str:
    return " ".join(str(row.get(key) or "").split())[:limit]


def _age(service: Row, key: str) -> int | None:
    value = service.get(key)
    return int(float(value)) if value not in (None, "") and 0 <= float(value) <= 200 else None


def _clock(value: Any) -> time:
    return time.fromisoformat(str(value)).replace(tzinfo=None)


def _north_american(number: str) -> str:
    found = re.fullmatch(r"(?:\+?1[ .-]?)?\(?([2-9]\d\d)\)?[ .-]?([2-9]\d\d)[ .-]?(\d{4})", number)
    return "-".join(found.groups()) if found else number


def _postal(one: Row, place: Row) -> PostalAddress:
    latitude, longitude = (place.get(key) for key in ("latitude", "longitude"))
    known = latitude not in (None, "") and longitude not in (None, "")
    millionth = Decimal("0.000001")
    point = (Decimal(str(latitude)), Decimal(str(longitude))) if known else None
    if point and (abs(point[0]) > 90 or abs(point[1]) > 180):
        point = None
    return PostalAddress(
        _text(one, "address_1", LINE_LIMIT),
        _text(one, "address_2", LINE_LIMIT),
        _text(one, "city", CITY_LIMIT),
        _text(one, "state_province", STATE_LIMIT),
        _text(one, "postal_code", POSTAL_LIMIT),
        *(part.quantize(millionth) for part in point or ()),
    )
