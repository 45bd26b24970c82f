"""Other cases of a person: what they told, the care team's alone, and never a history."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.factories import walk
from tests.factories.desk import Desk, SignIn, on_the_clock
from tests.factories.fixtures import World
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters.actions import note_case
from thirdoption.program.matters.models import OtherCase
from thirdoption.program.trail.models import Entry

TYPED = {
    "kind": "court_date",
    "court": "Albany City Court",
    "next_on": "2026-12-01",
    "asks": "One day for both?",
}


@pytest.fixture(autouse=True)
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


def send(client: Any, desk: Desk, **more: str) -> Any:
    return client.post(f"/desk/people/{desk.person.pk}/other-cases/", {**TYPED, "key": uuid.uuid4(), **more})


def test_a_case_is_noted_and_stands_on_the_persons_page(desk: Desk, desk_in: SignIn) -> None:
    client = desk_in("case-manager")
    page = client.get(f"/desk/people/{desk.person.pk}/").content.decode()
    assert "No other case is noted" in page and "liaison is told nothing of it" in page
    assert send(client, desk)["Location"].endswith("#other-cases")
    page = client.get(f"/desk/people/{desk.person.pk}/").content.decode()
    shown = page[page.index('id="other-cases"') :]
    for words in ("Albany City Court", "1, 2026", "We would ask: One day for both?"):
        assert words in shown, (words, shown[:900])
    with desk.world.acting("auditor", "audit"):
        (row,) = Entry.objects.filter(verb="note case")
        assert desk.person.pk in row.subjects and "Albany" not in row.why


def test_a_second_tap_notes_nothing_twice(desk: Desk, desk_in: SignIn) -> None:
    """R-77."""
    client, key = desk_in("case-manager"), str(uuid.uuid4())
    for _ in range(2):
        assert send(client, desk, key=key).status_code == 302
    assert send(client, desk, key=key, kind="warrant").status_code == 409
    with desk.world.acting("case-manager"):
        assert OtherCase.objects.count() == 1


@pytest.mark.parametrize("key", ["liaison", "officer", "manager", "defender", "auditor", "by-link"])
def test_nobody_but_the_care_team_sees_or_writes_one(desk: Desk, desk_in: SignIn, key: str) -> None:
    """R-18, R-25: by no page and by no SQL, also where a release tells them of the intake."""
    walk.released(desk.world, desk.person, desk.referral)
    with desk.world.acting("case-manager") as by:
        note_case(person=desk.person, kind="warrant", court="", next_on=None, asks="", by=by, at=by.now())
    assert send(desk_in(key), desk).status_code == 404
    with desk.world.acting(key):
        assert not OtherCase.objects.exists()
        row = OtherCase(site=desk.world.site, person=desk.person, worker=desk.world.workers[key],
                        at=desk.world.at, kind="warrant")  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize("key", ["supervisor", "on-call"])
def test_what_is_written_stays_and_no_colleague_signs_for_another(desk: Desk, key: str) -> None:
    with desk.world.acting("case-manager") as by:
        case = note_case(
            person=desk.person, kind="later", court="", next_on=None, asks="", by=by, at=by.now()
        )
    with desk.world.acting(key):
        assert OtherCase.objects.get() == case
        for change in (OtherCase.objects.filter(pk=case.pk).delete,
                       lambda: OtherCase.objects.filter(pk=case.pk).update(kind="warrant"),
                       OtherCase(site=desk.world.site, person=desk.person, kind="later", at=desk.world.at,
                                 worker=desk.world.workers["case-manager"]).save):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": ""}, "Choose one."),
        ({"kind": "conviction"}, "Choose from the list."),
        ({"asks": "His NYSID is 01234567K"}, "state, FBI or NCIC number"),
        ({"court": "FBI# 123456AB7"}, "state, FBI or NCIC number"),
        ({"asks": "x" * 201}, "at most 200 fit"),
        ({"court": "x" * 121}, "at most 120 fit"),
        ({"asks": "a\u202eb"}, "cannot be stored"),
        ({"next_on": "soon"}, "year-month-day"),
    ],
)
def test_no_number_of_a_history_and_nothing_unreadable(
    desk: Desk, desk_in: SignIn, typed: dict[str, str], sentence: str
) -> None:
    """Law 7, R-39: the sentence stands in the open form, and nothing is kept."""
    page = send(desk_in("case-manager"), desk, **typed)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert '<details class="kit-more" open>' in page.content.decode()
    with desk.world.acting("case-manager"):
        assert not OtherCase.objects.exists()


def test_the_action_refuses_what_the_form_would(desk: Desk) -> None:
    given: dict[str, Any] = {"court": "", "next_on": None, "asks": ""}
    with desk.world.acting("case-manager") as by:
        for wrong in ({"kind": "conviction"}, {"kind": "later", "court": "SID 01234567K"}):
            with pytest.raises(Refused):
                note_case(person=desk.person, **{**given, **wrong}, by=by, at=by.now())
    with desk.world.acting("manager") as by, pytest.raises(Refused):
        note_case(person=desk.person, kind="later", **given, by=by, at=by.now())
