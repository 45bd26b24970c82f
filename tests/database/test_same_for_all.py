"""Whoever took part before, and whoever did not, looks the same to enforcement (law 1, R-26, R-40).

Pairs of worlds that differ only in whether, when and how the person ever took part; what every
enforcement role receives is compared: bytes, status, headers, order, the number of statements as the
class of timing, receipts and notices. `make prove` takes 10,000 pairs.
"""

import random
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.database.test_street_forms import TYPED
from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import CaseManager
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.messages.models import Message
from thirdoption.program.referrals.models import Receipt, Referral

SignIn = Callable[[str], Client]
RANDOM = re.compile(rb'[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<=value=")[\w]{64}(?=")|nonce-[\w=+/-]+')
ROLES = ("officer-2", "officer-4", "sergeant", "agency-head", "liaison", "defender")
PAGES = ("/", "/street/", "/street/contact/", "/partners/matters/", "/desk/", "/figures/")
KEEP = ("Content-Type", "Cache-Control", "Location", "Vary")
Seen = list[tuple[str, int, tuple[str | None, ...], int, bytes]]


class Watch:
    """All that enforcement receives in one world, with what is random in it numbered in its order."""

    def __init__(self) -> None:
        self.seen: Seen = []
        self.names: dict[bytes, bytes] = {}

    def plain(self, text: bytes) -> bytes:
        """The text with each random value replaced by the number of its first appearance."""
        return RANDOM.sub(lambda found: self.names.setdefault(found[0], b"#%d" % len(self.names)), text)

    def ask(self, client: Client, address: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        """One request, kept; its answer."""
        asked = 0

        def count(execute: Any, *statement: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*statement)

        with connection.execute_wrapper(count):
            answer = client.get(address, **more) if data is None else client.post(address, data, **more)
        headers = tuple(self.plain((answer.get(name) or "").encode()).decode() for name in KEEP)
        place = self.plain(address.encode()).decode()
        self.seen.append((place, answer.status_code, headers, asked, self.plain(answer.content)))
        return answer


def take_part(world: World, pick: random.Random) -> uuid.UUID | None:
    """Somebody's earlier way with the program, as far as it happens to go; the person's id."""
    person = None
    for _time in range(pick.randint(1, 3)):
        number = f"26-9{pick.randint(1000, 9999)}-X"
        facts = {"incident_number": number, "door": "social_contact", "conduct": ""}
        if pick.random() < 0.1:
            walk.contact(world, "officer-3", **facts)
            continue
        referral = walk.accepted(world, "officer-3", **facts)
        with world.acting("on-call") as by:
            call = Handoff.objects.get(referral=referral)
            handoffs.accept(handoff=call, by=by, at=world.pass_time(minutes=pick.randint(1, 9)))
            handoffs.arrive(handoff=call, by=by, at=world.pass_time(minutes=pick.randint(1, 40)))
            person = care.receive(
                handoff=call, name=pick.choice(("Marisol Made-up", "Ari Made-up")), date_of_birth=None,
                where_to_find="By the river", language=pick.choice(("en", "es")),
                case_manager=world.workers[pick.choice(("case-manager", "case-manager-2"))],
                by=by, at=world.pass_time(minutes=3),
            )  # fmt: skip
        if pick.random() < 0.7:
            with world.acting("on-call") as by:
                care.do_intake(
                    person=person, referral=referral, needs=["housing"], words="A door that closes",
                    by=by, at=world.pass_time(days=pick.randint(0, 5)),
                )  # fmt: skip
        world.pass_time(days=pick.randint(0, 9))
    return person.pk if person else None


@dataclass(frozen=True)
class Night:
    """What is the same in both worlds: what the person says, and which pages the roles load beside."""

    clients: Mapping[str, Client]
    say_yes: bool
    pages: slice


def a_night(world: World, night: Night, known: uuid.UUID | None) -> Seen:
    """One contact from its record to its receipt, and what every enforcement role can load beside it."""
    watch, officer, typed = Watch(), night.clients["officer"], {**TYPED, "key": str(uuid.UUID(int=7))}
    somebody = known or uuid.uuid4()
    watch.ask(officer, "/street/")
    watch.ask(officer, "/street/contact/")
    page = watch.ask(officer, "/street/contact/", typed)["Location"]
    watch.ask(officer, page)
    watch.ask(
        officer,
        f"{page}offer/",
        {"answer": "yes" if night.say_yes else "no", "set_aside": "custodial_arrest"},
    )
    walk.run_waiting_jobs()
    watch.ask(officer, page)
    call = _call(world)
    if call is not None:
        for step in (handoffs.accept, handoffs.arrive):
            with world.acting("on-call") as by:
                step(handoff=call, by=by, at=world.pass_time(minutes=5))
            watch.ask(officer, f"{page}hand-off/?known=-", headers={"HX-Request": "true"})
    watch.ask(officer, f"/desk/people/{somebody}/")
    for role in ROLES:
        for address in (*PAGES, f"/desk/people/{somebody}/", page)[night.pages]:
            watch.ask(night.clients[role], address)
        with world.acting(role):
            told = (Message.objects.count(), Receipt.objects.count(), Referral.objects.count())
            watch.seen.append((role, 0, (), 0, repr(told).encode()))
    return watch.seen


def _call(world: World) -> Handoff | None:
    with world.acting("on-call"):
        return Handoff.objects.filter(referral__incident_number=TYPED["incident_number"]).first()


def in_a_world(world: World, night: Night, pick: random.Random | None) -> Seen:
    """The night in a world of its own; with `pick`, the person took part before."""
    tonight = world.at
    try:
        with transaction.atomic():
            known = None
            if pick is not None:
                world.at = tonight - timedelta(days=pick.randint(61, 200))
                known = take_part(world, pick)
                world.at = tonight
            seen = a_night(world, night, known)
            raise Interrupted
    except Interrupted:
        world.at = tonight
        return seen


class Interrupted(Exception):
    """The world is taken back."""


def pairs(
    world: World, sign_in: SignIn, numbers: Iterable[int], shares: Sequence[slice] = (slice(None),)
) -> Iterator[tuple[int, Seen, Seen]]:
    """What is received where the person took part before, and where they did not.

    Each world's officer does all of the night; of the pages beside it, each world loads one of `shares`.
    """
    clients = {role: sign_in(role) for role in ("officer", *ROLES)}
    nights = [Night(clients, say_yes, pages) for pages in shares for say_yes in (True, False)]
    in_a_world(world, nights[0], None)  # what a process reads only once is read
    never = [in_a_world(world, night, None) for night in nights]
    assert not different(in_a_world(world, nights[0], None), never[0]), "the same night twice is the same"
    for number in numbers:
        one = number % len(nights)
        yield number, in_a_world(world, nights[one], random.Random(number)), never[one]


def different(before: Seen, never: Seen) -> list[Any]:
    """The requests that were answered differently."""
    return [(one, other) for one, other in zip(before, never, strict=True) if one != other]


def test_nobody_in_enforcement_can_tell(world: World, sign_in: SignIn) -> None:
    for number, before, never in pairs(world, sign_in, range(8)):
        assert not different(before, never), number


@pytest.mark.prove
@pytest.mark.parametrize("first", range(0, 10_000, 200))
def test_nobody_in_enforcement_can_tell_10000_times(world: World, sign_in: SignIn, first: int) -> None:
    """Some at a time, as what a transaction takes back stays in its tables; a third of the pages each."""
    numbers = range(first, first + 200)
    began = time.monotonic()
    for number, before, never in pairs(world, sign_in, numbers, [slice(n, None, 3) for n in range(3)]):
        assert not different(before, never), number
    took = time.monotonic() - began
    print(f"pairs of worlds {first} to {numbers[-1]}: no difference, {took:.0f} s")  # noqa: T201


def test_a_difference_would_be_seen(world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted leak: the officer's list counts the program's people."""
    from thirdoption.web.street import views

    real = views.presenters.home

    def leaking(**values: Any) -> dict[str, Any]:
        with world.acting("case-manager"):
            return {**real(**values), "count": CaseManager.objects.count()}

    monkeypatch.setattr(views.presenters, "home", leaking)
    numbers = range(12)
    assert any(different(before, never) for _number, before, never in pairs(world, sign_in, numbers))
