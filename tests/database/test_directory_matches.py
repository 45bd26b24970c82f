"""Two sources of one service: found with reasons, said by a person, both kept, taken back (R-43)."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.database.test_directory_hsds import SHELTER, take, told
from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services import actions, queries
from thirdoption.program.services.actions.directory_match import say_match
from thirdoption.program.services.models import Address, Service, ServiceMatch
from thirdoption.program.services.queries import hsds, matched
from thirdoption.program.services.rules import PhoneNumber, PostalAddress
from thirdoption.program.services.rules.matching import Verdict, Why

AGAIN = replace(
    SHELTER,
    key="x-1",
    name="The Harbor House",
    organization_name="Harbor, Inc.",
    description="",
    phone=PhoneNumber("518-555-0199"),
    address=PostalAddress("12 N. Hidden Ln", "", "Quietville", "NY", "12345"),
)


def two_sources(world: World) -> None:
    take(world.site, [SHELTER, replace(SHELTER, key="2", name="Elsewhere Pantry", address=None)])
    with world.acting("manager") as by:
        actions.import_directory(site=world.site, rows=[AGAIN], source="county", by=by, at=by.now())


def names(world: World) -> list[str]:
    return [one.name for one in queries.search(world.site).listings]


def ids() -> dict[str, Any]:
    return dict(Service.objects.values_list("name", "id"))


def test_a_person_says_what_is_one_and_takes_it_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    two_sources(world)
    [(pair, _one, _other)] = matched.candidates(world.site)
    assert pair.reasons == (Why.NAME, Why.STREET, Why.ORGANIZATION) and pair.score == 85
    client, address = on_the_clock(world, monkeypatch)("case-manager"), "/desk/directory/matches/"
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address).content.decode()
    assert len(captured) <= 15 and "the same address" in page and "12 N. Hidden Ln" in page
    both = {"one": ids()["Harbor House"], "other": ids()["The Harbor House"]}
    assert client.post(address, {**both, "do": "later"}).status_code == 302
    assert len(matched.candidates(world.site)) == 1
    assert client.post(address, {**both, "do": "second"}).status_code == 302
    assert "Harbor House" not in names(world) and "The Harbor House" in names(world)
    assert [row["name"] for row in hsds.tables(world.site)["service"]].count("Harbor House") == 0
    one = client.get(f"/desk/directory/{both['other']}/").content.decode()
    assert "12 Hidden Lane" in one and "12 N. Hidden Ln" in one
    take(world.site, [SHELTER])
    assert "Harbor House" not in names(world) and not matched.candidates(world.site)
    assert client.post(f"{address}{ServiceMatch.objects.get().pk}/undo/").status_code == 302
    assert {"Harbor House", "The Harbor House"} <= set(names(world))
    assert client.post(address, {**both, "do": "different"}).status_code == 302
    assert not matched.candidates(world.site) and len(names(world)) == 3


@pytest.mark.parametrize("hidden_first", [True, False])
def test_what_is_the_same_as_a_hidden_place_is_hidden_with_it(world: World, hidden_first: bool) -> None:
    """R-43: the second source's street is as secret, whichever is said first."""
    two_sources(world)
    Address.objects.filter(address_1="12 N. Hidden Ln").update(address_1="Back gate, 9 Quay Alley")
    same = {"shown": ids()["The Harbor House"], "other": ids()["Harbor House"], "verdict": Verdict.SAME}
    with world.acting("case-manager") as by:
        if not hidden_first:
            say_match(**same, by=by, at=by.now())
        actions.hide_place(service=same["other"], by=by, at=by.now())
        if hidden_first:
            say_match(**same, by=by, at=by.now())
    assert all(word not in told(world) for word in ("Hidden", "Quay", "Quietville"))


def test_an_entry_stands_behind_one_other(world: World) -> None:
    two_sources(world)
    first, second, third = (ids()[name] for name in ("Harbor House", "The Harbor House", "Elsewhere Pantry"))
    with world.acting("case-manager") as by:
        say_match(shown=first, other=second, verdict=Verdict.SAME, by=by, at=by.now())
        with pytest.raises(Refused):
            say_match(shown=second, other=third, verdict=Verdict.SAME, by=by, at=by.now())
        say_match(shown=second, other=first, verdict=Verdict.SAME, by=by, at=by.now())
    assert ServiceMatch.objects.get().shown_id == second
