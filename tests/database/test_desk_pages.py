"""The desk's pages: what each does, what it asks the database, and for whom it is not there."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import walk
from tests.factories.desk import Desk, SignIn, errors, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care.models import CaseManager, Confirmation
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import Person
from thirdoption.program.services.models import Connection
from thirdoption.program.sharing.models import Disclosure, Release, Withdrawal
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk import releases_text


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def test_the_take_over_leads_to_the_release_and_into_a_caseload(desk: Desk, sign_in: SignIn) -> None:
    other = desk.world.workers["case-manager-2"]
    typed = {**desk.typed("take-over"), "case_manager": str(other.pk), "date_of_birth": ""}
    response = sign_in("case-manager").post(desk.address("take-over"), typed)
    with desk.world.acting("case-manager"):
        person = Person.objects.exclude(pk=desk.person.pk).get()
        assert CaseManager.objects.get(person=person).worker_id == other.pk
        assert person.date_of_birth is None
    assert response["Location"] == reverse("desk:release", args=[person.pk, desk.call.referral_id])
    page = sign_in("case-manager-2").get(response["Location"])
    assert page["Content-Language"] == "es" and "¿Podemos decirle" in page.content.decode()


def test_of_two_who_come_the_second_is_told_and_has_a_way_on(world: World, sign_in: SignIn) -> None:
    walk.accepted(world)
    with world.acting("on-call"):
        call = Handoff.objects.get()
    address = reverse("desk:accept", args=[call.pk])
    assert sign_in("on-call").post(address).status_code == 302
    second = sign_in("case-manager").post(address)
    assert second.status_code == 409
    assert "was quicker and is coming" in second.content.decode()
    assert f'href="{reverse("home")}"' in second.content.decode()
    assert (
        "Kim Delgado (On-call worker) is coming"
        in sign_in("case-manager").get(address, follow=True).content.decode()
    )


def test_no_thank_you_leaves_no_mark(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    page = client.get(desk.address("release")).content.decode()
    on = reverse("desk:person", args=[desk.person.pk])
    assert f'href="{on}"' in page and "No, thank you" in page
    before = desk.kept()
    assert "They signed nothing" in client.get(on).content.decode()
    assert desk.kept() == before


def test_what_was_signed_is_what_was_shown(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    shown = client.get(desk.address("release") + "?language=es")
    signed = client.post(desk.address("release") + "?language=es", desk.typed("release"))
    with desk.world.acting("case-manager"):
        release = Release.objects.get()
    assert release.language == "es" and shown.context["text"].title in release.text
    for part in shown.context["text"].parts:
        assert f"{part.head}\n{part.text}" in release.text
    assert signed["Location"] == reverse("desk:release-copy", args=[release.pk])
    copy = client.get(signed["Location"]).content.decode()
    assert "Marisol" in copy and "26-00417-X" in copy
    again = client.post(desk.address("release"), desk.typed("release"))
    assert again["Location"] == signed["Location"] and desk.count(Release) == 1


def test_a_release_is_taken_back_after_one_question(desk: Desk, sign_in: SignIn) -> None:
    release = walk.released(desk.world, desk.person, desk.referral, "case-manager")
    client, address = sign_in("case-manager"), reverse("desk:withdraw", args=[release.pk])
    assert client.get(address).status_code == 200 and desk.count(Withdrawal) == 0
    assert client.post(address).status_code == 302
    assert "Taken back on" in client.get(reverse("desk:person", args=[desk.person.pk])).content.decode()
    assert client.post(address).status_code == 409


def test_a_connection_is_made_under_its_release(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    read = client.post(desk.address("connect"), desk.typed("connect"))
    assert "A bed for two" in read.content.decode() and desk.count(Release) == 0
    back = client.post(desk.address("connect"), {**desk.typed("connect"), "step": "back"})
    assert "A bed for two" in back.content.decode()
    assert client.post(desk.address("sign"), desk.typed("sign")).status_code == 302
    with desk.world.acting("case-manager"):
        made = Connection.objects.select_related("release").get()
        assert (made.state, made.asks) == ("requested", "A bed for two")
        assert "A bed for two" in made.release.text and "Invented Harbor Shelter" in made.release.text
        assert Disclosure.objects.get().release_id == made.release_id
    page = client.get(reverse("desk:person", args=[desk.person.pk])).content.decode()
    assert "A bed for two" in page and "Name, how to reach the person, and what is asked" in page


@pytest.mark.parametrize(
    "asked", ["service=7", f"service={uuid.UUID(int=7)}", "service=%00", "service=", "service=a&service=b"]
)
def test_a_service_that_is_not_there_is_not_found(desk: Desk, sign_in: SignIn, asked: str) -> None:
    found = sign_in("case-manager").get(f"{reverse('desk:connect', args=[desk.person.pk])}?{asked}")
    assert found.status_code == 404


def test_one_finds_only_ones_own_people_by_name(desk: Desk, sign_in: SignIn) -> None:
    home = reverse("desk:home")
    assert "Marisol Made-up" in sign_in("case-manager").post(home, {"name": "sol mA"}).content.decode()
    assert "Marisol" not in sign_in("case-manager").post(home, {"name": "zz"}).content.decode()
    # by POST alone: a name is in no address, and so in no history and no log
    assert "Marisol Made-up" in sign_in("case-manager").get(home, {"name": "zz"}).content.decode()
    for key in ("case-manager-2", "supervisor"):
        assert "Marisol Made-up" not in sign_in(key).post(home, {"name": "sol"}).content.decode()


def test_an_intake_is_for_the_referral_by_which_the_person_came(desk: Desk, sign_in: SignIn) -> None:
    for name in ("intake", "release"):
        crossed = reverse(f"desk:{name}", args=[desk.person.pk, desk.call.referral_id])
        for answer in (sign_in("case-manager").get(crossed), sign_in("case-manager").post(crossed)):
            assert answer.status_code == 404
    with desk.world.acting("case-manager"):
        assert not Confirmation.objects.exists()


def test_every_question_of_the_intake_may_be_skipped(desk: Desk, sign_in: SignIn) -> None:
    address = desk.address("intake")
    assert sign_in("case-manager").post(address, {}).status_code == 422, (
        "nothing says that the talk took place"
    )
    assert sign_in("case-manager").post(address, {"skipped": "on"}).status_code == 302
    with desk.world.acting("case-manager"):
        assert Person.objects.get(pk=desk.person.pk).race_asked == "not_asked"
    assert sign_in("case-manager").post(address, {"race": "declined"}).status_code == 409


@pytest.mark.parametrize(
    ("race", "kept"),
    [(["declined"], ([], "declined")), (["asian", "white"], (["asian", "white"], "answered"))],
)
def test_race_is_declined_or_answered_with_as_many_as_apply(
    desk: Desk, sign_in: SignIn, race: list[str], kept: tuple[list[str], str]
) -> None:
    sign_in("case-manager").post(desk.address("intake"), {"race": race})
    with desk.world.acting("case-manager"):
        person = Person.objects.get(pk=desk.person.pk)
    assert (person.race, person.race_asked) == kept


def test_a_state_that_moved_meanwhile_is_not_overwritten(desk: Desk, sign_in: SignIn) -> None:
    address = desk.address("in-touch")
    assert sign_in("case-manager").post(address, desk.typed("in-touch")).status_code == 302
    late = sign_in("case-manager-2").post(address, {"to": "moved", "note": "", "version": "0"})
    assert late.status_code == 409
    died = sign_in("case-manager").post(address, {"to": "died", "note": "", "version": "1"})
    # that somebody died is noted on a page of its own, and another confirms it
    assert died.status_code == 422 and "Choose from the list" in errors(died.content.decode())


def test_a_goal_added_by_a_script_brings_back_only_the_goals(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    address = desk.address("goal")
    added = client.post(address, {"words": "My ID back"}, headers={"HX-Request": "true"})
    assert added.status_code == 200 and "My ID back" in added.content.decode()
    refused = client.post(address, {"words": ""}, headers={"HX-Request": "true"})
    assert refused.status_code == 422 and "Write what the person wants" in refused.content.decode()
    assert "<html" not in added.content.decode() + refused.content.decode()


NAMES = {
    "home": (), "handoff": ("call",), "accept": ("call",), "arrive": ("call",), "take-over": ("call",),
    "end": ("call",), "person": ("person",), "goal": ("person",), "contact": ("person",),
    "in-touch": ("person",), "intake": ("person", "referral"), "release": ("person", "referral"),
    "connect": ("person",), "release-copy": ("release",), "withdraw": ("release",),
}  # fmt: skip


def plain(page: bytes) -> str:
    """A page without what differs at each request: its own address, and the token of its forms."""
    text = re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", page.decode())
    return re.sub(r"\s+", " ", text)


def test_for_everybody_else_no_page_of_the_desk_is_there(desk: Desk, sign_in: SignIn) -> None:
    release = walk.released(desk.world, desk.person, desk.referral, "case-manager")
    ids = {
        "call": desk.call.pk,
        "person": desk.person.pk,
        "referral": desk.referral.pk,
        "release": release.pk,
    }
    others = [k for k, one in desk.world.workers.items() if not may(one.role, Permission.TAKE_HANDOFF)]
    assert {"officer", "sergeant", "liaison", "defender", "provider", "manager"} <= set(others)
    before = desk.kept()
    for key in others:
        client = sign_in(key)
        absent = plain(client.get("/desk/nothing/").content)
        for name, needed in NAMES.items():
            address = reverse(f"desk:{name}", args=[ids[one] for one in needed])
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code == 404, (key, name)
                assert plain(answer.content) == absent, (key, name)
    assert desk.kept() == before


def test_a_person_of_nobody_is_not_there_either(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("case-manager")
    absent = plain(client.get("/desk/nothing/").content)
    for name, needed in NAMES.items():
        if needed:
            answer = client.get(reverse(f"desk:{name}", args=[uuid.uuid4() for _ in needed]), follow=True)
            assert (answer.status_code, plain(answer.content)) == (404, absent), name


def test_who_is_not_signed_in_is_asked_to(db: None) -> None:
    for name, needed in NAMES.items():
        answer = Client().get(reverse(f"desk:{name}", args=[uuid.uuid4() for _ in needed]))
        assert answer.status_code == 302 and answer["Location"].startswith("/account/login/"), name


def asked(client: Client, address: str) -> int:
    """How many statements a page asks, BEGIN and COMMIT included, when it is asked for again."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_home_and_a_persons_page_ask_few_statements_however_much_there_is(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, home = on_the_clock(committed, monkeypatch)("case-manager"), reverse("desk:home")
    assert asked(client, home) == 10
    desk = Desk(committed)
    person = reverse("desk:person", args=[desk.person.pk])
    assert (asked(client, home), asked(client, person)) == (15, 16)
    for number in range(3):
        walk.handed_over(committed, incident_number=f"26-0050{number}-X")
        for form in ("goal", "contact"):
            client.post(desk.address(form), desk.typed(form))
    walk.released(committed, desk.person, desk.referral)
    client.post(desk.address("sign"), desk.typed("sign"))
    client.post(desk.address("intake"), desk.typed("intake"))
    assert (asked(client, home), asked(client, person)) == (15, 16)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("kind", "version"), [("handoff", 2), ("defender", 1), ("connection", 1)])
