"""What a draft would change, and putting it in force by a decision on record."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from thirdoption.program.governance.actions.drafting import end_draft
from thirdoption.program.governance.models import PolicyEffect
from thirdoption.program.governance.queries import in_force, the_draft
from thirdoption.program.governance.rules import (
    DraftState,
    Effect,
    EffectState,
    check_dates,
    check_may_hold,
)
from thirdoption.program.ground import later, texts
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused
from thirdoption.program.sites import actions as sites
from thirdoption.program.sites.models import PolicyVersion, Site
from thirdoption.program.sites.queries import local_day, versions
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

_MOVED_ON = "Somebody changed this draft since you looked at it. Read it again, then decide."
_COUNTING = "This draft is being counted already. Load the page again."
_NO_POLICY = "No policy is in force yet, so there is nothing to compare with."
_NOT_YET = "This draft does not hold yet: mend what the list of faults says, then count."


def count_effect(*, by: Acting, at: datetime) -> PolicyEffect:
    """Ask for the contacts of the last twelve months to be counted under the draft: a job does it."""
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    today = local_day(Site.objects.get(pk=by.site), at)
    held = in_force(by=by, today=today)
    if held is None:
        raise Refused(CONFLICT, _NO_POLICY)
    if draft.policy is None:
        raise Refused(CONFLICT, _NOT_YET)
    effect = PolicyEffect(
        draft=draft.row,
        version=held[0],
        step=draft.step.number,
        first_day=_year_before(today),
        last_day=today,
        state=EffectState.COUNTING,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            effect.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, _COUNTING) from error
    later.run("count_policy_effect", by, effect=effect.pk)
    record(by=by, verb="count effect", noun="policy draft", objects=[draft.row.pk], at=at)
    return effect


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # February 29
        return day.replace(year=day.year - 1, day=28)


def keep_effect(*, effect: PolicyEffect, result: Effect, by: Acting, at: datetime) -> None:
    """Keep what was counted."""
    check(by, Permission.EDIT_POLICY)
    rows = PolicyEffect.objects.filter(pk=effect.pk, state=EffectState.COUNTING)
    rows.update(state=EffectState.COUNTED, result=result.to_plain())
    record(by=by, verb="keep effect", noun="policy draft", objects=[effect.draft_id], at=at)


def stop_counting(*, effect: PolicyEffect, by: Acting, at: datetime) -> None:
    """Say that the counting broke, so that nobody waits for it."""
    check(by, Permission.EDIT_POLICY)
    PolicyEffect.objects.filter(pk=effect.pk, state=EffectState.COUNTING).update(state=EffectState.STOPPED)
    record(by=by, verb="stop counting", noun="policy draft", objects=[effect.draft_id], at=at)


def put_policy_in_force(
    *, known: int, decision: str, decided_on: date, on: date, by: Acting, at: datetime
) -> PolicyVersion:
    """Put the draft in force from a day on, by a decision on record; what was judged before stays judged.

    Raises Refused (conflict) while it does not hold, while worked cases do not come out, or where the day has
    a policy already; (invalid) beside a date that cannot be.
    """
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    if draft.step.number != known:
        raise Refused(CONFLICT, _MOVED_ON)
    check_may_hold(draft.faults, draft.failing)
    said = texts.cleaned(decision, field="decision", limit=300, required=True)
    site = Site.objects.get(pk=by.site)
    first = not versions(site.pk)
    check_dates(on=on, decided_on=decided_on, today=local_day(site, at), first=first)
    day = on.isoformat()
    version = sites.put_policy_in_force(
        site=site,
        plain={**draft.plain, "version": day, "in_force_from": day},
        on=on,
        decided_on=decided_on,
        decision=said,
        put_by=by.hand,
    )
    end_draft(draft=draft, state=DraftState.IN_FORCE, by=by, at=at)
    record(by=by, verb="put in force", noun="policy", objects=[version.pk], at=at, why=said)
    return version
