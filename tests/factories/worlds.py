"""Random worlds of grants, raw connections, and who may see or write what by the Python rule."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg

from tests.conftest import copy_of_template, drop
from tests.factories import care_rows
from tests.factories.paths import CATEGORIES as CATEGORIES
from tests.factories.paths import PATHS as PATHS
from tests.factories.paths import PURPOSES as PURPOSES
from tests.factories.raw import DAY as DAY
from tests.factories.raw import Row as Row
from tests.factories.raw import T as T
from tests.factories.raw import connect as connect
from tests.factories.raw import needed as needed
from tests.factories.raw import put as put
from tests.factories.raw import signed as signed
from thirdoption.program.sharing.rules import Context, GrantFacts, RowFacts, decide


def database(name: str) -> Iterator[str]:
    """A copy of the template whose rows are inserted as they are: for a fixture of a module."""
    copy_of_template(name)
    triggers(name, "DISABLE")
    yield name
    drop(name)


def triggers(name: str, verb: str) -> None:
    """Switch the triggers of the protected tables off or on, as the owner."""
    with connect("owner", name) as owner:
        for table in (*PATHS, "sharing_grant"):
            owner.execute(f"ALTER TABLE {table} {verb} TRIGGER USER")


@dataclass
class World:
    """Two sites with workers, persons, referrals and what is written of them; and its grants."""

    sites: list[uuid.UUID] = field(default_factory=list)
    organizations: list[uuid.UUID] = field(default_factory=list)
    operators: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    communities: dict[uuid.UUID, list[uuid.UUID]] = field(default_factory=dict)
    workers: list[uuid.UUID] = field(default_factory=list)
    grants: list[GrantFacts] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> uuid.UUID:
        """One row of a table, to be inserted as the owner."""
        row = {**needed(table), "id": uuid.uuid4(), **values}
        self.rows.setdefault(table, []).append(row)
        return row["id"]


def generate(pick: random.Random, most: int = 12) -> World:
    """A random world with at most so many grants. `pick` may be Hypothesis's, so that a fault is shrunk."""
    world = World()
    for number in range(2):
        place(world, number)
    people, referrals = [], []
    for site in world.sites:
        for _ in range(2):
            people.append(person(world, pick, site))
            referrals.append(referral(world, pick, site, people))
    for _ in range(pick.randint(1, most)):
        _grant(world, pick, people, referrals)
    for _ in range(2):
        world.contexts.append(_context(world, pick))
    return world


def place(world: World, number: int) -> None:
    named = {"code": uuid.uuid4().hex[:20], "name": f"Made up {number}"}
    site = world.add("sites_site", **named, zone="UTC", made_up=True)
    world.sites.append(site)
    world.add("sites_policyversion", site_id=site)
    key = str(uuid.uuid4())
    provider = world.add("services_organization", source_row_key=key)
    world.add(
        "services_service",
        organization_id=provider,
        site_id=site,
        status="active",
        adults="unknown",
        source_row_key=key,
    )
    for kind, role in (("operator", "case_manager"), ("police", "officer")):
        agency = world.add("sites_agency", site_id=site, code=kind, kind=kind)
        world.organizations.append(agency)
        if kind == "operator":
            world.operators[site] = agency
        user = world.add("staff_user", email=f"{uuid.uuid4()}@example")
        world.workers.append(
            world.add("staff_worker", user_id=user, site_id=site, agency_id=agency, role=role)
        )
    world.organizations.append(community(world, site))


def community(world: World, site: uuid.UUID) -> uuid.UUID:
    """One more organization of the community at a site."""
    made = world.add("sites_agency", site_id=site, code=uuid.uuid4().hex[:30], kind="community")
    world.communities.setdefault(site, []).append(made)
    return made


