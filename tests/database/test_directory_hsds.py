"""The directory from HSDS and to it: both versions, CSV and JSON, twice, and back again."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.database.test_directory_import import everything, read_rows, take
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services import actions, queries
from thirdoption.program.services.actions.answering import say_who_answers
from thirdoption.program.services.models import (
    Address,
    ConfidentialAddress,
    Location,
    Service,
    ServiceCapacity,
)
from thirdoption.program.services.queries import hsds as exporting
from thirdoption.program.services.rules import DirectoryRow, Known, Need, PhoneNumber, PostalAddress
from thirdoption.program.services.rules.exchange import hsds as importing
from thirdoption.program.services.rules.exchange import schema as hsds
from thirdoption.program.services.rules.exchange.hsds_rows import read
from thirdoption.program.services.rules.hours import DAYS, Hours
from thirdoption.program.services.rules.room import current
from thirdoption.web.desk.presenters import directory
from thirdoption.web.desk.presenters.moments import Clock

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 12, tzinfo=UTC)
TODAY = AT.date()
ALWAYS = (Hours(DAYS, time(), time()),)
EXAMPLES = Path(__file__).parents[1] / "known_answers" / "hsds"


def zipped(**changed: str) -> bytes:
    """The example tables as one file, some of them replaced."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        for one in sorted((EXAMPLES / "examples_csv").glob("*.csv")):
            into.writestr(one.name, changed.get(one.stem, one.read_text()))
    return packed.getvalue()


FILES = {
    "tables": zipped(),
    "service": (EXAMPLES / "service_full_3.0.json").read_bytes(),
    "organization": (EXAMPLES / "organization_full_3.0.json").read_bytes(),
}


@pytest.mark.parametrize("version", hsds.VERSIONS)
@pytest.mark.parametrize("name", FILES)
def test_the_examples_of_hsds_twice(world: World, name: str, version: str) -> None:
    parsed = read(FILES[name], today=TODAY, version=version)
    assert (parsed.total, len(parsed.rows)) == (1, 1)
    assert not any(one.needed for one in parsed.faults)
    assert take(world.site, list(parsed.rows)) == actions.Imported(taken=1, unchanged=0)
    before = everything()
    assert take(world.site, list(parsed.rows)) == actions.Imported(taken=1, unchanged=1)
    assert everything() == before
    [listing] = queries.search(world.site).listings
    assert listing.name == "Community Counselling" and listing.needs == (Need.MENTAL_HEALTH,)
    assert listing.adults is Known.YES and listing.phones[0].phone == PhoneNumber("+44 1234 234567", "100")


def test_what_breaks_the_schema_is_named_and_not_taken() -> None:
    text = (EXAMPLES / "examples_csv" / "services.csv").read_text()
    broken = read(zipped(services=text.replace(",active,", ",open,")), today=TODAY)
    assert broken.rows == () and broken.total == 1
    status = next(one for one in broken.refused() if one.cells == ("service", "1", "status"))
    assert "none of: active" in status.reasons[0]
    aged = read(zipped(services=text.replace(",12,100,", ",twelve,100,")), today=TODAY)
    assert aged.rows[0].ages == (None, 100)
    assert "service.minimum_age: It is no number." in [one.reasons[0] for one in aged.refused()]


@pytest.mark.parametrize("data", [b"{", b'{"a": 1}', b"PK\x03\x04", b"[1]", b"[" * 100_000])
def test_a_file_that_is_no_hsds_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read(data, today=TODAY)
    assert refused.value.field == "file"


def facts(rows: list[DirectoryRow]) -> list[str]:
    """Rows without what names them in their source."""
    return sorted(
        repr(replace(row, key="", organization_key="", needs=tuple(sorted(row.needs)))) for row in rows
    )


@pytest.mark.parametrize("version", hsds.VERSIONS)
@pytest.mark.parametrize("write", [exporting.as_zip, exporting.as_json])
def test_what_is_exported_fits_the_schema_and_comes_back_the_same(
    world: World, write: Any, version: str
) -> None:
    take(world.site, read_rows())
    out = exporting.tables(world.site)
    data = write(out, version)
    assert hsds.faults(importing.tables(data), version) == []
    back = read(data, today=TODAY, version=version)
    assert len(back.rows) == back.total == 306
    # into an empty site, as another source
    Service.objects.update(status="defunct")
    take(world.site, list(back.rows))
    again = read(write(exporting.tables(world.site), version), today=TODAY, version=version)
    assert facts(list(again.rows)) == facts(list(back.rows))


