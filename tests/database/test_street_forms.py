"""The officer's forms: bad input gets a sentence beside its field, and nothing is half saved."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.referrals.models import Receipt, Referral

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
    ("incident_number", "9" * 200, "200 characters; at most 40 fit", {}),
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


@pytest.mark.parametrize(("door", "least"), [("contact", 5), ("social-contact", 1)])
def test_whatever_is_refused_when_it_is_empty_has_a_star(sign_in: SignIn, door: str, least: int) -> None:
    """As it is without scripts too: nobody finds out by being refused."""
    client = sign_in("officer")
    page = client.get(f"/street/{door}/").content.decode()
    refused = client.post(f"/street/{door}/", {"key": str(uuid.uuid4())}).context["form"]
    assert len(set(refused.errors) & set(refused.asked)) >= least
    for name in refused.errors:
        title = page.rindex(str(refused[name].label).replace("'", "&#x27;"), 0, page.index(f'name="{name}"'))
        assert "usa-label--required" in page[title : title + len(refused[name].label) + 80], name


def test_what_the_answers_have_settled_may_stay_empty(world: World, sign_in: SignIn) -> None:
    assert send(sign_in("officer"), complainant="declined", age="", family_offense="").status_code == 302
    with world.acting("officer"):
        assert Referral.objects.get().answer == "not"


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
            "between the day of the contact and a year after it",
        ),
        (
            "offer",
            {"answer": "yes", "set_aside": "ticket", "returnable_on": "2026-11-01"},
            "returnable_on",
            "between the day of the contact and a year after it",
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
