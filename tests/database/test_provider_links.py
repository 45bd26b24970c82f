"""A provider answers one connection by link, without an account, while the person's release lives."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection as database
from django.test import Client

from tests.factories.desk import Desk, on_the_clock
from tests.factories.fixtures import run_waiting_jobs
from thirdoption.jobs import asked_links
from thirdoption.program.care import actions as care
from thirdoption.program.ground import acting as ground
from thirdoption.program.messages.rules import body
from thirdoption.program.people.models import Person
from thirdoption.program.services import queries as services
from thirdoption.program.services.actions import links, say
from thirdoption.program.services.models import Connection, ProviderLink
from thirdoption.program.services.queries import connected as reading
from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.services.rules.connections import Reason, Way, code_of, token_of
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.staff.queries import place_of, program
from thirdoption.program.trail.models import Entry
from thirdoption.web.kit import guards

ASKS = "A bed for two nights"


@pytest.fixture
def asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """Marisol asked the shelter, and the link was made; the pages have the world's time."""
    at = desk.world.at
    monkeypatch.setattr(guards, "place_of", lambda token: place_of(token=token, at=desk.world.at))
    with desk.world.acting("case-manager") as by:
        made = care.ask_provider(
            person=desk.person, service=desk.service.pk, recipient="Harbor", asks=ASKS, text="The words.",
            language="en", signed_name="Marisol", expires_at=at + timedelta(days=200), by=by, at=at,
        )  # fmt: skip
        links.send_link(connection=made, way=Way.EMAIL, address="desk@example.org", by=by, at=at)
    return made


def link_of(desk: Desk, connection: Connection) -> ProviderLink:
    with desk.world.acting("case-manager"):
        return reading.link_of(connection=Connection.objects.get(pk=connection.pk))


def url_of(link: ProviderLink) -> str:
    return f"/partners/asked/{token_of(link.pk, settings.SECRET_KEY)}/"


def opened(link: ProviderLink) -> Client:
    client = Client()
    code = code_of(link.pk, settings.SECRET_KEY)
    assert client.post(url_of(link), {"code": code}).status_code == 302
    return client


def state(desk: Desk, connection: Connection) -> Connection:
    with desk.world.acting("case-manager"):
        return Connection.objects.get(pk=connection.pk)


def test_a_provider_reads_what_is_asked_and_answers_until_it_is_done(desk: Desk, asked: Connection) -> None:
    link = link_of(desk, asked)
    door = Client().get(url_of(link))
    assert "Type your code" in door.content.decode() and ASKS not in door.content.decode()
    client = opened(link)
    page = client.get(url_of(link)).content.decode()
    assert ASKS in page and desk.person.name in page and "42 CFR part 2 prohibits" in page
    assert desk.person.name not in page[: page.index("</title>")]
    for version, answer in enumerate(
        [{"to": "on-hold", "day": "2026-12-01"}, {"to": "accepted"},
         {"to": "in-progress", "day": desk.world.at.date().isoformat()}, {"to": "completed"}],
        start=1,
    ):  # fmt: skip
        said = client.post(url_of(link), {"version": version, **answer})
        assert said.status_code == 302, said.content.decode()
    done = state(desk, asked)
    assert done.state == TaskStatus.COMPLETED
    with desk.world.acting("case-manager"):
        steps = list(done.statuses.order_by("number").values_list("state", "worker", "day"))
    assert [worker for _state, worker, _day in steps[1:]] == [None] * 4
    assert steps[1][2] == date(2026, 12, 1)
    after = client.get(url_of(link)).content.decode()
    assert "Nothing more is asked" in after and desk.person.name not in after and ASKS not in after


def test_an_answer_is_whole_and_of_the_page_that_was_seen(desk: Desk, asked: Connection) -> None:
    link, client = link_of(desk, asked), None
    client = opened(link)
    for sent, sentence in [({"to": "rejected"}, "Say why not"), ({"to": "on-hold"}, "Say until when"),
                           ({"to": "completed"}, "Choose from the list")]:  # fmt: skip
        said = client.post(url_of(link), {"version": 1, "note": "Call the desk", **sent})
        assert said.status_code == 422 and sentence in said.content.decode()
        assert "Call the desk" in said.content.decode()
    stale = client.post(url_of(link), {"version": 0, "to": "accepted"})
    assert stale.status_code == 409
    said = client.post(url_of(link), {"version": 1, "to": "rejected", "reason": "no_room"})
    assert said.status_code == 302
    with desk.world.acting("case-manager"):
        assert asked.statuses.get(state="rejected").reason == Reason.NO_ROOM


def test_a_day_that_cannot_be_is_asked_again_and_a_yes_can_come_to_nothing(
    desk: Desk, asked: Connection
) -> None:
    link, today = link_of(desk, asked), desk.world.at.date()
    client = opened(link)

    def said(version: int, to: str, days: int | None = None) -> int:
        day = {} if days is None else {"day": (today + timedelta(days=days)).isoformat()}
        return client.post(url_of(link), {"version": version, "to": to, **day}).status_code

    assert [said(1, "on-hold", days) for days in (-1, 400)] == [422, 422]
    assert said(1, "accepted") == 302
    assert [said(2, "in-progress", days) for days in (-1, 1)] == [422, 422]
    assert said(2, "in-progress", 0) == 302 and said(3, "failed") == 302
    assert state(desk, asked).state == TaskStatus.FAILED