SHELTER = DirectoryRow(
    key="1",
    organization_key="o",
    organization_name="Harbor",
    name="Harbor House",
    description="Beds at 12 Hidden Lane",
    needs=(Need.SHELTER,),
    populations=("Adults",),
    county="Albany",
    as_of=date(2026, 1, 1),
    phone=PhoneNumber("518-555-0100"),
    address=PostalAddress(
        "12 Hidden Lane", "", "Quietville", "NY", "12345", Decimal("42.5"), Decimal("-73.5")
    ),
)


def hide(world: World, act: Any = actions.hide_place) -> None:
    with world.acting("case-manager") as by:
        act(service=Service.objects.get(name="Harbor House").id, by=by, at=by.now())


def told(world: World) -> str:
    """All that the directory can tell anybody about its services."""
    out = exporting.tables(world.site)
    packed = zipfile.ZipFile(io.BytesIO(exporting.as_zip(out, "3.1")))
    texts = [packed.read(one).decode() for one in packed.namelist() if one.endswith(".csv")]
    shown = [*queries.search(world.site).listings, *queries.tonight(site=world.site.id)]
    rows = [*Service.objects.values(), *Address.objects.values(), *Location.objects.values()]
    return "".join([*texts, exporting.as_json(out, "3.0").decode(), repr(shown), repr(rows)])


def test_a_place_that_may_not_be_known_is_nowhere(world: World) -> None:
    """R-43: not on a page, in a search, on the phone's list for tonight, in a file, nor in the tables."""
    beside = replace(SHELTER, key="2", name="Harbor Kitchen", description="", needs=(Need.FOOD,))
    take(world.site, [SHELTER, beside])
    assert all(word in told(world) for word in ("Hidden", "Quietville", "42.5"))
    hide(world)
    for word in ("Hidden", "Quietville", "12345", "42.5", "quietville"):
        assert word not in told(world)
    assert queries.search(world.site, text="Quietville").total == 0
    # not by a later file, another spelling, another service there, or another source
    spelled = replace(SHELTER, address=replace(SHELTER.address, line_1="12 Hidden Ln, rear"), as_of=TODAY)
    take(world.site, [spelled, beside, replace(beside, key="3", name="Harbor Clothes")])
    assert "Hidden Ln" not in told(world) and not Address.objects.exists()
    other = PostalAddress("Twelve N. Hiden La #3", "", "Elsewhere", "NY", "12345-0001")
    loud = replace(
        SHELTER,
        key="9",
        name="Ring at 12 hidden ln",
        organization_name="12 Hidden Lane LLC",
        organization_key="p",
        address=other,
    )
    with world.acting("manager") as by:
        actions.import_directory(site=world.site, rows=[loud], source="another", by=by, at=by.now())
    assert all(word not in told(world).casefold() for word in ("hid", "elsewhere")), told(world)
    secret, at_gate = Service.objects.get(name="Harbor House").id, "the gate at 12 Hidden Ln"
    with world.acting("case-manager") as by:
        with pytest.raises(Refused, match="Leave the street out"):
            actions.say_room(
                service=secret, available=Known.YES, hours=12, said_by=at_gate, by=by, at=by.now()
            )
        with pytest.raises(Refused, match="Leave the street out"):
            say_who_answers(service=secret, name=at_gate, email="", phone="", version=0, by=by, at=by.now())
    assert "518-555-0100" in told(world)


def test_a_place_that_was_hidden_by_mistake_comes_back_with_its_source(world: World) -> None:
    take(world.site, [SHELTER])
    hide(world)
    hide(world, actions.show_place)
    assert not Address.objects.exists() and not ConfidentialAddress.objects.exists()
    take(world.site, [SHELTER])
    assert Address.objects.get().address_1 == "12 Hidden Lane"


