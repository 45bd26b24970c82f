"""The defender's list: what people released to their office, accounted, and nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.lodging import extend, matter_of, pause
from thirdoption.program.matters import actions
from thirdoption.program.matters.rules import State
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.trail.models import Entry

SignIn = Callable[[str], Client]
NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure"


def shown(client: Client) -> str:
    response = client.get("/partners/defended/")
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_charge_is_there_while_its_release_lives(world: World, sign_in: SignIn) -> None:
    """R-9, R-18: only under the person's own release, until it is taken back."""
    client = sign_in("defender")
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)  # to the prosecutor: another office
    assert "26-00417-X" not in shown(client) and "No charge is released to you now" in shown(client)
    release = walk.defended(world, person, referral)
    page = shown(client)
    assert "26-00417-X" in page and "20 Dec 2026" in page and "not confirmed" in page and NOTICE in page
    walk.intake(world, person, referral)
    assert "intake confirmed: 23 Nov 2026" in shown(client)
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(hours=1))
    page = shown(client)
    assert "26-00417-X" not in page and NOTICE not in page


def test_it_names_nobody_and_tells_nothing_of_care(world: World, sign_in: SignIn) -> None:
    referral, person = walk.handed_over(world)
    walk.defended(world, person, referral)
    walk.intake(world, person, referral)
    pause(world, referral, days=5)
    page = shown(sign_in("defender"))
    assert "paused by the program, new date" in page
    for word in ("Marisol", "Dana", "housing", "my son", "poverty", "Pharmacy", "river", "Reyes", "hospital"):
        assert word not in page


def test_what_is_told_is_accounted_once_and_on_the_trail(world: World, sign_in: SignIn) -> None:
    """R-22, R-69."""
    referral, person = walk.handed_over(world)
    release = walk.defended(world, person, referral)
    walk.intake(world, person, referral)
    for _ in range(2):
        shown(sign_in("defender"))
    with world.acting("case-manager"):
        told = set(Disclosure.objects.values_list("release", "what"))
    assert told == {(release.pk, "charge and clock"), (release.pk, "intake confirmed, date")}
    with world.acting("auditor", "audit"):
        rows = list(Entry.objects.filter(noun="matter", outcome="seen"))
    assert {tuple(one.subjects) for one in rows} == {(matter_of(world, referral).pk,)}


def test_a_decided_charge_says_so(world: World, sign_in: SignIn) -> None:
    referral, person = walk.handed_over(world)
    walk.defended(world, person, referral)
    charge = matter_of(world, referral)
    with world.acting("liaison") as by:
        actions.decide(matter=charge, to=State.DECLINED, reason="For the file", by=by, at=world.at)
    page = shown(sign_in("defender"))
    assert "Declined" in page and "days left" not in page and "For the file" not in page


def test_the_liaison_s_pages_are_not_the_defender_s_and_the_other_way_round(
    world: World, sign_in: SignIn
) -> None:
    referral, person = walk.handed_over(world)
    walk.defended(world, person, referral)
    charge, client = matter_of(world, referral), sign_in("defender")
    for page in ("", f"{charge.pk}/", "list.csv", "several/"):
        assert client.get(f"/partners/matters/{page}").status_code == 404
    for key in ("liaison", "officer", "case-manager", "manager", "auditor"):
        assert sign_in(key).get("/partners/defended/").status_code == 404


def test_signing_in_leads_there(world: World, sign_in: SignIn) -> None:
    client = sign_in("defender")
    assert client.get("/").headers["Location"] == "/partners/defended/"


def test_statements_of_the_list(world: World, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        name = f"Marisol {number} Made-up"
        referral, person = walk.handed_over(world, incident_number=f"26-{number}-X", name=name)
        walk.defended(world, person, referral)
        walk.intake(world, person, referral)
        extend(world, referral, date(2027, 1, 20))
    client = sign_in("defender")
    assert shown(client).count("intake confirmed") == 4
    with django_assert_max_num_queries(14):
        shown(client)


@pytest.mark.parametrize("language", ["en", "es"])
def test_in_each_language(world: World, sign_in: SignIn, language: str) -> None:
    referral, person = walk.handed_over(world)
    walk.defended(world, person, referral)
    client = sign_in("defender")
    client.cookies["django_language"] = language
    assert f'<html lang="{language}">' in shown(client)
