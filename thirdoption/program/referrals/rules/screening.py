"""Divert or not.

The answer depends on the facts that the officer gave and on the policy, and on nothing else: not on
who the person is, not on what the program knows. Unknown never counts as permission.
"""

from collections.abc import Callable, Iterator, Mapping

from thirdoption.program.referrals.rules.answers import EFFECT, Reason, Screening
from thirdoption.program.referrals.rules.facts import Facts
from thirdoption.program.referrals.rules.terms import SOMETHING_ELSE, Age, Answer, YesNo
from thirdoption.program.sites.rules import ConductRule, Door, Policy, Setting, Text

_WEIGHT = {answer: weight for weight, answer in enumerate(Answer)}
_APPROVER = {
    "conduct.with_approval": "supervisor",
    "approver.sergeant": "sergeant",
    "approver.prosecutor": "prosecutor",
}


def screen(facts: Facts, policy: Policy) -> Screening:
    """The answer for these facts under this policy; answers for every combination of both."""
    reasons = [reason for rule in _RULES[facts.door] for reason in rule(facts, policy)]
    reasons.sort(key=lambda reason: _WEIGHT[reason.answer])
    answer = reasons[0].answer
    deciding = [reason.rule for reason in reasons if reason.answer is answer]
    changes = {policy.changes[rule].en: policy.changes[rule] for rule in deciding if rule in policy.changes}
    return Screening(
        answer=answer,
        reasons=tuple(reasons),
        least_change=tuple(changes.values()),
        policy_id=policy.id,
        policy_version=policy.version,
        approvers=tuple(_APPROVER[rule] for rule in deciding if rule in _APPROVER),
    )


def _reason(
    policy: Policy, rule: str, setting: Setting | None = None, *, text: Text | None = None, source: str = ""
) -> Reason:
    return Reason(
        rule=rule,
        answer=EFFECT[rule],
        text=text or policy.reasons[rule],
        policy_version=policy.version,
        words=setting.words if setting else None,
        source=setting.source if setting else source,
        made_up=setting.made_up if setting else False,
    )


def _door(facts: Facts, policy: Policy) -> Iterator[Reason]:
    setting = policy.setting(f"door.{facts.door}")
    yield _reason(policy, f"door.{setting.value if setting.known else 'not_set'}", setting)


def _stop(facts: Facts, policy: Policy) -> Iterator[Reason]:
    stop = policy.stops.get("family_offense")
    if stop is None or facts.family_offense is YesNo.NO:
        return
    if facts.family_offense is YesNo.YES:
        yield _reason(policy, "stop.family_offense", text=stop.text, source=stop.source)
    elif facts.door is Door.ARREST_DIVERSION:
        yield _reason(policy, "stop.family_offense_not_known", source=stop.source)


def _age(facts: Facts, policy: Policy) -> Iterator[Reason]:
    stop, setting = policy.stops.get("under_18"), policy.setting("age_minimum")
    source = stop.source if stop else ""
    if facts.age is Age.UNDER_18:
        yield _reason(policy, "age.under_18", text=stop.text if stop else None, source=source)
    elif facts.age is Age.NOT_KNOWN:
        yield _reason(policy, "age.not_known", source=source)
    else:
        yield _reason(policy, "age.old_enough" if setting.known else "age.not_set", setting)


def _conduct(facts: Facts, policy: Policy) -> Iterator[Reason]:
    conduct = policy.conduct(facts.conduct)
    if not facts.conduct:
        yield _reason(policy, "conduct.missing")
    elif facts.conduct == SOMETHING_ELSE or conduct is None:
        yield _reason(policy, "conduct.something_else")
    elif conduct.no_offense:
        yield _reason(policy, "conduct.no_offense", text=conduct.no_offense, source=conduct.no_offense_source)
    else:
        known = conduct.eligible.known
        rule = ConductRule(str(conduct.eligible.value)) if known else "not_set"
        yield _reason(policy, f"conduct.{rule}", conduct.eligible)


def _drivers(facts: Facts, policy: Policy) -> Iterator[Reason]:
    setting = policy.setting("drivers")
    covered = setting.value if isinstance(setting.value, list) else []
    if not setting.known:
        yield _reason(policy, "drivers.not_set", setting)
    elif not facts.drivers:
        yield _reason(policy, "drivers.missing", setting)
    else:
        yield _reason(
            policy, "drivers.match" if facts.drivers & set(covered) else "drivers.no_match", setting
        )


def _complainant(facts: Facts, policy: Policy) -> Iterator[Reason]:
    setting = policy.setting("complainant_rule")
    if not setting.known:
        yield _reason(policy, "complainant.not_set", setting)
    elif setting.value == "not_asked":
        yield _reason(policy, "complainant.not_asked", setting)
    else:
        yield _reason(policy, f"complainant.{facts.complainant or 'missing'}", setting)


def _approver(facts: Facts, policy: Policy) -> Iterator[Reason]:
    setting = policy.setting("approver")
    yield _reason(policy, f"approver.{setting.value if setting.known else 'not_set'}", setting)


def _officer(facts: Facts, policy: Policy) -> Iterator[Reason]:
    for name, answer, no, not_known in (
        ("officer_opts_in", facts.officer_opted_in, "officer.not_opted_in", "officer.opted_in_not_known"),
        ("officer_trained", facts.officer_trained, "officer.not_trained", "officer.trained_not_known"),
    ):
        setting = policy.setting(name)
        if not setting.known:
            yield _reason(policy, "officer.not_set", setting)
        elif setting.value == "required" and answer is not YesNo.YES:
            yield _reason(policy, no if answer is YesNo.NO else not_known, setting)


def _exclusions(facts: Facts, policy: Policy) -> Iterator[Reason]:
    setting = policy.setting("exclusions")
    yield _reason(policy, "exclusions.none" if setting.known else "exclusions.not_set", setting)


def _charge(facts: Facts, policy: Policy) -> Iterator[Reason]:
    setting = policy.setting("charge_model")
    yield _reason(policy, "charge.set" if setting.known else "charge.not_set", setting)


_Rule = Callable[[Facts, Policy], Iterator[Reason]]

# What each door asks for. A community referral comes without an officer, a social contact without a charge.
_RULES: Mapping[Door, tuple[_Rule, ...]] = {
    Door.ARREST_DIVERSION: (
        *(_door, _stop, _age, _conduct, _drivers, _complainant, _approver, _officer, _exclusions, _charge),
    ),
    Door.SOCIAL_CONTACT: (_door, _stop, _age, _drivers, _officer, _exclusions),
    Door.COMMUNITY: (_door, _age, _drivers, _exclusions),
}
