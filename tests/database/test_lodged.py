"""Charges that an officer lodged: their own, after its date alone, and asking for one."""

import re
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.database.test_grants import add, attempt
from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.lodging import LODGED, held_as, matter_of, pause
from tests.factories.policies import REHEARSAL, setting
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.queries import charges
from thirdoption.program.matters.rules import State
from thirdoption.program.trail.models import Entry

NEW_YORK = ZoneInfo("America/New_York")
SignIn = Callable[[str], Client]


def shown(client: Client) -> str:
    response = client.get("/street/lodged/")
    assert response.status_code == 200
    return str(response.content.decode())


def ask(client: Client, charge: Matter, reason: str = "The store asked again") -> Any:
    return client.post(f"/street/lodged/{charge.pk}/take-up/", {"reason": reason})


@pytest.fixture
def lodged(world: World, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A lodged charge whose person was handed over: the officer keeps a receipt and this."""
    held_as(monkeypatch, LODGED)
    referral, _person = walk.handed_over(world)
    return referral


def test_only_their_own_and_only_what_is_lodged(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.accepted(world, incident_number="26-HELD-X")
    held_as(monkeypatch, LODGED)
    walk.accepted(world, incident_number="26-MINE-X")
    walk.accepted(world, "officer-2", incident_number="26-THEIRS-X")
    world.pass_time(days=31)
    page = shown(sign_in("officer"))
    assert "26-MINE-X" in page and "26-THEIRS-X" not in page and "26-HELD-X" not in page
    assert "No charge waits that you lodged" in shown(sign_in("sergeant"))


def test_the_way_there_is_shown_where_charges_are_lodged(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Charges you lodged" not in sign_in("officer").get("/street/").content.decode()
    policies = [(None, setting(REHEARSAL, "charge_model", LODGED)), (None, REHEARSAL)]
    monkeypatch.setattr(charges, "policies_since", lambda site, day: policies)
    assert "Charges you lodged" in sign_in("officer").get("/street/").content.decode()


def test_until_its_date_there_is_nothing_to_ask(world: World, sign_in: SignIn, lodged: Any) -> None:
    client, charge = sign_in("officer"), matter_of(world, lodged)
    assert "26-00417-X" not in shown(client) and ask(client, charge).status_code == 404
    world.at = datetime(2026, 12, 20, 23, 59, tzinfo=NEW_YORK)
    assert "26-00417-X" not in shown(client), "the last day is over at midnight where the site is"
    world.pass_time(minutes=1)
    assert "26-00417-X" in shown(client) and "Ask the prosecutor to take it up" in shown(client)


def test_asking_hands_it_to_the_prosecutor_and_is_the_last_they_hear(
    world: World, sign_in: SignIn, lodged: Any
) -> None:
    client, charge = sign_in("officer"), matter_of(world, lodged)
    world.pass_time(days=31)
    assert ask(client, charge).status_code == 302
    page = shown(client)
    assert "The prosecutor is asked to take up incident 26-00417-X" in page
    assert "26-00417-X" not in shown(client)
    assert ask(client, charge).status_code == 404
    assert matter_of(world, lodged).state == "revived"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Say why."), ("x" * 301, "301"), ("SID 01234567K", "state, FBI or NCIC number")],
)
def test_a_reason_is_needed(world: World, sign_in: SignIn, lodged: Any, reason: str, sentence: str) -> None:
    client, charge = sign_in("officer"), matter_of(world, lodged)
    world.pass_time(days=31)
    answer = ask(client, charge, reason)
    page = answer.content.decode()
    assert answer.status_code == 422 and sentence in page and f'id="reason_{charge.pk}_error"' in page
    assert matter_of(world, lodged).state == "held"


def test_nothing_of_clock_or_intake_or_care(world: World, sign_in: SignIn, lodged: Any) -> None:
    """R-25, R-26: done or not, released or not, paused or not: it shows when it may be revived."""
    client, asked_at = sign_in("officer"), world.at
    world.pass_time(days=36)
    before = shown(client)
    world.at = asked_at
    with world.acting("case-manager"):
        person = Handoff.objects.select_related("person").get(referral=lodged).person
    walk.released(world, person, lodged)
    walk.intake(world, person, lodged)
    world.at = asked_at
    pause(world, lodged, days=5)
    world.pass_time(days=31)
    assert "26-00417-X" not in shown(client), "nothing tells a moved date from a decided charge"
    with world.acting("officer"):
        assert not Matter.objects.exists() and not attempt("SELECT valid_from FROM sharing_grant")[1]
    world.pass_time(days=5)
    after = shown(client)
    assert "26-00417-X" in after and "2026" not in _main(after)
    assert _main(before) == _main(after)


def _main(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main)


def test_what_is_decided_is_gone(world: World, sign_in: SignIn, lodged: Any) -> None:
    charge = matter_of(world, lodged)
    with world.acting("liaison") as by:
        actions.decide(matter=charge, to=State.DECLINED, reason="Served", by=by, at=world.at)
    world.pass_time(days=31)
    assert "26-00417-X" not in shown(sign_in("officer"))


def test_what_was_shown_is_one_trail_row(world: World, sign_in: SignIn, lodged: Any) -> None:
    """R-69."""
    world.pass_time(days=31)
    shown(sign_in("officer"))
    with world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(noun="matter", outcome="seen")
    assert row.subjects == [matter_of(world, lodged).pk]


@pytest.mark.parametrize("key", ["liaison", "case-manager", "defender", "officer-2", "sergeant"])
def test_nobody_else_asks(world: World, sign_in: SignIn, lodged: Any, key: str) -> None:
    charge = matter_of(world, lodged)
    world.pass_time(days=31)
    assert ask(sign_in(key), charge).status_code == 404
    assert ask(sign_in("officer"), Matter(pk=uuid.uuid4())).status_code == 404
    assert matter_of(world, lodged).state == "held"


@pytest.mark.parametrize(
    ("key", "state", "answer"),
    [
        *[("liaison", "revived", "42501"), ("officer", "declined", "42501")],
        *[("liaison", "declined", "rows"), ("officer", "revived", "rows")],
    ],
)
def test_the_database_takes_each_step_from_whose_it_is(
    world: World, lodged: Any, key: str, state: str, answer: str
) -> None:
    """The office does not ask itself to take a charge up, and its officer decides nothing."""
    charge = matter_of(world, lodged)
    world.pass_time(days=31)
    with world.acting(key) as by:
        row = {"thing_id": charge.pk, "number": 1, "state": state, "at": world.at, "note": "Asked again"}
        done = add("matters_matterstatus", **row, worker=by.worker, organization=by.organization)
        assert done[0] == answer, done


def test_statements_of_the_page(
    world: World, sign_in: SignIn, lodged: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in("officer")
    world.pass_time(days=31)
    shown(client)
    with django_assert_max_num_queries(8):
        shown(client)
