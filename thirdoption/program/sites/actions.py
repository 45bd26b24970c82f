"""Making a site, its agencies, and putting a policy in force."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg.errors import UniqueViolation

from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.sites.models import Agency, PolicyText, PolicyVersion, Site
from thirdoption.program.sites.packs import faults_of_law, parse_own
from thirdoption.program.sites.queries import plain_of, versions
from thirdoption.program.sites.rules.agencies import AgencyKind

_LAW = (
    "This policy leaves out state law, or says it otherwise, and that is no choice of a site. "
    "Begin with one that keeps it."
)
_ONE_A_DAY = "A policy is in force from that day already. Choose another day."


def found(
    *,
    code: str,
    name: str,
    program_name: str,
    zone: str,
    launched_on: date,
    made_up: bool,
    line_number: str,
    lawyer_number: str = "",
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
        lawyer_number=lawyer_number,
    )
    site.save(force_insert=True)
    return site


def add_agency(*, site: Site, code: str, name: str, kind: AgencyKind) -> Agency:
    """Let an organization take part at a site."""
    agency = Agency(site=site, code=code, name=name, kind=kind)
    agency.save(force_insert=True)
    return agency


def check_law(*, site: Site, plain: Mapping[str, Any]) -> None:
    """Refused (conflict) for a policy that leaves out, or says otherwise, what state law decides."""
    held = versions(site.pk)
    if faults_of_law(plain, plain_of(held[0]) if held else None):
        raise Refused(CONFLICT, _LAW)


def put_policy_in_force(
    *,
    site: Site,
    plain: Mapping[str, Any],
    on: date,
    decided_on: date,
    decision: str,
    put_by: UUID | None = None,
) -> PolicyVersion:
    """Put a policy in force at a site from a day on, by a decision on record (law 9), and keep it whole.

    Raises Refused (conflict) without a decision, on a day that has a policy already, or for a policy that
    lets state law go; InvalidPolicy for one that does not hold. `governance` asks who may, and whether the
    worked cases come out.
    """
    if not decision:
        raise Refused(CONFLICT, "A policy is put in force by a decision on record. Say which.")
    policy = parse_own(plain)
    check_law(site=site, plain=plain)
    version = PolicyVersion(
        site=site,
        pack=policy.id,
        version=policy.version,
        in_force_from=on,
        decided_on=decided_on,
        decision=decision,
        put_by=put_by,
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused(CONFLICT, _ONE_A_DAY, "on") from error
    PolicyText(version=version, written=json.dumps(plain)).save(force_insert=True)
    return version
