"""What a replay says in words. It never says what an officer would have done, or that anybody would have
been diverted: a file of arrests cannot tell."""

from collections.abc import Mapping

from thirdoption.program.referrals.rules.replay.conducts import AGAINST_PERSON, FELONY, VIOLENT_FELONY
from thirdoption.program.referrals.rules.replay.counting import Replayed
from thirdoption.program.referrals.rules.replay.judging import UNKNOWN, WHAT_HAPPENED, Class
from thirdoption.program.sites.rules import Policy

CLASS_WORDS: Mapping[Class, str] = {
    Class.NOTHING: "Nothing rules it out, and nothing is missing",
    Class.DEPENDS: "Depends on a missing fact or an unknown",
    Class.RULED_OUT: "Ruled out",
}
NOT_RULED_OUT = "Not ruled out by anything in the file"
_SAID: Mapping[str, str] = {
    VIOLENT_FELONY: "not among the policy's conducts: a violent felony (Penal Law 70.02)",
    FELONY: "not among the policy's conducts: a felony",
    AGAINST_PERSON: "not among the policy's conducts: a crime against a person, or a violent one",
    "conduct.something_else": "something else: a supervisor is asked",
    "conduct.not_eligible": "a conduct that the policy does not divert for",
    "age.under_18": "the person is under 18: a supervisor is asked",
    "age.not_known": "the age is not known: a supervisor is asked",
}
# Facts that can be missing. What the program knows is never asked, here as on the street.
_FACTS: Mapping[str, str] = {
    "drivers": "what drove the contact",
    "complainant": "what the complainant says",
    "agency_check": "the agency's own check",
    "family_offense": "whether it is an offense against family or an order of protection",
    "officer_opted_in": "whether the officer takes part",
    "officer_trained": "whether the officer is trained",
    "age": "the person's age",
    "in_area": "whether it was inside the program's area",
    "substance": "which substance",
    "amount_grams": "how many grams",
    "amount_doses": "how many doses",
    WHAT_HAPPENED: "which of several conducts it was",
}


def said(code: str, policy: Policy) -> str:
    """A rule, a missing fact or an unknown setting in words."""
    if code.startswith(UNKNOWN):
        return f"the policy leaves open: {_left_open(code.removeprefix(UNKNOWN), policy)}"
    group, _, name = code.partition(".")
    if code in _SAID or code in _FACTS:
        return _SAID.get(code) or _FACTS[code]
    if group == "exclusion" and name in policy.exclusions:
        question = policy.exclusions[name].question
        return f"exclusion: {question.en if question else name.replace('_', ' ')}"
    if group == "limit" and name in policy.limits:
        return f"a limit on the amount: {name.replace('_', ' ')}"
    if (group == "stop" and name in policy.stops) or code in policy.stops:
        return policy.stops[name or code].text.en
    return policy.reasons[code].en if code in policy.reasons else code.replace("_", " ")


def _left_open(name: str, policy: Policy) -> str:
    """The question that set-up asks the site, or what it is about."""
    group, _, code = name.partition(".")
    if group == "conduct":
        return policy.conducts[code].label.en
    question = policy.setting(name).question
    return question.en if question else name.replace("_", " ")


def summary(found: Replayed) -> str:
    """The figure with its numerator, denominator, range and limits, in one paragraph."""
    total = found.total
    return (
        f"Nothing in this file rules diversion out for at most {total.high:,} of {total.arrests:,} arrests "
        f"(an upper bound; {total.low:,} to {total.high:,}, with everything that the policy leaves open "
        f"answered no, or yes). {total.nothing:,} of these have nothing missing; for {total.depends:,} a "
        f"fact is missing or the policy is unknown. {total.ruled_out:,} are ruled out. "
        f"{total.unreadable:,} rows could not be read."
    )


def notes(found: Replayed) -> tuple[str, ...]:
    """What has to be read with the figures: what the file does not contain, and what they do not say."""
    policy, coverage = found.policy, found.coverage
    told = [
        "This is an upper bound: an arrest file doesn't say what an officer knew, saw or was told. It says "
        "nothing about what an officer would do, or whether a person would say yes."
    ]
    if found.absent:
        labels = "; ".join(policy.conducts[code].label.en for code in found.absent)
        told.append(
            f"This file has no arrest for {len(found.absent)} of the policy's conducts, by their sections of "
            f"law or NIBRS codes: {labels}. So it says nothing about them, and contacts that ended without "
            "an arrest are in no arrest file."
        )
    missing = [code for code in _FACTS if code in {one.code for one in found.missing} - coverage.held]
    if missing:
        told.append(f"The file doesn't tell: {'; '.join(_FACTS[code] for code in missing)}.")
    if coverage.state and coverage.state != policy.state:
        told.append(
            f"The arrests were made in {coverage.state}, and the policy is of {policy.state}: conducts are "
            "found by their NIBRS codes, which tell neither degrees nor amounts."
        )
    told.append(
        "What is none of the policy's conducts is ruled out only where that is clear: a violent felony; a "
        "felony, where the policy lists none; a crime against a person or a violent one, where no conduct of "
        "the policy has its code. Everything else counts as something else: a supervisor is asked."
    )
    told.append("Race is as the agency recorded it, which may differ from what a person says.")
    return (*told, *coverage.remarks)
