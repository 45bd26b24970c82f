"""As the app role with an honest context of each role, no SQL widens what is seen (design, section 4)."""

import json
import uuid
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import charges, walk
from tests.factories.fixtures import World
from tests.factories.raw import DAY, needed
from thirdoption.demo.place import PEOPLE
from thirdoption.program.ground.policies import PROTECTED, table
from thirdoption.program.sharing import actions as sharing

KEYS = tuple(made.key for made in PEOPLE)
CARE = ("on-call", "case-manager", "case-manager-2", "case-manager-3", "supervisor")
DENIED, UNIQUE = "42501", "23505"
TABLES = tuple(table(label) for label in PROTECTED)


def attempt(sql: str, *values: Any) -> tuple[str, Any]:
    """What a statement comes to, and nothing is left of it: ("rows", them) or (SQLSTATE, message)."""
    with transaction.atomic():
        save = transaction.savepoint()
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, values or None)
                found = ("rows", cursor.fetchall() if cursor.description else cursor.rowcount)
        except DatabaseError as error:
            cause: Any = error.__cause__
            found = (cause.sqlstate, cause.diag.message_primary)
        transaction.savepoint_rollback(save)
    return found


def add(name: str, **values: Any) -> tuple[str, Any]:
    """Try to insert one row of a table."""
    row = {**needed(name), "id": uuid.uuid4(), **values}
    columns = ", ".join(row)
    filled = f"jsonb_populate_record(NULL::{name}, %s::jsonb)"
    return attempt(
        f"INSERT INTO {name} ({columns}) SELECT {columns} FROM {filled}", json.dumps(row, default=str)
    )


def seen() -> dict[str, set[Any]]:
    """table -> ids that the context of now may see."""
    return {name: {row[0] for row in attempt(f"SELECT id FROM {name}")[1]} for name in TABLES}


@pytest.fixture
def walked(world: World) -> World:
    """One person diverted, with release and intake; and one referral that nobody offered anything yet."""
    world.handed, world.person = walk.handed_over(world)  # type: ignore[attr-defined]
    world.release = walk.released(world, world.person, world.handed)  # type: ignore[attr-defined]
    walk.intake(world, world.person, world.handed)
    with world.acting("on-call"):
        world.handoff = walk.Handoff.objects.get(referral=world.handed)  # type: ignore[attr-defined]
    with world.acting("liaison"):
        world.matter = world.handed.matter.pk  # type: ignore[attr-defined]
        world.policy = world.handed.matter.policy_id  # type: ignore[attr-defined]
    world.change = charges.paused(world, world.handed).pk  # type: ignore[attr-defined]
    world.fresh = walk.contact(world, incident_number="26-00418-X")  # type: ignore[attr-defined]
    return world


def test_nobody_writes_a_grant(walked: Any) -> None:
    for key in KEYS:
        with walked.acting(key) as by:
            mine = {"site_id": by.site, "organization_id": by.organization, "source": uuid.uuid4()}
            opened = {"category": "care", "purpose": by.purpose, "may_write": True}
            assert add("sharing_grant", **mine, **opened, person_id=walked.person.pk)[0] == DENIED, key
            assert attempt("UPDATE sharing_grant SET valid_to = NULL")[0] == DENIED, key
            assert attempt("DELETE FROM sharing_grant")[0] == DENIED, key


def test_nobody_deletes_or_changes_what_is_not_listed(walked: Any) -> None:
    with walked.acting("case-manager"):
        for label, entry in PROTECTED.items():
            name = table(label)
            assert attempt(f"DELETE FROM {name}")[0] == DENIED, name
            assert attempt(f"TRUNCATE {name}")[0] == DENIED, name
            for column in needed(name) | {"id": None, "site_id": None, "person_id": None}:
                if column not in entry.update:
                    found = attempt(f"UPDATE {name} SET {column} = {column}")[0]
                    assert found in (DENIED, "42703"), (name, column)


