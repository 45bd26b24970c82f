"""A prosecutor's list by link: who is sent one and by whom, what leaves, and what the manager sees."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World, run_waiting_jobs
from tests.factories.links import address, again, bad, good, opened, rows, sent
from thirdoption.jobs import carriers
from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.messages.models import Address, ContactMethod
from thirdoption.program.messages.rules import State
from thirdoption.program.staff.actions import links
from thirdoption.program.staff.models import ListLink
from thirdoption.program.staff.rules.links import CodeBy, digest_of, token_of


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


# who is sent one


@pytest.mark.parametrize("to", ["liaison", "officer", "case-manager", "defender", "manager"])
def test_only_a_prosecutors_worker_without_an_account_is_sent_one(world: World, to: str) -> None:
    with pytest.raises(Refused):
        sent(world, to=to)


@pytest.mark.parametrize("key", ["liaison", "supervisor", "case-manager", "administrator", "coordinator"])
def test_only_the_program_manager_sends_and_ends(world: World, desk_in: SignIn, key: str) -> None:
    link, client = sent(world), desk_in(key)
    for page in ("", f"{link.pk}/code/", f"{link.pk}/end/"):
        assert client.get(f"/desk/links/{page}").status_code == 404
        assert client.post(f"/desk/links/{page}").status_code == 404
    assert again(link).ended_at is None


def test_nobody_makes_a_link_by_raw_sql(world: World) -> None:
    """Not the prosecutor's office itself, not for an officer, not one that is open already."""
    plain = {"site": world.site, "made_at": world.at, "code_by": "telephone",
             "open_until": world.at + timedelta(days=1)}  # fmt: skip
    for who, to, more in (
        ("liaison", "by-link", {}),
        ("case-manager", "by-link", {}),
        ("manager", "officer", {}),
        ("manager", "liaison", {}),
        ("manager", "by-link", {"opened_at": world.at}),
    ):
        made_by = {"recipient": world.workers[to], "made_by": world.workers[who], "token": uuid.uuid4().hex}
        with world.acting(who), pytest.raises(DatabaseError), transaction.atomic():
            ListLink(**plain, **made_by, **more).save(force_insert=True)


