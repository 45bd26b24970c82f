"""What is told without consent: no more than the ground lets be told, looked at by another, accounted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import walk
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.funds_acts import ABUSE, ORDER
from thirdoption.program.care.actions import told as acts
from thirdoption.program.care.models import Told
from thirdoption.program.care.queries.told import accounting
from thirdoption.program.ground.refusal import Refused


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def note(client: Any, desk: Desk, **typed: Any) -> Any:
    return client.post(f"/desk/people/{desk.person.pk}/told/", {**ABUSE, **typed})


def test_a_report_stands_in_the_accounting_beside_what_a_release_told(desk: Desk, desk_in: SignIn) -> None:
    """R-22, R-23: one list of both, on the page and in the person's file."""
    release = walk.released(desk.world, desk.person, desk.referral)
    with desk.world.acting("liaison"), connection.cursor() as cursor:
        cursor.execute("SELECT sharing.disclose(ARRAY[%s]::uuid[], 'intake confirmed')", [release.pk])
    client, there = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/told/"
    assert note(client, desk).status_code == 302
    with desk.world.acting("case-manager") as by:
        found = accounting(people=[desk.person.pk], at=by.now())
    assert {bool(one.release) for one in found} == {True, False} and len(found) == 2
    with CaptureQueriesContext(connection) as asked:
        page = client.get(there).content.decode()
    assert "Under a release" in page and page.count("A child was hurt") == 2 and len(asked) <= 14
    file = client.post(f"{there}accounting.csv")
    assert "attachment" in file["Content-Disposition"] and "2.12(c)(6)" in file.content.decode()
    look = f"{there}{noted(desk).pk}/look/"
    assert client.post(look, {"note": ""}).status_code == 404
    assert desk_in("supervisor").post(look, {"note": "Right"}).status_code == 302


def noted(desk: Desk) -> Told:
    with desk.world.acting("case-manager"):
        return Told.objects.get()


def test_a_ground_lets_no_more_be_told(desk: Desk, desk_in: SignIn) -> None:
    """R-29, R-30: what was typed stays, and nothing is kept."""
    client = desk_in("case-manager")
    for facts in (["name", "health"], []):
        refused = note(client, desk, facts=facts, ground="crime_here")
        assert refused.status_code == 422 and "A child was hurt" in refused.content.decode()
    refused = note(client, desk, **{**ORDER, "court_order": ""})
    assert refused.status_code == 422 and "A subpoena alone is no order" in refused.content.decode()
    with desk.world.acting("case-manager"):
        assert not Told.objects.exists()


def test_a_court_order_is_told_after_another_has_looked(desk: Desk, desk_in: SignIn) -> None:
    """42 CFR 2.61: neither the action nor a row written past it tells before the second look."""
    supervisor, worker = desk_in("supervisor"), desk_in("case-manager")
    there = f"/desk/people/{desk.person.pk}/told/"
    assert note(worker, desk, **ORDER).status_code == 302
    row = noted(desk)
    with desk.world.acting("case-manager") as by:
        with pytest.raises(Refused, match="before anything is told"):
            acts.tell(told=row, by=by, at=by.now())
        with pytest.raises(DatabaseError), transaction.atomic():
            status = {"number": 1, "state": "told", "worker": by.worker, "organization": by.organization}
            row.statuses.create(thing=row, at=by.now(), **status)
            Told.objects.filter(pk=row.pk).update(state="told", version=1, told_at=by.now())
        assert not accounting(people=[desk.person.pk], at=by.now())
    assert supervisor.post(f"{there}{row.pk}/look/", {"note": ""}).status_code == 302
    assert worker.post(f"{there}{row.pk}/move/", {"do": "tell", "note": ""}).status_code == 302
    with desk.world.acting("case-manager") as by:
        (line,) = accounting(people=[desk.person.pk], at=by.now())
    assert line.court_order == "County Court 26-118" and line.facts == ("ordered",)


def test_nobody_looks_at_their_own_and_nobody_outside_sees_it(desk: Desk, desk_in: SignIn) -> None:
    with desk.world.acting("supervisor") as by:
        own = acts.note_told(person=desk.person, **ABUSE, by=by, at=by.now())  # type: ignore[arg-type]
        with pytest.raises(Refused, match="Another worker"):
            acts.look_at_told(told=own, note="", by=by, at=by.now())
    for key in ("officer", "liaison", "manager", "auditor"):
        with desk.world.acting(key):
            assert not Told.objects.exists(), key
        assert desk_in(key).get(f"/desk/people/{desk.person.pk}/told/").status_code == 404, key


def test_what_is_still_to_come_was_not_told(desk: Desk) -> None:
    with desk.world.acting("case-manager") as by, pytest.raises(Refused, match="still to come"):
        now = {"person": desk.person, "by": by, "at": by.now()}
        acts.note_told(**now, **ABUSE, happened_at=by.now() + timedelta(minutes=1))  # type: ignore[arg-type]
