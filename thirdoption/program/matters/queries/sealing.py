"""Reading what is to be sealed, what holds it, and who still has to close their record."""

from uuid import UUID

from django.db.models import Q

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import LegalHold, Matter, SealTask
from thirdoption.program.matters.queries.listing import decided
from thirdoption.program.matters.rules import State


def to_seal(*, by: Acting, number: str = "", limit: int = 200) -> list[Matter]:
    """The charges that were decided, the newest first, each with its legal hold as `hold` (or None).

    Before them every older one on hold, and those of an incident number in any state: a court may order it.
    """
    found = {one.referral_id: one for one in decided(by=by, part=slice(0, limit))}
    holds = {one.referral_id: one for one in LegalHold.objects.filter(site=by.site, until__isnull=True)}
    older = [referral for referral in holds if referral not in found]
    if older or number:
        rows = Matter.objects.filter(Q(referral__in=older) | Q(incident_number__iexact=number), site=by.site)
        found = {one.referral_id: one for one in rows.order_by("-held_on", "pk")} | found
    for referral, one in found.items():
        one.hold = holds.get(referral)  # type: ignore[attr-defined]
    return list(found.values())


def seal_tasks(*, by: Acting) -> list[SealTask]:
    """The agencies that have not said yet that their record of a sealed charge is closed, oldest first."""
    rows = SealTask.objects.select_related("agency").filter(site=by.site, confirmed_at__isnull=True)
    return list(rows.order_by("asked_at", "agency__name", "notice")[:200])


def seal_task(*, by: Acting, pk: UUID) -> SealTask:
    """One task of an agency. Raises Refused (not found)."""
    found = SealTask.objects.select_related("agency").filter(pk=pk, site=by.site).first()
    if found is None:
        raise hidden()
    return found


def legal_hold(*, by: Acting, pk: UUID) -> LegalHold:
    """One legal hold. Raises Refused (not found)."""
    found = LegalHold.objects.filter(pk=pk, site=by.site).first()
    if found is None:
        raise hidden()
    return found


def declined(*, by: Acting) -> list[Matter]:
    """Every declined charge of a site, for the program's own sealing."""
    rows = Matter.objects.filter(site=by.site, state=State.DECLINED).select_related("policy", "site")
    return list(rows.order_by("pk"))
