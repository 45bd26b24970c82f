"""What is no item of a phone, or not its author's, is refused with a sentence, and nothing is saved."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from tests.factories.phone import YES, Item, Phone, counted, send
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker, on the test's clock."""
    return on_the_clock(world, monkeypatch)


def forged(item: Item, **parts: str) -> Item:
    return {**item, **parts}


FORGERIES: dict[str, Callable[[World, Phone, Item], Item]] = {
    "another time": lambda world, phone, item: forged(item, made="2026-11-01T00:00:00+00:00"),
    "another id": lambda world, phone, item: forged(item, id=str(uuid.uuid4())),
    "another author": lambda world, phone, item: forged(item, author=str(world.workers["officer-2"].pk)),
    "other contents": lambda world, phone, item: forged(item, data="00" + item["data"][2:]),
    "another iv": lambda world, phone, item: forged(item, iv="00" * 12),
    "no signature": lambda world, phone, item: forged(item, signature="00" * 64),
    "half a signature": lambda world, phone, item: forged(item, signature=item["signature"][:64]),
    "a stranger's signature": lambda world, phone, item: Phone(world, "officer-2").item(
        author=item["author"], device=item["device"]
    ),
    "a device of somebody else": lambda world, phone, item: Phone(world, "officer-2").item(
        author=item["author"]
    ),
    "a device that nobody has": lambda world, phone, item: phone.item(device=str(uuid.uuid4())),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_item_is_refused_and_noted(world: World, sign_in: SignIn, what: str) -> None:
    phone = Phone(world)
    status, answer = send(sign_in("officer"), FORGERIES[what](world, phone, phone.item()))
    assert (status, answer["state"]) == (409, "rejected")
    assert "not signed by a phone of the officer" in answer["said"][0]
    assert counted(world) == (0, 0, 0)
    with world.acting("auditor", "audit"):
        assert Entry.objects.filter(verb="outbox", outcome="refused").count() == 1


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (b"", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"id": 1}', "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"x" * 16_001, "too large"),
    ],
    ids=["nothing", "a list", "a number", "no text", "too much"],
)
def test_what_is_no_item_is_refused(world: World, sign_in: SignIn, item: bytes, sentence: str) -> None:
    status, answer = send(sign_in("officer"), item)
    assert status == 422 and sentence in answer["said"][0] and counted(world) == (0, 0, 0)


def test_a_seal_that_no_key_opens_and_contents_that_say_nothing_are_refused(
    world: World, sign_in: SignIn
) -> None:
    phone, client = Phone(world), sign_in("officer")
    status, answer = send(client, phone.item(key="0" * 16))
    assert status == 422 and "cannot be opened" in answer["said"][0]
    for inside in (b"{}", b"no json", phone.inside({"offered": "perhaps"}), phone.inside({"offered": False})):
        status, answer = send(client, phone.item(inside))
        assert (status, answer["state"]) == (422, "rejected")
    assert counted(world) == (0, 0, 0)


def test_a_fact_that_cannot_be_is_refused_beside_its_field_and_nothing_is_half_saved(
    world: World, sign_in: SignIn
) -> None:
    phone, client = Phone(world), sign_in("officer")
    for field, value in (("place", "NYSID 01234567K"), ("conduct", "arson"), ("incident_number", "")):
        status, answer = send(client, phone.item(phone.inside(**{field: value})))
        assert (status, answer["field"]) == (422, field)
    ticket = {**YES, "set_aside": "ticket"}
    status, answer = send(client, phone.item(phone.inside(ticket)))
    assert (status, answer["field"]) == (422, "returnable_on")
    assert counted(world) == (0, 0, 0)


NINES, ONES = "9999-12-31T23:59:00-23:59", "0001-01-01T00:00+23:59"
TICKET = {**YES, "set_aside": "ticket"}
BROKEN: dict[str, Callable[[Phone], Any]] = {
    "sent in the year 9999": lambda phone: {**phone.item(), "sent": NINES},
    "sent in the year 1": lambda phone: {**phone.item(), "sent": ONES},
    "made in the year 9999": lambda phone: phone.item(made=NINES),
    "made in the year 1": lambda phone: phone.item(made=ONES),
    "a time that is no text": lambda phone: {**phone.item(), "sent": [1]},
    "half a letter in its time": lambda phone: {**phone.item(), "made": "2026-11-20\ud80010:00+00:00"},
    "half a letter in the key": lambda phone: {**phone.item(), "key": "\ud800"},
    "nested 15,000 deep": lambda phone: b"[" * 15_000,
    "nested 7,000 deep inside": lambda phone: phone.item(b"[" * 7_000),
    "an object nested inside": lambda phone: phone.item(b'{"facts":' * 700),
    "of 11 MB": lambda phone: b" " * 11_000_000,
    "facts that are a list": lambda phone: phone.item({**phone.inside(), "facts": [["place", "x"]]}),
    "an outcome that is a text": lambda phone: phone.item(phone.inside("yes")),
    "an outcome that is a list": lambda phone: phone.item(phone.inside(["yes"])),
    "an outcome that is a number": lambda phone: phone.item(phone.inside(1)),
    "a return date in the year 9999": lambda phone: phone.item(
        phone.inside({**TICKET, "returnable_on": "9999-12-31"})
    ),
    "a return date that is a number": lambda phone: phone.item(phone.inside({**TICKET, "returnable_on": 1})),
    "a reason that is a list": lambda phone: phone.item(
        phone.inside({"offered": False, "reason": ["safety"], "ending": "arrested"})
    ),
}
FACTS: dict[str, dict[str, Any]] = {
    "a time in the year 1": {"occurred_at": ONES},
    "a time in the year 9999": {"occurred_at": NINES},
    "a time that is no text": {"occurred_at": 5},
    "a time without its zone": {"occurred_at": "2026-11-20T10:00:00"},
    "a NUL in the number": {"incident_number": "26\x001"},
    "half a letter in the number": {"incident_number": "26\ud8001"},
    "a number of 200 digits": {"incident_number": "9" * 200},
    "a NUL in the place": {"place": "Elm\x00Street"},
    "half a letter in the place": {"place": "Elm\udfffStreet"},
    "half a letter in the conduct": {"conduct": "\ud800"},
    "half a letter in the words": {"conduct": "something_else", "what_happened": "\ud800"},
    "a fact that nobody knows": {"\ud800\x00": 1},
    "a number that is none": {"more": {"amount_heroin": float("nan")}},
    "an answer to what is not asked": {"more": {"\ud800": "\x00"}},
    "drivers that are an object": {"drivers": {"poverty": 1}},
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_item_is_refused_with_a_sentence(world: World, sign_in: SignIn, what: str) -> None:
    """A server that breaks over an item is asked again and again; a refusal ends it (R-59)."""
    status, answer = send(sign_in("officer"), BROKEN[what](Phone(world)))
    assert status in (409, 422) and answer["state"] == "rejected" and answer["said"][0].endswith(".")
    assert counted(world) == (0, 0, 0)


@pytest.mark.parametrize("what", FACTS)
def test_broken_facts_are_refused_with_a_sentence(world: World, sign_in: SignIn, what: str) -> None:
    phone = Phone(world)
    status, answer = send(sign_in("officer"), phone.item(phone.inside(**FACTS[what])))
    assert (status, answer["state"]) == (422, "rejected") and answer["said"][0].endswith(".")
    assert counted(world) == (0, 0, 0)
