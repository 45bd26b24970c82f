"""The pages of letters: at the desk, at the liaison's, and of their texts."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from tests.factories.letters import decline, matter_of, own, police, ticketed
from tests.unit.test_report_outputs import words_on
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.actions import letters
from thirdoption.program.matters.models import LetterTemplate, OwnLetter
from thirdoption.program.matters.rules.letters import Kind
from thirdoption.program.sharing.models import Disclosure

SignIn = Callable[[str], Client]


def chosen(world: World, kind: Kind, referral: Any, language: str = "en") -> dict[str, str]:
    return {"kind": f"{kind}.{referral.pk if referral else ''}", "language": language}


def test_the_desk_writes_a_letter_and_prints_it_alike_each_time(world: World, sign_in: SignIn) -> None:
    referral, person = ticketed(world)
    client = sign_in("case-manager")
    url = f"/desk/people/{person.pk}/letters/"
    assert "Write a letter" in client.get(f"/desk/people/{person.pk}/").content.decode()
    assert client.post(url, {"kind": "hold_notice", "language": "en"}).status_code == 422
    assert client.post(url, chosen(world, Kind.ADJOURN, referral, "es")).status_code == 302
    page = client.get(url).content.decode()
    (pdf,) = re.findall(r'href="(/desk/letters/[^"]+\.pdf)"', page)
    first, again = client.get(pdf), client.get(pdf)
    assert first["Content-Type"] == "application/pdf" and first.content == again.content
    assert "no-store" in first["Cache-Control"]
    with pikepdf.open(BytesIO(first.content)) as opened:
        assert str(opened.Root.Lang) == "es"
        assert "AnaPretend" in words_on(opened.pages[0])
    data = client.get(pdf.replace(".pdf", ".json"))
    assert data.content == client.get(pdf.replace(".pdf", ".json")).content
    assert json.loads(data.content)["facts"]["returnable_on"] == "2026-12-08"
    for key in ("liaison", "officer", "manager"):
        assert sign_in(key).get(pdf).status_code == 404


def test_the_liaison_writes_a_letter(world: World, sign_in: SignIn) -> None:
    referral = walk.accepted(world)
    matter = matter_of(world, referral)
    client = sign_in("liaison")
    page = client.get(f"/partners/matters/{matter.pk}/").content.decode()
    assert "letters/?kind=hold_notice" in page and "kind=date_passed_notice" not in page
    url = f"/partners/matters/{matter.pk}/letters/"
    assert client.post(url, {"kind": "hold_notice", "language": "en"}).status_code == 302
    decline(world, referral)
    refused = client.post(url, {"kind": "seal_notice_agency", "language": "en"})
    assert refused.status_code == 422 and b"Choose the agency" in refused.content
    sent = {"kind": "seal_notice_agency", "language": "en", "agency": str(police(world).pk)}
    assert client.post(url, sent).status_code == 302
    page = client.get(url).content.decode()
    files = re.findall(r'href="(/partners/letters/[^"]+\.pdf)"', page)
    assert len(files) == 2
    for file in files:
        assert client.get(file).content == client.get(file).content
        assert client.get(file.replace(".pdf", ".json")).status_code == 200
        assert sign_in("officer").get(file).status_code == 404
        client = sign_in("liaison")


TEXT = {"title": "About {name}", "body": "{name} works with us since {since}.\n\n{notice}"}


def save(world: World, known: int = 0, **other: str) -> LetterTemplate:
    with world.acting("manager") as by:
        values = {**TEXT, **other}
        return letters.save_template(
            kind=Kind.STATUS, language="en", **values, known=known, by=by, at=world.at
        )


def test_a_sites_own_text_holds_for_new_letters_and_changes_no_old_one(world: World) -> None:
    _referral, person = walk.handed_over(world)
    before = own(world, person, None, Kind.STATUS)
    save(world)
    after = own(world, person, None, Kind.STATUS)
    save(world, known=1, title="Again {name}")
    with world.acting("manager") as by:
        letters.ship_again(kind=Kind.STATUS, language="en", known=2, by=by, at=world.at)
    shipped = own(world, person, None, Kind.STATUS)
    assert (before.template, after.template, shipped.template) == (0, 1, 0)
    assert after.written["title"] == "About Marisol Made-up"
    assert before.written == shipped.written != after.written
    with world.acting("case-manager"):
        assert OwnLetter.objects.get(pk=after.pk).written["title"] == "About Marisol Made-up"


def test_two_who_save_at_once_do_not_write_over_each_other(world: World) -> None:
    """R-55, R-78."""
    save(world)
    with pytest.raises(Refused, match="changed just now"):
        save(world)
    with world.acting("manager"), pytest.raises(DatabaseError), transaction.atomic():
        LetterTemplate.objects.update(title="x")


def test_only_the_programs_manager_writes_texts(world: World, sign_in: SignIn) -> None:
    for key in ("liaison", "case-manager", "supervisor", "officer", "administrator", "auditor"):
        with world.acting(key) as by, pytest.raises(Refused):
            letters.save_template(kind=Kind.STATUS, language="en", **TEXT, known=0, by=by, at=world.at)
        client = sign_in(key)
        assert client.get("/setup/letters/").status_code == 404
        assert client.get("/setup/letters/status_letter/en/").status_code == 404


def test_the_page_of_a_text(world: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    assert client.get("/setup/letters/").content.decode().count("What ships") == 2 * len(Kind)
    url = "/setup/letters/status_letter/en/"
    page = client.get(url).content.decode()
    assert "Marisol Made-up has worked with us since November 3, 2026" in page and "{since}" in page
    shown = client.post(url, {**TEXT, "known": 0, "step": "show"})
    assert shown.status_code == 200 and b"About Marisol Made-up" in shown.content
    assert not LetterTemplate.objects.exists()
    for wrong, sentence in (
        ({"body": "{name} {since}"}, "legal notice"),
        ({"body": "{name}\n\n{notice}"}, "{since}"),
        ({"body": "{name} {since} in compliance\n\n{notice}"}, "no verdict"),
        ({"title": ""}, "Write a title"),
    ):
        answer = client.post(url, {**TEXT, **wrong, "known": 0})
        assert answer.status_code == 422 and sentence in answer.content.decode(), wrong
    assert client.post(url, {**TEXT, "known": 0}).status_code == 302
    assert b"Your own, version 1" in client.get("/setup/letters/").content
    assert client.post(url, {**TEXT, "known": 0}).status_code == 409
    assert client.post(f"{url}ship/", {"known": 1}).status_code == 302
    assert b"Your own" not in client.get("/setup/letters/").content
    for nowhere in ("/setup/letters/nonsense/en/", "/setup/letters/status_letter/fr/"):
        assert client.get(nowhere).status_code == 404


def test_what_the_page_of_letters_tells_of_an_intake_is_accounted(world: World, sign_in: SignIn) -> None:
    """R-22: after the date the missing notice that it has passed says that the intake is done."""
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    url = f"/partners/matters/{matter_of(world, referral).pk}/letters/"
    world.pass_time(days=60)
    assert "date_passed_notice" not in sign_in("liaison").get(url).content.decode()
    with world.acting("case-manager"):
        (told,) = Disclosure.objects.filter(person=person)
    assert told.what == "intake confirmed, date"
