"""Reading what is to be sealed, what holds it, and who still has to close their record."""

from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import LegalHold, Matter, SealTask
from thirdoption.program.matters.queries.listing import decided
from thirdoption.program.matters.rules import State


def to_seal(*, by: Acting, limit: int = 200) -> list[Matter]:
    """The charges that were decided, the newest first, each with its legal hold as `hold` (or None)."""
    found = decided(by=by, part=slice(0, limit))
    rows = LegalHold.objects.filter(referral__in=[one.referral_id for one in found], until__isnull=True)
    holds = {one.referral_id: one for one in rows}
    for one in found:
        one.hold = holds.get(one.referral_id)  # type: ignore[attr-defined]
    return found


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
