"""Reading drafts of policies, for those who write them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import models

from thirdoption.program.governance.models import DraftStep, PolicyDraft, PolicyEffect
from thirdoption.program.governance.rules import DraftState, failing_cases, faults_of, readable
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.referrals.rules.worked import Answered
from thirdoption.program.sites.models import PolicyVersion
from thirdoption.program.sites.packs import parse_own
from thirdoption.program.sites.queries import policy_of, versions
from thirdoption.program.sites.rules import Fault, Policy
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission


@dataclass(frozen=True)
class Draft:
    """An open draft and what it says now."""

    row: PolicyDraft
    step: DraftStep
    first: DraftStep

    @cached_property
    def plain(self) -> dict[str, Any]:
        """What it says, as plain values."""
        return self.step.plain

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Why it does not hold; empty if it does."""
        return faults_of(self.plain, parse_own)

    @cached_property
    def policy(self) -> Policy | None:
        """The policy in it, if it holds."""
        return readable(self.plain, parse_own)

    @cached_property
    def failing(self) -> dict[int, Answered | None]:
        """Its worked cases that do not come out."""
        return failing_cases(self.policy) if self.policy else {}


def draft(*, by: Acting) -> Draft | None:
    """The open draft of the site, if there is one."""
    check(by, Permission.EDIT_POLICY)
    row = PolicyDraft.objects.filter(site=by.site, state=DraftState.OPEN).select_related("started_by").first()
    return _with_steps(row) if row else None


def the_draft(*, by: Acting) -> Draft:
    """The open draft of the site. Raises Refused (not found) where there is none."""
    found = draft(by=by)
    if found is None:
        raise hidden()
    return found


def _with_steps(row: PolicyDraft) -> Draft:
    last = row.steps.order_by("-number").values("number")[:1]
    ends = list(row.steps.filter(models.Q(number=0) | models.Q(number=last)).order_by("number"))
    return Draft(row, ends[-1], ends[0])


def steps(*, draft: Draft, limit: int = 30) -> list[DraftStep]:
    """The last steps of a draft, the latest first, without what it said; who holds a draft may read it."""
    return list(draft.row.steps.select_related("worker").defer("written").order_by("-number")[:limit])


def in_force(*, by: Acting, today: date) -> tuple[PolicyVersion, Policy] | None:
    """The version that holds today, or None before the first."""
    check(by, Permission.EDIT_POLICY)
    found = next((one for one in versions(by.site) if one.in_force_from <= today), None)
    return (found, policy_of(found)) if found else None


def all_versions(*, by: Acting) -> list[PolicyVersion]:
    """All versions of the site's policy, the one that holds last first."""
    check(by, Permission.EDIT_POLICY)
    return versions(by.site)


def version(*, by: Acting, pk: Any) -> PolicyVersion:
    """One version. Raises Refused (not found)."""
    check(by, Permission.EDIT_POLICY)
    found = PolicyVersion.objects.filter(pk=pk, site=by.site).first()
    if found is None:
        raise hidden()
    return found


def effect(*, draft: Draft) -> PolicyEffect | None:
    """What was last counted, or is being counted, of a draft; who holds a draft may read it."""
    return draft.row.effects.select_related("version").order_by("-asked_at").first()
