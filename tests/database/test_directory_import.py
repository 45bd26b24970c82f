"""The real program file in the database: once, twice, and after its source changed."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.fixtures import World
from thirdoption.demo import directory as rehearsal
from thirdoption.program.ground.acting import Acting, opened
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services import actions, queries
from thirdoption.program.services.models import (
    Address,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceTaxonomy,
    TaxonomyTerm,
)
from thirdoption.program.services.queries import placed
from thirdoption.program.services.rules import DirectoryRow, Known, Need
from thirdoption.program.services.rules.exchange import omh_directory
from thirdoption.program.services.rules.rehearsal import unreachable
from thirdoption.program.sites.models import Agency, Site
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.staff.rules import Purpose

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
# Addresses of the 231 rows, counted with awk: once for each agency, two spellings of one as one.
PLACES = 102
TABLES = (Organization, Location, Address, Phone, Service, ServiceAtLocation, ServiceTaxonomy, TaxonomyTerm)


def read_rows() -> list[DirectoryRow]:
    """The rows of the real file."""
    data = resources.files("thirdoption.demo").joinpath("data", rehearsal.FILE).read_bytes()
    return list(omh_directory.read(data, today=AT.date()).rows)


@pytest.fixture(scope="module")
def rows() -> list[DirectoryRow]:
    return read_rows()


@pytest.fixture
def site(world: World) -> Site:
    """The made-up place, whose directory is still empty."""
    found: Site = world.site
    return found


def take(
    site: Site, rows: list[DirectoryRow], at: datetime = AT, role: str = "program_manager"
) -> actions.Imported:
    """Import rows as whoever runs the program."""
    operator = Agency.objects.get(site=site, kind=AgencyKind.OPERATOR)
    who = Acting(site.id, operator.id, None, role, Purpose.PROGRAM_OPERATION)
    with opened(who) as by:
        return actions.import_directory(site=site, rows=rows, source=omh_directory.SOURCE, by=by, at=at)


def everything() -> dict[str, list[Any]]:
    return {table.__name__: list(table.objects.order_by("id").values()) for table in TABLES}


def test_twice_is_once(site: Site, rows: list[DirectoryRow]) -> None:
    assert take(site, rows) == actions.Imported(taken=306, unchanged=0)
    before = everything()
    assert {name: len(of_table) for name, of_table in before.items()} == {
        "Organization": 48,
        "Location": PLACES,
        "Address": PLACES,
        "Phone": 48 + 230,
        "Service": 306,
        "ServiceAtLocation": 231,
        "ServiceTaxonomy": sum(len(row.needs) for row in rows),
        "TaxonomyTerm": 11,
    }
    assert take(site, rows, AT + timedelta(days=1)) == actions.Imported(taken=306, unchanged=306)
    assert everything() == before


def test_another_order_of_rows_makes_the_same_directory(site: Site, rows: list[DirectoryRow]) -> None:
    take(site, rows)
    before = everything()
    Service.objects.update(row_digest="")
    take(site, rows[::-1])
    assert everything() == before


def test_an_address_and_a_phone_that_the_source_withdraws_are_gone(
    site: Site, rows: list[DirectoryRow]
) -> None:
    only = next(row for row in rows if row.name == "Drop In Center" and row.address and row.phone)
    take(site, [only])
    assert Address.objects.count() == 1
    take(site, [replace(only, address=None, phone=None, organization_phone=None)])
    assert [Location.objects.count(), Address.objects.count(), Phone.objects.count()] == [0, 0, 0]
    [listing] = queries.search(site).listings
    assert listing.addresses == () and listing.phones == ()


def test_what_a_later_file_leaves_out_stays(site: Site, rows: list[DirectoryRow]) -> None:
    take(site, rows)
    assert take(site, rows[:10]).unchanged == 10
    assert Service.objects.count() == 306


def test_a_rehearsal_replaces_real_contact_details_and_keeps_none(
    site: Site, rows: list[DirectoryRow]
) -> None:
    take(site, rows)
    take(site, unreachable(rows))
    assert not Phone.objects.exclude(number__contains="-555-01").exists()
    assert not Address.objects.exclude(postal_code="00000").exists()
    assert not Location.objects.filter(latitude__isnull=False).exists()
    assert Service.objects.count() == 306


def test_only_who_may_imports(site: Site, rows: list[DirectoryRow]) -> None:
    with pytest.raises(Refused):
        take(site, rows[:1], role="officer")
    assert not Service.objects.exists()


def test_search_by_need_words_and_county(site: Site, rows: list[DirectoryRow]) -> None:
    take(site, rows)
    housing = queries.search(site, need=Need.HOUSING)
    assert housing.total == 72 and len(housing.listings) == 50
    assert queries.search(site, county="schenectady").total == 56
    assert queries.search(site, text="holt HOUSE").listings[0].name == "Holt House"
    assert queries.search(site, text="100%_").total == 0
    assert queries.search(site, need=Need.FOOD).listings == ()
    assert next(placed.narrowing(site)) == ["Albany", "Rensselaer", "Saratoga", "Schenectady"]
    last_first = [one.adults is Known.NO for one in queries.search(site, limit=400).listings]
    assert last_first == sorted(last_first) and len(last_first) == 306
    assert queries.search(Site(id=uuid.uuid4())).total == 0


def test_a_search_takes_three_statements(site: Site, rows: list[DirectoryRow]) -> None:
    take(site, rows)
    with CaptureQueriesContext(connection) as captured:
        queries.search(site, need=Need.MENTAL_HEALTH, text="clinic", county="Albany")
    assert len(captured) == 3


def test_one_service_with_its_facts(site: Site, rows: list[DirectoryRow]) -> None:
    take(site, rows)
    house = Service.objects.get(name="Holt House")
    listing = queries.service(site, house.id)
    assert listing is not None
    assert listing.needs == (Need.HOUSING,) and listing.source_as_of == date(2022, 5, 4)
    assert listing.addresses == () and listing.phones == () and len(listing.organization_phones) == 1
    assert listing.available is Known.UNKNOWN
    for hours, available in ((1, Known.YES), (2, Known.NO)):
        ServiceCapacity(service=house, available=available, updated=AT + timedelta(hours=hours)).save()
    again = queries.service(site, house.id)
    assert again is not None and again.available is Known.NO
    assert again.available_as_of == AT + timedelta(hours=2)
    assert queries.service(Site(id=uuid.uuid4()), house.id) is None
