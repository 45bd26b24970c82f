"""Policies that no pack has, for rules that no published policy has yet; and a contact to judge by them."""

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import thirdoption.demo
from thirdoption.program.referrals.rules import Age, ComplainantAnswer, Driver, Facts, YesNo
from thirdoption.program.sites import packs
from thirdoption.program.sites.rules import (
    Approver,
    Basis,
    Door,
    Exclusion,
    Limit,
    Policy,
    Substance,
    Unit,
)

ANSWERS = Path(thirdoption.demo.__file__).parent / "albany-answers.yaml"
NOW = datetime(2026, 11, 22, 23, 41, tzinfo=UTC)
PUBLISHED = packs.load_policy("albany")
REHEARSAL = PUBLISHED.with_answers(packs.load_answers(ANSWERS))

FORMULA = Facts(
    occurred_at=NOW - timedelta(minutes=10),
    place="Pharmacy on Lark Street",
    incident_number="26-00417-X",
    conduct="shoplifting",
    drivers=frozenset({Driver.POVERTY}),
    complainant=ComplainantAnswer.AGREED,
    age=Age.ADULT,
    family_offense=YesNo.NO,
    officer_opted_in=YesNo.YES,
    officer_trained=YesNo.YES,
)


def but(**changes: object) -> Facts:
    """The store's baby formula, with something different."""
    return dataclasses.replace(FORMULA, **changes)


def setting(policy: Policy, name: str, value: object) -> Policy:
    """The policy with another value, or with a value not set."""
    changed = {name: dataclasses.replace(policy.settings[name], value=value)}
    return dataclasses.replace(policy, settings={**policy.settings, **changed})


def limited(policy: Policy, **changes: Any) -> Policy:
    """A policy with rules that Albany has not: exclusions, a limit, an area, a verification."""
    listed = {
        "age_minimum": 18, "exclusions": "listed", "limits": "listed", "place_rule": "inside_area",
        "verification": ["record"], "door.social_contact": "open",
    }  # fmt: skip
    rule = replace(policy.settings["exclusions"], value="hard")
    arrest, both = frozenset({Door.ARREST_DIVERSION}), frozenset(Door)
    made = [
        Exclusion(code="exploits", basis=Basis.SUSPICION, doors=both, rule=rule),
        Exclusion(code="owes", basis=Basis.FACT, doors=arrest, rule=rule),
        Exclusion(
            code="sells", basis=Basis.FACT, doors=arrest, rule=replace(rule, value="overridable"),
            override_by=Approver.PROSECUTOR,
        ),
        Exclusion(code="violent", basis=Basis.CONVICTION, doors=arrest, rule=rule),
        Exclusion(code="enrolled", basis=Basis.PROGRAM_HISTORY, doors=both, rule=rule),
    ]  # fmt: skip
    limit = Limit(
        code="opioid", substances=frozenset({Substance.OPIOID}), unit=Unit.GRAMS,
        conducts=frozenset({"drug_possession"}), rule=replace(rule, value=6),
    )  # fmt: skip
    settings = {
        **policy.settings,
        **{name: replace(policy.settings[name], value=value) for name, value in listed.items()},
    }
    changes = {"exclusions": {one.code: one for one in made}, "limits": {"opioid": limit}} | changes
    return replace(policy, settings=settings, **changes)
