"""Making a site, its agencies, and putting a policy in force."""

from datetime import date
from typing import Any

from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.sites.models import Agency, PolicyVersion, Site
from thirdoption.program.sites.packs import load_policy
from thirdoption.program.sites.rules.agencies import AgencyKind


def found(
    *, code: str, name: str, program_name: str, zone: str, launched_on: date, made_up: bool, line_number: str
) -> Site:
    """Make a place. Called at set-up, before anybody can act there."""
    site = Site(
        code=code,
        name=name,
        program_name=program_name,
        zone=zone,
        launched_on=launched_on,
        made_up=made_up,
        line_number=line_number,
    )
    site.save(force_insert=True)
    return site


def add_agency(*, site: Site, code: str, name: str, kind: AgencyKind) -> Agency:
    """Let an organization take part at a site."""
    agency = Agency(site=site, code=code, name=name, kind=kind)
    agency.save(force_insert=True)
    return agency


def put_policy_in_force(
    *, site: Site, pack: str, answers: dict[str, Any], on: date, decided_on: date, decision: str
) -> PolicyVersion:
    """Put a pack's policy in force at a site from a day on, by a decision on record (law 9).

    Raises Refused (conflict) without a decision.
    """
    if not decision:
        raise Refused(CONFLICT, "A policy is put in force by a decision on record. Say which.")
    policy = load_policy(pack).with_answers(answers) if answers else load_policy(pack)
    version = PolicyVersion(
        site=site,
        pack=pack,
        version=policy.version,
        answers=answers,
        in_force_from=on,
        decided_on=decided_on,
        decision=decision,
    )
    version.save(force_insert=True)
    return version
