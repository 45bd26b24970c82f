"""Which conduct of a policy an arrest can be.

1. By section of law: a conduct that lists the arrest's section.
2. Otherwise by NIBRS code, unless that conduct lists sections of the same law: then its sections decide, and
   the arrest's is not among them. A draft code (looked up for a section) doesn't tell the kinds of larceny
   apart, so each of them will do.
3. A felony is not a conduct all of whose listed sections are lesser offenses; where a conduct lists none, it
   is that conduct or something else. A violent felony is never found by its NIBRS code, which does not tell
   it from a lesser offense.
4. What is none of the conducts is *clearly outside* if it is a violent felony of Penal Law 70.02; or a
   felony, where the policy lists no felony; or against a person (or violent by its NIBRS code), where no
   conduct of the policy has that code. Only then does the policy rule it out.
5. Everything else is "something else": on the street a supervisor is asked, so here it depends on one.

Where several conducts are left, all are kept: what exactly happened is then a fact that is missing.
"""

from thirdoption.program.referrals.rules.replay.arrests import Charge
from thirdoption.program.referrals.rules.terms import SOMETHING_ELSE
from thirdoption.program.sites.rules import Conduct, Policy

VIOLENT_FELONY, FELONY, AGAINST_PERSON = "outside.violent_felony", "outside.felony", "outside.against_person"
OUTSIDE = (VIOLENT_FELONY, FELONY, AGAINST_PERSON)
# "All other offenses": a conduct with this code shares it with everything that has no code of its own.
CATCH_ALL = frozenset({"90Z"})
LARCENY = frozenset(f"23{letter}" for letter in "ABCDEFGH")


def conducts_of(policy: Policy, charge: Charge) -> tuple[str, ...]:
    """The codes of the conducts that this can be; `something_else` or one of `OUTSIDE` if it is none."""
    found = _by_section(policy, charge)
    if found:
        return _narrowed(found, charge)
    if not charge.violent_felony:
        found = _by_nibrs(policy, charge)
    if found:
        codes = tuple(one.code for one in found)
        unsure = charge.may_be_other or charge.felony or charge.nibrs in CATCH_ALL
        return (*codes, SOMETHING_ELSE) if unsure else codes
    return (_outside(policy, charge) or SOMETHING_ELSE,)


def _by_section(policy: Policy, charge: Charge) -> list[Conduct]:
    if not charge.section:
        return []
    return [
        one
        for one in policy.conducts.values()
        if any((law.law, law.section) == (charge.law, charge.section) for law in one.laws)
        and _same_grade(one, charge)
    ]


def _narrowed(found: list[Conduct], charge: Charge) -> tuple[str, ...]:
    """By the record's own NIBRS code; a draft one was looked up for the section and tells nothing more."""
    closer = [one for one in found if charge.nibrs in one.nibrs]
    return tuple(one.code for one in (found if charge.nibrs_draft else closer or found))


def _by_nibrs(policy: Policy, charge: Charge) -> list[Conduct]:
    if not charge.nibrs:
        return []
    kinds = LARCENY if charge.nibrs_draft and charge.nibrs in LARCENY else {charge.nibrs}
    return [
        one
        for one in policy.conducts.values()
        if kinds & set(one.nibrs)
        and not (charge.section and any(law.law == charge.law for law in one.laws))
        and _same_grade(one, charge)
    ]


def _same_grade(conduct: Conduct, charge: Charge) -> bool:
    return not charge.felony or not conduct.laws or any(_is_felony(law.offense_class) for law in conduct.laws)


def _is_felony(offense_class: str) -> bool:
    return "felony" in offense_class.lower()


def _outside(policy: Policy, charge: Charge) -> str:
    """Why this is clearly none of the policy's conducts; empty if it is not clear."""
    laws = [law for one in policy.conducts.values() for law in one.laws]
    if charge.violent_felony:
        return VIOLENT_FELONY
    if charge.felony and not any(_is_felony(law.offense_class) for law in laws):
        return FELONY
    shares_code = charge.nibrs and any(charge.nibrs in one.nibrs for one in policy.conducts.values())
    return AGAINST_PERSON if charge.against_person and not shares_code else ""
