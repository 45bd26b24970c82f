"""The court calendar: public holidays, the site's own closed days, and what a day more moves."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import walk
from tests.factories.charge_case import shown
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.worlds import connect
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import DateChange, Matter
from thirdoption.program.sites.models import ClosedDay
from thirdoption.program.sites.queries import policy_as_written

PAGE = "/desk/court-calendar/"


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    return on_the_clock(world, monkeypatch)


def add(client: Client, day: date, name: str = "Flood") -> Any:
    return client.post(PAGE, {"day": day.isoformat(), "name": name}, follow=True)


def test_the_public_holidays_of_two_years_with_their_names(world: World, sign_in: SignIn) -> None:
    page = shown(sign_in("manager"), PAGE)
    for said in (
        "Thursday, Nov. 26, 2026",
        "Thanksgiving Day",
        "Monday, July 5, 2027",
        "Independence Day (observed)",
        "Susan B. Anthony Day; Washington&#x27;s Birthday",
    ):
        assert said in page, said
    assert "Nov. 25, 2027" in page and ", 2028" not in page and "None this year." in page
    assert "closed days are counted like others: a day that you add moves no date" in page
    spanish = sign_in("manager")
    spanish.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    page = shown(spanish, PAGE)
    assert "Día de Acción de Gracias" in page and "Día de la Independencia (trasladado)" in page


def test_a_day_is_added_and_says_that_no_date_moved(world: World, sign_in: SignIn) -> None:
    """Fort Orange counts calendar days, so a closed day moves nothing."""
    walk.handed_over(world)
    client, day = sign_in("manager"), world.at.date() + timedelta(days=3)
    page = add(client, day).content.decode()
    assert "Saved. No date moved." in page and "Flood" in page
    assert add(client, day).status_code == 409
    assert add(client, world.at.date() - timedelta(days=1)).status_code == 422
    for typed in ({"day": "", "name": "x"}, {"day": "2026-12-01", "name": ""}, {"day": "soon", "name": "x"}):
        assert client.post(PAGE, typed).status_code == 422, typed
    assert ClosedDay.objects.count() == 1


def court_days() -> None:
    """The policy in force counts court days, as the owner would set it up."""
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        owner.execute("ALTER TABLE sites_policytext DISABLE TRIGGER USER")
        owner.execute(
            "UPDATE sites_policytext SET written = jsonb_set(written::jsonb, "
            "'{settings,intake_days_are,value}', '\"court_days\"')::text"
        )


def test_where_court_days_count_it_says_how_many_dates_moved_and_removing_moves_none(
    committed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A date is never shortened: what a day moved stays moved when it is taken out again."""
    court_days()
    policy_as_written.cache_clear()
    referral, whom = walk.handed_over(committed)
    walk.accepted(committed, incident_number="26-2-X")
    client, day = on_the_clock(committed, monkeypatch)("manager"), date(2026, 12, 1)
    before = due(committed, referral)
    page = add(client, day).content.decode()
    assert "Saved. 2 last days moved." in page and "one day more" in page
    assert due(committed, referral) == before + timedelta(days=1)
    closed = ClosedDay.objects.get()
    answer = client.post(reverse("desk:court-open", args=[closed.pk]), follow=True)
    assert "No date moved" in answer.content.decode() and not ClosedDay.objects.exists()
    assert due(committed, referral) == before + timedelta(days=1)
    with committed.acting("liaison"):
        assert DateChange.objects.filter(kind="calendar").count() == 2
    person = on_the_clock(committed, monkeypatch)("case-manager")
    page = shown(person, reverse("desk:person", args=[whom.pk]))
    assert "Sam Petrakis (Hudson Bend Care) noted that the court is closed on a day more." in page
    policy_as_written.cache_clear()


def due(world: World, referral: Any) -> date:
    with world.acting("liaison"):
        found: date = Matter.objects.get(referral=referral.pk).deadline_on
        return found


def test_a_day_that_has_come_stays(world: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    add(client, world.at.date() + timedelta(days=1))
    closed = ClosedDay.objects.get()
    world.pass_time(days=1)
    client = sign_in("manager")
    assert "Take it out" not in client.get(PAGE).content.decode()
    assert client.post(reverse("desk:court-open", args=[closed.pk])).status_code == 409
    assert ClosedDay.objects.exists()
    assert client.post(reverse("desk:court-open", args=[uuid.uuid4()])).status_code == 404
    assert client.get(reverse("desk:court-open", args=[closed.pk])).status_code == 404


def test_taken_out_twice_it_is_not_there(world: World) -> None:
    with world.acting("manager") as by:
        day = world.at.date() + timedelta(days=4)
        matters.close_day(site=world.site, day=day, name="Flood", by=by, at=by.now())
        closed = ClosedDay.objects.get()
        matters.open_day(closed=closed, by=by, at=by.now())
        with pytest.raises(Refused):
            matters.open_day(closed=closed, by=by, at=by.now())


@pytest.mark.parametrize("key", ["case-manager", "supervisor", "liaison", "coordinator", "officer"])
def test_the_calendar_is_the_program_managers_alone(world: World, sign_in: SignIn, key: str) -> None:
    client = sign_in(key)
    assert client.get(PAGE).status_code == 404 and add(client, date(2026, 12, 1)).status_code == 404
    assert "Court calendar" not in client.get("/", follow=True).content.decode()
    assert "Court calendar" in sign_in("manager").get("/", follow=True).content.decode()


def test_statements_of_the_page(world: World, sign_in: SignIn) -> None:
    client = sign_in("manager")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert len(asked) == 8