def strangers_rows(walked: Any, by: Any) -> dict[str, dict[str, Any]]:
    """A row of each table about a person and a referral, as that worker would forge it."""
    site, worker = {"site_id": by.site}, {"worker_id": by.worker}
    of, referral = {**site, "person_id": walked.person.pk}, {"referral_id": walked.handed.pk}
    fact = {"worker": by.worker, "organization": by.organization, "number": 9}
    signed = {"form": "handoff", "signed_how": "typed", "expires_with": "-", "taken_by_id": by.worker}
    to_me = {"recipient_agency_id": by.organization, "categories": ["identity"], "purpose": by.purpose}
    held = {"state": "held", "version": 0, "set_aside": "ticket", "charge_model": "held_by_prosecutor"}
    asked = {"subject": walked.handed.pk, "state": "requested", "version": 0}
    moved = {**fact, "thing_id": walked.matter, "kind": "extended", "becomes": DAY}
    return {
        "sharing_release": {**of, **signed, **to_me},
        "sharing_withdrawal": {**of, "release_id": walked.release.pk, "taken_by_id": by.worker},
        "sharing_disclosure": {**of, "release_id": walked.release.pk},
        "handoffs_handoff": {**site, **referral, **asked},
        "matters_matter": {**site, **referral, **held, "policy_id": walked.policy},
        "matters_datechange": {**site, **referral, **moved},
        "matters_datereason": {**site, **referral, **worker, "change_id": walked.change},
        "referrals_referralstatus": {**fact, "thing_id": walked.handed.pk, "state": "accepted"},
        "handoffs_handoffstatus": {**fact, "thing_id": walked.handoff.pk, "state": "accepted"},
        "care_confirmation": {**of, **referral},
        "care_intake": {**of, **worker, **referral},
        "care_goal": {**of, **worker},
        "care_contact": {**of, **worker, "kind": "made", "how": "phone"},
        "care_casemanager": {**of, **worker},
        "care_participation": {**of, "state": "active", "version": 0},
    }


NAMES_ROWS = ("person_id", "referral_id", "subject", "thing_id", "release_id", "change_id")


@pytest.mark.parametrize("key", [key for key in KEYS if key not in CARE])
def test_who_does_not_care_writes_nothing_of_a_person(walked: Any, key: str) -> None:
    """Not with the role's own purpose, and not with any other (R-25, R-26)."""
    for purpose in (None, "referral", "charge decision", "audit"):
        with walked.acting(key, purpose) as by:
            before = seen()
            for name, row in strangers_rows(walked, by).items():
                # the prosecutor decides the charge, and so meets the one that is there
                theirs = name in ("matters_matter", "matters_datechange") and key in ("liaison", "by-link")
                known = theirs and before["matters_matter"]
                assert add(name, **row)[0] == (UNIQUE if known else DENIED), (name, purpose)
            if by.organization != walked.workers["on-call"].agency_id:
                found = add("people_person", site_id=by.site, race_asked="not_asked")
                assert found[0] == DENIED, purpose
            assert seen() == before


def test_nobody_writes_as_somebody_else(walked: Any) -> None:
    """Another worker's or another organization's hand, at each table that names one."""
    other = walked.workers["supervisor"]
    with walked.acting("case-manager") as by:
        of = {"site_id": by.site, "person_id": walked.person.pk}
        assert add("care_goal", **of, worker_id=by.worker)[0] == "rows"
        assert add("care_goal", **of, worker_id=other.pk)[0] == DENIED
        assert add("care_contact", **of, worker_id=other.pk, kind="made", how="phone")[0] == DENIED
        assert (
            add("sharing_withdrawal", **of, release_id=walked.release.pk, taken_by_id=other.pk)[0] == DENIED
        )
        thing = {"thing_id": walked.person.participation.pk, "number": 1, "state": "moved"}
        me = {"worker": by.worker, "organization": by.organization}
        assert add("care_participationstatus", **thing, **me)[0] == "rows"
        assert add("care_participationstatus", **thing, **{**me, "worker": other.pk})[0] == DENIED
        police = walked.workers["officer"].agency_id
        assert add("care_participationstatus", **thing, **{**me, "organization": police})[0] == DENIED
        entry = {"site": by.site, "worker": by.worker, "organization": by.organization, "outcome": "done"}
        entry |= {"subjects": [], "purpose": by.purpose, "hash": ""}
        assert add("trail_entry", **entry)[0] == "rows"
        for forged in ({"worker": other.pk}, {"organization": police}, {"site": None}, {"purpose": "audit"}):
            assert add("trail_entry", **{**entry, **forged})[0] == DENIED, forged
        page = {"site": by.site, "worker": other.pk, "subject": walked.person.pk, "channel": "in_app"}
        assert add("messages_message", **page, template="hand-off", made_by=by.worker)[0] == "rows"
        assert add("messages_message", **page, template="hand-off", made_by=other.pk)[0] == DENIED
    with walked.acting("officer") as by:
        mine = {"site_id": by.site, "organization_id": by.organization, "author_id": by.worker}
        receipt = {**mine, "key": uuid.uuid4(), "referral": uuid.uuid4()}
        assert add("referrals_receipt", **receipt)[0] == "rows"
        colleague = walked.workers["officer-2"].pk
        for forged in ({"author_id": colleague}, {"organization_id": walked.workers["liaison"].agency_id}):
            assert add("referrals_receipt", **{**receipt, **forged})[0] == DENIED
            assert add("referrals_referral", **{**mine, **forged})[0] == DENIED


