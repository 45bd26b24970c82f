"""The plan: words of the person that nobody writes over, steps, what got in the way, and a sheet."""

import re
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import walk
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Copied, Goal, PlanSaid, PlanStep
from thirdoption.program.care.queries.plan import plan
from thirdoption.program.people.models import Person


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


@pytest.fixture
def goal(desk: Desk) -> Goal:
    """A goal of the person."""
    with desk.world.acting("case-manager") as by:
        return care.set_goal(person=desk.person, words="My ID back", by=by, at=by.now())


def send(client: Any, desk: Desk, goal: Goal, **typed: str) -> Any:
    address = f"/desk/people/{desk.person.pk}/plan/{goal.pk}/"
    return client.post(address, {"key": str(uuid.uuid4()), **typed})


def test_a_plan_from_goal_to_done(desk: Desk, desk_in: SignIn, goal: Goal) -> None:
    client = desk_in("case-manager")
    step = {"act": "step", "words": "Birth record from the county", "who": "provider", "name": "Legal Aid"}
    assert send(client, desk, goal, **step, by_on="2027-01-05").status_code == 302
    with desk.world.acting("case-manager"):
        row = PlanStep.objects.get()
    refused = send(client, desk, goal, act="say", step=str(row.pk), said="in_the_way", note="")
    assert refused.status_code == 422 and "Fill in this field" in refused.content.decode()
    told = {"act": "say", "step": str(row.pk), "said": "in_the_way", "note": "The office was closed"}
    assert send(client, desk, goal, **told).status_code == 302
    desk.world.pass_time(minutes=1)
    assert send(client, desk, goal, act="say", step=str(row.pk), said="done").status_code == 302
    page = client.get(f"/desk/people/{desk.person.pk}/plan/").content.decode()
    for words in ("A provider: Legal Aid", "5, 2027", "The office was closed", "Done"):
        assert words in page, words
    for word in ("failed", "complian", "overdue", "missed"):
        assert word not in page.lower()


def test_other_words_take_the_place_and_the_first_stay(desk: Desk, desk_in: SignIn, goal: Goal) -> None:
    """Also for two who change one goal: the second is told (R-77)."""
    client = desk_in("case-manager")
    assert send(client, desk, goal, act="change", words="My ID and my bag").status_code == 302
    assert send(client, desk, goal, act="change", words="Only my bag").status_code in (409, 302)
    page = client.get(f"/desk/people/{desk.person.pk}/plan/").content.decode()
    assert "My ID and my bag" in page and "Before: “My ID back”" in page and "Only my bag" not in page
    with desk.world.acting("case-manager"):
        assert Goal.objects.get(pk=goal.pk).words == "My ID back"
        assert [one.words for one in plan(people=[desk.person.pk])] == ["My ID and my bag"]
        for change in (Goal.objects.filter(pk=goal.pk).delete, PlanSaid.objects.all().delete,
                       lambda: Goal.objects.filter(pk=goal.pk).update(words="x"),
                       lambda: PlanSaid.objects.update(said="done")):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_what_is_let_go_leaves_the_overview_and_may_come_back(
    desk: Desk, desk_in: SignIn, goal: Goal
) -> None:
    client, overview = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/"
    send(client, desk, goal, act="say", said="let_go")
    assert "My ID back" not in client.get(overview).content.decode()
    desk.world.pass_time(minutes=1)
    send(client, desk, goal, act="say", said="open")
    assert "My ID back" in client.get(overview).content.decode()


def test_a_second_tap_says_nothing_twice(desk: Desk, desk_in: SignIn, goal: Goal) -> None:
    """R-77."""
    client, key = desk_in("case-manager"), str(uuid.uuid4())
    for _ in range(2):
        assert send(client, desk, goal, key=key, act="step", words="Call", who="person").status_code == 302
    with desk.world.acting("case-manager"):
        assert PlanStep.objects.count() == 1


def test_the_sheet_is_in_the_persons_language(desk: Desk, desk_in: SignIn, goal: Goal) -> None:
    send(desk_in("case-manager"), desk, goal, act="step", words="Call", who="person")
    page = desk_in("case-manager").get(f"/desk/people/{desk.person.pk}/plan/sheet/").content.decode()
    with desk.world.acting("case-manager"):
        language = Person.objects.get(pk=desk.person.pk).language
    expected = {"es": ("Su plan", "Usted"), "en": ("Your plan", "You")}[language]
    for words in (*expected, "My ID back"):
        assert words in page, words
    assert re.search(rf'<html[^>]* lang="{language}"', page)