def test_only_who_keeps_the_directory_hides_a_place(world: World) -> None:
    take(world.site, [SHELTER])
    with pytest.raises(Refused), world.acting("officer") as by:
        actions.hide_place(service=Service.objects.get().id, by=by, at=by.now())


def test_the_file_of_a_shelter_from_violence_brings_no_address() -> None:
    """R-43: a source that publishes the street of such a place by mistake is not followed."""
    text = (EXAMPLES / "examples_csv" / "services.csv").read_text()
    streets = (EXAMPLES / "examples_csv" / "addresses.csv").read_text().replace(",postal\n", ",physical\n")
    assert ",physical" in streets
    [usual] = read(zipped(addresses=streets), today=TODAY).rows
    assert usual.address is not None and usual.address.line_1 == "1-30 Main Street"
    secret = text.replace("Community Counselling", "Domestic Violence Shelter")
    [hidden] = read(zipped(addresses=streets, services=secret), today=TODAY).rows
    assert hidden.address is None
    unsaid = streets.replace("1-30 Main Street", "Confidential")
    assert read(zipped(addresses=unsaid), today=TODAY).rows[0].address is None


def test_room_is_said_as_of_a_time_and_not_for_ever(world: World) -> None:
    take(world.site, [SHELTER])
    id_ = Service.objects.get().id
    with world.acting("case-manager") as by:
        actions.say_room(service=id_, available=Known.YES, hours=12, said_by="front desk", by=by, at=AT)
        actions.say_room(service=id_, available=Known.YES, hours=12, said_by="front desk", by=by, at=AT)
        with pytest.raises(Refused):
            actions.say_room(service=id_, available=Known.NO, hours=99999, said_by="", by=by, at=by.now())
    said = ServiceCapacity.objects.get()
    assert (said.said_by, said.expires) == ("front desk", datetime(2026, 1, 6, 0, tzinfo=UTC))
    before, after = (Clock(ZoneInfo("UTC"), said.expires + timedelta(minutes=one)) for one in (-1, 0))
    [listing] = queries.search(world.site).listings
    assert directory.line(listing, before).room.startswith("Has room, as of")
    assert directory.line(listing, after).room == "Not known whether there is room"
    [row] = queries.tonight(site=world.site.id)
    assert (
        current(row, before.at).available is Known.YES and current(row, after.at).available is Known.UNKNOWN
    )


def test_a_worker_searches_says_whether_there_is_room_and_hides_a_place(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages name nobody, and take a handful of statements (R-43)."""
    take(
        world.site,
        [SHELTER, replace(SHELTER, key="2", name="Night Kitchen", needs=(Need.FOOD,), hours=ALWAYS)],
    )
    client = on_the_clock(world, monkeypatch)("case-manager")
    id_ = Service.objects.get(name="Harbor House").id
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/desk/directory/").content.decode()
    assert len(captured) <= 14 and "Harbor House" in page and "Night Kitchen" in page
    assert "Harbor House" not in client.get("/desk/directory/?open=on").content.decode()
    assert "Night Kitchen" in client.get("/desk/directory/?open=on").content.decode()
    assert "Harbor House" not in client.get("/desk/directory/?room=on").content.decode()
    at = f"/desk/directory/{id_}/"
    assert "12 Hidden Lane" in client.get(at).content.decode()
    assert client.post(at, {"available": "yes", "hours": "x", "said_by": "desk"}).status_code == 422
    assert client.post(at, {"available": "yes", "hours": "12", "said_by": "desk"}).status_code == 302
    assert "Harbor House" in client.get("/desk/directory/?room=on").content.decode()
    assert client.post(f"{at}hide/").status_code == 302
    assert "Hidden Lane" not in client.get(at).content.decode()
    assert "Hidden Lane" not in client.get("/desk/directory/").content.decode()
    assert client.post(f"{at}show/").status_code == 302
    assert not Service.objects.get(pk=id_).confidential
    assert client.get(f"/desk/directory/{uuid4()}/").status_code == 404
    liaison = on_the_clock(world, monkeypatch)("liaison")
    assert liaison.get("/desk/directory/").status_code in (403, 404)
