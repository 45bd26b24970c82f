"""The officer's pages: what each asks the database, how a hand-off is followed, what is not there."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.handoffs.rules import State
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]


def test_the_hand_off_is_followed_to_the_receipt_and_not_beyond(world: World, sign_in: SignIn) -> None:
    client, referral = sign_in("officer"), walk.contact(world)
    address = f"/street/referrals/{referral.pk}/"

    def look(known: str) -> Any:
        return client.get(f"{address}hand-off/?known={known}", headers={"HX-Request": "true"})

    client.post(f"{address}offer/", {"answer": "yes", "set_aside": "custodial_arrest"})
    assert "Calling the line" in client.get(address).content.decode()
    assert look("-").status_code == 204
    walk.run_waiting_jobs()
    called = look("-")
    known = known_of(called)
    assert called.status_code == 200 and look(known).status_code == 204
    _take_over(world, referral)
    ended = look(known)
    assert ended["HX-Redirect"] == f"{address}receipt/"
    assert client.get(address)["Location"] == f"{address}receipt/", "a bookmark or a waking phone"
    assert "You are free" in client.get(f"{address}receipt/").content.decode()
    assert "Handed over after" in client.get("/street/").content.decode()


def known_of(answer: Any) -> str:
    """Which change a part shows, as it asks again."""
    (known,) = re.findall(r"known=(\d+)", answer.content.decode())
    return str(known)


def _take_over(world: World, referral: Any) -> None:
    with world.acting("on-call") as by:
        handoff = Handoff.objects.get(referral=referral)
        handoffs.accept(handoff=handoff, by=by, at=world.pass_time(minutes=1))
        handoffs.arrive(handoff=handoff, by=by, at=world.pass_time(minutes=19))
        handoffs.take_over(
            handoff=handoff, name="Marisol Made-up", date_of_birth=None, where_to_find="",
            language="en", by=by, at=world.pass_time(minutes=4),
        )  # fmt: skip


def test_a_hand_off_that_ended_without_anybody_says_so(world: World, sign_in: SignIn) -> None:
    referral = walk.accepted(world)
    with world.acting("on-call") as by:
        handoff = Handoff.objects.get(referral=referral)
        handoffs.end(handoff=handoff, because=State.NOBODY_ANSWERED, by=by, at=world.pass_time(minutes=9))
    page = sign_in("officer").get(f"/street/referrals/{referral.pk}/receipt/").content.decode()
    assert "ended without a hand-over" in page and "555-0142" in page


def test_a_poll_writes_no_trail_row_and_a_page_does(world: World, sign_in: SignIn) -> None:
    referral, client = walk.accepted(world), sign_in("officer")

    def rows() -> int:
        with world.acting("auditor", "audit"):
            return Entry.objects.count()

    before = rows()
    client.get(f"/street/referrals/{referral.pk}/hand-off/?known=0", headers={"HX-Request": "true"})
    assert rows() == before
    client.get(f"/street/referrals/{referral.pk}/")
    assert rows() == before + 1


def test_another_officers_referral_is_not_there(world: World, sign_in: SignIn) -> None:
    referral, client = walk.accepted(world), sign_in("officer-2")
    for end in ("", "offer/", "no-offer/", "ending/", "receipt/"):
        for method in (client.get, client.post):
            assert method(f"/street/referrals/{referral.pk}/{end}").status_code == 404
    poll = client.get(f"/street/referrals/{referral.pk}/hand-off/", headers={"HX-Request": "true"})
    assert poll.status_code == 404


FOR_ALL = (
    "/desk/sw.js",
    "/desk/manifest.json",
    "/desk/contact-methods/",
    "/partners/by-link/closed/",
    "/partners/by-link/<",
    "/partners/asked/",
)
"""Scripts, words and a code to type, without any data; and an officer's own telephone numbers."""


