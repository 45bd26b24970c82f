"""What the set-up pages cannot do: take out state law, or ask the database without end."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.drafts import GRADED, begin, moved, plain, save, step
from tests.factories.fixtures import World
from thirdoption.program.governance import actions
from thirdoption.program.governance.models import PolicyDraft
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.sites import actions as sites
from thirdoption.program.sites import packs
from thirdoption.program.sites.models import PolicyVersion
from thirdoption.program.sites.queries import local_day, plain_of
from thirdoption.program.sites.rules.editing import put

SignIn = Callable[[str], Client]
FAMILY = ("stops", "family_offense")


def test_no_page_takes_out_a_stop_of_state_law(draft: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    for place in ("lists/stops/family_offense/", "lists/stops/family_offense/remove/", "lists/stops/add/"):
        assert save(client, place, **GRADED).status_code == 404, place
    page = client.get("/setup/policy/").content.decode()
    assert "State law: no site changes it" in page and "New York law requires an arrest" in page
    assert "/setup/policy/lists/stops/" not in page
    for path in (FAMILY, ("state",), ("stops",), (*FAMILY, "text")):
        with draft.acting("manager") as by, pytest.raises(Refused):
            actions.change(path=path, value={}, known=0, by=by, at=draft.at)
        with draft.acting("manager") as by, pytest.raises(Refused):
            actions.remove(path=path, known=0, by=by, at=draft.at)
    assert step(draft) == 0 and "family_offense" in plain(draft)["stops"]


def test_no_file_or_pack_brings_a_policy_without_the_law_of_the_state(world: World, sign_in: SignIn) -> None:
    client, own = sign_in("manager"), packs.read_own("albany")
    for changed, sentence in (
        (put(own, FAMILY, None), "stops.family_offense: is state law and stays: put it back."),
        (put(own, (*FAMILY, "text", "en"), "Maybe."), "is state law and keeps its words: put them back."),
        (packs.read_own("santa_fe"), "state: must stay NY: a place does not move."),
    ):
        text = packs.write_yaml(changed)
        refused = client.post("/setup/policy/begin/", {"origin": "file", "text": text})
        assert refused.status_code == 422 and sentence in refused.content.decode()
        with pytest.raises(Refused, match="state law"):
            begin(world, changed)
        today = local_day(world.site, world.at)
        given = {"site": world.site, "on": today, "decided_on": today, "decision": "Anyway"}
        with world.acting("manager") as by, pytest.raises(Refused, match="state law"):
            sites.put_policy_in_force(**given, plain=changed, put_by=by.hand)
    page = client.get("/setup/policy/begin/").content.decode()
    assert ">Albany, NY<" in page and "Rochester and Monroe County, NY" in page and "Santa Fe, NM" not in page
    refused = client.post("/setup/policy/begin/", {"origin": "pack", "pack": "santa_fe"})
    assert refused.status_code == 422 and not PolicyDraft.objects.exists()


def asked(client: Client, address: str) -> int:
    client.get(f"/setup/{address}")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/setup/{address}").status_code == 200
    return len(captured)


def test_a_page_asks_few_statements_however_long_the_policy_and_the_draft(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in("manager")
    begin(world, packs.read_own("albany"))
    parts = ("", "values/intake_days/", "compare/", "cases/", "decide/")
    pages = (*(f"policy/{part}" for part in parts), "versions/")
    before = [asked(client, page) for page in pages]
    assert dict(zip(pages, before, strict=True)) == {
        "policy/": 11, "policy/values/intake_days/": 10, "policy/compare/": 14, "policy/cases/": 10,
        "policy/decide/": 10, "versions/": 11,
    }  # fmt: skip
    client.post("/setup/policy/put-away/", {"known": 0})
    begin(world, moved("santa_fe"))
    for number in range(4):
        save(client, "values/intake_days/", **{**GRADED, "known": number, "value": str(10 + number)})
    assert [asked(client, page) for page in pages] == before
    assert plain_of(PolicyVersion.objects.get(site=world.site))["state"] == "NY"
