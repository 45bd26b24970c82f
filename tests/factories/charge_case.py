"""A person with a charge that waits, and what a page of it says."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.factories import walk
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State

DAY = timedelta(days=1)


class Case:
    """A person with a charge whose ticket is returnable before the last day for the intake."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.returnable = world.at.date() + 18 * DAY
        ticket = {"set_aside": "ticket", "returnable_on": self.returnable}
        self.referral, self.person = walk.handed_over(world, offered=ticket)

    @property
    def page(self) -> str:
        return reverse("desk:person", args=[self.person.pk])

    def address(self, name: str) -> str:
        return reverse(f"desk:{name}", args=[self.person.pk, self.referral.pk])

    def charge(self, key: str = "case-manager") -> Matter:
        with self.world.acting(key):
            return Matter.objects.get(referral=self.referral.pk)

    def noted(self, kind: str, key: str = "case-manager") -> None:
        """A contact made or tried."""
        with self.world.acting(key) as by:
            said = {
                "kind": kind,
                "how": "in_person",
                "minutes": None,
                "line": "By the river",
                "sensitive": "",
            }
            care.note_contact(person=self.person, **said, by=by, at=by.now())

    def declined(self) -> None:
        """The prosecutor's office declines the charge."""
        with self.world.acting("liaison") as by:
            found = Matter.objects.get(referral=self.referral.pk)
            matters.decide(matter=found, to=State.DECLINED, reason="Served", by=by, at=by.now())


def shown(client: Client, address: str) -> str:
    """A page's text in one line."""
    return text_of(client.get(address))


def text_of(answer: Any) -> str:
    """The text of an answer in one line."""
    return " ".join(answer.content.decode().split())