def test_an_invisible_parent_is_refused_like_a_missing_one(walked: Any) -> None:
    """R-52, R-53: the same error, word for word, so that nothing can be learned from it."""
    hidden, missing = walked.fresh.pk, uuid.uuid4()
    with walked.acting("case-manager") as by:
        of, worker = {"site_id": by.site, "person_id": walked.person.pk}, {"worker_id": by.worker}
        assert not attempt("SELECT 1 FROM referrals_referral WHERE id = %s", hidden)[1]
        signed = {"form": "handoff", "signed_how": "typed", "expires_with": "-", "taken_by_id": by.worker}
        signed |= {"recipient_agency_id": by.organization, "categories": ["legal"], "purpose": "care"}
        for parent in (hidden, missing):
            assert add("care_intake", **of, **worker, referral_id=parent)[0] == DENIED
            assert add("care_confirmation", **of, referral_id=parent)[0] == DENIED
            assert add("sharing_release", **of, **signed, referral=parent)[0] == DENIED
            thing = {"thing_id": parent, "number": 1, "state": "offered"}
            me = {"worker": by.worker, "organization": by.organization}
            assert add("referrals_referralstatus", **thing, **me)[0] == DENIED
        same = [add("care_intake", **of, **worker, referral_id=one) for one in (hidden, missing)]
        assert same[0] == same[1]
    walk.accepted(walked, incident_number="26-00419-X")
    with walked.acting("officer") as by:
        start = {"site_id": by.site, "state": "requested", "version": 0, "referral_id": walked.fresh.pk}
        start["subject"] = walked.fresh.pk
        assert add("handoffs_handoff", **start)[0] == "rows"
        for person in (walked.person.pk, missing):
            assert add("handoffs_handoff", **start, person_id=person)[0] == DENIED
            found = attempt("UPDATE handoffs_handoff SET person_id = %s", person)
            assert found[0] == DENIED
            assert add("people_person", site_id=by.site, id=person, race_asked="not_asked")[0] == DENIED
        for name, row in strangers_rows(walked, by).items():
            unknown = {key: missing if key in NAMES_ROWS else value for key, value in row.items()}
            assert add(name, **row) == add(name, **unknown), name


def test_a_release_opens_nothing_of_anybody_else(walked: Any) -> None:
    """A release of one person over the referral of another would tell the other's intake."""
    other, _person = walk.handed_over(walked, name="Ruben Made-up", incident_number="26-00420-X")
    with walked.acting("case-manager") as by:
        of = {"site_id": by.site, "person_id": walked.person.pk, "form": "handoff", "signed_how": "typed"}
        to = {"recipient_agency_id": walked.workers["liaison"].agency_id, "categories": ["confirmation"]}
        release = {**of, **to, "expires_with": "-", "purpose": "charge decision", "taken_by_id": by.worker}
        # their own may be signed, but once: a second would outlive the withdrawal of the first
        assert add("sharing_release", **release, referral=walked.handed.pk)[0] == "23505"
        assert add("sharing_release", **release, referral=other.pk)[0] == DENIED
        told = {"site_id": by.site, "person_id": walked.person.pk, "referral_id": other.pk}
        assert add("care_confirmation", **told)[0] == DENIED
        assert add("care_intake", **told, worker_id=by.worker)[0] == DENIED