def test_a_link_is_opened_by_its_recipient_and_never_opens_again(world: World) -> None:
    """Raw SQL as the app role, in an honest context of somebody else."""
    link = sent(world)
    for who, change in (
        ("manager", {"opened_at": world.at}),
        ("liaison", {"opened_at": world.at}),
        ("by-link", {"opened_at": world.at + timedelta(days=9)}),
    ):
        with world.acting(who), pytest.raises(DatabaseError), transaction.atomic():
            ListLink.objects.filter(pk=link.pk).update(**change)
    opened(link)
    with world.acting("manager") as by:
        links.end_link(link=link, by=by, at=by.now())
    for change in ({"ended_at": None}, {"opened_at": None}, {"tries": 0}):
        with world.acting("by-link"), pytest.raises(DatabaseError), transaction.atomic():
            ListLink.objects.filter(pk=link.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE staff_listlink SET open_until = now() + interval '9 years'")


# what leaves


def test_the_mail_has_the_link_and_no_name_and_nothing_of_the_program(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-37: a task, an address, and that a code comes another way. The code is not in it."""
    settings.EMAIL_HOST, settings.LINE_URL = "localhost", "https://line.example"
    link = sent(world)
    run_waiting_jobs()
    (letter,) = mail.outbox
    assert letter.to == [world.workers["by-link"].user.email]
    assert f"https://line.example{address(link)}" in letter.body
    told = f"{letter.subject} {letter.body}"
    named = ("Robin", "Castellan", "LEAD", "Fort Orange", "Third Option", "charge", "prosecut", "intake")
    assert not [one for one in named if one.lower() in told.replace(address(link), "").lower()]
    assert good(link)["code"] not in letter.body
    assert again(link).sent == "sent"


def test_the_code_goes_to_a_proven_number_and_only_after_the_link_has_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="No number of theirs is verified"):
        sent(world, code_by=CodeBy.MESSAGE)
    who = {"site": world.site.pk, "worker": world.workers["by-link"].pk}
    with world.acting("by-link"):
        times = dict.fromkeys(("added", "asked_at", "verified_at"), world.at)
        method = ContactMethod(**who, kind="sms", tries=0, **times)
        method.save(force_insert=True)
        Address(**who, method=method, address="+15185550177").save(force_insert=True)
    left: list[Any] = []
    answers = [Sent(State.UNDELIVERED), Sent(State.SENT), Sent(State.SENT)]
    monkeypatch.setattr(
        carriers, "send", lambda one, *, site, made_up: left.append(one) or answers[len(left) - 1]
    )
    lost = sent(world, code_by=CodeBy.MESSAGE)
    run_waiting_jobs()
    assert [one.kind for one in left] == ["email"] and again(lost).sent == "undelivered"
    link = sent(world, code_by=CodeBy.MESSAGE)
    run_waiting_jobs()
    assert [(one.kind, one.address) for one in left[2:]] == [("sms", "+15185550177")]
    assert good(link)["code"] in left[2].text and address(link) not in left[2].text


def test_nothing_that_opens_a_link_is_kept(world: World) -> None:
    """Neither token nor code stands in any column, in the queue or on the trail (R-59)."""
    link = sent(world)
    token, code = token_of(link.pk, settings.SECRET_KEY), good(link)["code"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(l)::text FROM staff_listlink l")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT to_jsonb(j)::text FROM procrastinate_jobs j")
        kept += str(cursor.fetchall())
    kept += str([(one.why, one.subjects) for one in rows(world)])
    assert token not in kept and f'"{code}"' not in kept and digest_of(token) in kept


def test_the_code_is_shown_once_and_only_for_the_telephone(world: World, desk_in: SignIn) -> None:
    link, client = sent(world), desk_in("manager")
    code = good(link)["code"]
    assert code not in client.get("/desk/links/").content.decode()
    assert client.get(f"/desk/links/{link.pk}/code/").status_code == 404
    page = client.post(f"/desk/links/{link.pk}/code/").content.decode()
    assert f"{code[:3]} {code[3:]}" in page and token_of(link.pk, settings.SECRET_KEY) not in page
    assert client.post(f"/desk/links/{link.pk}/code/").status_code == 409
    assert [one.verb for one in rows(world, noun="list link")] == ["send", "tell code"]


# the manager's page


def test_the_manager_sees_who_until_when_opened_and_ended(world: World, desk_in: SignIn) -> None:
    client = desk_in("manager")
    assert "No list was sent by link yet" in client.get("/desk/links/").content.decode()
    typed = {"recipient": world.workers["by-link"].pk, "days": "3", "code_by": "telephone"}
    assert client.post("/desk/links/", typed).status_code == 302
    page = client.get("/desk/links/").content.decode()
    assert "Not opened yet" in page and "Robin Achterberg" in page and "Can be opened until" in page
    link = ListLink.objects.get()
    Client().post(address(link), bad(link))
    opened(link)
    page = client.get("/desk/links/").content.decode()
    assert "Shows the list until" in page and "Wrong codes: 1" in page and "Show the code once" not in page
    client.post(f"/desk/links/{link.pk}/end/")
    assert client.post(f"/desk/links/{link.pk}/end/").status_code == 409
    assert "End it now" not in client.get("/desk/links/").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"days": "30"},
        {"days": "x"},
        {"recipient": str(uuid.uuid4())},
        {"recipient": ""},
        {"code_by": "mail"},
        {"code_by": "message"},
    ],
)
def test_what_cannot_be_sent_sends_nothing(world: World, desk_in: SignIn, typed: dict[str, str]) -> None:
    full = {"recipient": str(world.workers["by-link"].pk), "days": "3", "code_by": "telephone"}
    assert desk_in("manager").post("/desk/links/", full | typed).status_code in (409, 422)
    assert not ListLink.objects.exists()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pages_in_each_language(world: World, desk_in: SignIn, language: str) -> None:
    link, client = sent(world), desk_in("manager")
    client.cookies["django_language"] = language
    for page in ("/desk/links/", address(link), "/partners/by-link/closed/"):
        assert f'<html lang="{language}">' in client.get(page).content.decode()
