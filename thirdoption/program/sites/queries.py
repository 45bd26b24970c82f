"""Reading places and the policy in force."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from thirdoption.program.ground.refusal import INVALID, Refused
from thirdoption.program.sites.models import Agency, PolicyVersion, Site
from thirdoption.program.sites.packs import load_policy
from thirdoption.program.sites.rules import Policy
from thirdoption.program.sites.rules.agencies import AgencyKind


def policy_on(site: Site, day: date) -> tuple[PolicyVersion, Policy]:
    """The policy in force at a site on a day.

    Raises Refused (invalid, beside the day of the contact) when none was in force.
    """
    for version in _versions(site.pk):
        if version.in_force_from <= day:
            return version, policy_as_written(version.pk, version.pack, _frozen(version.answers))
    raise Refused(INVALID, "No policy was in force here on that day. Check the date.", "occurred_at")


def policies_since(site: Site, day: date) -> list[tuple[PolicyVersion, Policy]]:
    """Every policy that is in force on that day or later, those still to come included; newest first."""
    found = []
    for version in _versions(site.pk):
        found.append((version, policy_of(version)))
        if version.in_force_from <= day:
            break
    return found


def local_day(site: Site, moment: datetime) -> date:
    """The calendar day of a moment at a site."""
    return moment.astimezone(ZoneInfo(site.zone)).date()


def zone(site: UUID) -> str:
    """The time zone of a site, by its id."""
    return Site.objects.values_list("zone", flat=True).get(pk=site)


def operator(site: Site) -> Agency:
    """The organization that runs the program at a site."""
    return Agency.objects.get(site=site, kind=AgencyKind.OPERATOR)


def _versions(site: UUID) -> list[PolicyVersion]:
    return list(PolicyVersion.objects.filter(site_id=site).order_by("-in_force_from"))


def _frozen(answers: dict[str, Any]) -> str:
    return json.dumps(answers, sort_keys=True)


@lru_cache(maxsize=32)
def policy_as_written(version: UUID, pack: str, answers: str) -> Policy:
    """The policy of a version, from its pack's name and its answers as JSON."""
    policy = load_policy(pack)
    plain = json.loads(answers)
    return policy.with_answers(plain) if plain else policy


def policy_of(version: PolicyVersion) -> Policy:
    """The policy of a version that is already read, as what was judged by it keeps it."""
    return policy_as_written(version.pk, version.pack, _frozen(version.answers))


def agency_names(site: Site) -> dict[str, str]:
    """The organizations that take part at a site by kind, for texts that name them."""
    return dict(Agency.objects.filter(site=site).order_by("-name").values_list("kind", "name"))
