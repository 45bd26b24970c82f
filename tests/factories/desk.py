"""A desk with work on it: a person who was taken over, and a call that waits for its take-over."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import walk
from tests.factories.fixtures import Stage, World, staged
from thirdoption.demo import directory
from thirdoption.program.care.models import Contact, Goal, Intake, Participation
from thirdoption.program.handoffs import actions as handoffs
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.people.models import Person
from thirdoption.program.services.actions import import_directory
from thirdoption.program.services.models import Connection, Service
from thirdoption.program.sharing.models import Disclosure, Release, Withdrawal
from thirdoption.program.staff.queries import acting
from thirdoption.web.kit import guards

SignIn = Callable[[str], Client]
KEPT = (Person, Participation, Goal, Contact, Intake, Release, Withdrawal, Connection, Disclosure)


def on_the_clock(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients of workers whose pages have the world's time."""
    monkeypatch.setattr(guards, "acting", lambda who, purpose=None: acting(who, at=world.at, purpose=purpose))

    def client_of(key: str) -> Client:
        client = Client()
        client.force_login(world.workers[key].user)
        return client

    return client_of


class Desk:
    """A world with a call that waits for its take-over and a person who was taken over."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.referral, self.person = walk.handed_over(world)
        call = walk.accepted(world, incident_number="26-00999-X")
        with world.acting("case-manager") as by:
            self.call = Handoff.objects.get(referral=call)
            handoffs.accept(handoff=self.call, by=by, at=world.pass_time(minutes=1))
            handoffs.arrive(handoff=self.call, by=by, at=world.pass_time(minutes=1))
        with world.acting("manager") as by:
            source, rows = directory.batches(today=world.at.date())[1]
            import_directory(site=world.site, source=source, rows=rows, by=by, at=world.at)
            self.service = Service.objects.get(name="Invented Harbor Shelter")

    def address(self, form: str) -> str:
        """Where a form is sent."""
        person, referral = self.person.pk, self.referral.pk
        ids: dict[str, list[Any]] = {
            "take-over": [self.call.pk],
            "end": [self.call.pk],
            "intake": [person, referral],
            "release": [person, referral],
        }
        name = "connect" if form == "sign" else form
        found = reverse(f"desk:{name}", args=ids.get(form, [person]))
        return f"{found}?need=shelter&service={self.service.pk}" if name == "connect" else found

    def typed(self, form: str) -> dict[str, Any]:
        """What a form is sent with when all is well."""
        until = (self.world.at.date() + timedelta(days=90)).isoformat()
        ask = {"asks": "A bed for two", "until": until, "language": "en"}
        return {
            "take-over": {
                "name": "Ana Pretend",
                "where_to_find": "By the river",
                "language": "es",
                "date_of_birth": "1990-02-28",
                "case_manager": str(self.world.workers["case-manager"].pk),
            },
            "end": {"because": "person_left"},
            "goal": {"words": "My ID back"},
            "contact": {"kind": "made", "how": "phone", "line": "Talked", "minutes": "5", "sensitive": ""},
            "in-touch": {"to": "looking_for", "note": "Last seen on Tuesday", "version": "0"},
            "intake": {"needs": ["food"], "words": "A place to sleep", "race": ["white"]},
            "release": {"signed_name": "Marisol"},
            "connect": {**ask, "step": "show"},
            "sign": {**ask, "step": "sign", "signed_name": "Marisol"},
        }[form]

    def kept(self) -> list[int]:
        """How many rows of each kind there are, and the states that could have moved."""
        with self.world.acting("case-manager"):
            states = [Participation.objects.get(person=self.person), Handoff.objects.get(pk=self.call.pk)]
            return [model.objects.count() for model in KEPT] + [one.version for one in states]

    def count(self, model: Any) -> int:
        """How many rows of a kind the desk sees."""
        return self.kept()[KEPT.index(model)]


def errors(page: str) -> str:
    """The sentences beside fields, and the summary of a hidden field's."""
    beside = re.findall(r'class="usa-error-message" id="[^"]*">(.*?)</span>\n', page, re.DOTALL)
    summary = page[page.find('id="error-summary"') : page.find("</ul>", page.find('id="error-summary"'))]
    return " ".join([*beside, summary])


@pytest.fixture(scope="session")
def staged_desk(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[Stage]:
    with staged(f"desk_{worker_id}", Desk, django_db_blocker) as stage:
        yield stage


@pytest.fixture
def desk(staged_desk: Stage, world: World) -> Desk:
    """Fort Orange with work on the desk."""
    made: Desk = staged_desk.played(world)
    return made
