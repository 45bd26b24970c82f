"""Partners see the line's number and a first name: no private number, no surname, on any page of theirs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.factories.desk import on_the_clock
from tests.factories.fixtures import World
from tests.factories.line import NUMBERS, Line
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters.models import Matter

SignIn = Callable[[str], Client]
SURNAMES = ("Delgado", "Whitfield", "Arroyo", "Nair", "Abelson")
PARTNERS = ("officer", "officer-2", "sergeant", "liaison", "defender", "provider", "community", "agency-head")
ASKS = {"street:shell": ["home", "en"]}
"""What an address names that is no id."""


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def addresses(ids: dict[str, Any]) -> dict[str, str]:
    """Every page for the street, for partners and for the public, with the ids that there are."""
    found = {}
    spaces = {name: resolver for name, (_prefix, resolver) in get_resolver().namespace_dict.items()}
    for space in ("street", "partners", "community", "public"):
        for name, ways in spaces[space].reverse_dict.lists():
            if isinstance(name, str):
                needs = ways[0][0][0][1]
                given = ASKS.get(f"{space}:{name}") or [ids.get(f"{space}:{name}", ids["pk"]) for _ in needs]
                try:
                    found[f"{space}:{name}"] = reverse(f"{space}:{name}", args=given)
                except NoReverseMatch:  # an address that names a place or a report, which has nobody on call
                    continue
    return found


@pytest.mark.parametrize("state", ["requested", "accepted", "en_route", "arrived"])
def test_no_page_of_a_partner_tells_more_than_a_first_name(line: Line, sign_in: SignIn, state: str) -> None:
    """R-36: whatever is asked for, and wherever the hand-off is."""
    pk = line.call()
    with line.world.acting("on-call") as by:
        call = Handoff.objects.select_related("referral").get(pk=pk)
        for step, act in (("accepted", handoffs.accept), ("en_route", handoffs.set_out),
                          ("arrived", handoffs.arrive)):  # fmt: skip
            if state != "requested":
                act(handoff=call, by=by, at=line.world.at)
            if step == state:
                break
    with line.world.acting("liaison"):
        matter = Matter.objects.get(referral=call.referral_id)
    pages = addresses({"pk": call.referral_id, "partners:matter": matter.pk})
    assert {"street:home", "street:referral", "street:handoff", "street:notices", "partners:matters"} <= set(
        pages
    )
    shown = 0
    for who in PARTNERS:
        client = sign_in(who)
        for name, address in pages.items():
            for headers in ({}, {"HX-Request": "true"}):
                answer = client.get(address, headers=headers)
                if answer.status_code == 200:
                    check(answer.content.decode(), f"{who} {name}")
                    shown += 1
    assert shown > 20
    panel = sign_in("officer").get(pages["street:referral"]).content.decode()
    assert ("Kim" in panel) == (state != "requested") and line.world.site.line_number in panel


def check(page: str, where: str) -> None:
    """Nothing of a worker but a first name; digits are compared without what is between them."""
    for surname in SURNAMES:
        assert surname not in page, f"{where}: {surname}"
    digits = re.sub(r"[\s().-]", "", page)
    for number in NUMBERS.values():
        assert number[2:] not in digits, where
