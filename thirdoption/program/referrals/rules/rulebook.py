"""A policy as a rulebook: plain JSON that `interpreter.py` decides by, and a phone without a signal too.

Each rule is a few lines; the first whose condition holds gives the reason (`EFFECT` says what it leads to).
A line may cite a value of the policy (`cite`) and name who may approve (`by`). A line without a reason says
nothing against an offer and nothing that has to be told. What the program knows is in no rulebook (law 1).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from thirdoption.program.referrals.rules.answers import EFFECT
from thirdoption.program.referrals.rules.terms import (
    SOMETHING_ELSE,
    Age,
    AgencyCheck,
    Answer,
    ComplainantAnswer,
    Verification,
    YesNo,
)
from thirdoption.program.sites.rules import Approver, AskedOf, Door, Exclusion, Limit, Policy, Substance

Line = dict[str, Any]
Rules = Iterator[tuple[str, list[Line]]]
_SILENT: Line = {}
UNDER_18 = "under_18"
# Others approve what happens to a charge; these accept a person, however they come.
_BY_EVERY_DOOR = (Approver.PROGRAM, Approver.PARTNERS)
DRUG_POSSESSION = "35A"  # NIBRS; where a limit that the site has not set could matter


def rulebook(policy: Policy) -> dict[str, Any]:
    """The rules of every door of a policy, for `interpreter.decide`."""
    doors = {door: dict(_of_door(policy, door)) for door in Door}
    rules: dict[str, list[Line]] = {}
    for found in doors.values():
        rules |= found
    return {
        "policy": policy.id,
        "version": policy.version,
        "answers": [str(answer) for answer in Answer],
        "effects": {reason: str(answer) for reason, answer in EFFECT.items()},
        "doors": {str(door): list(found) for door, found in doors.items()},
        "rules": rules,
    }


def _of_door(policy: Policy, door: Door) -> Rules:
    """What a door asks for. A community referral has no officer, a social contact no charge."""
    yield f"door.{door}", [_cited(policy, f"door.{door}", "door")]
    if door is not Door.COMMUNITY:
        yield from _stops(policy, door)
    yield "age", _age(policy)
    if door is not Door.COMMUNITY:
        yield from _place(policy)
    if door is Door.ARREST_DIVERSION:
        yield "conduct", _conduct(policy)
        yield from _limits(policy)
    yield "drivers", _drivers(policy)
    if door is Door.ARREST_DIVERSION:
        yield "complainant", _complainant(policy)
    if door is Door.ARREST_DIVERSION or policy.setting("approver").value in _BY_EVERY_DOOR:
        yield "approver", _approver(policy)
    if door is Door.SOCIAL_CONTACT:
        yield from _verification(policy)
    if door is not Door.COMMUNITY:
        yield from _officer(policy)
    yield from _exclusions(policy, door)
    if door is Door.ARREST_DIVERSION:
        known = policy.setting("charge_model").known
        yield "charge", [_line("charge.set" if known else "charge.not_set", "charge_model")]


def _line(reason: str, cite: str = "", *, when: list[Any] | None = None, by: str = "") -> Line:
    line = {"if": when, "reason": reason, "cite": cite, "by": by}
    return {name: value for name, value in line.items() if value}


def _silent(when: list[Any]) -> Line:
    return {"if": when}


def _cited(policy: Policy, name: str, group: str) -> Line:
    """A setting whose value is the reason."""
    setting = policy.setting(name)
    return _line(f"{group}.{setting.value if setting.known else 'not_set'}", name)


def _stops(policy: Policy, door: Door) -> Rules:
    for code in policy.stops:
        if code == UNDER_18:
            continue
        lines = [_line("stop.applies", f"stop.{code}", when=["is", code, YesNo.YES]), _SILENT]
        # a social contact is no arrest: what is not known about one stops nothing
        if door is Door.ARREST_DIVERSION:
            not_known = _line("stop.not_known", f"stop.{code}", when=["is", code, YesNo.NOT_KNOWN])
            lines.insert(1, not_known)
        yield f"stop.{code}.{door}", lines


def _age(policy: Policy) -> list[Line]:
    cite = f"stop.{UNDER_18}" if UNDER_18 in policy.stops else ""
    known = policy.setting("age_minimum").known
    return [
        _line("age.under_18", cite, when=["is", "age", Age.UNDER_18]),
        _line("age.not_known", cite, when=["is", "age", Age.NOT_KNOWN]),
        _line("age.old_enough" if known else "age.not_set", "age_minimum"),
    ]


def _place(policy: Policy) -> Rules:
    setting = policy.setting("place_rule")
    if not setting.known:
        yield "place", [_line("place.not_set", "place_rule")]
    elif setting.value == "inside_area":
        outside = _line("place.outside", "place_rule", when=["is", "in_area", YesNo.NO])
        yield (
            "place",
            [
                outside,
                _line("place.not_known", "place_rule", when=["is", "in_area", YesNo.NOT_KNOWN]),
                _SILENT,
            ],
        )


def _conduct(policy: Policy) -> list[Line]:
    lines = []
    for code, conduct in policy.conducts.items():
        when = ["is", "conduct", code]
        if conduct.no_offense:
            lines.append(_line("conduct.no_offense", f"no_offense.{code}", when=when))
        else:
            setting = conduct.eligible
            reason = f"conduct.{setting.value if setting.known else 'not_set'}"
            by = "supervisor" if setting.value == "with_approval" else ""
            lines.append(_line(reason, f"conduct.{code}", when=when, by=by))
    return [
        *lines,
        _silent(["not", ["is", "conduct", SOMETHING_ELSE, *policy.conducts]]),
        _line(f"conduct.{SOMETHING_ELSE}"),
    ]


def _limits(policy: Policy) -> Rules:
    setting = policy.setting("limits")
    if not setting.known:
        drugs = [code for code, conduct in policy.conducts.items() if DRUG_POSSESSION in conduct.nibrs]
        yield "limits", [_line("limits.not_set", "limits", when=["is", "conduct", *drugs]), _SILENT]
    for code, limit in policy.limits.items():
        yield f"limit.{code}", _limit(f"limit.{code}", limit)


def _limit(cite: str, limit: Limit) -> list[Line]:
    amount = f"amount_{limit.unit}"
    reason = "limits.over_overridable" if limit.override_by else "limits.over"
    counted = ["is", "substance", *sorted(limit.substances)]
    elsewhere = ["is", "substance", *sorted(set(Substance) - limit.substances)]
    lines = [
        _silent(["not", ["is", "conduct", *sorted(limit.conducts)]]),
        _silent(elsewhere),
        _line("limits.not_known", cite, when=["not", counted]),
    ]
    if not limit.rule.known:
        return [*lines, _line("limits.not_set", cite)]
    over: list[Any] = ["over", amount, limit.rule.value]
    if limit.at_least:
        over = ["some", over, ["is", amount, limit.rule.value]]
    return [
        *lines,
        _line(reason, cite, when=over, by=limit.override_by or ""),
        _line("limits.not_known", cite, when=["is", amount, YesNo.NOT_KNOWN]),
        _line("limits.within", cite),
    ]


def _drivers(policy: Policy) -> list[Line]:
    setting = policy.setting("drivers")
    if not setting.known:
        return [_line("drivers.not_set", "drivers")]
    covered = setting.value if isinstance(setting.value, list) else []
    return [
        _line("drivers.match", "drivers", when=["has", "drivers", *covered]),
        _line("drivers.no_match", "drivers"),
    ]


def _complainant(policy: Policy) -> list[Line]:
    setting = policy.setting("complainant_rule")
    if not setting.known:
        return [_line("complainant.not_set", "complainant_rule")]
    if setting.value == "not_asked":
        return [_line("complainant.not_asked", "complainant_rule")]
    return [
        *(
            _line(f"complainant.{code}", "complainant_rule", when=["is", "complainant", code])
            for code in ComplainantAnswer
        ),
        _line("complainant.missing", "complainant_rule"),
    ]


def _approver(policy: Policy) -> list[Line]:
    line = _cited(policy, "approver", "approver")
    value = policy.setting("approver").value
    return [line if value in (None, "officer") else {**line, "by": value}]


def _verification(policy: Policy) -> Rules:
    setting = policy.setting("verification")
    kinds = setting.value if isinstance(setting.value, list) else []
    if not setting.known:
        yield "verification", [_line("verification.not_set", "verification")]
    elif "not_asked" not in kinds:
        yield (
            "verification",
            [
                _line("verification.given", "verification", when=["is", "verification", *kinds]),
                _line("verification.none", "verification"),
            ],
        )


def _officer(policy: Policy) -> Rules:
    for name, answer, no, not_known in (
        ("officer_opts_in", "officer_opted_in", "officer.not_opted_in", "officer.opted_in_not_known"),
        ("officer_trained", "officer_trained", "officer.not_trained", "officer.trained_not_known"),
    ):
        setting = policy.setting(name)
        if not setting.known:
            yield name, [_line("officer.not_set", name)]
        elif setting.value == "required":
            yield (
                name,
                [
                    _silent(["is", answer, YesNo.YES]),
                    _line(no, name, when=["is", answer, YesNo.NO]),
                    _line(not_known, name),
                ],
            )


def _exclusions(policy: Policy, door: Door) -> Rules:
    setting = policy.setting("exclusions")
    if not setting.known:
        yield "exclusions", [_line("exclusions.not_set", "exclusions")]
    elif setting.value == "none":
        yield "exclusions", [_line("exclusions.none", "exclusions")]
    here = [one for one in policy.exclusions.values() if door in one.doors]
    for one in here:
        if one.asked_of is not AskedOf.PROGRAM:
            yield f"exclusion.{one.code}.{door}", _exclusion(policy, one, door)
    if any(one.asked_of is AskedOf.AGENCY for one in here):
        clear = _line("agency_check.clear", "exclusions", when=["is", "agency_check", AgencyCheck.CLEAR])
        not_clear = _silent(["is", "agency_check", AgencyCheck.NOT_CLEAR])
        yield f"agency_check.{door}", [clear, not_clear, _line("agency_check.not_done", "exclusions")]


def _exclusion(policy: Policy, one: Exclusion, door: Door) -> list[Line]:
    cite = f"exclusion.{one.code}"
    if not one.rule.known:
        return [_line("exclusions.not_set", cite)]
    reason = "exclusions.overridable"
    if one.hard:
        other = [
            way for way in Door if way not in one.doors and policy.setting(f"door.{way}").value != "closed"
        ]
        reason = "exclusions.by_this_door" if other else "exclusions.hard"
    by = one.override_by or ""
    if one.asked_of is AskedOf.AGENCY:
        return [_line(reason, cite, when=["is", "agency_check", AgencyCheck.NOT_CLEAR], by=by), _SILENT]
    return [
        _line(reason, cite, when=["is", cite, YesNo.YES], by=by),
        _line("exclusions.not_known", cite, when=["is", cite, YesNo.NOT_KNOWN]),
        _SILENT,
    ]


def questions(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """The answers that each fact of a rulebook can have; a fact that is a number has none."""
    yes_no = tuple(map(str, YesNo))
    found: dict[str, tuple[str, ...]] = {
        "age": tuple(map(str, Age)),
        "conduct": (*policy.conducts, SOMETHING_ELSE),
        "complainant": tuple(map(str, ComplainantAnswer)),
        "in_area": yes_no,
        "verification": tuple(map(str, Verification)),
        "agency_check": tuple(map(str, AgencyCheck)),
        "substance": (*map(str, Substance), str(YesNo.NOT_KNOWN)),
        "officer_opted_in": yes_no,
        "officer_trained": yes_no,
    }
    found |= {code: yes_no for code in policy.stops if code != UNDER_18}
    asked = [one for one in policy.exclusions.values() if one.asked_of is AskedOf.OFFICER]
    found |= {f"exclusion.{one.code}": yes_no for one in asked}
    return found | {f"amount_{limit.unit}": () for limit in policy.limits.values()}
