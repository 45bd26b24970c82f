"""The officer's forms and pages: bad input, what each page asks the database, and what is not there."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.referrals.models import Receipt, Referral
from thirdoption.program.staff.queries import acting
from thirdoption.program.trail.models import Entry
from thirdoption.web.kit import guards

SignIn = Callable[[str], Client]
TYPED = {
    "place": "Pharmacy, 200 Made-up Street",
    "occurred_at": "2026-11-20T09:58",
    "incident_number": "26-00417-X",
    "conduct": "shoplifting",
    "what_happened": "",
    "drivers": ["poverty"],
    "complainant": "agreed",
    "age": "18_or_over",
    "family_offense": "no",
    "perceived_race": "unknown",
}
ELSE = {"conduct": "something_else"}
# (field, what was typed, a part of the sentence beside it, what else is typed)
BAD: list[tuple[str, Any, str, dict[str, Any]]] = [
    ("place", "", "Write the place", {}),
    ("place", "x" * 201, "201 characters; at most 200 fit", {}),
    ("place", "Площадь Ленина", "Latin alphabet", {}),
    ("place", "薬局", "Latin alphabet", {}),
    ("place", "<script>alert(1)</script>", "without web code", {}),
    ("place", "Lark\x00Street", "cannot be stored", {}),
    ("place", "Lark \u202eStreet", "cannot be stored", {}),
    ("place", "NYSID 01234567K", "state, FBI or NCIC number", {}),
    ("occurred_at", "", "Give the date and time", {}),
    ("occurred_at", "yesterday", "like this: 2026-11-22 23:41", {}),
    ("occurred_at", "2026-13-45T99:99", "like this", {}),
    ("occurred_at", "2099-01-01T00:00", "has not come yet", {}),
    ("occurred_at", "9999-12-31T23:59", "like this", {}),
    ("occurred_at", "0001-01-01T00:00", "like this", {}),
    ("occurred_at", "1999-01-01T00:00", "more than 30 days ago", {}),
    ("occurred_at", "2026-03-08T02:30", "did not exist", {}),
    ("occurred_at", "<script>alert(1)</script>", "like this", {}),
    ("occurred_at", "٢٠٢٦", "like this", {}),
    ("incident_number", "", "Write the incident number", {}),
    ("incident_number", "9" * 41, "at most 40 fit", {}),
    ("incident_number", "№ 26—417", "letters, digits, spaces", {}),
    ("incident_number", "<script>alert(1)</script>", "letters, digits, spaces", {}),
    ("conduct", "", "Choose what happened from the list", {}),
    ("conduct", "arson", "Choose what happened from the list", {}),
    ("conduct", "<script>alert(1)</script>", "Choose what happened from the list", {}),
    ("what_happened", "", "Write what happened", ELSE),
    ("what_happened", "x" * 501, "at most 500 fit", ELSE),
    ("what_happened", "<script>alert(1)</script>", "without web code", ELSE),
    ("what_happened", "FBI# 123456AB7", "state, FBI or NCIC number", ELSE),
    ("drivers", [], "Choose at least one", {}),
    ("drivers", ["poverty", "greed"], "Choose from the answers shown", {}),
    ("complainant", "", "Choose one of the answers", {}),
    ("complainant", "maybe", "Choose one of the answers", {}),
    ("age", "", "Choose one of the answers", {}),
    ("age", "17", "Choose one of the answers", {}),
    ("family_offense", "", "Choose one of the answers", {}),
    ("family_offense", "si", "Choose one of the answers", {}),
    ("perceived_race", "", "Choose from the list", {}),
    ("perceived_race", "green", "Choose from the list", {}),
]


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker, on the world's clock."""
    monkeypatch.setattr(guards, "acting", lambda who, purpose=None: acting(who, at=world.at, purpose=purpose))

    def client_of(key: str) -> Client:
        client = Client()
        client.force_login(world.workers[key].user)
        return client

    return client_of


def send(client: Client, **changed: Any) -> Any:
    return client.post("/street/contact/", {"key": str(uuid.uuid4()), **TYPED, **changed})


def beside(page: str, field: str) -> str:
    """The error sentence that stands beside a field."""
    start = page.find(f'id="id_{field}_error"')
    return "" if start < 0 else page[start : page.find("</span>\n", start)]


