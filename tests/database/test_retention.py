"""The end of keeping: years after the last contact who somebody was is destroyed, and counts stay (R-90)."""

import threading
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection

from tests.database.test_races import at_once, rows, somebody_waits
from tests.factories import charges, walk
from tests.factories.about_acts import WAY, WHO, restricted
from tests.factories.desk import SignIn, on_the_clock
from tests.factories.fixtures import World
from tests.factories.funds_acts import ABUSE, ASK
from tests.factories.retention import fill, mentions, spoken_of
from tests.factories.sealing import as_owner
from tests.factories.status_acts import GIVEN
from thirdoption.jobs import retention
from thirdoption.program.care import actions as care
from thirdoption.program.care.actions import funds, told
from thirdoption.program.care.actions.restricting import restrict
from thirdoption.program.care.actions.retention import destroy_identities, keep_longer
from thirdoption.program.care.models import Brought, Participation
from thirdoption.program.care.queries.retention import people_ending, records_ending
from thirdoption.program.care.rules import Engagement
from thirdoption.program.ground import acting
from thirdoption.program.ground.refusal import Refused
from thirdoption.program.matters import actions as matters
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import State
from thirdoption.program.people import actions as people
from thirdoption.program.people.actions import about
from thirdoption.program.people.models import Person
from thirdoption.program.staff.queries import program
from thirdoption.program.trail.models import Entry


@pytest.fixture
def world(committed: World) -> World:
    """A world whose transactions commit: the owner looks at what is left."""
    return committed


@pytest.fixture
def sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """A test client as a worker."""
    return on_the_clock(world, monkeypatch)


def parted(world: World, person: Person) -> None:
    """Said to have moved away; who their worker was stays on record."""
    with world.acting("case-manager") as by:
        theirs = Participation.objects.get(person=person)
        said = {"to": Engagement.MOVED, "note": "To another state"}
        care.change_engagement(participation=theirs, **said, by=by, at=by.now())


@pytest.fixture
def old(world: World) -> Person:
    """Somebody from long ago with words in every place, as a worker wrote them, and all charges decided."""
    referral, person = walk.handed_over(world, name="Ulla Destroyable", incident_number="26-00551-X")
    with world.acting("case-manager") as by:
        about.say_about(person=person, base=0, **{**WHO, "name": "Ulla Destroyable"}, by=by, at=by.now())
        first = about.keep_way(person=person, **WAY, by=by, at=by.now())
        about.end_way(way=first, by=by, at=by.now())
        said = {"kind": "made", "how": "phone", "minutes": 5, "line": "Destroyable line", "sensitive": "x"}
        care.note_contact(person=person, **said, by=by, at=by.now())
        care.set_goal(person=person, words="Destroyable goal", by=by, at=by.now())
    walk.intake(world, person, referral)
    walk.released(world, person, referral)
    charges.to(world, referral, State.DECLINED)
    parted(world, person)
    return person


def ended(world: World) -> list[str]:
    """The program's own round, now; what it left on the trail of ends."""
    with acting.opened(program(world.site.pk, world.at)) as by:
        destroy_identities(by=by, at=by.now())
    with world.acting("auditor"):
        return [str(one.subjects[0]) for one in Entry.objects.filter(verb="destroy identity")]


def test_who_somebody_was_is_destroyed_and_counts_stay(world: World, old: Person) -> None:
    """No name, word or grant is left, whoever looks; how many people and contacts there were is the same."""
    spoken_of(world, old)
    assert fill(old, "Destroyable") >= 18
    said = {"care_toldstatus", "care_fundstatus", "care_plansaid", "matters_legalhold", "care_told"}
    assert {"people_person", "care_contact", "people_about"} | said <= mentions("Destroyable")
    with as_owner() as owner:
        before = owner.execute("SELECT count(*), sum(minutes) FROM care_contact").fetchone()
        things = owner.execute("SELECT array_agg(x) FROM private.things_of(%s) x", [old.pk]).fetchone()[0]
    world.pass_time(days=7 * 366)
    assert ended(world) == [str(old.pk)]
    assert mentions("Destroyable") == set()
    lives = "SELECT count(*) FROM sharing_grant WHERE (person_id = %s OR person_id IS NULL"
    lives += " AND referral = ANY (%s)) AND (valid_to IS NULL OR valid_to > %s)"
    with as_owner() as owner:
        assert owner.execute("SELECT count(*), sum(minutes) FROM care_contact").fetchone() == before
        assert owner.execute(lives, [old.pk, things, world.at]).fetchone() == (0,)
        keys = "SELECT count(*) FROM people_namekey WHERE person_id = %s"
        assert owner.execute(keys, [old.pk]).fetchone() == (0,)
        left = "SELECT name, date_of_birth FROM people_person WHERE id = %s"
        assert owner.execute(left, [old.pk]).fetchone() == ("", None)
        off = "SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'"
        assert owner.execute(off).fetchone() == (0,)
    for worker in ("case-manager", "supervisor", "liaison", "manager"):
        with world.acting(worker):
            assert not Person.objects.filter(pk=old.pk).exists()
    assert ended(world) == [str(old.pk)], "once"


