"""A prosecutor's list by link: what opens it, what it shows, and what ends it."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import walk
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.links import address, again, bad, good, opened, rows, sent
from thirdoption.program.matters.models import Matter
from thirdoption.program.staff.actions import links
from thirdoption.program.staff.rules.links import BY_LINK, token_of

WRONG = "This link and this code open nothing"
DECLINE = {"to": "declined", "reason": "Interest of justice", "meant": "on"}


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


# what opens it


def test_a_link_opens_the_list_and_its_decisions_and_the_trail_says_by_link(world: World) -> None:
    """R-69: who decided, and that it was by link."""
    referral = walk.accepted(world)
    with world.acting("liaison"):
        matter = Matter.objects.get(referral=referral)
    link = sent(world)
    client = opened(link)
    assert "26-00417-X" in client.get("/partners/matters/").content.decode()
    assert client.post(f"/partners/matters/{matter.pk}/", DECLINE).status_code == 302
    with world.acting("liaison"):
        decided = Matter.objects.get(pk=matter.pk)
        assert decided.state == "declined"
        assert decided.statuses.get(state="declined").worker == world.workers["by-link"].pk
    acts = rows(world, worker=world.workers["by-link"].pk)
    assert {one.role for one in acts} == {BY_LINK}
    assert {("open", "list link"), ("decide", "matter"), ("see", "matter")} <= {
        (one.verb, one.noun) for one in acts
    }


def test_it_is_the_list_that_a_liaison_with_an_account_sees(world: World, desk_in: SignIn) -> None:
    """R-19, R-25: under the same release, the same words; without it “not confirmed”."""
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    walk.accepted(world, incident_number="26-2-X")
    client, desk = opened(sent(world)), desk_in("liaison")
    theirs, own = (one.get("/partners/matters/").content.decode() for one in (client, desk))
    body = [page[page.index("<tbody>") : page.index("</tbody>")] for page in (theirs, own)]
    assert body[0] == body[1] and "intake confirmed" in body[0] and "not confirmed" in body[0]


def test_nothing_else_opens(world: World) -> None:
    """Bound to this list: no other page of the program, and no file of it, is there."""
    walk.accepted(world)
    client = opened(sent(world))
    for page in ("/desk/", "/desk/monday/", "/desk/links/", "/street/", "/setup/policy/", "/desk/reports/",
                 "/desk/contact-methods/", "/partners/matters/import/", "/partners/matters/charges.csv",
                 "/partners/matters/charges.json"):  # fmt: skip
        assert client.get(page).status_code == 404, page
    assert client.get("/")["Location"] == "/partners/matters/"


def wrong_ways(world: World) -> Iterator[tuple[str, dict[str, str]]]:
    """An address and what is typed there, each while it is wrong in another way."""
    yield f"/partners/by-link/{token_of(uuid.uuid4(), settings.SECRET_KEY)}/", {"code": "123456"}
    link = sent(world)
    yield address(link), bad(link)
    with world.acting("manager") as by:
        links.end_link(link=link, by=by, at=by.now())
    yield address(link), good(link)
    expired = sent(world, days=1)
    world.pass_time(days=1)
    yield address(expired), good(expired)
    used = sent(world)
    opened(used)
    yield address(used), good(used)


def test_every_wrong_way_hears_the_same(world: World) -> None:
    """R-18, R-26: unknown, wrong code, ended, expired or opened before: one page, and one answer."""
    before, after = set(), set()
    for where, typed in wrong_ways(world):
        client = Client()
        page = client.get(where).content.decode()
        answer = client.post(where, typed)
        assert answer.status_code == 422 and answer["Referrer-Policy"] == "strict-origin"
        assert WRONG in answer.content.decode()
        assert client.get("/partners/matters/").status_code == 302
        before.add(plain(page, where, "x"))
        after.add(plain(answer.content.decode(), where, typed["code"]))
    assert len(before) == len(after) == 1


def plain(page: str, where: str, typed: str) -> str:
    """A page without what this very request put into it."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return page.replace(where, "").replace(typed, "")


