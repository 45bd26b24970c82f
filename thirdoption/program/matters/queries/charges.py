"""Reading held charges one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import ChargeModel, State
from thirdoption.program.sharing.models import Grant
from thirdoption.program.sharing.rules import Category
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import policies_since
from thirdoption.program.staff.queries import names

_LODGED = "charge lodged"


@dataclass(frozen=True)
class Decided:
    """One step of a charge: where it went, when, why, and the worker who took it, by name."""

    state: str
    at: datetime
    reason: str
    name: str


def matter(*, by: Acting, pk: UUID) -> Matter:
    """One held charge. Raises Refused (not found) for what is not there or not theirs."""
    found = Matter.objects.filter(pk=pk).first()
    if found is None:
        raise hidden()
    return found


def chosen(*, by: Acting, pks: Sequence[UUID]) -> list[Matter]:
    """Several charges, the nearest date first. Raises Refused (not found) where one is not theirs to see."""
    found = list(Matter.objects.filter(site=by.site, pk__in=pks).order_by("deadline_on", "id"))
    if len(found) != len(set(pks)):
        raise hidden()
    return found


def reason(*, matter: Matter) -> str:
    """Why a charge was decided as it was; empty while it waits."""
    last = matter.statuses.order_by("-number").first()
    return last.note if last is not None else ""


def decision(*, matter: Matter) -> list[Decided]:
    """The steps of a charge, the newest first: an officer's request, what was decided, by whom and why."""
    steps = list(matter.statuses.order_by("-number")) if matter.version else []
    who = names([one.worker for one in steps])
    return [
        Decided(one.state, one.at, one.note, who.get(one.worker, "") if one.worker else "") for one in steps
    ]


def may_lodge(*, site: Site) -> bool:
    """Whether officers of a site lodge charges, or did under a policy of before."""
    policies = policies_since(site, date.min)
    return any(policy.setting("charge_model").value == ChargeModel.LODGED for _version, policy in policies)


def lodged(*, by: Acting) -> list[Matter]:
    """The charges that a worker lodged and may ask the prosecutor to take up, the oldest first."""
    grants = Grant.objects.filter(category=Category.CHARGE, basis=_LODGED, worker=by.worker)
    rows = Matter.objects.filter(
        site=by.site,
        referral__in=grants.values("referral"),
        charge_model=ChargeModel.LODGED,
        state=State.HELD,
    )
    return list(rows.order_by("incident_on", "id"))
