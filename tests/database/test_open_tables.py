"""Tables without a person in them, by raw SQL in an honest context: each is written by those whose it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.factories.fixtures import World
from tests.factories.links import again, sent
from thirdoption.program.ground import acting
from thirdoption.program.loop.models import ClockRun
from thirdoption.program.matters.models import LetterTemplate
from thirdoption.program.sites.models import ClosedDay
from thirdoption.program.staff.models import ListLink
from thirdoption.program.staff.queries import program

OTHERS = ["officer", "liaison", "defender", "case-manager"]


def refuses(write: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


@pytest.mark.parametrize("key", OTHERS)
def test_the_calendar_and_the_letters_are_the_programs(world: World, key: str) -> None:
    """A closed day that somebody takes out would bring a date closer."""
    day = world.at.date() + timedelta(days=9)
    with world.acting("manager"):
        ClosedDay(site=world.site, day=day, name="Storm").save(force_insert=True)
    text = {"kind": "hold_notice", "language": "en", "number": 1, "title": "Come", "body": "At once."}
    with world.acting(key):
        refuses(ClosedDay.objects.filter(day=day).delete)
        refuses(ClosedDay(site=world.site, day=day + timedelta(days=1), name="x").save)
        made = LetterTemplate(site=world.site, at=world.at, worker=world.workers[key], **text)
        refuses(lambda: made.save(force_insert=True))
    assert ClosedDay.objects.count() == 1


@pytest.mark.parametrize("key", [*OTHERS, "manager", "supervisor"])
def test_nobody_keeps_reminders_from_being_sent(world: World, key: str) -> None:
    """A run of tomorrow that somebody made up would silence tomorrow's."""
    run = ClockRun(site=world.site, day=world.at.date(), at=world.at, charges=0, workers=0, nobodys=0)
    with world.acting(key):
        refuses(lambda: run.save(force_insert=True))
    with acting.opened(program(world.site.pk, world.at)):
        run.day += timedelta(days=2)
        refuses(lambda: run.save(force_insert=True))


@pytest.mark.parametrize("key", OTHERS)
def test_nobody_ends_anothers_link(world: World, key: str) -> None:
    link = sent(world)
    with world.acting(key):
        for change in ({"ended_at": world.at}, {"tries": 5}, {"told_at": world.at}, {"sent": "sent"}):
            refuses(lambda change=change: ListLink.objects.filter(pk=link.pk).update(**change))
    assert again(link).ended_at is None