def sent(world: World) -> tuple[int, int]:
    with world.acting("officer"):
        return Receipt.objects.count(), Referral.objects.count()


def test_a_good_contact_is_kept_once(world: World, sign_in: SignIn) -> None:
    client, key = sign_in("officer"), str(uuid.uuid4())
    first, second = send(client, key=key), send(client, key=key)
    assert first.status_code == 302 and first["Location"] == second["Location"]
    assert sent(world) == (1, 1)
    with world.acting("officer"):
        found = Referral.objects.get()
        assert found.occurred_at.isoformat() == "2026-11-20T14:58:00+00:00"
        assert (found.perceived_race, found.drivers) == ("unknown", ["poverty"])


@pytest.mark.parametrize(("field", "typed", "sentence", "also"), BAD)
def test_bad_input_gets_a_sentence_beside_its_field_and_is_kept(
    world: World, sign_in: SignIn, field: str, typed: Any, sentence: str, also: dict[str, Any]
) -> None:
    response = send(sign_in("officer"), **also, **{field: typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in beside(page, field)
    assert sent(world) == (0, 0)
    assert "<script>alert" not in page
    if field in ("place", "occurred_at", "incident_number", "what_happened") and "\x00" not in str(typed):
        shown = str(typed).replace("<", "&lt;").replace(">", "&gt;")
        assert shown in page
    if field != "incident_number":
        assert 'value="26-00417-X"' in page


def test_a_lost_key_gets_a_new_one_and_loses_nothing(world: World, sign_in: SignIn) -> None:
    for key in ("", "nonsense"):
        response = send(sign_in("officer"), key=key)
        assert response.status_code == 422 and sent(world) == (0, 0)
        assert "has a new one" in response.content.decode()
        assert uuid.UUID(str(response.context["key"]))


def test_words_of_ones_own_are_kept_for_something_else_only(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    assert send(client, what_happened="<b>x" * 400).status_code == 302
    assert send(client, **ELSE, what_happened="Slept in\r\na parked car").status_code == 302
    with world.acting("officer"):
        assert set(Referral.objects.values_list("what_happened", flat=True)) == {"", "Slept in\na parked car"}


@pytest.mark.parametrize(
    ("now", "utc"),
    [("2026-11-01T05:45:00+00:00", "05:30"), ("2026-11-01T06:45:00+00:00", "06:30")],
    ids=["in the first hour", "in the second"],
)
def test_an_hour_that_comes_twice_is_the_one_that_has_come(
    world: World, sign_in: SignIn, now: str, utc: str
) -> None:
    world.at = world.at.fromisoformat(now)
    assert send(sign_in("officer"), occurred_at="2026-11-01T01:30").status_code == 302
    with world.acting("officer"):
        assert Referral.objects.get().occurred_at.strftime("%H:%M") == utc


@pytest.mark.parametrize(
    ("action", "typed", "field", "sentence"),
    [
        ("offer", {}, "answer", "yes or no"),
        ("offer", {"answer": "perhaps"}, "answer", "yes or no"),
        ("offer", {"answer": "yes"}, "set_aside", "Choose what you set aside"),
        ("offer", {"answer": "yes", "set_aside": "warrant"}, "set_aside", "Choose one of the answers"),
        ("offer", {"answer": "yes", "set_aside": "ticket"}, "returnable_on", "return date of the ticket"),
        (
            "offer",
            {"answer": "yes", "set_aside": "ticket", "returnable_on": "soon"},
            "returnable_on",
            "like this",
        ),
        (
            "offer",
            {"answer": "yes", "set_aside": "ticket", "returnable_on": "2099-01-01"},
            "returnable_on",
            "a year",
        ),
        (
            "offer",
            {"answer": "yes", "set_aside": "ticket", "returnable_on": "2026-11-01"},
            "returnable_on",
            "before",
        ),
        ("no-offer", {"ending": "warned"}, "reason", "Choose one of the answers"),
        ("no-offer", {"reason": "mood", "ending": "warned"}, "reason", "Choose one of the answers"),
        ("no-offer", {"reason": "safety", "ending": "diverted"}, "ending", "Choose one of the answers"),
        ("no-offer", {"reason": "safety", "ending": "<script>"}, "ending", "Choose one of the answers"),
    ],
)
def test_bad_answers_after_the_screening_move_nothing(
    world: World, sign_in: SignIn, action: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    referral = walk.contact(world)
    response = sign_in("officer").post(f"/street/referrals/{referral.pk}/{action}/", typed)
    assert response.status_code == 422
    page = response.content.decode()
    prefix = "no_offer_" if action == "no-offer" else "id_"
    shown = page if field == "answer" else page[page.find(f'id="{prefix}{field}_error"') :][:300]
    assert sentence in shown
    for part in typed.values():
        assert f'value="{part}"' in page or part in ("perhaps", "warrant", "mood", "diverted", "<script>")
    with world.acting("officer"):
        assert Referral.objects.get(pk=referral.pk).state == "recorded"


def test_a_ticket_keeps_its_return_date_and_an_arrest_has_none(world: World, sign_in: SignIn) -> None:
    client = sign_in("officer")
    for number, typed, kept in (
        ("26-1-X", {"set_aside": "ticket", "returnable_on": "2026-12-08"}, "2026-12-08"),
        ("26-2-X", {"set_aside": "custodial_arrest", "returnable_on": "2026-12-08"}, "None"),
    ):
        referral = walk.contact(world, incident_number=number)
        client.post(f"/street/referrals/{referral.pk}/offer/", {"answer": "yes", **typed})
        with world.acting("officer"):
            found = Referral.objects.get(pk=referral.pk)
            assert (found.state, str(found.returnable_on)) == ("accepted", kept)


def test_the_hand_off_is_followed_to_the_receipt_and_not_beyond(world: World, sign_in: SignIn) -> None:
    client, referral = sign_in("officer"), walk.contact(world)
    address = f"/street/referrals/{referral.pk}/"

    def look(known: str) -> Any:
        return client.get(f"{address}hand-off/?known={known}", headers={"HX-Request": "true"})

    client.post(f"{address}offer/", {"answer": "yes", "set_aside": "custodial_arrest"})
    assert "Calling the line" in client.get(address).content.decode()
    assert look("-").status_code == 204
    walk.run_waiting_jobs()
    assert look("-").status_code == 200 and look("0").status_code == 204
    _take_over(world, referral)
    ended = look("2")
    assert ended["HX-Redirect"] == f"{address}receipt/"
    assert client.get(address).status_code == 404
    assert "You are free" in client.get(f"{address}receipt/").content.decode()
    assert "Handed over after" in client.get("/street/").content.decode()


def _take_over(world: World, referral: Any) -> None:
    from thirdoption.program.handoffs import actions
    from thirdoption.program.handoffs.models import Handoff

    with world.acting("on-call") as by:
        handoff = Handoff.objects.get(referral=referral)
        actions.accept(handoff=handoff, by=by, at=world.pass_time(minutes=1))
        actions.arrive(handoff=handoff, by=by, at=world.pass_time(minutes=19))
        actions.take_over(
            handoff=handoff, name="Marisol Made-up", date_of_birth=None, where_to_find="",
            language="en", by=by, at=world.pass_time(minutes=4),
        )  # fmt: skip


def test_a_hand_off_that_ended_without_anybody_says_so(world: World, sign_in: SignIn) -> None:
    from thirdoption.program.handoffs import actions
    from thirdoption.program.handoffs.models import Handoff
    from thirdoption.program.handoffs.rules import EndedBy

    referral = walk.accepted(world)
    with world.acting("on-call") as by:
        handoff = Handoff.objects.get(referral=referral)
        actions.end(handoff=handoff, because=EndedBy.NOBODY_ANSWERED, by=by, at=world.pass_time(minutes=9))
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
        if not address.startswith(("/desk/", "/partners/")):
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
    with django_assert_num_queries(10):
        client.get("/street/")
    with django_assert_num_queries(8):
        client.get(f"/street/referrals/{referral.pk}/")
    accepted = walk.accepted(world, incident_number="26-00100-X")
    with django_assert_num_queries(7):
        client.get(f"/street/referrals/{accepted.pk}/hand-off/?known=0", headers={"HX-Request": "true"})


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