def days_off(world: World, years: int = 7, days: int = 0) -> None:
    world.pass_time(days=365 * years + 3 + days)


def test_nobody_ends_before_their_day(world: World, old: Person) -> None:
    days_off(world, days=-5)
    assert ended(world) == []


@pytest.mark.parametrize("why", ["theirs", "contact", "kept", "hold", "never"])
def test_what_keeps_a_record(world: World, old: Person, why: str) -> None:
    """R-88: a worker of theirs, a contact, a worker's word, the law, and a place that sets no years."""
    days_off(world, years=6)
    keeps(world, old, why)
    days_off(world, years=1)
    assert ended(world) == []


def test_a_charge_that_waits_keeps_a_record(world: World) -> None:
    _referral, person = walk.handed_over(world, name="Ulla Destroyable", incident_number="26-00552-X")
    parted(world, person)
    days_off(world)
    assert ended(world) == []


def keeps(world: World, old: Person, why: str) -> None:
    with world.acting("supervisor") as by:
        if why == "theirs":
            theirs = Participation.objects.get(person=old)
            care.change_engagement(
                participation=theirs, to=Engagement.LOOKING_FOR, note="Seen", by=by, at=by.now()
            )
            world.pass_time(days=365 * 3)
        elif why == "contact":
            said = {"kind": "tried", "how": "phone", "minutes": None, "line": "No answer", "sensitive": ""}
            care.note_contact(person=old, **said, by=by, at=by.now())
        elif why == "kept":
            until = world.at.date() + timedelta(days=900)
            keep_longer(person=old, until=until, why="Her housing file is open", by=by, at=by.now())
    if why == "never":
        with as_owner() as owner:
            owner.execute("UPDATE sites_site SET keeps_years = 0")
    if why == "hold":
        with world.acting("supervisor") as by:
            matters.hold_legally(matter=Matter.objects.get(), reason="A lawsuit", by=by, at=by.now())


def test_two_records_of_one_person_end_together(world: World, old: Person) -> None:
    with world.acting("case-manager") as by:
        other = people.welcome(name="Ulla D.", by=by, at=by.now())
    days_off(world, years=5)
    with world.acting("supervisor") as by:
        people.say_of_two(kept=old, other=other, said="same", why="The same birth date", by=by, at=by.now())
        said = {"kind": "tried", "how": "phone", "minutes": None, "line": "No answer", "sensitive": ""}
        care.note_contact(person=other, **said, by=by, at=by.now())
    days_off(world, years=3)
    assert ended(world) == []
    days_off(world, years=5)
    assert set(ended(world)) == {str(old.pk), str(other.pk)}


def test_only_the_program_itself_destroys(world: World, old: Person) -> None:
    days_off(world)
    for worker in ("supervisor", "manager", "auditor", "officer"):
        with world.acting(worker), pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT sharing.destroy_identities()")
    with world.acting("supervisor"):
        assert Person.objects.get(pk=old.pk).name == "Ulla Destroyable"


