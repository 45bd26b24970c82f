"""Facts with dates: two taps, what holds now, put right by a later row, seen by nobody outside."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.care import actions as care
from thirdoption.program.care.models import Fact
from thirdoption.program.care.queries.status import facts, holding
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.people import actions as people


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def test_one_tap_notes_a_fact_and_a_later_row_puts_it_right(desk: Desk, desk_in: SignIn) -> None:
    client, there = desk_in("case-manager"), f"/desk/people/{desk.person.pk}/status/"
    assert client.get(there).content.decode().count("Not asked yet") == 8
    sent = {"key": str(uuid.uuid4()), "said": ":116", "source": "person"}
    assert [client.post(f"{there}housing/", sent).status_code for _ in range(2)] == [302, 302]
    with desk.world.acting("case-manager"):
        (first,) = Fact.objects.all()
    mends = {"said": ":336", "source": "paper", "mends": str(first.pk)}
    assert client.get(f"{there}housing/?mends={first.pk}").status_code == 200
    assert client.post(f"{there}housing/", mends).status_code == 302
    late = client.post(f"{there}housing/", {**mends, "said": ":101"})
    assert late.status_code == 409
    with CaptureQueriesContext(connection) as asked:
        page = client.get(there).content.decode()
    assert "With a friend" in page and "Outside, in a car" not in page and len(asked) <= 14
    assert "Outside, in a car" in client.get(f"{there}housing/").content.decode()
    assert "With a friend" in client.get(f"/desk/people/{desk.person.pk}/timeline/").content.decode()


def test_what_holds_is_of_the_newest_day_and_declined_is_an_answer(desk: Desk) -> None:
    with desk.world.acting("case-manager") as by:
        today = by.now().date()
        told = {"person": desk.person, "kind": "benefits", "by": by, "at": by.now()}
        care.note_fact(**told, of="snap", code="has", as_of=today - timedelta(days=3))  # type: ignore[arg-type]
        care.note_fact(**told, of="snap", code="none", as_of=today - timedelta(days=90), about=True)  # type: ignore[arg-type]
        taken = care.note_fact(**told, of="wic", code="has")  # type: ignore[arg-type]
        care.note_fact(**told, of="wic", code="mistake", mends=taken)  # type: ignore[arg-type]
        care.note_fact(**told, of="cash", code="declined")  # type: ignore[arg-type]
        found = facts(people=[desk.person.pk])
    now = {of: one.code for (_kind, of), one in holding(found).items()}
    assert now == {
        "snap": "has",
        "cash": "declined",
    }
    assert len(found) == 5


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"said": ":nowhere"}, "said"), ({"said": ""}, "said"), ({"said": ":mistake"}, "said"),
     ({"said": "snap:has"}, "said"), ({"said": ":116", "as_of": "2999-01-01"}, "as_of"),
     ({"said": ":116", "source": "gossip"}, "source")],
)  # fmt: skip
def test_what_the_table_has_not_is_refused(
    desk: Desk, desk_in: SignIn, typed: dict[str, str], field: str
) -> None:
    there = f"/desk/people/{desk.person.pk}/status/housing/"
    refused = desk_in("case-manager").post(there, {"source": "person", **typed})
    assert refused.status_code == 422 and f"id_{field}" in refused.content.decode()
    with desk.world.acting("case-manager"):
        assert not Fact.objects.exists()


def test_a_fact_is_never_written_over_nor_seen_outside(desk: Desk, desk_in: SignIn) -> None:
    """R-25, R-26: police, the prosecutor, the program manager and the auditor find neither page nor row."""
    with desk.world.acting("case-manager") as by:
        care.note_fact(person=desk.person, kind="housing", code="116", by=by, at=by.now())
        with pytest.raises(Refused):
            care.note_fact(person=desk.person, kind="drugs", code="has", by=by, at=by.now())
        for wrong in (lambda: Fact.objects.update(code="101"), lambda: Fact.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                wrong()
    for key in ("officer", "liaison", "manager", "auditor"):
        with desk.world.acting(key):
            assert not Fact.objects.exists(), key
        for part in ("status/", "status/housing/"):
            assert desk_in(key).get(f"/desk/people/{desk.person.pk}/{part}").status_code == 404, key


def test_a_correction_is_of_the_same_person(desk: Desk) -> None:
    """R-53: another's fact is not named, neither by the action nor by a row written past it."""
    with desk.world.acting("case-manager") as by:
        other = people.welcome(
            name="Ana Pretend", date_of_birth=None, where_to_find="", language="en", by=by, at=by.now()
        )
        care.take_up(person=other, worker=desk.world.workers["case-manager"], by=by, at=by.now())
        theirs = care.note_fact(person=other, kind="housing", code="116", by=by, at=by.now())
        told = {"kind": "housing", "code": "101", "mends": theirs}
        with pytest.raises(Refused):
            care.note_fact(person=desk.person, **told, by=by, at=by.now())  # type: ignore[arg-type]
        row = {"site_id": by.site, "worker_id": by.hand, "as_of": by.now().date(), "source": "person"}
        with pytest.raises(DatabaseError), transaction.atomic():
            Fact(person=desk.person, at=by.now(), **row, **told).save(force_insert=True)  # type: ignore[misc]