def test_a_text_has_every_element_and_is_read_back_as_it_was_written(
    kind: str, version: int, language: str
) -> None:
    """42 CFR 2.31(a)(1) to (7); signature and date are the release's own (R-1)."""
    values = {
        "name": "Ana {Pretend}",
        "discloser": "Hudson Bend Care",
        "recipient": "The {office}",
        "line": "",
    }
    named = {
        "handoff": {
            "defender": "The defender",
            "defender_number": "",
            "contact_day": "November 20, 2026",
            "incident": "26-00417-X",
        },
        "defender": {"contact_day": "November 20, 2026", "incident": "26-00417-X"},
        "connection": {"where": "", "asks": "A bed\n\nfor two", "until": "February 19, 2027"},
    }[kind]
    values |= named
    text = releases_text.write(kind, language, **values)
    shown = releases_text.show(text)
    told = " ".join(part.text for part in shown.parts)
    for value in filter(None, values.values()):
        assert " ".join(value.split()) in told
    assert "{" not in told.replace("{Pretend}", "").replace("{office}", "")
    assert len(shown.parts) == (10 if kind == "handoff" else 9)
    assert shown.version.endswith(f"release {version}, {language}")
    again = [shown.title, *(f"{part.head}\n{part.text}" for part in shown.parts), shown.version]
    assert "\n\n".join(again) == text
