"""Two records of one person: shown as one where both are seen, never wider than each grant."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.factories import walk
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.worlds import connect
from thirdoption.program.care import actions as care
from thirdoption.program.care import queries
from thirdoption.program.care.actions.leaving import leave
from thirdoption.program.care.models import CaseManager
from thirdoption.program.care.queries.known import known
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.people.actions import say_of_two
from thirdoption.program.people.models import Person, Same
from thirdoption.program.people.queries import same_as
from thirdoption.program.people.rules import Said
from thirdoption.program.trail.models import Entry

WHO = "case-manager"


@pytest.fixture
def desk_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Test clients on the world's clock."""
    return on_the_clock(world, monkeypatch)


@pytest.fixture
def both(world: World) -> tuple[Any, Any]:
    """Marisol on record twice: each with a charge, a contact and a release."""
    made = []
    for number, name in enumerate(("Marisol Made-up", "Marisol Madeup")):
        referral, person = walk.handed_over(world, name=name, incident_number=f"26-0100{number}-X")
        walk.released(world, person, referral)
        note(world, person, f"Talked {number}")
        made.append(person)
    return made[0], made[1]


def note(world: World, person: Any, line: str) -> None:
    with world.acting(WHO) as by:
        said = {"kind": "made", "how": "phone", "minutes": 5, "line": line, "sensitive": ""}
        care.note_contact(person=person, **said, by=by, at=world.pass_time(minutes=1))


def say(world: World, kept: Any, other: Any, said: Said = Said.SAME, who: str = WHO) -> Same:
    with world.acting(who) as by:
        row = say_of_two(kept=kept, other=other, said=said, why="Her sister said so", by=by, at=by.now())
    return row


def gathered(world: World, person: Any) -> tuple[set[str], int, int]:
    """The lines of the contacts, how many charges and how many releases the page shows."""
    with world.acting(WHO) as by:
        found = queries.in_touch(by=by, pk=person.pk)
        record = queries.record(person=found)
    return {one.line for one in record.contacts}, len(record.charges), len(record.releases)


def kept_rows() -> list[Any]:
    """Every row of both that is not about the pair itself, as the owner sees them."""
    tables = ("care_contact", "sharing_grant", "sharing_release", "handoffs_handoff", "care_casemanager")
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            found.append(cursor.fetchone())
    return found


def test_together_and_apart_again(world: World, both: tuple[Any, Any]) -> None:
    kept, other = both
    alone = gathered(world, kept), gathered(world, other)
    with world.acting(WHO):
        before = kept_rows()
    say(world, kept, other)
    assert gathered(world, kept) == gathered(world, other) == ({"Talked 0", "Talked 1"}, 2, 2)
    with world.acting(WHO):
        assert kept_rows() == before  # no row of anything else was touched
    note(world, kept, "Since then")
    say(world, kept, other, Said.APART)
    assert gathered(world, other) == alone[1]
    assert gathered(world, kept) == (alone[0][0] | {"Since then"}, 1, 1)
    say(world, other, kept)  # and together the other way round
    assert gathered(world, kept)[0] == {"Talked 0", "Talked 1", "Since then"}


def test_lists_show_one_and_no_deadline_is_lost(world: World, both: tuple[Any, Any]) -> None:
    kept, other = both
    say(world, kept, other)
    with world.acting(WHO) as by:
        mine = [one.person for one in queries.my_people(by=by)]
        assert kept.pk in mine and other.pk not in mine
        counted = {worker.pk: many for worker, many in queries.colleagues(by=by)}
        assert counted[by.worker] == len(mine)
        due = [one for one in queries.comings(people=mine, open_only=True) if one.person == kept.pk]
        assert len(due) == 2 and all(one.intake_by for one in due)
        assert [one.person for one in known(by=by, name="madeup")] == [kept.pk]
        for one in due:  # each leads to the record by which the person came
            assert one.referral
            assert queries.came_by(by=by, person=kept.pk, referral=one.referral)[1].pk == one.referral


def test_whoever_sees_one_side_sees_that_side_alone(committed: World) -> None:
    """R-81: grants are met, never united; nor does one side say that there is another."""
    (_one, kept), (_two, other) = (
        walk.handed_over(committed, name=name, incident_number=f"26-0101{number}-X")
        for number, name in enumerate(("Marisol Made-up", "Marisol Madeup"))
    )
    note(committed, kept, "Talked 0")
    note(committed, other, "Talked 1")
    say(committed, kept, other)
    assert gathered(committed, kept)[0] == {"Talked 0", "Talked 1"}
    with connect("owner", settings.DATABASES["default"]["NAME"]) as owner:
        ended = "UPDATE sharing_grant SET valid_to = %s WHERE person_id = %s"
        owner.execute(ended, [committed.at, other.pk])
        owner.commit()
    committed.pass_time(minutes=1)
    assert gathered(committed, kept)[0] == {"Talked 0"}
    with committed.acting(WHO) as by:
        assert same_as(person=kept.pk) == [kept.pk] and not Same.objects.exists()
        with pytest.raises(Refused):
            queries.in_touch(by=by, pk=other.pk)
    with pytest.raises((Refused, DatabaseError)):
        say(committed, kept, other, Said.APART)


@pytest.mark.parametrize("said", [Said.SAME, Said.DIFFERENT])
def test_it_is_said_once(world: World, both: tuple[Any, Any], said: Said) -> None:
    kept, other = both
    say(world, kept, other, said)
    with pytest.raises(Refused, match="meanwhile"):
        say(world, other, kept, said)
    with pytest.raises(Refused):
        say(world, kept, kept, said)
    if said == Said.SAME:
        with pytest.raises(Refused):
            say(world, kept, other, Said.DIFFERENT)


