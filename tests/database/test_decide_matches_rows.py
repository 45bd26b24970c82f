"""What the app role may see and write is what `sharing.rules.decide` says, on random worlds (R-56)."""

import json
import os
import random
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg
import pytest
from django.conf import settings
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as within
from hypothesis import strategies as st

from tests.factories import worlds
from tests.factories.scenarios import CALL, HANDS
from tests.factories.worlds import PATHS, World, facts, visible
from thirdoption.program.sharing.rules import Context, RowFacts, decide

Conn = psycopg.Connection[Any]
Seen = dict[str, set[uuid.UUID]]
READ = "SELECT '{0}', id FROM {0} WHERE id = ANY (%(ids)s)"
EACH = tuple(PATHS)
FIRST = {"referrals_referral": "recorded", "handoffs_handoff": "requested", "matters_matter": "held",
         "care_participation": "active", "services_connection": "draft",
         "care_fund": "asked", "care_told": "noted", "care_death": "noted",
         "referrals_communityreferral": "waiting"}  # fmt: skip
CHANGES = {"people_person": "race_asked", "referrals_referral": "ending", "care_casemanager": "until",
           "handoffs_handoff": "handed_over_at", "matters_matter": "state",
           "referrals_communityreferral": "closed_because"}  # fmt: skip

NAMES = ("handoffs_handoff", "referrals_communityreferral")
"""Tables whose rows come to name a person."""


def enter(app: Conn, context: Context | None) -> None:
    """A new transaction with this context, or with none."""
    app.rollback()
    if context is not None:
        who = {name: getattr(context, name) for name in ("site", "worker", "organization", "purpose")}
        token = worlds.signed(app, settings.CONTEXT_KEY, **who, at=context.at.isoformat())
        app.execute("SELECT sharing.enter(%s)", [token])


def shown(app: Conn, world: World, tables: Sequence[str]) -> dict[str, set[uuid.UUID]]:
    """table -> the world's ids that the database shows in the context of now."""
    ids = [row["id"] for table in tables for row in world.rows[table]]
    found: dict[str, set[uuid.UUID]] = {table: set() for table in tables}
    for table, one in app.execute(" UNION ALL ".join(map(READ.format, tables)), {"ids": ids}):
        found[table].add(one)
    return found


def let(app: Conn, sql: str, values: Any) -> bool:
    """Whether the policies let a statement write a row; what a constraint refused was let by them."""
    try:
        with app.transaction(force_rollback=True):
            return app.execute(sql, values).rowcount == 1
    except (psycopg.errors.UniqueViolation, psycopg.errors.CheckViolation):
        return True
    except psycopg.errors.InsufficientPrivilege:
        return False


def add(app: Conn, table: str, row: worlds.Row) -> bool:
    """Whether the database lets this row be inserted."""
    columns = ", ".join(row)
    sql = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s)"
    return let(app, sql, [json.dumps(row, default=str)])


def change(app: Conn, table: str, row: worlds.Row) -> bool:
    """Whether the database lets this row be changed."""
    column = CHANGES[table]
    return let(app, f"UPDATE {table} SET {column} = {column} WHERE id = %s", [row["id"]])


def may_add(world: World, context: Context, table: str, row: worlds.Row, seen: Seen) -> bool:
    """The same by the Python rule, with what tables.py asks besides."""
    allowed = decide(context, facts(world, table, row), world.grants, write=True).allowed
    if table == "people_person":
        operator = world.operators.get(context.site) == context.organization
        allowed = operator and context.purpose == "care" and row["site_id"] == context.site
    if table == "referrals_referral":
        mine = (row["site_id"], row["organization_id"]) == (context.site, context.organization)
        allowed = mine and context.purpose == "referral"
    if table == "referrals_communityreferral":
        public = (context.worker, context.purpose) == (None, "refer")
        here = context.organization in world.communities.get(context.site, ())
        mine = (row["site_id"], row["organization_id"]) == (context.site, context.organization)
        allowed = public and here and mine and row["taken_by_id"] is None
    if table == CALL:
        program = (context.worker, context.purpose) == (None, "program operation")
        mine = context.purpose == "referral" and row["organization_id"] == context.organization
        own = context.worker is not None and row["author_id"] == context.worker
        allowed = row["site_id"] == context.site and (program or (mine and own))
    elif table in HANDS:
        allowed = allowed and context.worker is not None and row[HANDS[table]] == context.worker
    if table in FIRST:
        allowed = allowed and (row["state"], row["version"]) == (FIRST[table], 0)
    if PATHS[table][3]:
        mine = (row["worker"], row["organization"]) == (context.worker, context.organization)
        allowed = allowed and mine
    return allowed and table != "sharing_disclosure" and _knows(world, context, table, row, seen)