def person(world: World, pick: random.Random, site: uuid.UUID) -> uuid.UUID:
    worker = pick.choice(world.workers)
    person = world.add("people_person", site_id=site, race_asked="not_asked", born_how="exact")
    of = {"site_id": site, "person_id": person}
    world.add("people_namekey", **of, digest=1)
    said = {**of, "worker_id": worker}
    care_rows.known(world, said)
    goal = world.add("care_goal", **said)
    contact = world.add("care_contact", **said, kind="made", how="phone")
    care_rows.written(world, pick, of, goal, contact)
    world.add("care_brought", **of, worker_id=worker, kind="roster", batch=uuid.uuid4(), line=1, made=False)
    letter = {"language": "en", "data": "{}", "written": "{}"}
    world.add("matters_ownletter", **of, **letter, worker_id=worker, kind="status_letter", referral_id=None)
    world.add("care_casemanager", **of, worker_id=worker)
    world.add("matters_othercase", **of, worker_id=worker, kind="warrant")
    _thing(world, "care_participation", "active", **of)
    signed = {"form": "connection", "expires_with": "-", "signed_how": "typed"}
    release = world.add("sharing_release", **of, **signed, taken_by_id=worker)
    world.add("sharing_withdrawal", **of, release_id=release, taken_by_id=worker)
    world.add("sharing_disclosure", **of, release_id=release)
    service = world.rows["services_service"][0]["id"]
    asked = {"service_id": service, "release_id": release, "worker_id": worker}
    thing = _thing(world, "services_connection", "draft", **of, **asked)
    teller = {"thing_id": thing, "worker": worker, "organization": pick.choice(world.organizations)}
    token = uuid.uuid4().hex
    world.add("services_providerlink", **teller, way="paper", token=token, ended_at=T)
    world.add("services_followup", **teller, days=7, outcome="helps")
    return person


def referral(world: World, pick: random.Random, site: uuid.UUID, people: list[uuid.UUID]) -> uuid.UUID:
    referral = _thing(
        world,
        "referrals_referral",
        "recorded",
        site_id=site,
        organization_id=pick.choice(world.organizations),
        author_id=pick.choice(world.workers),
        door="arrest_diversion",
        complainant="agreed",
        policy_id=world.rows["sites_policyversion"][0]["id"],
        answer="eligible",
    )
    asked(world, site)
    caller = {"organization_id": pick.choice(world.organizations), "author_id": pick.choice(world.workers)}
    world.add("handoffs_call", site_id=site, **caller, how="tap")
    of = {"site_id": site, "referral_id": referral}
    taken = pick.choice([None, *people])
    asked_by = {"subject": referral, "call_id": None}
    call = _thing(world, "handoffs_handoff", "requested", **of, **asked_by, person_id=taken)
    teller = {"worker": pick.choice(world.workers), "organization": pick.choice(world.organizations)}
    world.add("handoffs_handoffnote", thing_id=call, code="corner", **teller)
    charge(world, pick, of)
    told = taken or pick.choice(people)
    world.add("care_confirmation", **of, person_id=told)
    world.add("care_intake", **of, person_id=told, worker_id=pick.choice(world.workers))
    return referral


def charge(world: World, pick: random.Random, of: dict[str, Any]) -> None:
    """A held charge, and one change of its date with the reason for it."""
    policy = world.rows["sites_policyversion"][0]["id"]
    held = {"set_aside": "ticket", "charge_model": "held_by_prosecutor", "policy_id": policy}
    matter = _thing(world, "matters_matter", "held", **of, **held, filed_how="")
    mover = {"worker": pick.choice(world.workers), "organization": pick.choice(world.organizations)}
    moved = {"number": 1, "kind": "paused", "becomes": DAY}
    change = world.add("matters_datechange", **of, **mover, thing_id=matter, **moved)
    letter = {**of, "worker_id": pick.choice(world.workers), "language": "en", "data": "{}", "written": "{}"}
    world.add("matters_letter", **letter, kind="hold_notice")
    world.add("matters_ownletter", **letter, kind="own_copy", person_id=None)
    world.add("matters_datereason", **of, worker_id=pick.choice(world.workers), change_id=change)
    world.add("matters_legalhold", **of, worker_id=pick.choice(world.workers), until=T, why="-")


