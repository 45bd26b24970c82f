"""Fixtures that every test may ask for."""

import contextlib
import copy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from tests.factories.fort_orange import NOW

STAGES: set[str] = set()  # which stages stand in this process


@dataclass
class World:
    """The made-up place in a test: its workers, and a clock that the test moves."""

    site: Any
    workers: dict[str, Any]
    at: datetime = NOW

    def pass_time(self, **by: float) -> datetime:
        """Move the clock on."""
        self.at += timedelta(**by)
        return self.at

    def by(self, key: str, purpose: str | None = None) -> Any:
        """Who acts when this worker does, now."""
        from thirdoption.program.staff.queries import acting

        return acting(self.workers[key], at=self.at, purpose=purpose)

    @contextlib.contextmanager
    def acting(self, key: str, purpose: str | None = None) -> Iterator[Any]:
        """An open transaction in which this worker acts."""
        from thirdoption.program.ground import acting

        with acting.opened(self.by(key, purpose)) as by:
            yield by


@pytest.fixture
def world(db: None) -> World:
    """Fort Orange, nobody diverted yet."""
    from thirdoption.demo import place
    from thirdoption.program.sites.models import Site

    site = Site.objects.get(name=place.NAME)
    return World(site, place.workers(site))


@contextlib.contextmanager
def at_database(name: str) -> Iterator[World]:
    """Fort Orange in another database, until this is left."""
    from django.conf import settings
    from django.db import connection

    from thirdoption.demo import place
    from thirdoption.program.sites.models import Site

    usual = settings.DATABASES["default"]["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    try:
        site = Site.objects.get(name=place.NAME)
        yield World(site, place.workers(site))
    finally:
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = usual


@dataclass(frozen=True)
class Stage:
    """A database in which something was done once, and what was made of it."""

    name: str
    made: Any

    def played(self, world: World) -> Any:
        """What was made, as a test's own, on the test's own clock."""
        world.at = self.made.world.at
        return copy.deepcopy(self.made, {id(self.made.world): world})


@contextlib.contextmanager
def staged(name: str, make: Callable[[World], Any], blocker: Any) -> Iterator[Stage]:
    """A stage for many tests: each begins with it, and takes back only what it did itself.

    A fixture imported by two files is two fixtures: the second would make the first one's database anew.
    """
    from tests.conftest import copy_of_template, drop

    if name in STAGES:
        raise RuntimeError(f"the stage {name} is made twice: its fixture was imported a second time")
    STAGES.add(name)
    copy_of_template(name)
    with blocker.unblock(), at_database(name) as world:
        made = make(world)
    yield Stage(name, made)
    drop(name)
    STAGES.remove(name)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Every test begins in English, whichever language a page of the test before it was in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def its_database(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Before anything else of a test: the database of its stage, which a fixture `staged_...` makes."""
    stage = next((one for one in request.fixturenames if one.startswith("staged_")), None)
    if stage is None:
        yield
        return
    with django_db_blocker.unblock(), at_database(request.getfixturevalue(stage).name):
        yield


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[World]:
    """Fort Orange in a database of its own whose transactions really commit."""
    from tests.conftest import copy_of_template, drop

    name = f"committed_{worker_id}"
    copy_of_template(name)
    with django_db_blocker.unblock(), at_database(name) as world:
        yield world
    drop(name)


def run_waiting_jobs() -> int:
    """Take the waiting jobs from the queue's table and perform them, oldest first."""
    import json

    from django.db import connection
    from procrastinate.contrib.django import app

    done = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT min(id) FROM procrastinate_jobs "
                "WHERE status = 'todo') RETURNING task_name, args"
            )
            row = cursor.fetchone()
        if row is None:
            return done
        arguments = row[1] if isinstance(row[1], dict) else json.loads(row[1])
        app.tasks[row[0]].func(**arguments)
        done += 1


def seal() -> int | None:
    """The number of the block into which every row committed so far went.

    A transaction in another worker's database, on the same server, may hold the sealing up for a while.
    """
    from django.db import connection

    from thirdoption.program.trail import actions

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (last,) = cursor.fetchone()
        for _ in range(6000):
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= %s", [last])
            if cursor.fetchone()[0]:
                break
            time.sleep(0.02)
    return actions.seal()


def sealed_before() -> int:
    """How many trail rows the making of the place left, now sealed."""
    from thirdoption.program.trail import queries

    seal()
    return queries.verify().sealed
