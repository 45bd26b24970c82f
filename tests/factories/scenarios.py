"""One who may write a row of each protected table, and then one fault at a time."""

import itertools
import random
import uuid
from typing import Any

from tests.factories import worlds
from tests.factories.worlds import PATHS, Row, World
from thirdoption.program.sharing.rules import Context, GrantFacts

HANDS = {
    "sharing_release": "taken_by_id",
    "sharing_withdrawal": "taken_by_id",
    "referrals_referral": "author_id",
    "handoffs_call": "author_id",
    **dict.fromkeys(
        ("care_intake", "care_goal", "care_contact", "care_copied", "care_handover", "services_connection"),
        "worker_id",
    ),
    "care_brought": "worker_id",
    "care_form": "worker_id",
    "care_fund": "worker_id",
    **dict.fromkeys(("care_told", "care_fact", "care_safetyevent", "care_death"), "worker_id"),
    "matters_datereason": "worker_id",
    "matters_legalhold": "worker_id",
    "matters_letter": "worker_id",
    "matters_othercase": "worker_id",
    "matters_ownletter": "worker_id",
    **dict.fromkeys(("people_about", "people_keptlonger", "people_way", "people_restriction"), "worker_id"),
}
"""Tables whose rows name the worker who wrote them, and in which column."""
ASKED, CALL = "referrals_communityreferral", "handoffs_call"
LINKED = {"care_intake", "care_confirmation", "sharing_release"}
RELEASED = {"sharing_withdrawal", "services_connection"}
Act = tuple[str, list[GrantFacts], Context, Row]


def scenarios() -> tuple[World, list[Act]]:
    """Two persons with a referral each; and for each table one who may write, then one fault at a time."""
    stage = World()
    for number in range(2):
        worlds.place(stage, number)
    people = [worlds.person(stage, random.Random(1), stage.sites[0]) for _ in range(2)]
    referrals = [worlds.referral(stage, random.Random(1), stage.sites[0], [one]) for one in people]
    for row, person in zip(stage.rows["handoffs_handoff"], people, strict=True):
        row["person_id"] = person
    for name in ("care_intake", "care_confirmation"):
        for row, person in zip(stage.rows[name], people, strict=True):
            row["person_id"] = person
    acts = []
    for name, (category, person, referral, parent) in PATHS.items():
        if parent:
            category, person, referral, _ = PATHS[parent]
        own = ASKED if name.startswith(ASKED) else CALL if name == CALL else ""
        opens = [row["id"] for row in stage.rows[own]] if own else referrals
        for by_person in [True] * bool(person) + [False] * bool(referral):
            key = {"person": people[0]} if by_person else {"referral": opens[0]}
            good = {"person": None, "referral": None, "category": category, "may_write": True, **key}
            other = {"person": people[1]} if by_person else {"referral": opens[1]}
            bad = [{}, {"may_write": False}, {"category": "restricted"}, other, {"site": stage.sites[1]}]
            bad += [{"referral": one} for one in referrals] if by_person else []
            for fault, seen_too in itertools.product(bad, (False, True)):
                opened = [good | fault] + [good | {"may_write": False}] * seen_too
                acts.append(act(stage, name, opened, {}))
                acts.append(act(stage, name, opened, {}, beside=False))
            for fault in faults(stage, name, people, referrals):
                acts.append(act(stage, name, [good], fault))
    acts += [act(stage, ASKED, [], fault) for fault in strangers(stage)]
    itself = {"WORKER": None, "PURPOSE": "program operation"}
    by_itself = [itself, {"PURPOSE": "program operation"}, {**itself, "site_id": stage.sites[1]}]
    acts += [act(stage, CALL, [], {**fault, "author_id": None}) for fault in by_itself]
    acts += [act(stage, CALL, [], fault) for fault in ({}, {"WORKER": None})]
    return stage, acts


