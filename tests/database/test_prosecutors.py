"""Which prosecutor's office a hand-off release names: the first by name, and none where none takes part."""

import uuid

import pytest

from tests.database.test_races import rows
from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.sharing.models import Release

OFFICE = """
    INSERT INTO sites_agency (id, site_id, code, name, kind)
    VALUES (%s, %s, %s, %s, 'prosecution') RETURNING 1
"""


def test_of_two_offices_the_release_names_the_first_by_name(committed: World) -> None:
    for number, name in enumerate(("Village Attorney", "City Attorney", "Zoning Attorney")):
        rows(OFFICE, uuid.uuid4(), committed.site.pk, f"office-{number}", name)
    referral, person = walk.handed_over(committed)
    walk.released(committed, person, referral)
    with committed.acting("case-manager"):
        release = Release.objects.get()
    assert release.recipient_name == "City Attorney"
    assert release.recipient_agency.name == "City Attorney"


def test_without_an_office_nothing_can_be_signed(committed: World) -> None:
    referral, person = walk.handed_over(committed)
    rows("UPDATE sites_agency SET kind = 'court' WHERE kind = 'prosecution' RETURNING 1")
    with pytest.raises(Refused, match="No prosecutor's office takes part at this place yet"):
        walk.released(committed, person, referral)
    assert rows("SELECT count(*) FROM sharing_release") == [(0,)]
