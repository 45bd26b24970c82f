"""Two places of one installation take the same directory, each for itself."""

import uuid

from django.db import connection

from tests.conftest import run_as_owner
from tests.database.test_directory_import import read_rows, take
from tests.factories.fixtures import World
from thirdoption.program.services import queries
from thirdoption.program.services.models import Organization, Service
from thirdoption.program.sites.models import Site


def second_place(database: str) -> Site:
    """Another place of the installation: made by the owner, as set-up does."""
    pk, operator = uuid.uuid4(), uuid.uuid4()
    run_as_owner(
        "INSERT INTO sites_site "
        "(id, code, name, program_name, zone, launched_on, made_up, line_number, lawyer_number) "
        f"VALUES ('{pk}', 'other', 'Other', 'Another', 'America/New_York', '2026-01-01', true, '', '')",
        database,
    )
    run_as_owner(
        f"INSERT INTO sites_agency (id, site_id, code, name, kind) "
        f"VALUES ('{operator}', '{pk}', 'operator', 'Operator', 'operator')",
        database,
    )
    return Site.objects.get(pk=pk)


def test_two_sites_keep_their_own_services_of_one_directory(committed: World) -> None:
    site, rows = committed.site, read_rows()
    other = second_place(connection.settings_dict["NAME"])
    take(site, rows)
    assert take(other, rows).unchanged == 0
    assert (Service.objects.count(), Organization.objects.count()) == (612, 48)
    assert take(site, rows).unchanged == 306
    assert queries.search(site).total == 306
