"""The pages of sealing: the supervisor's, and the liaison's."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.factories.desk import SignIn
from tests.factories.fixtures import Stage, World, staged
from tests.factories.sealing import Charge, declined
from thirdoption.program.matters.models import LegalHold, Matter, SealTask

DESK, PARTNERS = "/desk/sealing/", "/partners/sealing/"


@pytest.fixture(scope="module")
def staged_pages(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Stage]:
    with staged(f"sealing_pages_{worker_id}", declined, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def charge(staged_pages: Stage, world: World) -> Charge:
    found: Charge = staged_pages.played(world)
    return found


@pytest.fixture
def supervisor(charge: Charge, sign_in: SignIn) -> Client:
    return sign_in("supervisor")


def said(client: Client, address: str, data: dict[str, str]) -> str:
    """The page to which a form leads, as text."""
    answer = client.post(address, data, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_supervisor_seals_and_nobody_finds_it(
    charge: Charge, supervisor: Client, sign_in: SignIn
) -> None:
    page = supervisor.get(DESK).content.decode()
    assert charge.matter.incident_number in page and "is sealed now" in page
    typed = {"what": "seal", "charge": str(charge.matter.pk), "strength": "sever", "meant": "on"}
    text = said(supervisor, DESK, typed)
    assert "Tell the person" in text and charge.matter.incident_number not in text
    assert charge.matter.notice in text and "No charge is decided" in text
    answer = sign_in("liaison").get(f"/partners/matters/{charge.matter.pk}/")
    assert answer.status_code == 404


def test_what_is_missing_is_said_beside_its_field(charge: Charge, supervisor: Client) -> None:
    answer = supervisor.post(DESK, {"what": "seal", "charge": str(charge.matter.pk)})
    assert answer.status_code == 422
    assert "Confirm that this is meant." in answer.content.decode()
    with charge.world.acting("supervisor"):
        assert Matter.objects.exists()


def test_a_hold_begins_and_ends_with_a_reason(charge: Charge, supervisor: Client) -> None:
    pk = str(charge.matter.pk)
    assert "hold lasts" in said(supervisor, DESK, {"what": "hold", "charge": pk, "reason": "A suit"})
    typed = {"what": "seal", "charge": pk, "strength": "sever", "meant": "on"}
    assert supervisor.post(DESK, typed).status_code == 409
    with charge.world.acting("supervisor"):
        hold = LegalHold.objects.get()
    assert supervisor.post(DESK, {"what": "end", "hold": str(hold.pk)}).status_code == 422
    typed = {"what": "end", "hold": str(hold.pk), "why": "It is over"}
    assert "has ended" in said(supervisor, DESK, typed)


def test_tasks_are_confirmed_and_hold_no_number_of_the_incident(charge: Charge, sign_in: SignIn) -> None:
    charge.seal()
    liaison = sign_in("liaison")
    page = liaison.get(PARTNERS).content.decode()
    assert page.count(charge.matter.notice) == 2 and charge.matter.incident_number not in page
    with charge.world.acting("liaison"):
        one, other = SealTask.objects.order_by("pk")
    for client, address, task in ((liaison, PARTNERS, one), (sign_in("supervisor"), DESK, other)):
        assert "closed its record" in said(client, address, {"what": "confirm", "task": str(task.pk)})
        assert client.post(address, {"what": "confirm", "task": str(task.pk)}).status_code == 409
        assert client.post(address, {"what": "confirm", "task": "no id"}).status_code == 404
    assert "Nobody is asked" in said(liaison, PARTNERS, {"what": "open", "notice": "A", "order_number": "1"})


def test_an_order_is_entered_by_two(charge: Charge, sign_in: SignIn) -> None:
    from thirdoption.program.matters.rules.sealing import Strength

    charge.seal(Strength.HIDE)
    typed = {"what": "open", "notice": charge.matter.notice, "order_number": "2026-CV-8"}
    assert "second person" in said(sign_in("liaison"), PARTNERS, typed)
    assert sign_in("liaison").post(PARTNERS, {**typed, "order_number": ""}).status_code == 422
    assert "open again" in said(sign_in("supervisor"), DESK, typed)


@pytest.mark.parametrize("who", ["officer", "case-manager", "manager", "defender", "auditor"])
def test_for_others_the_pages_do_not_exist(charge: Charge, sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert {client.get(address).status_code for address in (DESK, PARTNERS)} == {404}
    assert sign_in("liaison").get(DESK).status_code == 404


def test_a_courts_order_reaches_a_charge_that_is_not_among_the_newest(
    charge: Charge, supervisor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-83: by its number, and whatever state it is in; and a hold can always be ended."""
    monkeypatch.setattr("thirdoption.program.matters.queries.sealing.decided", lambda **_asked: [])
    number = charge.matter.incident_number
    assert number not in supervisor.get(DESK).content.decode()
    assert "No charge here has this number." in supervisor.get(f"{DESK}?number=26-0").content.decode()
    where = f"{DESK}?number={number.lower()}"
    held = {"what": "hold", "charge": str(charge.matter.pk), "reason": "A suit is announced"}
    assert "Nothing of this charge is deleted" in said(supervisor, where, held)
    with charge.world.acting("supervisor"):
        hold = LegalHold.objects.get()
    assert number in supervisor.get(DESK).content.decode()
    ended = {"what": "end", "hold": str(hold.pk), "why": "The suit is over"}
    assert "has ended" in said(supervisor, DESK, ended)
    typed = {"what": "seal", "charge": str(charge.matter.pk), "strength": "sever", "meant": "on"}
    assert "Tell the person" in said(supervisor, where, {**typed, "order_number": "2026-114"})
