"""A double tap is made once and leads where the first led; two at once take the last place only once."""

import re
import time
import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.database.test_races import at_once, rows
from tests.factories import walk
from tests.factories.charges import decided
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Contact, Goal, Intake
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.refusal import NOT_FOUND, Refused
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people import actions as people
from thirdoption.program.people.models import Person
from thirdoption.program.referrals import actions as referrals
from thirdoption.program.services.models import Connection
from thirdoption.program.sharing.models import Release
from thirdoption.program.trail.models import Entry

MAKES = {"take-over": Person, "goal": Goal, "contact": Contact, "intake": Intake, "release": Release}


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def number_of(desk: Desk, client: Client, form: str) -> str:
    """The number that the server put into a form when it drew it."""
    pages = {
        "take-over": reverse("desk:handoff", args=[desk.call.pk]),
        "goal": reverse("desk:person", args=[desk.person.pk]),
        "contact": reverse("desk:person", args=[desk.person.pk]),
    }
    if form == "sign":
        page = client.post(desk.address("connect"), desk.typed("connect"))
    else:
        page = client.get(pages.get(form, desk.address(form)))
    found = re.findall(r'<form class="kit-form".*?</form>', page.content.decode(), re.DOTALL)
    target = desk.address(form)
    mine = [one for one in found if f'action="{target}"' in one] or found
    (number,) = re.findall(r'name="key" value="([0-9a-f-]{36})"', mine[0])
    return str(number)


@pytest.mark.parametrize("form", [*MAKES, "sign"])
def test_the_second_tap_leads_where_the_first_did(desk: Desk, sign_in: SignIn, form: str) -> None:
    client = sign_in("case-manager")
    typed = {**desk.typed(form), "key": number_of(desk, client, form)}
    first = client.post(desk.address(form), typed)
    kept, trail = desk.kept(), acts(desk.world)
    second = client.post(desk.address(form), typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    assert desk.kept() == kept
    if form != "intake":  # the answer about race is written again, to the same
        assert acts(desk.world) == trail


def acts(world: World) -> int:
    """How many acts are on the trail."""
    with world.acting("auditor", "audit"):
        return Entry.objects.filter(outcome="done").count()


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("take-over", {"name": "Another Made-up"}),
        ("goal", {"words": "Another goal"}),
        ("contact", {"line": "Another line"}),
        ("intake", {"words": "Other words"}),
        ("sign", {"asks": "Another bed"}),
    ],
)
def test_the_same_number_with_another_body_is_said(
    desk: Desk, sign_in: SignIn, form: str, other: dict[str, Any]
) -> None:
    client = sign_in("case-manager")
    typed = {**desk.typed(form), "key": number_of(desk, client, form)}
    client.post(desk.address(form), typed)
    kept = desk.kept()
    answer = client.post(desk.address(form), {**typed, **other})
    page = answer.content.decode()
    assert answer.status_code == 409 and next(iter(other.values())) in page
    assert desk.kept() == kept
    assert f'name="key" value="{typed["key"]}"' not in page, "sent again, it is something new"


def test_a_goal_sent_again_after_a_conflict_is_another_goal(desk: Desk, sign_in: SignIn) -> None:
    client, key = sign_in("case-manager"), str(uuid.uuid4())
    for words in ("My ID back", "A dog"):
        answer = client.post(desk.address("goal"), {"words": words, "key": key})
    again = re.findall(r'id="goals".*?name="key" value="([0-9a-f-]{36})"', answer.content.decode(), re.DOTALL)
    client.post(desk.address("goal"), {"words": "A dog", "key": again[0]})
    assert desk.count(Goal) == 2


@pytest.mark.parametrize("key", ["", "x", "7"])
def test_a_lost_number_hinders_nobody(desk: Desk, sign_in: SignIn, key: str) -> None:
    answer = sign_in("case-manager").post(desk.address("goal"), {"words": "My ID back", "key": key})
    assert answer.status_code == 302 and desk.count(Goal) == 1


def test_anothers_number_tells_nothing(desk: Desk, sign_in: SignIn) -> None:
    """R-26: a number that somebody else used, and a row's own id, are as good as any other."""
    key = str(uuid.uuid4())
    for who, number in (("case-manager", key), ("case-manager-2", key), ("supervisor", str(desk.person.pk))):
        answer = sign_in(who).post(desk.address("goal"), {"words": f"{who}'s", "key": number})
        assert answer.status_code == 302
    assert desk.count(Goal) == 3


def test_one_may_say_twice_that_one_comes(world: World, sign_in: SignIn) -> None:
    walk.accepted(world)
    with world.acting("on-call"):
        call = Handoff.objects.get()
    for name in ("accept", "arrive"):
        for _ in range(2):
            answer = sign_in("on-call").post(reverse(f"desk:{name}", args=[call.pk]))
            assert answer.status_code == 302
    with world.acting("on-call"):
        assert Handoff.objects.get().version == 2


def test_six_taps_at_once_are_one(committed: World) -> None:
    desk = Desk(committed)
    by, keys = committed.by("case-manager"), {name: uuid.uuid4() for name in ("person", "goal", "release")}
    taken = {
        **desk.typed("take-over"),
        "date_of_birth": None,
        "case_manager": committed.workers["supervisor"],
    }
    signed = {
        "text": "-",
        "language": "en",
        "signed_name": "M",
        "expires_at": committed.at + timedelta(days=9),
    }

    def tap(_number: int) -> str:
        with ground.opened(by):
            call = Handoff.objects.get(pk=desk.call.pk)
            made = care.receive(handoff=call, **taken, key=keys["person"], by=by, at=committed.at)
        with ground.opened(by):
            goal = care.set_goal(person=desk.person, words="A dog", key=keys["goal"], by=by, at=committed.at)
            asked = care.ask_provider(
                person=desk.person, service=desk.service.pk, recipient="Harbor", asks="A bed", **signed,
                key=keys["release"], by=by, at=committed.at,
            )  # fmt: skip
        return f"{made.pk} {goal.pk} {asked.pk}"

    assert len(set(at_once(6, tap))) == 1
    for model, many in ((Person, 2), (Goal, 1), (Connection, 1), (Release, 1)):
        assert rows(f"SELECT count(*) FROM {model._meta.db_table}") == [(many,)]


def test_two_at_once_never_make_one_too_many(committed: World) -> None:
    decided(committed, caseload_limit=3)
    manager = committed.workers["case-manager-2"]

    def take_up(number: int) -> str:
        by = committed.by("case-manager")
        with ground.opened(by):
            person = people.welcome(name=f"Made-up {number}", by=by, at=committed.at)
            care.take_up(person=person, worker=manager, by=by, at=committed.at)
            time.sleep(0.1)  # all that have counted by now have not committed yet
        return "done"

    assert Counter(at_once(8, take_up)) == {"done": 3, "conflict": 5}
    assert rows("SELECT count(*) FROM care_casemanager WHERE worker_id = %s", manager.pk) == [(3,)]
    assert rows("SELECT count(*) FROM people_person") == [(3,)]


def test_nobody_records_a_contact_in_a_colleagues_name(world: World) -> None:
    facts = {**walk.FACTS, "occurred_at": world.at.isoformat()}
    with world.acting("officer") as by, pytest.raises(Refused) as refused:
        referrals.record_contact(
            author=world.workers["officer-2"], key=uuid.uuid4(), facts=facts, by=by, at=world.at
        )
    assert refused.value.code == NOT_FOUND
