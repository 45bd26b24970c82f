"""The public form: what cannot be is said beside its field, what is too much with the line's number."""

import uuid
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.conftest import run_as_owner
from tests.database.test_community import database, refusals, rows
from tests.database.test_races import at_once
from tests.factories.asked import FORM, REQUEST, TYPED, ask
from tests.factories.desk import errors
from tests.factories.fixtures import World
from thirdoption.demo.place import CODE
from thirdoption.program.ground import acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.rules.community import Asked, check_asked, is_open
from thirdoption.program.staff.queries import asking
from thirdoption.web.kit import guards

BAD: list[tuple[dict[str, Any], str]] = [
    ({"relation": ""}, "Choose one."),
    ({"relation": "officer"}, "Choose from the list."),
    ({"whom": ""}, "Tell us how we can know them"),
    ({"whom": "x" * 501}, "at most 500 fit"),
    ({"whom": "<script>alert(1)</script>"}, "without web code"),
    ({"whom": "NYSID 01234567K"}, "The program keeps no such numbers"),
    ({"place": ""}, "Tell us where to look"),
    ({"place": "FBI# 123456AB7"}, "The program keeps no such numbers"),
    ({"hours": "x" * 201}, "at most 200 fit"),
    ({"words": "SID no. NY 01234567"}, "The program keeps no such numbers"),
    ({"words": "a\x07b"}, "characters that cannot be stored"),
    ({"needs": ["freedom"]}, "Choose from the list."),
    ({"needs": [], "words": ""}, "Say what would help"),
    ({"age": "40"}, "Choose from the list."),
    ({"reach": "x" * 121}, "at most 120 fit"),
    ({"reach": "<a href=x>"}, "without web code"),
    ({"may_say": ""}, "Choose one."),
]


@pytest.mark.parametrize(("fault", "told"), BAD)
def test_what_cannot_be_is_said_beside_its_field_and_everything_is_kept(
    world: World, public: Client, fault: dict[str, Any], told: str
) -> None:
    answer = public.post(FORM, {**TYPED, **fault})
    page = answer.content.decode()
    assert answer.status_code == 422 and told in errors(page)
    kept = {**TYPED, **fault}
    assert kept["hours"][:40] in page and "<script>alert" not in page
    assert rows(world) == []


def test_more_than_a_site_reads_in_an_hour_is_answered_with_the_lines_number(
    world: World, public: Client
) -> None:
    for number in range(30):
        ask(world, whom=f"Somebody {number}")
        world.pass_time(minutes=1)
    first = {**TYPED, "key": str(uuid.uuid4())}
    answer = public.post(FORM, first)
    page = answer.content.decode()
    assert answer.status_code == 409 and world.site.line_number in errors(page) and "green coat" in page
    assert len(rows(world)) == 30 and len(refusals(world, "conflict")) == 1
    again = rows(world)[-1]
    assert ask(world, key=again.key, whom="Somebody 29") == again.pk  # what was taken is still a receipt
    world.pass_time(minutes=31)
    assert public.post(FORM, first).status_code == 302


@pytest.mark.parametrize("amiss", ["closed", "no community", "no policy"])
def test_a_door_that_is_not_open_says_so_and_takes_nothing(
    committed: World, monkeypatch: pytest.MonkeyPatch, amiss: str
) -> None:
    world, at = committed, committed.at
    if amiss == "no policy":
        at -= timedelta(days=1000)
    monkeypatch.setattr(guards, "asking", lambda site: asking(site, at))
    if amiss == "no community":
        run_as_owner("UPDATE sites_agency SET kind = 'government' WHERE kind = 'community'", database())
    if amiss == "closed":
        monkeypatch.setattr("thirdoption.program.referrals.queries.community.is_open", lambda policy: False)
    client = Client()
    for address in (f"/ask/{CODE}/", f"/ask/{CODE}/danger/", FORM):
        page = client.get(address).content.decode()
        assert (
            "No requests are taken on this page" in page and f"Call {world.site.line_number} instead" in page
        )
    answer = client.post(FORM, TYPED)
    assert answer.status_code == 409 and "No requests are taken" in answer.content.decode()
    assert run_as_owner("SELECT count(*) FROM referrals_communityreferral", database()) == [(0,)]


@pytest.mark.parametrize(("value", "opens"), [("open", True), ("closed", False), (None, False)])
def test_the_door_is_open_only_where_the_policy_says_so(value: str | None, opens: bool) -> None:
    """What a site has not set is not yes."""
    policy: Any = SimpleNamespace(setting=lambda name: SimpleNamespace(value={"door.community": value}[name]))
    assert is_open(policy) is opens


def test_a_number_to_call_back_is_no_number_of_a_criminal_history() -> None:
    for reach in ("Pat, (518) 555-0199", "w123456789@mail.example", "A123456789"):
        check_asked(Asked(relation="other", whom="A", place="B", words="C", reach=reach))
    with pytest.raises(Refused, match="no such numbers"):
        check_asked(Asked(relation="other", whom="A", place="B", words="C", reach="my SID is 01234567"))


def test_no_one_shuts_the_door_for_everybody(world: World, public: Client) -> None:
    """Ten an hour from one address, of which only a keyed digest is kept; another address is heard."""
    keys = [{**TYPED, "key": str(uuid.uuid4()), "whom": f"Somebody {number}"} for number in range(11)]
    answers = [public.post(FORM, one).status_code for one in keys]
    assert answers == [302] * 10 + [409] and len(rows(world)) == 10
    assert public.post(FORM, keys[10], REMOTE_ADDR="192.0.2.7").status_code == 302


def test_one_request_is_one_in_every_language_and_order(world: World, public: Client) -> None:
    key = str(uuid.uuid4())
    typed = {**TYPED, "key": key, "needs": ["housing", "food", "food"]}
    first = public.post(FORM, typed)
    public.cookies["django_language"] = "es"
    again = public.post(FORM, {**typed, "needs": ["food", "housing"]})
    assert (first.status_code, again.status_code, again["Location"]) == (302, 302, first["Location"])
    assert [one.needs for one in rows(world)] == [["housing", "food"]]


def test_addresses_that_somebody_made_up_leave_no_row(world: World, public: Client) -> None:
    for number in range(3):
        assert public.get(f"{FORM.removesuffix('form/')}sent/{number}/x/").status_code == 404
    assert refusals(world, "not_found") == []


def test_many_at_once_are_no_more_than_a_site_reads(committed: World) -> None:
    for number in range(28):
        ask(committed, whom=f"Somebody {number}")
    who = asking(committed.site.pk, committed.at)
    assert who is not None

    def one(number: int) -> None:
        with acting.opened(who) as by:
            asked = replace(REQUEST, whom=f"At once {number}")
            community.ask(site=committed.site, asked=asked, key=uuid.uuid4(), by=by, at=committed.at)

    assert sorted(map(str, at_once(6, one))) == ["None"] * 2 + ["conflict"] * 4