def test_a_release_opens_what_its_form_is_for_and_nothing_more(walked: Any) -> None:
    """R-25: a care worker's own SQL makes no release that tells the police of anybody."""
    police, liaison = (walked.workers[key].agency_id for key in ("officer", "liaison"))
    with walked.acting("case-manager") as by:
        of = {"site_id": by.site, "person_id": walked.person.pk, "signed_how": "typed", "expires_with": "-"}
        of |= {"taken_by_id": by.worker, "categories": ["confirmation"], "purpose": "charge decision"}
        handoff = {**of, "form": "handoff", "referral": walked.handed.pk, "recipient_agency_id": liaison}
        connection = {**of, "form": "connection", "categories": ["care"], "purpose": "care"}
        sharing.withdraw(release=walked.release, by=by, at=walked.at)
        assert add("sharing_release", **handoff)[0] == "rows"
        assert add("sharing_release", **connection)[0] == "rows"
        for forged in (
            {**handoff, "recipient_agency_id": police},
            {**handoff, "recipient_agency_id": None},
            {**handoff, "categories": ["confirmation", "care"]},
            {**handoff, "purpose": "referral"},
            {**connection, "recipient_agency_id": police, "purpose": "referral"},
            {**connection, "recipient_agency_id": liaison},
            {**connection, "recipient_worker_id": walked.workers["officer"].pk},
        ):
            assert add("sharing_release", **forged)[0] == DENIED, forged


@pytest.mark.parametrize("key", ["officer", "on-call", "case-manager", "manager"])
def test_only_the_prosecutor_decides_a_held_charge(walked: Any, key: str) -> None:
    decided = {"number": 1, "state": "filed"}
    for purpose in (None, "referral", "care", "program operation"):
        with walked.acting(key, purpose) as by:
            thing = {**decided, "worker": by.worker, "organization": by.organization}
            assert add("matters_matterstatus", thing_id=walked.matter, **thing)[0] == DENIED, purpose
            assert attempt("UPDATE matters_matter SET state = 'filed', version = 1") in (
                (DENIED, ANY),
                ("rows", 0),
            )
    with walked.acting("liaison") as by:
        thing = {**decided, "worker": by.worker, "organization": by.organization}
        assert add("matters_matterstatus", thing_id=walked.matter, **thing)[0] == "rows"


def test_a_receipt_for_another_officers_referral_learns_nothing(walked: Any) -> None:
    referral = walk.accepted(walked, incident_number="26-00421-X")
    with walked.acting("officer-2") as by:
        mine = {"site_id": by.site, "organization_id": by.organization, "author_id": by.worker}
        spy = {**needed("referrals_receipt"), **mine, "id": uuid.uuid4(), "key": uuid.uuid4()}
        spy["referral"] = referral.pk
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(spy))
            cursor.execute(
                f"INSERT INTO referrals_receipt ({', '.join(spy)}) VALUES ({marks})", list(spy.values())
            )
    with walked.acting("on-call") as by:
        handoff = walk.Handoff.objects.get(referral=referral)
        walk.handoffs.accept(handoff=handoff, by=by, at=walked.at)
        walk.handoffs.arrive(handoff=handoff, by=by, at=walked.at)
        walk.handoffs.take_over(
            handoff=handoff,
            name="X",
            date_of_birth=None,
            where_to_find="",
            language="en",
            by=by,
            at=walked.at,
        )
    with walked.acting("officer-2"):
        told = attempt("SELECT handed_over_at FROM referrals_receipt WHERE id = %s", spy["id"])
        assert told == ("rows", [(None,)])
    with walked.acting("officer"):
        (own,) = attempt("SELECT handed_over_at FROM referrals_receipt WHERE referral = %s", referral.pk)[1]
        assert own[0]
