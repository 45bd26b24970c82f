"""How long somebody stays signed in: 30 minutes without a tap, 12 hours in all (R-63)."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.factories.fixtures import World
from thirdoption.demo.place import PASSWORD
from thirdoption.web.kit.sessions import kept_as

HOME = "/desk/"
HALF_HOUR, MINUTE = timedelta(minutes=30), timedelta(minutes=1)


@pytest.fixture
def client(world: World) -> Client:
    """A case manager who signed in just now and looked at a page."""
    client = Client()
    client.force_login(world.workers["case-manager"].user)
    assert client.get(HOME).status_code == 200
    return client


def age(client: Client, *, since_tap: timedelta, since_sign_in: timedelta) -> None:
    """Move the moments of a session into the past, as if so long had gone by."""
    session = client.session
    session["signed_in_at"] = time.time() - since_sign_in.total_seconds()
    session["seen_at"] = time.time() - since_tap.total_seconds()
    session.save()
    kept = Session.objects.filter(pk=kept_as(session.session_key))
    kept.update(expire_date=timezone.now() + HALF_HOUR - since_tap)


def left(client: Client) -> timedelta:
    """How long the session still lasts without a tap."""
    return Session.objects.get(pk=kept_as(client.session.session_key)).expire_date - timezone.now()


def is_signed_out(client: Client) -> bool:
    answer = client.get(HOME)
    return answer.status_code == 302 and answer["Location"].startswith("/account/login/")


def test_half_an_hour_without_a_tap_ends_it(client: Client) -> None:
    assert HALF_HOUR - MINUTE < left(client) <= HALF_HOUR
    age(client, since_tap=29 * MINUTE, since_sign_in=29 * MINUTE)
    assert not is_signed_out(client)
    age(client, since_tap=31 * MINUTE, since_sign_in=31 * MINUTE)
    assert is_signed_out(client)


def test_a_tap_begins_the_half_hour_anew(client: Client) -> None:
    for tap in (client.get, client.post):
        age(client, since_tap=20 * MINUTE, since_sign_in=20 * MINUTE)
        assert left(client) < 11 * MINUTE
        tap(HOME)
        assert left(client) > 29 * MINUTE


def test_a_page_that_asks_again_by_itself_does_not(client: Client) -> None:
    age(client, since_tap=20 * MINUTE, since_sign_in=20 * MINUTE)
    client.get(HOME, headers={"HX-Request": "true"})
    assert left(client) < 11 * MINUTE
    client.post(HOME, headers={"HX-Request": "true"})
    assert left(client) > 29 * MINUTE


def test_twelve_hours_after_signing_in_it_ends_whatever_was_done(client: Client) -> None:
    age(client, since_tap=MINUTE, since_sign_in=timedelta(hours=12) - MINUTE)
    assert not is_signed_out(client)
    age(client, since_tap=MINUTE, since_sign_in=timedelta(hours=12) + MINUTE)
    key = client.session.session_key
    assert is_signed_out(client)
    assert not Session.objects.filter(pk=kept_as(key)).exists()


def test_nothing_in_the_table_opens_a_session(client: Client) -> None:
    """Neither what stands there as a key, nor its values under a key of one's own."""
    thief, row = Client(), Session.objects.get()
    thief.cookies["session"] = row.session_key
    assert is_signed_out(thief)
    Session.objects.create(
        session_key=kept_as("mine"), session_data=row.session_data, expire_date=row.expire_date
    )
    thief.cookies["session"] = "mine"
    assert is_signed_out(thief) and not is_signed_out(client)


def test_an_answer_under_way_takes_no_newer_session_away(client: Client, world: World) -> None:
    late = Client()
    late.cookies["session"] = client.session.session_key
    client.get(HOME)
    Session.objects.all().delete()  # as signing in anew does while the other answer is under way
    answer = late.get(HOME)
    assert answer.status_code == 302
    assert "session" not in answer.cookies
    client.force_login(world.workers["case-manager"].user)
    assert client.post("/account/logout/").cookies["session"].value == ""


def test_an_answer_under_way_sets_no_older_form_token(client: Client) -> None:
    page = "/account/login/"
    anonymous = Client()
    sent = anonymous.get(page).cookies["csrftoken"].value
    assert "csrftoken" not in anonymous.get(page).cookies
    anonymous.cookies["csrftoken"] = "not a token"
    assert anonymous.get(page).cookies["csrftoken"].value not in ("not a token", sent)


def test_signing_in_renews_the_form_token_and_an_older_page_says_so(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/account/login/")
    before = page.cookies["csrftoken"].value
    user = world.workers["case-manager"].user
    typed = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": before}
    rotated = strict.post("/account/login/", typed)
    assert rotated.cookies["csrftoken"].value != before
    refused = strict.post("/account/logout/", {"csrfmiddlewaretoken": before})
    assert refused.status_code == 403
    assert "This page was too old to send" in refused.content.decode()