def test_the_second_tap_is_thanked_and_another_answer_from_the_same_page_is_not(
    desk: Desk, asked: Connection
) -> None:
    link = link_of(desk, asked)
    client, waits = opened(link), {"version": 1, "to": "on-hold", "day": "2026-12-01", "note": "Call me"}
    for _ in range(2):
        assert client.post(url_of(link), waits).status_code == 302
    for other in ({"note": "Call her"}, {"day": "2026-12-02"}, {"to": "accepted"}):
        said = client.post(url_of(link), {**waits, **other})
        assert said.status_code == 409 and 'value="rejected"' in said.content.decode()
    with desk.world.acting("case-manager"):
        assert asked.statuses.count() == 2
    for _ in range(2):
        assert (
            client.post(url_of(link), {"version": 2, "to": "rejected", "reason": "no_room"}).status_code
            == 302
        )
    with desk.world.acting("auditor", "audit"):
        assert Entry.objects.filter(verb="answer").count() == 2


def test_a_withdrawn_release_closes_the_link_at_the_next_load(desk: Desk, asked: Connection) -> None:
    """R-9, R-26: it looks like any link that has ended, and its code opens nothing."""
    link = link_of(desk, asked)
    client = opened(link)
    assert ASKS in client.get(url_of(link)).content.decode()
    with desk.world.acting("case-manager") as by:
        sharing.withdraw(release=asked.release, by=by, at=desk.world.at)
    for answer in (client.post(url_of(link), {"version": 1, "to": "accepted"}), client.get(url_of(link))):
        assert ASKS not in answer.content.decode() and desk.person.name not in answer.content.decode()
    assert state(desk, asked).state == TaskStatus.REQUESTED
    fresh = Client().post(url_of(link), {"code": code_of(link.pk, settings.SECRET_KEY)})
    unknown = Client().post("/partners/asked/never-there/", {"code": "123456"})
    assert fresh.status_code == unknown.status_code == 422
    assert "open nothing" in fresh.content.decode() and "open nothing" in unknown.content.decode()


@pytest.mark.parametrize("ends", ["ended", "expired", "sent again", "taken back"])
def test_a_link_that_ended_says_nothing(desk: Desk, asked: Connection, ends: str) -> None:
    link = link_of(desk, asked)
    client = opened(link)
    if ends == "expired":
        desk.world.pass_time(days=31)
    else:
        with desk.world.acting("case-manager") as by:
            if ends == "ended":
                links.end_link(link=reading.link_of(connection=asked), by=by, at=by.now())
            elif ends == "sent again":
                links.send_link(connection=asked, way=Way.PAPER, by=by, at=by.now())
            else:
                say(connection=asked, to=TaskStatus.CANCELLED, by=by, at=by.now())
    found = client.get(url_of(link))
    assert found["Location"] == "/partners/by-link/closed/"


def test_the_fifth_wrong_code_ends_the_link(desk: Desk, asked: Connection) -> None:
    """R-18."""
    link = link_of(desk, asked)
    right = code_of(link.pk, settings.SECRET_KEY)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert Client().post(url_of(link), {"code": wrong}).status_code == 422
    assert Client().post(url_of(link), {"code": right}).status_code == 422
    assert link_of(desk, asked).ended_at is not None


def test_each_day_that_it_is_read_is_accounted_once(desk: Desk, asked: Connection) -> None:
    """R-22: what was told, to whom, when, under which release."""
    link = link_of(desk, asked)
    client = opened(link)
    client.get(url_of(link)), client.get(url_of(link))
    desk.world.pass_time(days=1)
    client.get(url_of(link))
    with desk.world.acting("case-manager"):
        told = list(Disclosure.objects.filter(release=asked.release_id).order_by("told_at"))
    assert len([one for one in told if "opened by link" in one.what]) == 2
    assert {one.recipient for one in told} == {"Harbor"}


def test_in_a_providers_context_no_sql_sees_a_person(desk: Desk, asked: Connection) -> None:
    """The provider has no grant: tables are empty, and no function tells anything without the link."""
    link = link_of(desk, asked)
    opened(link)
    place = place_of(token=token_of(link.pk, settings.SECRET_KEY), at=desk.world.at)
    assert place is not None
    with ground.opened(place.by), database.cursor() as cursor:
        for model in (Person, Connection, ProviderLink, Disclosure):
            assert not model.objects.exists()
        for digest in (link.pk.hex, "", "0" * 64):
            cursor.execute("SELECT sharing.asked_by_link(%s)", [digest])
            assert cursor.fetchone() == (None,)
    for key in ("officer", "liaison", "manager", "case-manager"):
        with desk.world.acting(key), database.cursor() as cursor:
            cursor.execute("SELECT sharing.asked_by_link(%s)", [link.token])
            assert cursor.fetchone() == (None,)


def test_a_provider_who_did_not_answer_is_asked_once_more(
    desk: Desk, asked: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-37: no name in the message."""
    with ground.opened(program(desk.world.site.pk, desk.world.at)) as by:
        assert asked_links.remind(by=by) == 0
    desk.world.pass_time(days=3)
    for expected in (1, 0):
        with ground.opened(program(desk.world.site.pk, desk.world.at)) as by:
            assert asked_links.remind(by=by) == expected
    desk.world.pass_time(days=3)
    with desk.world.acting("case-manager"):
        (due,) = services.due_followups(people=[desk.person.pk], at=desk.world.at)
    assert due.days == 0
    home = on_the_clock(desk.world, monkeypatch)("case-manager").get("/desk/").content.decode()
    assert "Invented Harbor Shelter has not answered" in home and "Call the provider" in home


def test_the_link_leaves_by_mail_once_and_no_page_of_it_is_kept(desk: Desk, asked: Connection) -> None:
    """R-37: the message names nobody; R-59: nothing of it stays in a cache."""
    run_waiting_jobs()
    link = link_of(desk, asked)
    assert link.sent == "sent"
    for language in ("en", "es"):
        text = body("asked", language, code="ADDRESS")
        assert "ADDRESS" in text and desk.person.name not in text and ASKS not in text
    page = opened(link).get(url_of(link))
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "strict-origin"