def asked(world: World, site: uuid.UUID) -> uuid.UUID:
    """What the community asked of a site."""
    return _thing(
        world,
        "referrals_communityreferral",
        "waiting",
        site_id=site,
        organization_id=world.communities[site][0],
        key=uuid.uuid4(),
        relation="neighbor",
        age="not_known",
        policy_id=world.rows["sites_policyversion"][0]["id"],
        taken_by_id=None,
        person_id=None,
    )


def _thing(world: World, table: str, state: str, **values: Any) -> uuid.UUID:
    """A thing with states, and its first status row."""
    thing = world.add(table, state=state, version=0, **values)
    world.add(
        f"{table}status",
        thing_id=thing,
        number=1,
        state=state,
        worker=world.workers[0],
        organization=world.organizations[0],
    )
    return thing


def _moment(pick: random.Random) -> datetime:
    return T + timedelta(hours=pick.randint(-1, 1))


def _grant(world: World, pick: random.Random, people: list[uuid.UUID], referrals: list[uuid.UUID]) -> None:
    """A grant for a row that is there, often with one thing amiss."""
    table = pick.choice([table for table, path in PATHS.items() if path[0]])
    row = facts(world, table, pick.choice(world.rows[table]))
    person, referral = row.person, row.referral
    if table == "care_confirmation" and pick.randint(0, 1):
        referral = None
    amiss = pick.choice(["", "", "", "site", "person", "referral", "category"])
    if amiss == "person":
        person = pick.choice([None, *people])
    if amiss == "referral":
        referral = pick.choice([None, *referrals])
    if person is None and referral is None:  # the database has none that names nobody and nothing
        person = pick.choice(people)
    grant = GrantFacts(
        site=pick.choice(world.sites) if amiss == "site" else row.site,
        organization=pick.choice(world.organizations),
        worker=pick.choice([None, None, *world.workers]),
        person=person,
        referral=referral,
        category=pick.choice(CATEGORIES) if amiss == "category" else row.category,
        purpose=pick.choice(PURPOSES[:2]),
        may_write=pick.choice([True, True, False]),
        valid_from=_moment(pick),
        valid_to=pick.choice([None, None, _moment(pick)]),
        basis="made up",
    )
    world.grants.append(grant)
    write_grant(world, grant)


def write_grant(world: World, grant: GrantFacts) -> None:
    """A grant as a row."""
    plain = vars(grant).copy()
    ids = {f"{name}_id": plain.pop(name) for name in ("site", "organization", "worker", "person")}
    world.add("sharing_grant", **ids, **plain, source=uuid.uuid4())


def _context(world: World, pick: random.Random) -> Context:
    """Who asks: most often somebody whom a grant names, with one thing amiss; now and then anybody."""
    like = pick.choice(world.grants)
    amiss = pick.choice(["", "", "site", "worker", "organization", "purpose", "at"])
    return Context(
        site=pick.choice(world.sites) if amiss == "site" else like.site,
        worker=pick.choice([*world.workers, None]) if amiss == "worker" or not like.worker else like.worker,
        organization=pick.choice(world.organizations) if amiss == "organization" else like.organization,
        purpose=pick.choice(PURPOSES) if amiss == "purpose" else like.purpose,
        at=_moment(pick) if amiss == "at" else like.valid_from,
    )


def insert(owner: psycopg.Connection[Any], worlds: list[World]) -> None:
    """Write worlds as the owner, all rows of a table in one statement."""
    with owner.transaction():
        for table in worlds[0].rows:
            if rows := [row for world in worlds for row in world.rows.get(table, [])]:
                put(owner, table, rows)


def facts(world: World, table: str, row: Row) -> RowFacts:
    """A row of a world as `decide` knows it."""
    category, person, referral, parent = PATHS[table]
    if parent:
        thing = next(one for one in world.rows[parent] if one["id"] == row["thing_id"])
        return facts(world, parent, thing)
    return RowFacts(row["site_id"], category, row.get(person), row.get(referral))


def visible(world: World, context: Context | None, *, write: bool = False) -> dict[str, set[uuid.UUID]]:
    """table -> the ids that `decide` lets be seen (or written) in a context."""
    return {
        table: {
            row["id"]
            for row in world.rows[table]
            if decide(context, facts(world, table, row), world.grants, write).allowed
        }
        for table in PATHS
    }
