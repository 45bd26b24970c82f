"""What touched a person's safety, and a death: confirmed by another, taken back, told without a name."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.status_acts import DIED, GIVEN
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Death, Participation, ParticipationStatus, SafetyEvent
from thirdoption.program.care.rules import Engagement
from thirdoption.program.ground.refusal import Refused


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def state(desk: Desk) -> str:
    with desk.world.acting("case-manager"):
        return Participation.objects.get(person=desk.person.pk).state


def test_naloxone_is_noted_put_right_and_seen_by_care_alone(desk: Desk, desk_in: SignIn) -> None:
    """R-25, R-26."""
    client, there = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/safety/"
    typed = {**GIVEN, "day": ""}
    refused = client.post(there, {**typed, "gave": "", "doses": ""})
    assert refused.status_code == 422 and "Say who gave it" in refused.content.decode()
    assert client.post(there, typed).status_code == 302
    with desk.world.acting("case-manager"):
        (event,) = SafetyEvent.objects.all()
    mended = {**typed, "doses": "3", "mends": str(event.pk)}
    assert "Two doses, then" in client.get(f"{there}?mends={event.pk}").content.decode()
    assert client.post(there, mended).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        page = client.get(there).content.decode()
    assert "3 doses" in page and "Put right later" in page and len(asked) <= 14
    for key in ("officer", "liaison", "manager", "auditor"):
        with desk.world.acting(key):
            assert not SafetyEvent.objects.exists(), key
        assert desk_in(key).get(there).status_code == 404, key


def test_a_death_is_confirmed_by_another_and_taken_back_with_a_reason(desk: Desk, desk_in: SignIn) -> None:
    worker, supervisor = desk_in("case-manager"), desk_in("supervisor")
    there, was = f"/desk/people/{desk.person.pk}/safety/", state(desk)
    assert worker.post(f"{there}death/", {**DIED, "day": ""}).status_code == 302
    assert worker.post(f"{there}death/", {**DIED, "words": "Again", "day": ""}).status_code == 409
    with desk.world.acting("case-manager"):
        (death,) = Death.objects.all()
    say = f"{there}death/{death.pk}/"
    assert state(desk) == was
    assert worker.post(say, {"do": "confirm"}).status_code == 404
    assert supervisor.post(say, {"do": "confirm"}).status_code == 302
    assert state(desk) == Engagement.DIED
    assert worker.post(say, {"do": "back", "note": "Not her"}).status_code == 404
    assert supervisor.post(say, {"do": "back", "note": ""}).status_code == 422
    assert supervisor.post(say, {"do": "back", "note": "It was another person"}).status_code == 302
    assert state(desk) == was
    assert "taken back" in worker.get(there).content.decode()
    assert worker.post(f"{there}death/", {**DIED, "day": ""}).status_code == 302


def test_nobody_dies_by_one_hand(desk: Desk) -> None:
    """Neither by saying how they are in touch, nor by a row past the actions, nor by one's own look."""
    with desk.world.acting("supervisor") as by:
        taking = Participation.objects.get(person=desk.person.pk)
        with pytest.raises(Refused, match="another worker confirms"):
            care.change_engagement(participation=taking, to=Engagement.DIED, note="x", by=by, at=by.now())
        own: Any = care.note_death(person=desk.person, **DIED, by=by, at=by.now())  # type: ignore[arg-type]
        with pytest.raises(Refused, match="Another worker"):
            care.confirm_death(death=own, by=by, at=by.now())
        said = {"state": "died", "at": by.now(), "worker": by.worker, "organization": by.organization}
        with pytest.raises(DatabaseError), transaction.atomic():
            ParticipationStatus(thing=taking, number=taking.version + 1, **said).save(force_insert=True)


def test_a_noted_death_is_said_where_one_would_call_or_look(desk: Desk, desk_in: SignIn) -> None:
    client, page = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/"
    with desk.world.acting("case-manager") as by:
        taking = Participation.objects.get(person=desk.person.pk)
        care.change_engagement(participation=taking, to="looking_for", note="Gone", by=by, at=by.now())
    assert desk.person.name in client.get("/desk/looking-for/").content.decode()
    assert 'value="made" checked' not in client.get(page).content.decode(), "a slip would end the looking"
    with desk.world.acting("case-manager") as by:
        care.note_death(person=desk.person, **DIED, by=by, at=by.now())  # type: ignore[arg-type]
    assert desk.person.name not in client.get("/desk/looking-for/").content.decode()
    assert "Their death was noted" in client.get(page).content.decode()


def test_whoever_died_comes_back_by_no_other_way(desk: Desk) -> None:
    with desk.world.acting("case-manager") as by:
        death = care.note_death(person=desk.person, **DIED, by=by, at=by.now())  # type: ignore[arg-type]
    with desk.world.acting("supervisor") as by:
        care.confirm_death(death=death, by=by, at=by.now())
        taking = Participation.objects.get(person=desk.person.pk)
        with pytest.raises(Refused):
            care.change_engagement(participation=taking, to=Engagement.ACTIVE, note="", by=by, at=by.now())
        said = {"state": "active", "at": by.now(), "worker": by.worker, "organization": by.organization}
        with pytest.raises(DatabaseError), transaction.atomic():
            ParticipationStatus(thing=taking, number=taking.version + 1, **said).save(force_insert=True)


def test_nothing_reminds_of_whom_a_death_is_noted(desk: Desk, desk_in: SignIn) -> None:
    """R-37: who leads hears that something is there, in words without a name."""
    with desk.world.acting("case-manager") as by:
        goal = care.set_goal(person=desk.person, words="My ID back", by=by, at=by.now())
        step = {"words": "Ask for the form", "who": "person", "name": "", "by_on": by.now().date()}
        care.add_step(goal=goal, **step, by=by, at=by.now())  # type: ignore[arg-type]
    client = desk_in("case-manager")
    assert "Ask for the form" in client.get("/desk/").content.decode()
    with desk.world.acting("case-manager") as by:
        care.note_death(person=desk.person, **DIED, by=by, at=by.now())  # type: ignore[arg-type]
    assert "Ask for the form" not in client.get("/desk/").content.decode()
