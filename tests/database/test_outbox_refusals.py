"""What is no item of a phone, or not its author's, is refused with a sentence, and nothing is saved."""

import uuid
from collections.abc import Callable

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
