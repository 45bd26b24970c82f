"""What a worker sees of a person's connections: links that may be sent, outcomes to ask, FHIR."""

from typing import Any

import pytest
from django.urls import reverse

from tests.database.test_provider_links import ASKS, asked
from tests.factories.desk import Desk, on_the_clock
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.services import queries as services
from thirdoption.program.services.actions import links, say
from thirdoption.program.services.models import Connection, FollowUp, Service
from thirdoption.program.services.rules import TaskStatus
from thirdoption.program.services.rules.connections import Outcome
from thirdoption.program.sharing import actions as sharing

__all__ = ["asked"]


def test_the_outcome_is_asked_again_at_7_30_and_90_days(desk: Desk, asked: Connection) -> None:
    with desk.world.acting("case-manager") as by:
        say(connection=asked, to=TaskStatus.ACCEPTED, by=by, at=by.now())
        with pytest.raises(Refused):
            links.ask_again(connection=asked, days=7, outcome=Outcome.HELPS, by=by, at=by.now())
    for passed, days in ((7, 7), (33, 30), (50, 90)):
        desk.world.pass_time(days=passed)
        with desk.world.acting("case-manager") as by:
            (due,) = services.due_followups(people=[desk.person.pk], at=desk.world.at)
            assert due.days == days
            links.ask_again(connection=asked, days=days, outcome=Outcome.HELPS, by=by, at=by.now())
            assert not services.due_followups(people=[desk.person.pk], at=desk.world.at)
            assert FollowUp.objects.filter(thing=asked, days=days).count() == 1


def test_a_connection_leaves_as_fhir(desk: Desk, asked: Connection) -> None:
    with desk.world.acting("case-manager"):
        found = services.fhir_of(connection=Connection.objects.get(pk=asked.pk))
    request, task = (one["resource"] for one in found["entry"])
    assert (request["resourceType"], request["status"]) == ("ServiceRequest", "active")
    assert (task["resourceType"], task["status"]) == ("Task", "requested")
    assert task["focus"]["reference"] == found["entry"][0]["fullUrl"]
    assert desk.person.name not in str(found)


def test_the_address_in_the_directory_is_offered(
    desk: Desk, asked: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = on_the_clock(desk.world, monkeypatch)("case-manager")
    assert "beds@example.org" not in client.get(f"/desk/people/{desk.person.pk}/services/").content.decode()
    with desk.world.acting("manager"):
        Service.objects.filter(pk=desk.service.pk).update(email="beds@example.org")
    page = client.get(f"/desk/people/{desk.person.pk}/services/").content.decode()
    assert 'value="beds@example.org"' in page


@pytest.mark.parametrize("ends", ["withdrawn", "passed"])
def test_no_link_is_offered_where_the_release_has_ended(
    desk: Desk, asked: Connection, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    client, address = (
        on_the_clock(desk.world, monkeypatch)("case-manager"),
        reverse("desk:services", args=[desk.person.pk]),
    )
    page = client.get(address).content.decode()
    assert "Send another link" in page and "desk@example.org" in page
    if ends == "passed":
        desk.world.pass_time(days=201)
    else:
        with desk.world.acting("case-manager") as by:
            sharing.withdraw(release=asked.release, by=by, at=by.now())
    page = client.get(address).content.decode()
    assert "Send another link" not in page and "Ask them to sign again" in page


def test_the_page_of_services_takes_few_statements(
    desk: Desk, asked: Connection, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    client = on_the_clock(desk.world, monkeypatch)("case-manager")
    client.get(reverse("desk:services", args=[desk.person.pk]))
    with django_assert_max_num_queries(14):
        assert ASKS in client.get(reverse("desk:services", args=[desk.person.pk])).content.decode()