def _knows(world: World, context: Context, table: str, row: worlds.Row, seen: Seen) -> bool:
    """Whether the writer knows what a row names beside the thing that opens it."""
    if table in ("care_intake", "care_confirmation", "sharing_release"):
        referral = row.get("referral_id", row.get("referral"))
        links = [one for one in world.rows["handoffs_handoff"] if one["id"] in seen["handoffs_handoff"]]
        theirs = [
            one for one in links if (one["referral_id"], one["person_id"]) == (referral, row["person_id"])
        ]
        return referral is None or bool(theirs)
    if table in ("sharing_withdrawal", "services_connection"):
        (release,) = [one for one in world.rows["sharing_release"] if one["id"] == row["release_id"]]
        return release["id"] in seen["sharing_release"] and release["person_id"] == row["person_id"]
    if table in NAMES and row["person_id"] is not None:
        named = [grant for grant in world.grants if grant.person == row["person_id"]]
        like = [(one, RowFacts(one.site, one.category, one.person, one.referral)) for one in named]
        return any(decide(context, row_like, [one]).allowed for one, row_like in like)
    return True


def may_change(world: World, context: Context, table: str, row: worlds.Row, seen: Seen) -> bool:
    """Whether the Python rule lets a row be changed."""
    of = facts(world, table, row)
    both = [decide(context, of, world.grants, write).allowed for write in (False, True)]
    return all(both) and (table not in NAMES or _knows(world, context, table, row, seen))


def forged(pick: random.Random, world: World, context: Context, table: str, like: worlds.Row) -> worlds.Row:
    """A new row like one of the world's, by who asks; often with one thing amiss."""
    row = {**like, "id": uuid.uuid4()}
    if table in HANDS:
        row[HANDS[table]] = context.worker or world.workers[0]
    if PATHS[table][3] and (context.worker or table.endswith("status")):
        row |= {"worker": context.worker, "organization": context.organization}
    if table in ("referrals_referral", "people_person", "referrals_communityreferral", CALL):
        row |= {"site_id": context.site}
    if table in ("referrals_referral", "referrals_communityreferral", CALL):
        row |= {"organization_id": context.organization}
    if table == "sharing_release":
        links = [one for one in world.rows["handoffs_handoff"] if one["person_id"] == row["person_id"]]
        row["referral"] = pick.choice([None, *(one["referral_id"] for one in links)])
    referrals = [one["id"] for one in world.rows["referrals_referral"]]
    others: dict[str, list[Any]] = {
        **dict.fromkeys(("site_id",), world.sites),
        **dict.fromkeys(("worker", "worker_id", "taken_by_id", "author_id"), world.workers),
        **dict.fromkeys(("organization", "organization_id"), world.organizations),
        **dict.fromkeys(("referral", "referral_id"), referrals),
        "person_id": [one["id"] for one in world.rows["people_person"]],
        "release_id": [one["id"] for one in world.rows["sharing_release"]],
        "thing_id": [one.get("thing_id") for one in world.rows[table]],
        "version": [1],
        "state": {"referrals_referral": ["offered"], "matters_matter": ["filed"]}.get(table, ["moved"]),
    }
    if table in ("handoffs_handoff", "services_connection") or table.endswith("status"):
        others["state"] = ["accepted"]
    column = pick.choice([name for name in others if name in row])
    if pick.randint(0, 1):
        row[column] = pick.choice(others[column])
    return row


