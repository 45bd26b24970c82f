"""The prosecutor liaison's pages: what is told, what is not, and what each page asks the database."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.matters.models import Matter
from thirdoption.program.referrals import actions
from thirdoption.program.referrals.rules import SetAside
from thirdoption.program.sharing import actions as sharing
from thirdoption.program.sharing.models import Disclosure
from thirdoption.program.trail.models import Entry
from thirdoption.web.partners.presenters import listing

SignIn = Callable[[str], Client]
NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure"


def matter_of(world: World, referral: Any) -> Any:
    with world.acting("liaison"):
        return Matter.objects.get(referral=referral.pk)


def listed(client: Client, show: str = "") -> str:
    response = client.get(f"/partners/matters/?show={show}")
    assert response.status_code == 200
    return str(response.content.decode())


def accounted(world: World) -> int:
    with world.acting("case-manager"):
        return Disclosure.objects.count()


def test_confirmed_only_under_the_release_and_then_accounted_once(world: World, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    referral, person = walk.handed_over(world)
    release = walk.released(world, person, referral)
    before = listed(client)
    assert "not confirmed" in before and NOTICE not in before
    assert accounted(world) == 0  # nothing was told
    walk.intake(world, person, referral)
    for _ in range(2):
        page = listed(client)
        assert "intake confirmed: 23 Nov 2026" in page and NOTICE in page
    assert accounted(world) == 1
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(hours=1))
    assert "not confirmed" in listed(client) and NOTICE not in listed(client)


def test_not_confirmed_looks_the_same_whatever_the_cause(world: World, sign_in: SignIn) -> None:
    """No intake, no release, a release taken back: the same cell."""
    first = walk.accepted(world, incident_number="26-1-X")
    second, person = walk.handed_over(world, incident_number="26-2-X")
    walk.intake(world, person, second)
    third, person = walk.handed_over(world, incident_number="26-3-X", name="Another Made-up")
    release = walk.released(world, person, third)
    walk.intake(world, person, third)
    with world.acting("case-manager") as by:
        sharing.withdraw(release=release, by=by, at=world.pass_time(minutes=1))
    page = listed(sign_in("liaison"))
    cells = {_cell(page, matter_of(world, referral)) for referral in (first, second, third)}
    assert len(cells) == 1 and "not confirmed" in cells.pop()


def _cell(page: str, matter: Any) -> str:
    row = page[page.index(f"/partners/matters/{matter.pk}/") :]
    cell = row[row.index('data-label="Intake"') :]
    return cell[: cell.index("</td>")]


def test_the_page_names_nobody_and_tells_no_progress(world: World, sign_in: SignIn) -> None:
    referral, person = walk.handed_over(world)
    walk.released(world, person, referral)
    walk.intake(world, person, referral)
    client = sign_in("liaison")
    pages = (
        listed(client) + client.get(f"/partners/matters/{matter_of(world, referral).pk}/").content.decode()
    )
    for word in ("Marisol", "Dana", "housing", "my son", "poverty", "Pharmacy", "river", "Reyes"):
        assert word not in pages


def test_each_part_of_the_list_and_its_count(world: World, sign_in: SignIn) -> None:
    client = sign_in("liaison")
    assert "No charge is waiting" in listed(client)
    walk.accepted(world, incident_number="26-OLD-X", occurred_at=world.at.isoformat())
    world.pass_time(days=25)
    walk.accepted(world, incident_number="26-NEW-X")
    assert "26-OLD-X" in listed(client, "due") and "26-NEW-X" not in listed(client, "due")
    world.pass_time(days=6)
    assert "26-OLD-X" in listed(client, "passed") and "date passed 1 day ago" in listed(client, "passed")
    assert "Held (2)" in listed(client, "nonsense") and "2 charges" in listed(client)
    assert "No charge is decided yet" in listed(client, "decided")


def test_a_ticket_before_the_deadline_is_red(world: World, sign_in: SignIn) -> None:
    for day, red in ((8, True), (30, False)):
        referral = walk.contact(world, incident_number=f"26-{day}-X")
        with world.acting("officer") as by:
            actions.offer(
                referral=referral, accepted=True, set_aside=SetAside.TICKET,
                returnable_on=world.at.date().replace(month=12, day=day), by=by, at=world.at,
            )  # fmt: skip
        walk.run_waiting_jobs()
        page = sign_in("liaison").get(f"/partners/matters/{matter_of(world, referral).pk}/").content.decode()
        assert f"{day} Dec 2026" in page and ("kit-clock__red" in page) == red


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("to", "", "Choose what you decide"),
        ("to", "held", "Choose what you decide"),
        ("to", "<script>alert(1)</script>", "Choose what you decide"),
        ("reason", "", "Say why"),
        ("reason", "   ", "Say why"),
        ("reason", "x" * 301, "301 characters; at most 300 fit"),
        ("reason", "SID 01234567K", "state, FBI or NCIC number"),
        ("reason", "a\u202eb", "cannot be stored"),
        ("meant", "", "Confirm that this is decided"),
    ],
)
def test_bad_input_decides_nothing(
    world: World, sign_in: SignIn, field: str, typed: str, sentence: str
) -> None:
    matter = matter_of(world, walk.accepted(world))
    data = {"to": "declined", "reason": "Interest of justice", "meant": "on", field: typed}
    response = sign_in("liaison").post(f"/partners/matters/{matter.pk}/", data)
    page = response.content.decode()
    assert response.status_code == 422
    shown = page[page.find(f'id="id_{field}_error"') :]
    assert sentence in shown[: shown.index("</span>\n")]
    if field != "reason":
        assert "Interest of justice" in page
    assert "<script>alert" not in page
    with world.acting("liaison"):
        assert Matter.objects.get(pk=matter.pk).state == "held"


def test_a_decision_is_kept_with_its_reason_and_made_once(world: World, sign_in: SignIn) -> None:
    client, matter = sign_in("liaison"), matter_of(world, walk.accepted(world))
    address = f"/partners/matters/{matter.pk}/"
    data = {"to": "declined", "reason": "<b>Площадь</b> & peace", "meant": "on"}
    assert client.post(address, data).status_code == 302
    page = client.get(address).content.decode()
    assert "&lt;b&gt;Площадь&lt;/b&gt; &amp; peace" in page and "Record the decision" not in page
    assert client.post(address, {**data, "to": "filed"}).status_code == 409
    assert "26-00417-X" in listed(client, "decided") and "No charge is waiting" in listed(client)


def test_what_was_shown_is_one_trail_row(world: World, sign_in: SignIn) -> None:
    matters = {matter_of(world, walk.accepted(world, incident_number=f"26-{n}-X")).pk for n in range(3)}
    listed(sign_in("liaison"))
    with world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(noun="matter", outcome="seen")
        assert set(row.subjects) == matters


@pytest.mark.parametrize("key", ["officer", "sergeant", "case-manager", "manager", "defender"])
def test_for_others_there_are_no_such_pages(world: World, sign_in: SignIn, key: str) -> None:
    matter, client = matter_of(world, walk.accepted(world)), sign_in(key)
    for address in ("/partners/matters/", f"/partners/matters/{matter.pk}/"):
        assert client.get(address).status_code == client.post(address).status_code == 404


def test_a_charge_that_is_not_there(world: World, sign_in: SignIn) -> None:
    assert sign_in("liaison").get(f"/partners/matters/{uuid.uuid4()}/").status_code == 404


def test_statements_of_the_list(world: World, sign_in: SignIn, django_assert_num_queries: Any) -> None:
    for number in range(6):
        referral, person = walk.handed_over(
            world, incident_number=f"26-{number}-X", name=f"Marisol {number} Made-up"
        )
        walk.released(world, person, referral)
        walk.intake(world, person, referral)
    client = sign_in("liaison")
    assert listed(client).count("intake confirmed") == 6
    with django_assert_num_queries(13):
        listed(client)


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_page_in_each_language(world: World, sign_in: SignIn, language: str) -> None:
    matter, client = matter_of(world, walk.accepted(world)), sign_in("liaison")
    client.cookies["django_language"] = language
    for address in ("", "?show=due", "?show=passed", "?show=decided", f"{matter.pk}/"):
        page = client.get(f"/partners/matters/{address}").content.decode()
        assert f'<html lang="{language}">' in page


def order(page: str) -> list[str]:
    """The incident numbers of a list, from the top."""
    return re.findall(r'<th scope="row".*?>(26-\d+-X)</a>', page)


def test_the_list_has_pages_and_every_count_is_exact(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    for number in range(5):
        walk.accepted(world, incident_number=f"26-{number}-X")
        world.pass_time(days=1)
    client = sign_in("liaison")
    world.pass_time(days=26)  # the deadlines are from the day before today to three days ahead
    for page, shown in (
        (1, ["26-0-X", "26-1-X"]),
        (2, ["26-2-X", "26-3-X"]),
        (3, ["26-4-X"]),
        (9, ["26-4-X"]),
    ):
        assert order(listed(client, f"&page={page}")) == shown
    first = listed(client)
    assert "<strong>5 charges</strong>" in first and "Page 1 of 3" in first
    assert [int(many) for many in re.findall(r"\((\d+)\)</a>", first)] == [5, 4, 0]
    due = listed(client, "due")
    assert order(due) == ["26-1-X", "26-2-X"] and 'href="?show=due&amp;page=2"' in due
    assert order(listed(client, "due&page=2")) == ["26-3-X", "26-4-X"]
    assert order(listed(client, "passed")) == ["26-0-X"]


def test_a_date_that_passed_has_the_strongest_tone(world: World, sign_in: SignIn) -> None:
    walk.accepted(world)
    tones = []
    for days in (0, 25, 6):
        world.pass_time(days=days)
        cell = listed(sign_in("liaison"))
        tones += re.findall(r"kit-status--(\w+)", cell[cell.index('data-label="Clock"') :])[:1]
    assert tones == ["info", "waiting", "urgent"]


def test_the_newest_decision_is_on_top(world: World, sign_in: SignIn) -> None:
    client, address = sign_in("liaison"), "/partners/matters/{}/"
    matters = [
        matter_of(world, walk.accepted(world, incident_number=f"26-{number}-X")).pk for number in range(3)
    ]
    for number in (2, 0, 1):
        world.pass_time(hours=1)
        typed = {"to": "declined", "reason": "Interest of justice", "meant": "on"}
        assert client.post(address.format(matters[number]), typed).status_code == 302
    assert order(listed(client, "decided")) == ["26-1-X", "26-0-X", "26-2-X"]
    assert "(3)</a>" in listed(client)
