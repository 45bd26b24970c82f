"""Each policy, and each condition of each, taken away one at a time: the canary falls silent (R-57)."""

import random
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import psycopg
import pytest

from tests.database.test_decide_matches_rows import add, enter, let, may_add, shown
from tests.factories import worlds
from tests.factories.scenarios import scenarios
from tests.factories.specials import SPECIAL, office, specials
from tests.factories.worlds import PATHS, World, visible
from thirdoption.program.ground import policies
from thirdoption.program.ground.policies import PROTECTED, table
from thirdoption.program.sharing.rules import Context, RowFacts, decide

PURPOSES = ("referral", "audit", "care", "program operation")
Conn = psycopg.Connection[Any]
Row = worlds.Row
TABLES = {table(label): (label, entry) for label, entry in PROTECTED.items()}
BLIND = {
    "people_person": ("race_asked", "declined"),
    "referrals_referral": ("ending", "warned"),
    "handoffs_handoff": ("person_id", None),
    "referrals_communityreferral": ("closed_because", "mistake"),
    "matters_matter": ("filed_on", worlds.DAY),
    "matters_legalhold": ("why", "it ended"),
    "matters_sealtask": ("confirmed_at", worlds.T),
    "care_participation": ("state", "moved"),
    "care_casemanager": ("until", worlds.T),
    "care_contact": ("line", "another line"),
    "care_fund": ("state", "asked"),
    "care_told": ("state", "noted"),
    "care_death": ("state", "noted"),
    "services_connection": ("state", "draft"),
    "services_providerlink": ("ended_at", worlds.T),
    "staff_devicekey": ("ended", worlds.T),
}
NAMED = {"handoffs_handoff": "", "referrals_communityreferral": ", state = 'takes_part'"}
"""Tables whose rows come to name a person, and what is set with the name."""

Seen = dict[str, set[uuid.UUID]]


@dataclass
class Song:
    """One context of one world, what the rules say it sees and may change, and a row to add."""

    world: World
    who: Context
    seen: Seen
    writable: Seen
    table: str = ""
    row: Row | None = None


@dataclass
class Cage:
    """A database of worlds, and a connection of each role that the canary asks."""

    songs: list[Song]
    owner: Conn
    app: Conn
    keeper: Conn


@pytest.fixture(scope="module")
def cage(django_db_setup: None, worker_id: str) -> Iterator[Cage]:
    made = [worlds.generate(random.Random(f"mutant {number}"), most=12) for number in range(30)]
    for world in made:
        specials(world)
        world.contexts += [nearby(world, random.Random(number)) for number in range(2)]
    for world in made[:3]:
        world.contexts.append(office(world))
    songs = [song(world, who) for world in made for who in world.contexts]
    stage, acts = scenarios()
    made.append(stage)
    songs += [song(replace(stage, grants=grants), who, name, row) for name, grants, who, row in acts]
    for name in worlds.database(f"mutants_{worker_id}"):
        with (
            worlds.connect("owner", name) as owner,
            worlds.connect("app", name, autocommit=False) as app,
            worlds.connect("keeper", name) as keeper,
        ):
            owner.execute("SET synchronous_commit = off; SET lock_timeout = '10s'")
            worlds.insert(owner, made)
            app.prepare_threshold = 0
            yield Cage(songs, owner, app, keeper)


TRIES = {"people_same": 24}  # both sides have each condition


def song(world: World, who: Context, name: str = "", row: Row | None = None) -> Song:
    """What the rules say, once for all mutants."""
    seen, writable = visible(world, who), visible(world, who, write=True)
    if not name:
        for special, (sees, _adds) in SPECIAL.items():
            seen[special] = writable[special] = {row["id"] for row in world.rows[special] if sees(row, who)}
        grants = zip(world.rows["sharing_grant"], world.grants, strict=True)
        opens = [
            (row, RowFacts(one.site, one.category, one.person, one.referral), one) for row, one in grants
        ]
        seen["sharing_grant"] = {row["id"] for row, of, one in opens if decide(who, of, [one]).allowed}
    return Song(world, who, seen, writable, name, row)


def nearby(world: World, pick: random.Random) -> Context:
    """A context that fits the rows of the tables with conditions of their own."""
    row = pick.choice(world.rows["trail_entry"])
    return Context(row["site"], row["worker"], row["organization"], pick.choice(PURPOSES), worlds.T)


def alive(cage: Cage, name: str) -> bool:
    """The canary: whether one table shows and takes just what it should."""
    (kept,) = cage.owner.execute(
        "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [name]
    ).fetchone() or (False,)
    counts = [conn.execute(f"SELECT count(*) FROM {name}").fetchone() for conn in (cage.owner, cage.keeper)]
    if not kept or counts[0] != counts[1] or counts[0] == (0,):
        return False
    pick = random.Random(name)
    for one in [one for one in cage.songs if one.table == (name if name in PATHS else "")]:
        enter(cage.app, one.who)
        if not sings(cage, one, name, pick):
            cage.songs.remove(one)
            cage.songs.insert(0, one)  # what found one mutant finds the next
            return False
    cage.app.rollback()
    return True


