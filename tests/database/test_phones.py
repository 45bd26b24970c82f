"""Lost phones: who sees which key, who ends it, and that an ended one stays ended."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.test_grants import attempt
from tests.factories.fixtures import World
from tests.factories.phone import Phone, send
from thirdoption.program.staff.models import DeviceKey
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
STRANGERS = ("liaison", "provider", "evaluator", "officer-3", "case-manager")


def end(phone: Phone) -> str:
    return reverse("street:end-phone", args=[phone.device.pk])


def ended(phone: Phone) -> Any:
    with phone.world.acting(phone.officer):
        return DeviceKey.objects.get(pk=phone.device.pk).ended


def test_an_officer_sees_their_phones_and_ends_the_lost_one(world: World, sign_in: SignIn) -> None:
    lost, kept, other = Phone(world), Phone(world), Phone(world, "officer-2")
    client = sign_in("officer")
    page = client.get("/street/phones/").content.decode()
    assert end(lost) in page and end(kept) in page and end(other) not in page
    assert "Officer Lindqvist" not in page and "Phones of the officers" not in page
    assert "End this phone?" in client.get(end(lost)).content.decode()
    assert ended(lost) is None, "looking ends nothing"
    world.pass_time(minutes=3)
    assert client.post(end(lost))["Location"] == "/street/phones/"
    page = client.get("/street/phones/").content.decode()
    assert end(lost) not in page and end(kept) in page and "Ended " in page
    assert ended(lost) == world.at
    assert send(client, lost.item())[1]["state"] == "held"
    with world.acting("auditor"):
        entry = Entry.objects.get(verb="end", noun="device key")
        assert entry.worker == world.workers["officer"].pk and lost.device.pk in entry.subjects


def test_the_second_tap_is_told_that_it_has_ended(world: World, sign_in: SignIn) -> None:
    phone, client = Phone(world), sign_in("officer")
    client.post(end(phone))
    first = ended(phone)
    world.pass_time(minutes=1)
    again = client.post(end(phone))
    assert again.status_code == 409 and "has ended already" in again.content.decode()
    assert ended(phone) == first


def test_a_supervisor_sees_and_ends_those_of_their_own_agency(world: World, sign_in: SignIn) -> None:
    here, elsewhere, client = Phone(world), Phone(world, "officer-3"), sign_in("sergeant")
    page = client.get("/street/phones/").content.decode()
    assert "Officer Reyes" in page and end(here) in page
    assert "Officer Abara" not in page and end(elsewhere) not in page
    assert client.post(end(elsewhere)).status_code == 404 and ended(elsewhere) is None
    assert client.post(end(here)).status_code == 302 and ended(here) == world.at


@pytest.mark.parametrize("key", ["officer-2", "agency-head", *STRANGERS])
def test_nobody_else_opens_or_ends_it(world: World, sign_in: SignIn, key: str) -> None:
    phone, client = Phone(world), sign_in(key)
    assert client.get(end(phone)).status_code == client.post(end(phone)).status_code == 404
    assert ended(phone) is None


@pytest.mark.parametrize("key", STRANGERS)
@pytest.mark.parametrize("purpose", [None, "referral", "care"])
def test_another_agencys_worker_has_no_key_by_raw_sql(world: World, key: str, purpose: str) -> None:
    Phone(world)
    with world.acting(key, purpose):
        assert attempt("SELECT id FROM staff_devicekey") == ("rows", [])
        assert attempt("UPDATE staff_devicekey SET ended = now()") == ("rows", 0)


@pytest.mark.parametrize("key", ["officer", "officer-2", "sergeant"])
def test_an_ended_key_is_never_revived(world: World, sign_in: SignIn, key: str) -> None:
    phone = Phone(world)
    sign_in("officer").post(end(phone))
    with world.acting(key):
        for value in ("NULL", "now() + interval '9 days'"):
            assert attempt(f"UPDATE staff_devicekey SET ended = {value}")[0] == "23514"
        assert attempt("DELETE FROM staff_devicekey")[0] == "42501"
        assert attempt("UPDATE staff_devicekey SET public_key = ''")[0] == "42501"
    for stranger in STRANGERS:
        with world.acting(stranger, "referral"):
            assert attempt("UPDATE staff_devicekey SET ended = NULL") == ("rows", 0)
    assert ended(phone) is not None


def test_a_phone_shared_by_two_agencies_waits_for_its_author(world: World, sign_in: SignIn) -> None:
    phone = Phone(world)
    item = phone.item()
    status, answer = send(sign_in("officer-3"), item)
    assert (status, answer["state"]) == (409, "waits")
    assert answer["said"] == ["This needs the sign-in of Officer Reyes."]
    assert send(sign_in("officer"), item)[0] == 200


def test_statements_of_the_pages(world: World, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    phones, client = [Phone(world) for _ in range(5)], sign_in("sergeant")
    client.get("/street/phones/")
    with django_assert_num_queries(7):
        client.get("/street/phones/")
    with django_assert_num_queries(7):
        client.get(end(phones[0]))
