"""Reading places and the policy in force."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays

from thirdoption.program.ground.refusal import INVALID, Refused, hidden
from thirdoption.program.messages.rules import Kind, cleaned_address
from thirdoption.program.sites.models import Agency, ClosedDay, PolicyText, PolicyVersion, Site
from thirdoption.program.sites.packs import parse_own
from thirdoption.program.sites.rules import Policy
from thirdoption.program.sites.rules.agencies import AgencyKind
from thirdoption.program.sites.rules.calendar import Calendar


def policy_on(site: Site, day: date) -> tuple[PolicyVersion, Policy]:
    """The policy in force at a site on a day.

    Raises Refused (invalid, beside the day of the contact) when none was in force.
    """
    for version in _versions(site.pk):
        if version.in_force_from <= day:
            return version, policy_of(version)
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


def calendar(*, site: UUID, state: str, first: date) -> Calendar:
    """The court calendar of a site from a day on, for three years: its state's public holidays and its own.

    In a state that the list of public holidays does not have, those of the country.
    """
    public = public_holidays(state=state, years=range(first.year, first.year + 4))
    own = ClosedDay.objects.filter(site_id=site, day__gte=first).values_list("day", flat=True)
    return Calendar(frozenset(public) | frozenset(own))


def public_holidays(*, state: str, years: range) -> dict[date, str]:
    """The public holidays of a state with their names; of the country where the list has no such state."""
    part = state if state in holidays.list_supported_countries()["US"] else None
    return dict(sorted(holidays.country_holidays("US", subdiv=part, years=years).items()))


def closed_days(*, site: UUID, first: date) -> list[ClosedDay]:
    """The days from a day on that a site entered itself, the nearest first."""
    return list(ClosedDay.objects.filter(site_id=site, day__gte=first).order_by("day"))


def closed_day(*, site: UUID, pk: UUID) -> ClosedDay:
    """One day that a site entered. Raises Refused (not found)."""
    found = ClosedDay.objects.select_related("site").filter(site_id=site, pk=pk).first()
    if found is None:
        raise hidden()
    return found


def zone(site: UUID) -> str:
    """The time zone of a site, by its id."""
    return Site.objects.values_list("zone", flat=True).get(pk=site)


def places() -> list[Site]:
    """Every place that runs the program, by name."""
    return list(Site.objects.order_by("name"))


def place(code: str) -> Site:
    """A place by its code. Raises Refused (not found)."""
    found = Site.objects.filter(code=code).first()
    if found is None:
        raise hidden()
    return found


def line_of(number: str) -> Site | None:
    """The place whose line has a number; where there is one place only, that one."""
    places = list(Site.objects.order_by("code"))
    for one in places:
        try:
            if number and cleaned_address(Kind.VOICE, one.line_number) == number:
                return one
        except Refused:
            continue  # a place without a number that can be called
    return places[0] if len(places) == 1 else None


def operator(site: Site) -> Agency:
    """The organization that runs the program at a site."""
    return Agency.objects.get(site=site, kind=AgencyKind.OPERATOR)


def _versions(site: UUID) -> list[PolicyVersion]:
    return list(PolicyVersion.objects.filter(site_id=site).order_by("-in_force_from"))


def versions(site: UUID) -> list[PolicyVersion]:
    """All versions of a site's policy, the one that holds last first."""
    return _versions(site)


@lru_cache(maxsize=32)
def policy_as_written(version: UUID) -> Policy:
    """The policy of a version by its id; read once, because no version changes."""
    return parse_own(PolicyText.objects.get(version_id=version).plain)


def policy_of(version: PolicyVersion) -> Policy:
    """The policy of a version, as what was judged by it keeps it."""
    return policy_as_written(version.pk)


def plain_of(version: PolicyVersion) -> dict[str, Any]:
    """A version's policy as plain values: what a draft begins with, and what is exported."""
    return PolicyText.objects.get(version=version).plain


def agency_names(site: Site) -> dict[str, str]:
    """The organizations that take part at a site by kind, for texts that name them."""
    return dict(Agency.objects.filter(site=site).order_by("-name").values_list("kind", "name"))
