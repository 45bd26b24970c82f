"""The public door: everybody may ask, nothing is read back, and nothing else comes with it."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.conftest import run_as_owner
from tests.database.test_grants import DENIED, TABLES, add, attempt
from tests.factories import walk
from tests.factories.asked import FORM, REQUEST, TYPED, ask, joined, look, nobody
from tests.factories.fixtures import World
from tests.factories.worlds import needed
from thirdoption.demo.place import CODE
from thirdoption.program.ground import acting
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.people.models import Person
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.models import CommunityReferral
from thirdoption.program.referrals.rules.community import number_of
from thirdoption.program.sites import queries as sites
from thirdoption.program.staff.queries import asking
from thirdoption.program.staff.rules import ROLES, Permission, may
from thirdoption.program.trail.models import Entry


def rows(world: World) -> list[CommunityReferral]:
    with world.acting("supervisor"):
        return list(CommunityReferral.objects.order_by("asked_at"))


def refusals(world: World, why: str) -> list[Entry]:
    with world.acting("auditor"):
        return list(Entry.objects.filter(outcome="refused", why=why))


def test_the_public_context_adds_one_kind_of_row_and_reads_nothing(world: World) -> None:
    """R-26, R-48, R-53: no other right comes with it, and what was added is not there to be read."""
    walk.released(world, *reversed(walk.handed_over(world)))
    pk = ask(world)
    with world.acting("supervisor"):
        (asked,) = CommunityReferral.objects.all()
    with nobody(world):
        for name in TABLES:
            assert attempt(f"SELECT * FROM {name}") == ("rows", []), name
            assert attempt(f"DELETE FROM {name}")[0] == DENIED, name
        for column in ("state", "version", "taken_by_id", "person_id", "closed_because"):
            sql = f"UPDATE referrals_communityreferral SET {column} = {column}"
            assert attempt(sql) == ("rows", 0), column
        mine = {
            "site_id": world.site.pk,
            "organization_id": asked.organization_id,
            "policy_id": asked.policy_id,
        }
        good = {**mine, "state": "waiting", "version": 0, "relation": "neighbor", "age": "not_known"}
        good |= {"key": uuid.uuid4(), "asked_at": world.at}
        assert add("referrals_communityreferral", **good) == ("rows", 1)
        assert read_back("referrals_communityreferral", **good)[0] == DENIED
        for fault in (
            {"state": "met"},
            {"taken_by_id": world.workers["officer"].pk},
            {"person_id": uuid.uuid4()},
        ):
            assert add("referrals_communityreferral", **{**good, **fault})[0] == DENIED, fault
        status = {"thing_id": pk, "state": "taken", "number": 1, "organization": asked.organization_id}
        assert add("referrals_communityreferralstatus", **status)[0] == DENIED
        for name in set(TABLES) - {"referrals_communityreferral", "trail_entry"}:
            values = {"site_id": world.site.pk, "organization_id": asked.organization_id}
            assert add(name, **{k: v for k, v in values.items() if k in columns(name)})[0] == DENIED, name


def read_back(name: str, **values: Any) -> tuple[str, Any]:
    """Try to insert one row and to be told its id."""
    row = {**needed(name), "id": uuid.uuid4(), **values}
    told = ", ".join(row)
    sql = (
        f"INSERT INTO {name} ({told}) SELECT {told} FROM jsonb_populate_record(NULL::{name}, %s) RETURNING id"
    )
    return attempt(sql, json.dumps(row, default=str))


def columns(name: str) -> set[str]:
    found = run_as_owner(
        f"SELECT column_name FROM information_schema.columns WHERE table_name = '{name}'", database()
    )
    return {str(one) for (one,) in found} | set(needed(name))


def database() -> str:
    return str(connection.settings_dict["NAME"])


def test_nobody_by_name_has_no_permission(world: World) -> None:
    who = asking(world.site.pk, world.at)
    assert who is not None and who.worker is None
    assert [one for one in Permission if may(who.role, one)] == [] and who.role not in ROLES


@pytest.mark.parametrize(
    "key", ["officer", "sergeant", "liaison", "manager", "community", "coordinator", "auditor", "provider"]
)
def test_enforcement_and_whoever_does_not_care_finds_nothing(world: World, sign_in: Any, key: str) -> None:
    """R-18, R-26: a page that is not theirs is not there, and the row neither."""
    pk = ask(world)
    with world.acting(key):
        assert not CommunityReferral.objects.exists()
    client = sign_in(key)
    for address in (reverse("desk:asked"), reverse("desk:asked-one", args=[pk])):
        assert client.get(address).status_code == 404
    for name in ("take", "say", "close", "joins"):
        assert client.post(reverse(f"desk:asked-{name}", args=[pk]), {}).status_code == 404


def test_another_sites_operator_and_another_purpose_see_no_row(committed: World) -> None:
    pk = ask(committed)
    with committed.acting("supervisor", purpose="program operation"):
        assert not CommunityReferral.objects.exists()
    site = uuid.uuid4()
    named = "name, program_name, zone, launched_on, made_up, line_number, lawyer_number"
    run_as_owner(
        f"INSERT INTO sites_site (id, code, {named}) SELECT '{site}', 'elsewhere', {named} FROM sites_site",
        database(),
    )
    run_as_owner(
        "INSERT INTO sites_agency (id, code, name, kind, site_id) "
        f"VALUES (gen_random_uuid(), 'operator', 'Other', 'operator', '{site}')",
        database(),
    )
    ((agency,),) = run_as_owner(f"SELECT id FROM sites_agency WHERE site_id = '{site}'", database())
    other = Acting(site, agency, committed.workers["supervisor"].pk, "supervisor", "care", committed.at)
    with acting.opened(other):
        assert not CommunityReferral.objects.exists()
    assert look(committed, pk).pk == pk


def test_what_is_sent_is_taken_and_the_receipt_reads_nothing(world: World, public: Client) -> None:
    answer = public.post(FORM, TYPED)
    (asked,) = rows(world)
    assert answer.status_code == 302 and number_of(asked.pk) in answer["Location"]
    page = public.get(answer["Location"]).content.decode()
    assert "We will come or call." in page and number_of(asked.pk) in page
    assert "green coat" not in page and "library" not in page
    assert (asked.state, asked.whom, asked.may_say) == ("waiting", "A man in a green coat", False)
    assert asked.policy == sites.policy_on(world.site, world.at.date())[0]
    other = answer["Location"].replace(number_of(asked.pk), "0000-0000")
    assert public.get(other).status_code == 404


def test_a_second_tap_is_the_same_request_and_other_words_are_none(world: World, public: Client) -> None:
    first = public.post(FORM, TYPED)
    assert public.post(FORM, TYPED)["Location"] == first["Location"]
    other = public.post(FORM, {**TYPED, "whom": "A woman in a red coat"})
    page = other.content.decode()
    assert other.status_code == 409 and "already sent with other words" in page and "red coat" in page
    assert TYPED["key"] not in page
    assert len(rows(world)) == 1 and len(refusals(world, "conflict")) == 1


def test_nobody_is_refused_as_a_double_and_whoever_takes_part_gets_the_same_answer(
    world: World, public: Client
) -> None:
    """R-26: what is said to a neighbor does not tell whether somebody takes part."""
    joined(world, ask(world))
    known = {**TYPED, "key": str(uuid.uuid4()), "whom": REQUEST.whom, "place": REQUEST.place}
    strange = {**TYPED, "key": str(uuid.uuid4()), "whom": "Somebody whom nobody knows"}
    pages = []
    for typed in (known, strange):
        page = public.get(public.post(FORM, typed)["Location"]).content.decode()
        pages.append(page[page.index("<main") : page.index("</main>")])
    numbers = [number_of(one.pk) for one in rows(world)[1:]]
    plain = {pages[0].replace(one, "") for one in numbers} & {pages[1].replace(one, "") for one in numbers}
    assert plain and len(numbers) == 2


def test_an_action_of_the_door_takes_no_worker(world: World) -> None:
    for key, purpose in (("case-manager", None), ("community", "refer")):
        with world.acting(key, purpose=purpose) as by, pytest.raises(Refused, match="could not find"):
            community.ask(site=world.site, asked=REQUEST, key=None, by=by, at=world.at)
    assert rows(world) == []


def test_the_same_page_stands_at_every_step_without_an_account(world: World, public: Client) -> None:
    assert public.get("/ask/")["Location"] == f"/ask/{CODE}/"
    start = public.get(f"/ask/{CODE}/").content.decode()
    for told in ("This is no police report", "no prosecutor", "voluntary", "we will come or call"):
        assert told in start
    danger = public.get(f"/ask/{CODE}/danger/").content.decode()
    assert danger.index('href="tel:911"') < danger.index(FORM)
    assert public.get("/ask/nowhere/").status_code == 404
    assert not Person.objects.exists()
