"""A prosecutor's list by link: who is sent one, what opens it, what it shows, and what ends it."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client

from tests.factories import walk
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World, run_waiting_jobs
from thirdoption.jobs import carriers
from thirdoption.jobs.carriers.outcome import Sent
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.models import Matter
from thirdoption.program.messages.models import Address, ContactMethod
from thirdoption.program.messages.rules import State
from thirdoption.program.staff.actions import links
from thirdoption.program.staff.models import ListLink
from thirdoption.program.staff.rules.links import BY_LINK, CodeBy, code_of, digest_of, token_of
from thirdoption.program.trail.models import Entry

WRONG = "This link and this code open nothing"
DECLINE = {"to": "declined", "reason": "Interest of justice", "meant": "on"}


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def sent(world: World, days: int = 3, code_by: CodeBy = CodeBy.TELEPHONE, to: str = "by-link") -> ListLink:
    with world.acting("manager") as by:
        return links.send_link(
            recipient=world.workers[to], days=days, code_by=code_by, by=by, at=by.now()
        )  # fmt: skip


def address(link: ListLink) -> str:
    return f"/partners/by-link/{token_of(link.pk, settings.SECRET_KEY)}/"


def good(link: ListLink) -> dict[str, str]:
    return {"code": code_of(link.pk, settings.SECRET_KEY)}


def bad(link: ListLink) -> dict[str, str]:
    return {"code": f"{(int(good(link)['code']) + 1) % 1_000_000:06d}"}


def opened(link: ListLink) -> Client:
    client = Client()
    assert client.post(address(link), good(link))["Location"] == "/partners/matters/"
    return client


def again(link: ListLink) -> ListLink:
    return ListLink.objects.get(pk=link.pk)


def rows(world: World, **having: Any) -> list[Entry]:
    with world.acting("auditor", "audit"):
        return list(Entry.objects.filter(**having).order_by("at"))


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
        assert answer.status_code == 422 and answer["Referrer-Policy"] == "no-referrer"
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