def test_five_wrong_codes_end_it(world: World) -> None:
    link, client = sent(world), Client()
    for _ in range(5):
        assert client.post(address(link), bad(link)).status_code == 422
    assert again(link).ended_at is not None
    assert client.post(address(link), good(link)).status_code == 422
    assert [one.outcome for one in rows(world, noun="list link", verb="open")] == ["refused"] * 5


def test_many_tries_from_one_place_are_slowed_whatever_the_link(world: World, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "link": "3/h/key"}
    link, client = sent(world), Client()
    for _ in range(3):
        client.post(f"/partners/by-link/{uuid.uuid4().hex}/", {"code": "123456"})
    answer = client.post(address(link), good(link))
    assert answer.status_code == 422 and WRONG in answer.content.decode()
    assert again(link).tries == 0 and again(link).opened_at is None


@pytest.mark.parametrize("typed", ["", "      ", "\x00", "x" * 21, "<script>alert(1)</script>", "\uff11" * 6])
def test_what_is_no_code_opens_nothing(world: World, typed: str) -> None:
    link = sent(world)
    answer = Client().post(address(link), {"code": typed})
    assert answer.status_code == 422 and b"<script>alert" not in answer.content
    assert again(link).opened_at is None


def test_looking_at_the_page_opens_and_counts_nothing(world: World) -> None:
    """A mail server that follows links uses none up."""
    link = sent(world)
    for _ in range(9):
        assert Client().get(address(link)).status_code == 200
    assert again(link).tries == 0
    opened(link)


# what ends it


def test_the_manager_ends_an_open_link_at_once(world: World, desk_in: SignIn) -> None:
    walk.accepted(world)
    link = sent(world)
    client = opened(link)
    assert desk_in("manager").post(f"/desk/links/{link.pk}/end/").status_code == 302
    answer = client.get("/partners/matters/")
    assert answer["Location"] == "/partners/by-link/closed/"
    assert b"This link has ended" in client.get(answer["Location"]).content
    assert client.get("/partners/matters/")["Location"].startswith("/account/login/")


def test_a_decision_after_the_end_is_not_taken(world: World) -> None:
    referral, link = walk.accepted(world), sent(world)
    client = opened(link)
    with world.acting("liaison"):
        matter = Matter.objects.get(referral=referral)
    with world.acting("manager") as by:
        links.end_link(link=link, by=by, at=by.now())
    assert client.post(f"/partners/matters/{matter.pk}/", DECLINE)["Location"].endswith("/closed/")
    with world.acting("liaison"):
        assert Matter.objects.get(pk=matter.pk).state == "held"


def test_its_hours_end_it_whatever_is_done_meanwhile(world: World) -> None:
    client = opened(sent(world))
    world.pass_time(hours=7, minutes=59)
    assert client.get("/partners/matters/").status_code == 200
    world.pass_time(minutes=2)
    assert client.get("/partners/matters/")["Location"] == "/partners/by-link/closed/"


def test_another_link_ends_the_one_before(world: World) -> None:
    first = sent(world)
    client = opened(first)
    sent(world)
    assert client.get("/partners/matters/")["Location"] == "/partners/by-link/closed/"


def test_signing_out_closes_it(world: World) -> None:
    client = opened(sent(world))
    client.post("/account/logout/")
    assert client.get("/partners/matters/")["Location"].startswith("/account/login/")


def test_an_account_without_a_password_signs_in_by_none(world: World) -> None:
    email = world.workers["by-link"].user.email
    for password in ("", "!", world.workers["by-link"].user.password, "fort orange is made up"):
        client = Client()
        client.post("/account/login/", {"login": email, "password": password})
        assert client.get("/partners/matters/").status_code == 302
