"""States are appended, never set: raw SQL as the app role can skip, renumber and rewrite nothing."""

import random
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings

from tests.factories import worlds
from thirdoption.program.care.rules import TRANSITIONS as PARTICIPATION
from thirdoption.program.care.rules import Engagement
from thirdoption.program.handoffs.rules import TRANSITIONS as HANDOFF
from thirdoption.program.matters.rules import FILINGS, TABLES, ChargeModel, State
from thirdoption.program.referrals.rules import TRANSITIONS as REFERRAL
from thirdoption.program.referrals.rules.community import ASKED_TRANSITIONS as ASKED
from thirdoption.program.services.rules import TASK_TRANSITIONS as CONNECTION

THINGS: dict[str, Any] = {
    "referrals_referral": REFERRAL,
    "referrals_communityreferral": ASKED,
    "handoffs_handoff": HANDOFF,
    "matters_matter": TABLES[ChargeModel.HELD_BY_PROSECUTOR],
    # a death is noted and confirmed apart: test_safety_events.py
    "care_participation": {before: after - {Engagement.DIED} for before, after in PARTICIPATION.items()},
    "services_connection": CONNECTION,
}
STATES = {
    name: sorted({*table, *(one for after in table.values() for one in after)})
    for name, table in THINGS.items()
} | {"matters_matter": sorted(map(str, State))}
PAIRS = [(name, a, b) for name, states in STATES.items() for a in states for b in states]


REFUSED = (psycopg.errors.RaiseException, psycopg.errors.UniqueViolation)
OF_THEIR_OWN = ("no step of a charge", "a death is confirmed by another worker")
"""What a thing's own trigger says instead of the table of transitions."""


class Place:
    """A database with a thing in each state, all of them open to one worker; and that worker."""

    def __init__(self, name: str, world: worlds.World, conn: psycopg.Connection[Any]) -> None:
        self.name, self.world, self.conn = name, world, conn
        (self.site, *_), (self.worker, *_) = world.sites, world.workers
        self.organization = world.organizations[0]
        self.things = {(name, row["state"]): row["id"] for name in THINGS for row in world.rows[name]}

    def enter(self, purpose: str = "care") -> None:
        """An honest context, in a new transaction."""
        self.conn.rollback()
        who = {"site": self.site, "worker": self.worker, "organization": self.organization}
        token = worlds.signed(self.conn, settings.CONTEXT_KEY, **who, purpose=purpose)
        self.conn.execute("SELECT sharing.enter(%s)", [token])

    def append(self, name: str, thing: uuid.UUID, state: str, number: int = 1) -> None:
        status = {"thing_id": thing, "number": number, "state": state, "worker": self.worker}
        row = {
            **worlds.needed(f"{name}status"),
            "id": uuid.uuid4(),
            **status,
            "organization": self.organization,
        }
        worlds.put(self.conn, f"{name}status", [row])

    def set(self, name: str, thing: uuid.UUID, state: str, version: int = 1) -> int:
        also = ""
        if state == "handed_over":
            also = f", handed_over_at = now(), person_id = '{self.world.rows['people_person'][0]['id']}'"
        if state == "takes_part":
            also = f", person_id = '{self.world.rows['people_person'][0]['id']}'"
        if state in FILINGS:
            also = ", filed_on = current_date"
        sql = f"UPDATE {name} SET state = %s, version = %s{also} WHERE id = %s"
        return self.conn.execute(sql, [state, version, thing]).rowcount


@pytest.fixture(scope="module")
def place(django_db_setup: None, worker_id: str) -> Iterator[Place]:
    for name in worlds.database(f"states_{worker_id}"):
        world = one_of_each()
        with worlds.connect("owner", name) as owner:
            worlds.insert(owner, [world])
        worlds.triggers(name, "ENABLE")
        with worlds.connect("app", name, autocommit=False) as conn:
            yield Place(name, world, conn)


def one_of_each() -> worlds.World:
    """A world with each thing in each of its states, without status rows yet."""
    world, pick = worlds.World(), random.Random(1)
    worlds.place(world, 0)
    people: list[uuid.UUID] = []
    for number in range(max(map(len, STATES.values()))):
        people.append(worlds.person(world, pick, world.sites[0]))
        referral = worlds.referral(world, pick, world.sites[0], people[-1:])
        for name, states in STATES.items():
            row = world.rows[name][-1]
            row["state"] = states[number % len(states)]
            if name == "handoffs_handoff":
                over = row["state"] == "handed_over"
                row |= {"person_id": people[-1], "handed_over_at": worlds.T if over else None}
            if name == "matters_matter":
                row["filed_on"] = worlds.DAY if row["state"] in FILINGS else None
            if name == "referrals_communityreferral":
                row["person_id"] = people[-1] if row["state"] == "takes_part" else None
        asked = world.rows["referrals_communityreferral"][-1]["id"]
        for of in ({"person_id": people[-1]}, {"referral": referral}, {"referral": asked}):
            for category, purpose in [*((one, "care") for one in worlds.CATEGORIES), ("charge", "referral")]:
                to = {"site_id": world.sites[0], "organization_id": world.organizations[0]}
                live = {"purpose": purpose, "may_write": True, "basis": "made up", "source": uuid.uuid4()}
                of = {"person_id": None, "referral": None, **of}
                world.add(
                    "sharing_grant",
                    **to,
                    **of,
                    **live,
                    category=category,
                    valid_from=worlds.T.replace(year=2000),
                )
    for name in THINGS:
        world.rows[f"{name}status"] = []
    return world


def test_every_pair_of_states_is_decided_by_the_table_of_transitions(place: Place) -> None:
    """With its status row, as an action does it: allowed exactly where rules.py says so."""
    assert len(PAIRS) > 150
    keeps_to_the_tables(place, PAIRS, THINGS)