def addresses(patterns: Any, start: str = "/") -> list[str]:
    """Every address, with an id made up for each parameter."""
    found = []
    for entry in patterns:
        here = start + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += addresses(entry.url_patterns, here)
        elif isinstance(entry, URLPattern):
            found.append(here)
    return found


def plain(response: Any) -> str:
    """A page without what differs each time: tokens and the address itself."""
    page = response.content.decode()
    for name in ("csrfmiddlewaretoken", "next"):
        parts = page.split(f'name="{name}" value="')
        page = parts[0] + "".join(part.partition('"')[2] for part in parts[1:])
    return page


@pytest.mark.parametrize("key", ["officer", "sergeant"])
def test_pages_of_others_are_the_same_404_as_no_page(world: World, sign_in: SignIn, key: str) -> None:
    client = sign_in(key)
    nothing = plain(client.get("/there-is-no-such-page/"))
    for address in addresses(get_resolver().url_patterns):
        if not address.startswith(("/desk/", "/partners/")) or address.startswith(FOR_ALL):
            continue
        asked = address
        for kind, value in (("uuid", str(uuid.uuid4())), ("int", "1"), ("slug", "one")):
            while f"<{kind}:" in asked:
                begin = asked.index(f"<{kind}:")
                asked = asked[:begin] + value + asked[asked.index(">", begin) + 1 :]
        for response in (client.get(asked), client.post(asked)):
            assert response.status_code == 404, asked
            assert plain(response) == nothing, asked


def test_statements_of_each_page(world: World, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    client = sign_in("officer")
    referral = walk.contact(world)
    for number in range(12):
        walk.accepted(world, incident_number=f"26-{number:05}-X")
    client.get("/street/")
    with django_assert_num_queries(13):
        client.get("/street/")
    with django_assert_num_queries(8):
        client.get(f"/street/referrals/{referral.pk}/")
    accepted = walk.accepted(world, incident_number="26-00100-X")
    asked = f"/street/referrals/{accepted.pk}/hand-off/?known="
    known = known_of(client.get(f"/street/referrals/{accepted.pk}/"))
    with django_assert_num_queries(3):  # the session, the worker, the number: nothing is opened
        assert client.get(f"{asked}{known}", headers={"HX-Request": "true"}).status_code == 204
    with django_assert_num_queries(13):
        client.get(f"{asked}0", headers={"HX-Request": "true"})


def test_older_contacts_can_be_reached(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    numbers = [f"26-{number:05}-X" for number in range(52)]
    for number in numbers:
        world.pass_time(minutes=1)
        walk.contact(world, incident_number=number)
    first, second = (client.get(f"/street/?page={page}").content.decode() for page in (1, 2))
    assert "52 contacts sent. The newest first." in first and "Page 1 of 2" in first
    assert [number for number in numbers if number in first] == numbers[2:]
    assert [number for number in numbers if number in second] == numbers[:2]
    for page in ("99", "-1", "first"):
        assert client.get(f"/street/?page={page}").status_code == 200


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_state_has_a_page_in_each_language(world: World, sign_in: SignIn, language: str) -> None:
    client = sign_in("officer")
    client.cookies["django_language"] = language
    refused = walk.contact(world, complainant="declined", incident_number="26-00002-X")
    declined = walk.contact(world, incident_number="26-00003-X")
    client.post(f"/street/referrals/{declined.pk}/offer/", {"answer": "no"})
    pages = [client.get(f"/street/referrals/{one.pk}/") for one in (refused, declined, walk.accepted(world))]
    client.post(f"/street/referrals/{declined.pk}/ending/", {"ending": "arrested"})
    client.post(f"/street/referrals/{refused.pk}/no-offer/", {"reason": "not_eligible", "ending": "ticketed"})
    pages += [client.get(f"/street/referrals/{one.pk}/") for one in (refused, declined)]
    pages += [client.get("/street/"), client.get("/street/contact/")]
    for page in pages:
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.content.decode()
    shown = pages[0].content.decode()
    assert ("The complainant does not agree" in shown) == (language == "en")