def strangers(stage: World) -> list[Row]:
    """Who might say that they are the public of a site, and are not; and once nobody who is it."""
    (operator, police, _here, *_others), (worker, *_) = stage.organizations, stage.workers
    there = stage.communities[stage.sites[1]][0]
    as_other = [{"ORGANIZATION": one, "organization_id": one} for one in (operator, police, there)]
    return [{}, *as_other, {"organization_id": operator}, {"WORKER": worker}, {"taken_by_id": worker}]


def faults(stage: World, name: str, people: list[Any], referrals: list[Any]) -> list[Row]:
    """What may be amiss with a new row (or, in capitals, with who adds it)."""
    other = {
        HANDS.get(name, ""): stage.workers[2],
        "site_id": stage.sites[1],
        "worker": stage.workers[2],
        "organization": stage.organizations[2],
        "organization_id": stage.organizations[2],
        "state": {"matters_matter": "filed", "care_participation": "moved", ASKED: "taken"}.get(
            name, "accepted"
        ),
        "version": 1,
        "thing_id": next((row["thing_id"] for row in stage.rows[name][1:] if "thing_id" in row), None),
        "person_id": people[1],
        "release_id": stage.rows["sharing_release"][1]["id"],
        "referral_id": referrals[1],
        "referral": referrals[1],
    }
    like = stage.rows[name][0] | ({"referral": None} if name == "sharing_release" else {})
    found = [{column: value} for column, value in other.items() if column in like]
    who = {"PURPOSE": "audit", "SITE": stage.sites[1], "ORGANIZATION": stage.organizations[1]}
    return found + [{what: value} for what, value in who.items()]


def act(stage: World, name: str, opened: list[Row], fault: Row, *, beside: bool = True) -> Act:
    """One worker with these grants and those for what stands beside; and the row that they add."""
    (site, *_), (organization, *_) = stage.sites, stage.organizations
    user = stage.rows["staff_user"][0]["id"]
    worker = stage.add(
        "staff_worker", user_id=user, site_id=site, agency_id=organization, role="case_manager"
    )
    public = name == ASKED
    purpose = {"referrals_referral": "referral", CALL: "referral", ASKED: "refer"}.get(name, "care")
    # of its own: nobody by name stands in its grants, so that two of these would open each other's rows
    organization = worlds.community(stage, site) if public else organization
    opens_at = opened[0].get("site", site) if opened else site
    who = Context(
        site=fault.get("SITE", opens_at),
        worker=fault.get("WORKER", None if public else worker),
        organization=fault.get("ORGANIZATION", organization),
        purpose=fault.get("PURPOSE", purpose),
        at=worlds.T,
    )
    plain = {"site": opens_at, "person": None, "referral": None, "may_write": False}
    plain |= {"organization": organization, "worker": who.worker, "basis": "-", "valid_to": None}
    plain |= {"purpose": purpose, "valid_from": worlds.T}
    known = known_beside(stage, name) if beside else []
    grants = [GrantFacts(**{**plain, **one}) for one in [*opened, *known]]
    for grant in grants:
        worlds.write_grant(stage, grant)
    row = {**stage.rows[name][0], "id": uuid.uuid4()}
    mine = {HANDS.get(name, ""): worker, "worker": worker}
    mine |= {"organization": organization, "organization_id": organization}
    if public:
        row |= {"organization_id": organization, "person_id": None, "taken_by_id": None}
    if name == "sharing_release":
        row["referral"] = stage.rows["handoffs_handoff"][0]["referral_id"]
    row |= {column: value for column, value in mine.items() if column in row}
    return name, grants, who, row | {column: value for column, value in fault.items() if column.islower()}


def known_beside(stage: World, name: str) -> list[Row]:
    """Grants to see what a row names beside the thing that opens it, of both persons."""
    if name in LINKED:
        rows = stage.rows["handoffs_handoff"]
        return [{"referral": row["referral_id"], "category": "engagement"} for row in rows]
    if name in RELEASED:
        return [{"person": row["person_id"], "category": "release"} for row in stage.rows["sharing_release"]]
    if name in ("handoffs_handoff", ASKED):
        return [{"person": stage.rows["people_person"][0]["id"], "category": "identity"}]
    return []
