"""The rota's pages: who is on call, one's own shifts, asking, answering, planning, and the calendars."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.test_rota import HOUR, TURN_ENDS, change, names
from tests.database.test_rota_requests import cover, state, swap
from tests.factories.desk import SignIn, errors, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.handoffs.models import Rotation, ShiftRequest
from thirdoption.program.handoffs.rules.rota import Layer


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return on_the_clock(world, monkeypatch)


def page(client: Client, name: str, **query: str) -> str:
    answer = client.get(reverse(f"desk:{name}"), query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_table_says_who_is_first_and_second_each_day(world: World, sign_in: SignIn) -> None:
    text = page(sign_in("case-manager"), "on-call")
    assert "Kim Delgado, Dana Whitfield" in text and "555-0142" in text
    assert len(re.findall('<th scope="row"', text)) == 14
    tuesday = text[text.index("Tuesday, Nov") : text.index("Wednesday, November 25")]
    assert "9 a.m.</span> Dana Whitfield" in tuesday and "9 a.m.</span> Luis Arroyo" in tuesday
    assert text.count("kit-status--good") == 1 and "Thanksgiving" in text
    assert "Nobody" not in text and "Plan the rota" not in text
    assert len(re.findall('<th scope="row"', page(sign_in("supervisor"), "on-call", weeks="4"))) == 28


def test_a_gap_stands_there_in_words_before_it_happens(world: World, sign_in: SignIn) -> None:
    change(world, away="on-call", starts_at=world.at + 30 * HOUR, ends_at=world.at + 40 * HOUR)
    text = page(sign_in("case-manager"), "on-call")
    assert (
        "Nobody is first; the second is paged at once: Sat November 21, 4 p.m. to Sun November 22, 2 a.m."
        in text
    )
    assert 'kit-status--urgent">Nobody: Kim Delgado is away or has left<' in text


def test_a_worker_asks_a_colleague_who_says_yes(world: World, sign_in: SignIn) -> None:
    kim, luis = sign_in("on-call"), sign_in("case-manager-2")
    text = page(kim, "shifts")
    (ask,) = re.findall(r'href="(/desk/my-shifts/ask/[^"]*)"', text)[:1]
    form = kim.get(ask.replace("&amp;", "&")).content.decode()
    assert 'value="2026-11-20T10:00"' in form and 'value="2026-11-24T09:00"' in form
    back = next(one for one in re.findall(r'value="([^"]*\|[^"]*)"', form) if str(luis_id(world)) in one)
    (key,) = re.findall(r'name="key" value="([^"]*)"', form)
    sent = {"layer": "first", "starts_at": "2026-11-20T18:00", "ends_at": "2026-11-21T08:00", "key": key,
            "answer": back}  # fmt: skip
    for _tap in range(2):
        assert kim.post(reverse("desk:shift-ask"), sent).status_code == 302
    asked = ShiftRequest.objects.get()
    assert "One shift is asked of you" in page(luis, "home")
    assert "Kim Delgado, first, Fri November 20, 6 p.m. to Sat November 21, 8 a.m." in page(luis, "shifts")
    assert "In return" in page(luis, "shifts") and "I take it" not in page(kim, "shifts")
    world.pass_time(minutes=5)
    for _tap in range(2):
        assert luis.post(reverse("desk:shift-answer", args=[asked.pk, "agree"])).status_code == 302
    assert names(world, world.at + 10 * HOUR) == ["Luis", "Dana"]
    assert names(world, asked.takes_starts_at)[asked.takes_layer == "second"] == "Kim"
    assert "Luis Arroyo took it" in page(kim, "shifts")
    assert "Your shifts have changed" in page(kim, "home") and "asked of you" not in page(luis, "home")


def luis_id(world: World) -> Any:
    return world.workers["case-manager-2"].pk


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"starts_at": ""}, 422, "Fill in this field."),
        ({"starts_at": "soon"}, 422, "Write the day and time as year-month-day hour:minute."),
        ({"ends_at": "2026-11-19T08:00"}, 422, "This ends before it begins. Check both times."),
        (
            {"ends_at": "2026-11-26T08:00"},
            409,
            "Only a turn of your own can be given away. Check both times.",
        ),
        ({"answer": "nobody"}, 422, "Choose from the list."),
    ],
)
def test_what_cannot_be_asked_stays_typed(
    world: World, sign_in: SignIn, typed: dict[str, str], status: int, sentence: str
) -> None:
    sent = {"layer": "first", "starts_at": "2026-11-20T18:00", "ends_at": "2026-11-21T08:00",
            "answer": "anybody", **typed}  # fmt: skip
    answer = sign_in("on-call").post(reverse("desk:shift-ask"), sent)
    assert answer.status_code == status and sentence in errors(answer.content.decode())
    assert not ShiftRequest.objects.exists()


def test_cover_is_taken_once_and_the_second_is_told(world: World, sign_in: SignIn) -> None:
    asked = cover(world)
    address = reverse("desk:shift-answer", args=[asked.pk, "agree"])
    dana, priya = sign_in("case-manager"), sign_in("case-manager-3")
    assert "Asked: " in page(dana, "on-call")
    assert dana.post(address).status_code == 302
    late = priya.post(address)
    assert late.status_code == 409 and "Somebody else was quicker" in late.content.decode()
    assert sign_in("officer").post(address).status_code == 404
    assert dana.get(address).status_code == 404
    assert dana.post(reverse("desk:shift-answer", args=[asked.pk, "seize"])).status_code == 404


@pytest.mark.parametrize(("who", "route"), [("officer", "street:home"), ("liaison", "partners:matters")])
def test_partners_read_a_first_name_and_the_line_s_number(
    world: World, sign_in: SignIn, who: str, route: str
) -> None:
    client = sign_in(who)
    text = client.get(reverse(route)).content.decode()
    assert "On call now: Kim<" in text or "On call now: Kim " in text
    assert 'href="tel:555-0142"' in text and "Delgado" not in text
    for layer, away in (("first", "on-call"), ("second", "case-manager")):
        change(world, layer=Layer(layer), away=away, starts_at=world.at)
    assert "Nobody is on call now." in client.get(reverse(route)).content.decode()


def test_who_asked_takes_it_back(world: World, sign_in: SignIn) -> None:
    asked = swap(world)
    address = reverse("desk:shift-answer", args=[asked.pk, "take-back"])
    assert sign_in("case-manager").post(address).status_code == 404
    assert sign_in("on-call").post(address).status_code == 302
    assert state(asked) == "taken_back"


def test_a_planner_plans_turns_and_a_change(world: World, sign_in: SignIn) -> None:
    ruth = sign_in("supervisor")
    ids = {key: str(world.workers[key].pk) for key in ("on-call", "case-manager-3")}
    turns = {"layer": "first", "starts_on": "2026-11-23", "hand_over": "19:00", "days": "1",
             "most_hours": "60", f"place-{ids['case-manager-3']}": "1",
             f"place-{ids['on-call']}": "2"}  # fmt: skip
    assert ruth.post(reverse("desk:rota-plan"), turns).status_code == 302
    monday = TURN_ENDS - timedelta(hours=14)
    assert (names(world, monday), names(world, monday + 24 * HOUR)) == (["Priya", "Dana"], ["Kim", "Luis"])
    night = {"layer": "first", "starts_at": "2026-11-23T19:00", "ends_at": "2026-11-24T07:00",
             "away": ids["case-manager-3"], "worker": ids["on-call"]}  # fmt: skip
    assert ruth.post(reverse("desk:rota-change"), night).status_code == 302
    assert names(world, monday) == ["Kim", "Dana"]
    text = page(ruth, "rota-plan")
    assert "First, from Nov. 23, 2026: Priya Nair, Kim Delgado; hand-over at 7 p.m., 1 day each" in text
    assert "Kim Delgado instead of Priya Nair" in text
    assert "hours in 7 days; the most is 60" in page(ruth, "on-call")
    again = ruth.post(reverse("desk:rota-change"), night)
    assert again.status_code == 409 and "not on call at that time" in errors(again.content.decode())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on": "2026-11-19"}, "The past stays as it was. Begin today or later."),
        ({"days": ""}, "Fill in this field."),
        ({"hand_over": "late"}, "Write the time as 09:00."),
    ],
)
def test_a_plan_that_cannot_be(world: World, sign_in: SignIn, typed: dict[str, str], sentence: str) -> None:
    before = Rotation.objects.count()
    sent = {"layer": "first", "starts_on": "2026-11-23", "hand_over": "09:00", "days": "7", **typed}
    answer = sign_in("supervisor").post(reverse("desk:rota-plan"), sent)
    assert answer.status_code == 422 and sentence in errors(answer.content.decode())
    same = {f"place-{world.workers[key].pk}": "1" for key in ("on-call", "case-manager")}
    answer = sign_in("supervisor").post(reverse("desk:rota-plan"), {**sent, **same})
    assert "Two people have the same place in the order." in answer.content.decode()
    assert Rotation.objects.count() == before
    assert sign_in("case-manager").get(reverse("desk:rota-plan")).status_code == 404