@pytest.mark.parametrize(
    ("form", "inside"), [("text", "“My ID back”"), ("csv", "My ID back"), ("fhir", '"CarePlan"')]
)
def test_the_plan_is_copied_and_says_so(
    desk: Desk, desk_in: SignIn, goal: Goal, form: str, inside: str
) -> None:
    client, address = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/plan/"
    send(client, desk, goal, act="step", words="Call", who="person")
    answer = client.post(f"{address}copy/{form}/")
    assert inside in answer.content.decode() and "Call" in answer.content.decode()
    assert "Copied on" in client.get(address).content.decode()


def test_nothing_is_said_of_anothers(desk: Desk, goal: Goal) -> None:
    """R-53: a step of another goal, a goal and a contact of another person, and what is not there, alike."""
    _referral, other = walk.handed_over(desk.world, name="Ana Pretend", incident_number="26-7-X")
    said = {"kind": "made", "how": "phone", "minutes": None, "line": "Talked", "sensitive": ""}
    with desk.world.acting("case-manager") as by:
        theirs = care.set_goal(person=other, words="A dog", by=by, at=by.now())
        step = {"words": "Call", "who": "person", "name": "", "by_on": None}
        step_of = care.add_step(goal=theirs, **step, by=by, at=by.now())
        contact = care.note_contact(person=other, **said, by=by, at=by.now())
        hand = {"site_id": by.site, "person": desk.person, "worker_id": by.worker, "at": by.now()}
        mine = {"thing": goal, "said": "done", "at": by.now(), "worker": by.worker}
        mine["organization"] = by.organization
        for wrong in (step_of.pk, uuid.uuid4()):
            refuse(PlanSaid(**mine, step_id=wrong))
        for wrong in (theirs.pk, uuid.uuid4()):
            refuse(Goal(**hand, words="x", before_id=wrong))
        for wrong in (contact.pk, uuid.uuid4()):
            refuse(Copied(**hand, form="text", contact_id=wrong))


def refuse(row: Any) -> None:
    with pytest.raises(DatabaseError, match="this is not of the same"), transaction.atomic():
        row.save(force_insert=True)


def test_the_fhir_of_a_plan_has_its_words_and_no_empty_list(desk: Desk, desk_in: SignIn, goal: Goal) -> None:
    """FHIR R4: a goal with nothing in its way has no `note`; each step leads to its goal."""
    client, address = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/plan/copy/fhir/"
    bare = client.post(address).json()
    assert "activity" not in bare and "note" not in bare["contained"][0]
    send(client, desk, goal, act="step", words="Call", who="provider", name="Legal Aid", by_on="2027-01-05")
    send(client, desk, goal, act="say", said="in_the_way", note="The bus")
    told = client.post(address).json()
    (contained,), (activity,) = told["contained"], told["activity"]
    assert contained["description"] == {"text": "My ID back"} and contained["note"][0]["text"] == "The bus"
    detail = activity["detail"]
    assert detail["goal"] == told["goal"] == [{"reference": f"#{contained['id']}"}]
    assert (detail["status"], detail["performer"]) == ("not-started", [{"display": "Legal Aid"}])


def test_the_page_asks_little(desk: Desk, desk_in: SignIn, goal: Goal) -> None:
    client, address = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/plan/"
    for number in range(12):
        send(client, desk, goal, act="step", words=f"Step {number}", who="person")
    with CaptureQueriesContext(connection) as asked:
        assert "Step 11" in client.get(address).content.decode()
    assert len(asked) <= 14


@pytest.mark.parametrize("key", ["liaison", "officer", "manager", "defender", "auditor"])
def test_nobody_but_the_care_team_sees_or_writes_it(
    desk: Desk, desk_in: SignIn, goal: Goal, key: str
) -> None:
    """R-18, R-25: by no page and by no SQL."""
    assert send(desk_in(key), desk, goal, act="say", said="done").status_code == 404
    with desk.world.acting(key) as by:
        assert not Goal.objects.exists() and not PlanStep.objects.exists()
        row = PlanSaid(thing=goal, said="done", at=by.now(), worker=by.worker, organization=by.organization)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