def test_a_third_record_is_gathered_too(world: World, both: tuple[Any, Any]) -> None:
    kept, other = both
    _referral, third = walk.handed_over(world, name="M. Sol", incident_number="26-01009-X")
    note(world, third, "Talked 2")
    say(world, kept, other)
    say(world, other, third)
    for one in (kept, other, third):
        assert gathered(world, one)[0] == {"Talked 0", "Talked 1", "Talked 2"}
    with pytest.raises(Refused):  # a circle would hide all three
        say(world, third, kept)
    with world.acting(WHO) as by:
        assert [one.person for one in queries.my_people(by=by)].count(kept.pk) == 1
        assert {one.person for one in queries.my_people(by=by)} & {other.pk, third.pk} == set()


def test_whoever_compares_two_is_on_the_trail(world: World, both: tuple[Any, Any], desk_in: SignIn) -> None:
    """R-69: each record that was looked at."""
    kept, other = both
    desk_in(WHO).get(f"/desk/people/{kept.pk}/same/")
    desk_in(WHO).get(f"/desk/people/{kept.pk}/same/{other.pk}/")
    with world.acting("auditor", "audit"):
        seen = [row.subjects for row in Entry.objects.filter(verb="see", worker=world.workers[WHO].pk)]
    assert [kept.pk] in seen and [other.pk] in seen


def test_no_sql_hides_everybody(world: World, both: tuple[Any, Any]) -> None:
    kept, other = both
    say(world, kept, other)
    with world.acting(WHO) as by, pytest.raises(DatabaseError), transaction.atomic():
        Same(site_id=by.site, kept=other, other=kept, number=2, said=Said.SAME, why="x", worker_id=by.worker,
             at=by.now()).save(force_insert=True)  # fmt: skip


def test_what_was_said_last_stands_whatever_is_written(world: World, both: tuple[Any, Any]) -> None:
    """One row of a pair stands, the last: nobody says otherwise by SQL."""
    kept, other = both
    say(world, kept, other)
    with world.acting(WHO) as by:
        Same(site_id=by.site, kept=other, other=kept, number=2, said=Said.APART, why="x", worker_id=by.worker,
             at=by.now(), stands=False).save(force_insert=True)  # fmt: skip
        assert list(Same.objects.filter(stands=True).values_list("number", flat=True)) == [2]


def test_two_people_are_not_asked_about_again(world: World, both: tuple[Any, Any], desk_in: SignIn) -> None:
    kept, other = both
    client = desk_in(WHO)
    page = client.get(f"/desk/people/{kept.pk}/same/").content.decode()
    assert str(other.pk) in page
    sent = {"said": "different", "why": "They came in together"}
    assert client.post(f"/desk/people/{kept.pk}/same/{other.pk}/", sent).status_code == 302
    assert str(other.pk) not in client.get(f"/desk/people/{kept.pk}/same/").content.decode()


def test_a_pair_needs_a_reason_and_is_never_changed(
    world: World, both: tuple[Any, Any], desk_in: SignIn
) -> None:
    kept, other = both
    answer = desk_in(WHO).post(f"/desk/people/{kept.pk}/same/{other.pk}/", {"said": "same", "why": " "})
    assert answer.status_code == 422 and "Write how you know" in answer.content.decode()
    say(world, kept, other)
    for statement in ("UPDATE people_same SET said = 'apart'", "DELETE FROM people_same"):
        with world.acting(WHO), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)


@pytest.mark.parametrize("who", ["officer", "liaison", "coordinator", "manager", "auditor"])
def test_nobody_outside_the_care_sees_a_pair(
    world: World, both: tuple[Any, Any], desk_in: SignIn, who: str
) -> None:
    kept, other = both
    say(world, kept, other)
    assert desk_in(who).get(f"/desk/people/{kept.pk}/same/{other.pk}/").status_code == 404
    with world.acting(who):
        assert not Same.objects.exists() and not Person.objects.exists()


def test_a_worker_with_both_records_can_leave(world: World, both: tuple[Any, Any]) -> None:
    """The form names the one that lists show; the other record goes with it."""
    kept, other = both
    say(world, kept, other)
    mine, takes = world.workers[WHO], world.workers["case-manager-2"]
    with world.acting("supervisor") as by:
        leave(worker=mine, people={kept.pk: takes}, shifts=takes, line="Both", by=by, at=by.now())
    with world.acting("supervisor"):
        now = CaseManager.objects.filter(person__in=(kept, other), until=None)
        assert {one.worker_id for one in now} == {takes.pk} and len(now) == 2


def test_the_other_record_and_what_differs_are_told(
    world: World, both: tuple[Any, Any], desk_in: SignIn
) -> None:
    kept, other = both
    with world.acting(WHO):
        for one, born, where in (
            (kept, date(1990, 3, 18), "The pantry"),
            (other, date(1971, 7, 2), "The ferry"),
        ):
            Person.objects.filter(pk=one.pk).update(date_of_birth=born, born_how="exact", where_to_find=where)
    client = desk_in(WHO)
    compared = client.get(f"/desk/people/{kept.pk}/same/{other.pk}/").content.decode()
    assert "Their dates of birth differ: March 18, 1990 and July 2, 1971." in compared
    found = client.post(f"/desk/people/{kept.pk}/same/", {"name": "Madeup"}).content.decode()
    assert "the dates of birth differ" in found and "no date of birth to compare" not in found
    say(world, kept, other)
    for part in ("", "about/"):
        page = client.get(f"/desk/people/{kept.pk}/{part}").content.decode()
        assert "Also on record: Marisol Madeup, born July 2, 1971, The ferry." in page