def test_a_supervisor_sees_who_is_next_and_keeps_them(world: World, old: Person, sign_in: SignIn) -> None:
    days_off(world, days=-40)
    for worker in ("case-manager", "officer", "manager"):
        with world.acting(worker) as by:
            assert people_ending(by=by) == []
    page = sign_in("supervisor").get("/desk/ending/").content.decode()
    assert "Ulla Destroyable" in page and "7 years after the last contact" in page
    for worker in ("case-manager", "officer", "liaison"):
        with world.acting(worker):
            assert records_ending() == ([], 0), worker
    counts = sign_in("manager").get("/desk/ending/counts/").content.decode()
    assert "Destroyable" not in counts and ">1<" in counts
    url = f"/desk/people/{old.pk}/keep/"
    assert sign_in("supervisor").post(url, {"until": "2001-01-01", "why": "x"}).status_code == 422
    until = (world.at.date() + timedelta(days=900)).isoformat()
    assert sign_in("supervisor").post(url, {"until": until, "why": "Her file is open"}).status_code == 302
    assert "Ulla Destroyable" not in sign_in("supervisor").get("/desk/ending/").content.decode()
    with world.acting("supervisor") as by, pytest.raises(Refused):
        keep_longer(person=old, until=date(2099, 1, 1), why="Too long", by=by, at=by.now())


def test_the_round_of_the_job_process(world: World, old: Person) -> None:
    days_off(world)
    retention.look(world.at)
    with as_owner() as owner:
        assert owner.execute("SELECT name FROM people_person WHERE id = %s", [old.pk]).fetchone() == ("",)


LATELY: dict[str, Any] = {
    "fact": (care.note_fact, {"kind": "housing", "code": "101"}),
    "event": (care.note_event, GIVEN),
    "goal": (care.set_goal, {"words": "A room"}),
    "money": (funds.ask_funds, ASK),
    "told": (told.note_told, ABUSE),
    "about": (about.say_about, {"base": 1, **WHO}),
    "way": (about.keep_way, WAY),
}


@pytest.mark.parametrize("what", LATELY)
def test_whoever_was_helped_lately_is_kept(world: World, old: Person, what: str) -> None:
    """Whatever was written of somebody says that they were here; a mandated report is kept for R-23 too."""
    days_off(world, days=-3)
    act, words = LATELY[what]
    with world.acting("case-manager") as by:
        act(person=old, **words, by=by, at=by.now())
    world.pass_time(days=6)
    assert ended(world) == []


def test_what_a_list_said_beside_a_person_goes_too(world: World, old: Person) -> None:
    with world.acting("supervisor") as by:
        said = {"source": "Her mother, Ana Destroyable", "release": "To Dr. Destroyable"}
        row = {"batch": uuid.uuid4(), "kind": "roster", "line": 1, "made": False, "at": by.now()}
        Brought(site_id=by.site, person=old, worker_id=by.hand, **row, **said).save(force_insert=True)
    days_off(world)
    assert ended(world) and mentions("Destroyable") == set()


def test_whoever_is_met_while_the_round_waits_is_kept(world: World, old: Person) -> None:
    days_off(world)
    wrote = threading.Event()

    def act(number: int) -> Any:
        if number == 0:
            with world.acting("case-manager") as by:
                said = {"kind": "made", "how": "phone", "minutes": 5, "line": "She is back", "sensitive": ""}
                care.note_contact(person=old, **said, by=by, at=by.now())
                wrote.set()
                somebody_waits()
        else:
            wrote.wait(20)
            with acting.opened(program(world.site.pk, world.at)) as by:
                assert destroy_identities(by=by, at=by.now()) == 0

    at_once(2, act)
    assert rows("SELECT name FROM people_person WHERE id = %s", old.pk) == [("Ulla Destroyable",)]


def test_who_is_next_is_told_to_whoever_may_see_them(world: World, old: Person) -> None:
    """R-43: a restricted record that ends is counted, and named to the named alone."""
    with world.acting("case-manager") as by:
        named = restricted(world, "case-manager", "case-manager-2")
        restrict(person=old, **named, by=by, at=by.now())
    days_off(world, days=-10)
    with world.acting("supervisor") as by:
        assert people_ending(by=by) == []


def test_the_day_until_which_they_are_kept_is_a_day_of_the_place(world: World, old: Person) -> None:
    days_off(world)
    until = (world.at + timedelta(days=2)).astimezone(ZoneInfo(world.site.zone)).date()
    with world.acting("case-manager") as by:
        keep_longer(person=old, until=until, why="A file is open", by=by, at=by.now())
    local = datetime.combine(until, time(23, 30), ZoneInfo(world.site.zone))
    world.at = local.astimezone(world.at.tzinfo)
    assert ended(world) == []  # the next day already in London
    world.pass_time(hours=1)
    assert ended(world) == [str(old.pk)] and mentions("Destroyable") == set()