@pytest.mark.parametrize("model", [model for model in ChargeModel if TABLES[model]])
def test_a_charge_keeps_to_the_table_of_its_own_model(place: Place, model: ChargeModel) -> None:
    place.conn.rollback()
    change = "UPDATE matters_matter SET charge_model = %s"
    with worlds.connect("owner", place.name) as owner:
        owner.execute(change, [model])
        try:
            pairs = [pair for pair in PAIRS if pair[0] == "matters_matter"]
            keeps_to_the_tables(place, pairs, {"matters_matter": TABLES[model]})
            place.conn.rollback()
        finally:
            owner.execute(change, [ChargeModel.HELD_BY_PROSECUTOR])
        with pytest.raises(psycopg.errors.CheckViolation):
            owner.execute(change, [ChargeModel.NO_REPORT])


def keeps_to_the_tables(place: Place, pairs: list[tuple[str, str, str]], tables: dict[str, Any]) -> None:
    """Try every pair with its status row, as an action does it."""
    for name, before, after in pairs:
        place.enter("referral" if after == "revived" else "care")  # to revive a charge is its officer's
        allowed = after in tables[name].get(before, ())
        try:
            place.append(name, place.things[name, before], after)
            assert place.set(name, place.things[name, before], after) == 1
            place.conn.execute("SET CONSTRAINTS ALL IMMEDIATE")
            went = True
        except (*REFUSED, psycopg.errors.InsufficientPrivilege) as error:
            went = False
            told = ("another state" if before == after else "nvalid transition", *OF_THEIR_OWN)
            assert any(one in str(error) for one in told), (name, before, after)
        assert went == allowed, (name, before, after)


def test_no_state_without_its_status_row(place: Place) -> None:
    for name, before, after in PAIRS:
        thing = place.things[name, before]
        place.enter()
        with pytest.raises(psycopg.errors.RaiseException):
            place.set(name, thing, after)
        for state, version in ((after, 0), (after, 2), (before, 0), (before, 5), (before, -1)):
            place.enter()
            with pytest.raises(psycopg.errors.RaiseException):
                place.set(name, thing, state, version)


@pytest.mark.parametrize("name", THINGS)
def test_a_status_row_cannot_be_misnumbered_left_alone_or_say_something_else(place: Place, name: str) -> None:
    start = next(state for state in STATES[name] if THINGS[name].get(state))
    thing, after = place.things[name, start], min(THINGS[name][start])
    for number in (-1, 0, 2, 3, 99):
        place.enter()
        with pytest.raises(psycopg.errors.UniqueViolation):
            place.append(name, thing, after, number)
    place.enter()
    place.append(name, thing, after)
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        place.conn.commit()
    place.enter()
    place.append(name, thing, after)
    with pytest.raises(psycopg.errors.UniqueViolation):
        place.append(name, thing, after)
    others = [state for state in THINGS[name][start] if state != after]
    for other in others:
        place.enter()
        place.append(name, thing, after)
        with pytest.raises(psycopg.errors.RaiseException):
            place.set(name, thing, other)
    place.conn.rollback()


@pytest.mark.parametrize("name", THINGS)
def test_a_status_row_stays_as_it_was_written(place: Place, name: str) -> None:
    columns = ("id", "thing_id", "number", "state", "at", "worker", "organization", "note")
    for change in [f"UPDATE {name}status SET {column} = {column}" for column in columns]:
        place.enter()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            place.conn.execute(change)
    for change in (f"DELETE FROM {name}status", f"TRUNCATE {name}status", f"DELETE FROM {name}"):
        place.enter()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            place.conn.execute(change)


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_begins_at_its_beginning(place: Place, name: str) -> None:
    """No thing is born handed over, decided or closed."""
    like = next(row for row in place.world.rows[name])
    firsts = []
    for state in STATES[name]:
        for version in (0, 1):
            place.enter()
            row = {**like, "id": uuid.uuid4(), "state": state, "version": version}
            row |= {key: place.worker for key in ("worker_id", "author_id") if key in row}
            if name == "referrals_communityreferral":
                row["person_id"] = None
            if "organization_id" in row:
                public = name == "referrals_communityreferral"
                mine = place.world.communities[place.site][0] if public else place.organization
                who = {"site": place.site, "worker": None if public else place.worker, "organization": mine}
                row["organization_id"] = mine
                place.conn.rollback()
                purpose = "refer" if public else "referral"
                token = worlds.signed(place.conn, settings.CONTEXT_KEY, **who, purpose=purpose)
                place.conn.execute("SELECT sharing.enter(%s)", [token])
            if state == "handed_over":
                row["handed_over_at"] = worlds.T
            try:
                worlds.put(place.conn, name, [row])
                firsts.append((state, version))
            except psycopg.errors.UniqueViolation:
                firsts.append((state, version))  # the policy let it by; the thing is there already
            except psycopg.errors.InsufficientPrivilege:
                pass
    assert len(firsts) == 1
    assert firsts[0][1] == 0


def test_no_setting_of_a_session_switches_the_triggers_off(place: Place) -> None:
    """pgtrigger has one, for its own use; whoever can run SQL could use it."""
    place.enter()
    rows = place.conn.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'").fetchall()
    names = "{" + ",".join(row[0] for row in rows) + "}"
    assert len(rows) > 2 * len(THINGS), "each thing has two, and others have their own"
    for name, states in STATES.items():
        place.enter()
        place.conn.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [names])
        with pytest.raises(psycopg.errors.RaiseException):
            place.set(name, place.things[name, states[0]], states[-1])