def sings(cage: Cage, one: Song, name: str, pick: random.Random) -> bool:
    """The canary in one context of one world."""
    seen = one.seen[name]
    if shown(cage.app, one.world, [name])[name] != seen:
        return False
    if name in SPECIAL and cage.app.execute(f"SELECT count(*) FROM {name}").fetchone() != (len(seen),):
        return False
    if name in BLIND and not changes(cage, name, one.writable[name]):
        return False
    if name in NAMED and not names(cage, one, name):
        return False
    return "I" not in TABLES[name][1].rights or all(
        takes(cage, one, name, pick) for _ in range(TRIES.get(name, 3) if one.row is None else 1)
    )


def names(cage: Cage, one: Song, name: str) -> bool:
    """A row comes to name only a person whom the writer knows."""
    person = one.world.rows["people_person"][1]["id"]
    like = [RowFacts(grant.site, grant.category, grant.person, grant.referral) for grant in one.world.grants]
    known = [decide(one.who, of, one.world.grants).allowed and of.person == person for of in like]
    expected = bool(one.writable[name]) and any(known)
    thing = next(iter(one.writable[name]), one.world.rows[name][0]["id"])
    sql = f"UPDATE {name} SET person_id = %s{NAMED[name]} WHERE id = %s"
    return let(cage.app, sql, [person, thing]) == expected


def changes(cage: Cage, name: str, writable: set[Any]) -> bool:
    """An update that reads nothing, and so is bound by no other policy, changes just what it may."""
    column, value = BLIND[name]
    with cage.app.transaction(force_rollback=True):
        try:
            return cage.app.execute(f"UPDATE {name} SET {column} = %s", [value]).rowcount == len(writable)
        except psycopg.errors.InsufficientPrivilege:
            return (
                name == "handoffs_handoff"
            )  # with one of them stands somebody whom the writer does not know


def takes(cage: Cage, one: Song, name: str, pick: random.Random) -> bool:
    """A new row is taken just where it may be."""
    world, who = one.world, one.who
    if one.row is not None:
        return add(cage.app, name, one.row) == may_add(world, who, name, one.row, one.seen)
    row = {**pick.choice(world.rows[name]), "id": uuid.uuid4()}
    fresh = {
        "made_by": pick.choice([who.worker, world.workers[0], None]),
        "key": uuid.uuid4(),
        "number": pick.randint(2, 2**30),
        "purpose": pick.choice([who.purpose, "care"]),
    }
    row |= {column: value for column, value in fresh.items() if column in row}
    return add(cage.app, name, row) == SPECIAL[name][1](row, who)


def atoms(statement: str) -> set[str]:
    """The single conditions of a policy's SQL."""
    found = set()
    start = re.search(r" (USING|WITH CHECK) \(", statement)
    for piece in re.split(
        r" AND | OR | WHERE | USING | WITH CHECK ", statement[start.start() if start else 0 :]
    ):
        atom = piece.strip()
        while atom.startswith("(") and not atom.startswith("(SELECT") and atom.count("(") > atom.count(")"):
            atom = atom[1:]
        while atom.count(")") > atom.count("("):
            atom = atom[:-1].rstrip()
        if atom.startswith("(") and atom.endswith(")") and not atom.startswith("(SELECT"):
            atom = atom[1:-1]
        if atom and "EXISTS (" not in atom and atom != "true":
            found.add(atom)
    return found


def mutants(name: str) -> Iterator[tuple[str, list[str]]]:
    """What is taken away, and the SQL that does it."""
    label, entry = TABLES[name]
    for switch in ("NO FORCE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"):
        yield switch, [f"ALTER TABLE {name} {switch}"]
    for statement in policies.policy_sql(label, entry):
        created = re.match(r"CREATE POLICY (\w+)", statement)
        if created:
            drop = f"DROP POLICY {created[1]} ON {name}"
            if not statement.endswith("USING (false)"):  # without it nobody sees anything either
                yield f"policy {created[1]}", [drop]
            for atom in sorted(atoms(statement)):
                yield f"{created[1]}: {atom}", [drop, statement.replace(atom, "true")]


def test_the_canary_sings(cage: Cage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in TABLES:
        assert alive(cage, name), name


@pytest.mark.parametrize("name", TABLES)
def test_without_any_one_condition_it_falls_silent(
    cage: Cage, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """100 %: none of a table's mutants survives."""
    label, entry = TABLES[name]
    survived, count = [], Counter[str]()
    cage.app.rollback()
    for what, statements in mutants(name):
        for statement in statements:
            cage.owner.execute(statement)
        count["mutants"] += 1
        if alive(cage, name):
            survived.append(what)
        cage.app.rollback()
        for statement in policies.policy_sql(label, entry):
            cage.owner.execute(statement)
    assert not survived, f"{len(survived)} of {count['mutants']} survive:\n" + "\n".join(survived)
    assert count["mutants"] >= 4
