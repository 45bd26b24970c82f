"""A world in which an event was sealed answers as one in which it was never entered (R-84).

Both begin as copies of the same place. In one a diversion was recorded, handed over, told, declined and
severed; in the other nothing of it ever happened, and only the care record is there, as if the person had
come by themselves. Every page that every role can ask for is compared, and what each role reads of
every protected table by raw SQL. What may differ is the trail, and the agencies' tasks.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.conftest import copy_of_template, drop, furnish, run_as_owner
from tests.database.test_same_for_all import KEEP, RANDOM
from tests.factories import walk
from tests.factories.asked import ask, joined, met
from tests.factories.fixtures import World, at_database
from tests.factories.sealing import Charge, as_owner, names_of
from thirdoption.program.care import actions as care
from thirdoption.program.care.rules import ContactKind, How
from thirdoption.program.ground.policies import PROTECTED, table
from thirdoption.program.handoffs.models import Handoff
from thirdoption.program.staff.queries import acting
from thirdoption.program.staff.rules import ROLES, Purpose
from thirdoption.web.kit import guards

CARE = (
    *(
        "people_person",
        "people_namekey",
        "care_participation",
        "care_participationstatus",
        "care_casemanager",
    ),
    *("care_intake", "care_goal", "care_contact", "sharing_grant"),
)
"""What stays of somebody whose charge was severed: the care record, and who may read it."""
MAY_DIFFER = {"trail.Entry", "matters.SealTask"}
Seen = dict[tuple[str, str], Any]


def before(world: World) -> None:
    """What is there in both: another diversion with everything, a charge that waits, what was asked."""
    _referral, _person = walk.handed_over(world, name="Ari Made-up", incident_number="26-1-X")
    walk.released(world, _person, _referral)
    walk.intake(world, _person, _referral)
    walk.contact(world, incident_number="26-2-X", conduct="property_damage")
    walk.accepted(world, incident_number="26-3-X")
    met(world, ask(world))
    joined(world, ask(world, whom="Somebody else"))


def the_event(world: World) -> Charge:
    """A diversion from the corner to the decision, with care beside it."""
    charge = Charge(world, "26-99999-X")
    with world.acting("case-manager") as by:
        care.set_goal(person=charge.person, words="My ID back", by=by, at=world.at)
        care.note_contact(
            person=charge.person, kind=ContactKind.MADE, how=How.PHONE, minutes=5, line="Talked",
            sensitive="", by=by, at=world.at,
        )  # fmt: skip
    world.pass_time(days=2)
    return charge


@contextmanager
def two_places(name: str) -> Iterator[tuple[str, str]]:
    """Two databases that are the same until something is done in one of them."""
    sealed, never = f"sealed_{name}", f"never_{name}"
    copy_of_template(sealed)
    try:
        with at_database(sealed) as world:
            before(world)
        drop(never)
        run_as_owner(f"CREATE DATABASE {never} TEMPLATE {sealed}")
        furnish(never)
        yield sealed, never
    finally:
        drop(sealed)
        drop(never)


def ids_of(charge: Charge) -> dict[str, str]:
    """The ids by which a page of it, or of the person, has an address."""
    with charge.world.acting("supervisor"):
        handoff = Handoff.objects.get(referral=charge.referral.pk)
    found = {"referral": charge.referral, "person": charge.person, "handoff": handoff}
    found |= {"release": charge.release, "matter": charge.matter}
    return {name: str(one.pk) for name, one in found.items()}


def care_record(person: Any) -> dict[str, list[str]]:
    """The rows that stay, as JSON."""
    found = {}
    with as_owner() as owner:
        for name in CARE:
            column = {"people_person": "id", "care_participationstatus": "thing_id"}.get(name, "person_id")
            where = f"t.{column} = %s"
            if column == "thing_id":
                where = "t.thing_id IN (SELECT id FROM care_participation WHERE person_id = %s)"
            rows = owner.execute(
                f"SELECT to_jsonb(t)::text FROM {name} t WHERE {where}", [person.pk]
            ).fetchall()
            found[name] = [row[0] for row in rows]
    return found


def write(rows: dict[str, list[str]]) -> None:
    with as_owner() as owner, owner.transaction():
        for name, some in rows.items():
            owner.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            for row in some:
                owner.execute(
                    f"INSERT INTO {name} SELECT * FROM jsonb_populate_record(NULL::{name}, %s)", [row]
                )
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in rows:
            owner.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def addresses(event: dict[str, str], audience: str) -> list[str]:
    """Every address of an audience's pages and of the public's, with each id that it may name."""
    found = set()
    spaces = {name: resolver for name, (_prefix, resolver) in get_resolver().namespace_dict.items()}
    for space in {audience, "public"}:
        for name in (one for one in spaces[space].reverse_dict if isinstance(one, str)):
            (_path, parameters), *_others = spaces[space].reverse_dict.getlist(name)[0][0]
            if set(parameters) <= {"pk"}:
                tried = [{"pk": one} for one in event.values()] if parameters else [{}]
            else:
                tried = [{one: event[one] for one in parameters}] if set(parameters) <= event.keys() else []
            found |= {reverse(f"{space}:{name}", kwargs=one) for one in tried}
    return sorted(found)


def plain(text: bytes) -> str:
    """A page without what is random in it, and without the number of its statements."""
    return re.sub(r"\s+", " ", RANDOM.sub(b"#", text).decode(errors="replace"))


def one_of_each(world: World) -> dict[str, Any]:
    """One worker of each role."""
    keys = {worker.role: who for who, worker in world.workers.items()}
    return {who: world.workers[who] for who in keys.values()}


def answers(world: World, event: dict[str, str]) -> Seen:
    """What one worker of each role is shown at every address of their audience."""
    found: Seen = {}
    for who, worker in one_of_each(world).items():
        client = Client()
        client.force_login(worker.user)
        for place in addresses(event, ROLES[worker.role].home.partition(":")[0]):
            with transaction.atomic():
                answer = client.get(place)
                headers = tuple(RANDOM.sub(b"#", (answer.get(one) or "").encode()) for one in KEEP)
                found[who, place] = (answer.status_code, headers, plain(answer.content))
                transaction.set_rollback(True)
    return found


def rows(world: World) -> Seen:
    """What one worker of each role reads of every protected table by raw SQL, for every purpose."""
    found: Seen = {}
    for who in one_of_each(world):
        for purpose in Purpose:
            with world.acting(who, purpose), connection.cursor() as cursor:
                for label in PROTECTED:
                    cursor.execute(f"SELECT to_jsonb(t)::text FROM {table(label)} t")
                    read = sorted(row[0] for row in cursor.fetchall())
                    found[f"{who} {purpose}", label] = read
    return found


def test_a_sealed_event_was_never_there(
    django_db_setup: None, django_db_blocker: Any, worker_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, read, at = [], [], None
    with django_db_blocker.unblock(), two_places(worker_id) as (sealed, never):
        with at_database(sealed) as world:
            charge = the_event(world)
            names = names_of(charge)
            event = ids_of(charge)
            charge.seal()
            stays, at = care_record(charge.person), world.at
        with at_database(never):
            write(stays)
        for name in (sealed, never):
            with at_database(name) as world:
                world.at = at
                monkeypatch.setattr(guards, "acting", partial(acting, at=at))
                read.append(rows(world))
                seen.append(answers(world, event))
    (pages, never_pages), (tables, never_tables) = seen, read
    assert len(pages) > 400 and {answer[0] for answer in pages.values()} >= {200, 404}
    for key, answer in pages.items():
        if key[1] not in ("/desk/sealing/", "/partners/sealing/"):
            assert answer == never_pages[key], key
    for (who, label), found in tables.items():
        if label not in MAY_DIFFER:
            assert found == never_tables[who, label], (who, label)
        text = json.dumps(found)
        assert label == "trail.Entry" or not [one for one in names if one in text], (who, label)


def test_every_table_that_points_at_an_event_is_in_the_list(committed: World) -> None:
    """A new table with a key to a referral, a hand-off, a charge or a release is sealed with it."""
    with as_owner() as owner:
        places = {row[0] for row in owner.execute("SELECT place FROM private.places_of_event()").fetchall()}
        columns = set(owner.execute("SELECT place, named_by FROM private.places_of_event()").fetchall())
    models = {model._meta.db_table: model for model in apps.get_models()}
    # an intake stays without it, a provider's release names no referral, and a hidden row is what is kept
    known = {("care_intake", "referral_id"), ("services_connection", "release_id")}
    known |= {("matters_hiddenrow", "referral")}
    missing = {
        (table, field.column)
        for table, model in models.items()
        for field in model._meta.concrete_fields
        if (field.is_relation and field.related_model and field.related_model._meta.db_table in places)
        or field.name == "referral"
    }
    assert {one for one in missing if one not in columns | known and one[0] not in places} == set()
