"""Policies that no pack has, for rules that no published policy has yet."""

from dataclasses import replace
from typing import Any

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