def differences(
    app: Conn,
    world: World,
    context: Context | None,
    pick: random.Random,
    count: Counter[str],
    tables: Sequence[str] = EACH,
) -> list[Any]:
    """Where the database and the rule do not say the same of some tables, in one context of one world."""
    enter(app, context)
    want, got = visible(world, context), shown(app, world, tables)
    count["visible"] += sum(len(want[table]) for table in tables)
    count["hidden"] += sum(len(world.rows[table]) - len(want[table]) for table in tables)
    found: list[Any] = [("see", table, context) for table in tables if want[table] != got[table]]
    open_to = [name for name in tables if want[name]] or ["people_person"]
    some = [pick.choice(open_to if number % 2 else tables) for number in range(len(tables) // 5 + 1)]
    for table in some if context else ():
        rows = [row for row in world.rows[table] if row["id"] in want[table]]
        row = forged(pick, world, context, table, pick.choice(rows or world.rows[table]))
        expected = may_add(world, context, table, row, want)
        count[f"add {expected}"] += 1
        if add(app, table, row) != expected:
            found.append(("add", table, context, row, expected))
    rows = [(name, row) for name in CHANGES for row in world.rows[name] if row["id"] in want[name]]
    rows.append((name := pick.choice(sorted(CHANGES)), pick.choice(world.rows[name])))
    for table, row in rows[-2:] if context else ():
        expected = may_change(world, context, table, row, want)
        count[f"change {expected}"] += 1
        if change(app, table, row) != expected:
            found.append(("change", table, context, row, expected))
    return found


@pytest.fixture(scope="module")
def roles(django_db_setup: None, worker_id: str) -> Iterator[tuple[Conn, Conn]]:
    """The owner's and the app's connection to a database of random worlds."""
    for name in worlds.database(f"worlds_{worker_id}"):
        with worlds.connect("owner", name) as owner, worlds.connect("app", name, autocommit=False) as app:
            owner.execute("SET synchronous_commit = off")
            app.prepare_threshold = 0  # the planning of these statements costs more than they do
            app.execute("SET plan_cache_mode = force_generic_plan")
            app.commit()
            yield owner, app


COUNT: Counter[str] = Counter()


@given(pick=st.randoms(use_true_random=False))
@within(max_examples=150, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck))  # fmt: skip
def test_the_database_shows_and_takes_what_the_rule_decides(roles: tuple[Conn, Conn], pick: Any) -> None:
    owner, app = roles
    world = worlds.generate(pick)
    worlds.insert(owner, [world])
    nobody = [None] if COUNT["worlds"] % 10 == 0 else []
    for context in (*world.contexts, *nobody):
        assert differences(app, world, context, pick, COUNT) == []
    COUNT["worlds"] += 1


def test_the_worlds_were_not_empty() -> None:
    """Of 150 worlds: enough was visible, hidden, let be written and refused to mean something."""
    if COUNT["worlds"] < 150:
        pytest.skip("the test before this one did not run")
    assert COUNT["visible"] > 100 and COUNT["hidden"] > 5_000
    for verb in ("add True", "add False", "change True", "change False"):
        assert COUNT[verb] > 10, COUNT


@pytest.mark.prove
def test_a_hundred_thousand_worlds(roles: tuple[Conn, Conn]) -> None:
    """The same, many worlds to a batch; THIRDOPTION_WORLDS says another number of them."""
    owner, app = roles
    wanted, began, count = int(os.environ.get("THIRDOPTION_WORLDS", "100000")), time.monotonic(), COUNT.copy()
    count.clear()
    for first in range(0, wanted, 200):
        picks = [random.Random(f"world {number}") for number in range(first, first + 200)]
        batch = [worlds.generate(pick) for pick in picks]
        worlds.insert(owner, batch)
        for world, pick in zip(batch, picks, strict=True):
            part = EACH[count["worlds"] % 3 :: 3]
            assert differences(app, world, world.contexts[0], pick, count, part) == []
            count["worlds"] += 1
        app.rollback()
        owner.execute(f"TRUNCATE {', '.join(batch[0].rows)} CASCADE")
    print(  # noqa: T201  (`make prove` keeps it as evidence)
        f"\n{dict(count)} in {time.monotonic() - began:.0f} s: 0 disagreements"
    )
