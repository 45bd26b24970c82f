"""Beginning a draft and changing it: each act is a step, so that none is lost and each can be undone."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from thirdoption.program.governance.models import DraftStep, PolicyDraft
from thirdoption.program.governance.queries import Draft, the_draft
from thirdoption.program.governance.rules import DraftState, Step, kept_or_changed, take_over
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, Refused, hidden
from thirdoption.program.sites.actions import check_law
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.rules.editing import found, put
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record

_BEGUN = "Somebody began a draft already. Load the page again to go on with it."
_TAKEN = "Somebody else changed this draft at the same moment, so nothing was saved. Please send it again."
_NOTHING = "There is nothing to undo: the draft is as it was begun."


def begin(*, plain: Mapping[str, Any], origin: str, by: Acting, at: datetime) -> PolicyDraft:
    """Begin the site's draft. Raises Refused (conflict) where one is open already, or state law is let go."""
    check(by, Permission.EDIT_POLICY)
    check_law(site=Site.objects.get(pk=by.site), plain=plain)
    draft = PolicyDraft(
        site_id=by.site, origin=origin[:80], state=DraftState.OPEN, started_by_id=by.hand, started_at=at
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, _BEGUN) from error
    _append(draft, 0, Step.BEGUN, "", plain, by=by, at=at)
    return draft


def change(
    *,
    path: tuple[str, ...],
    value: Mapping[str, Any],
    known: int,
    also: Mapping[tuple[str, ...], Any] | None = None,
    by: Acting,
    at: datetime,
) -> int:
    """Put other words, or another value, in the place of one part of the draft.

    `known` is the step that the editor was shown: another editor's change of another part stays, and one of
    the same part is a conflict. `also` are parts that come with it, such as a new source. Returns the number
    of the draft's last step.
    """
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    _not_changed(draft, known, path)
    _may_be_written(path)
    step = Step.CHANGED if found(draft.plain, path) is not None else Step.ADDED
    made = put(draft.plain, path, dict(value))
    for place, entry in (also or {}).items():
        made = put(made, place, entry)
    return _next(draft, step, path, made, by=by, at=at)


def remove(*, path: tuple[str, ...], known: int, by: Acting, at: datetime) -> None:
    """Take one conduct, exclusion or limit out of the draft."""
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    if found(draft.plain, path) is None:
        raise hidden()
    _may_be_written(path)
    _not_changed(draft, known, path)
    _next(draft, Step.REMOVED, path, put(draft.plain, path, None), by=by, at=at)


def change_case(*, number: int, keep: bool, known: int, by: Acting, at: datetime) -> None:
    """Keep a worked case with what the rules answer now, or take it out of the draft."""
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    cases = draft.plain.get("cases", [])
    if draft.policy is None or number >= len(cases):
        raise hidden()
    _not_changed(draft, known, ("cases",))
    if keep:
        made = take_over(draft.plain, draft.policy, number)
    else:
        made = put(draft.plain, ("cases",), [one for place, one in enumerate(cases) if place != number])
    step = Step.CHANGED if keep else Step.REMOVED
    _next(draft, step, ("cases", str(number + 1)), made, by=by, at=at)


def undo(*, known: int, by: Acting, at: datetime) -> None:
    """Take the last step back: what the draft said before it is its next step."""
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    if draft.step.number != known:
        raise Refused(CONFLICT, _TAKEN)
    undone, earlier = 0, draft.row.steps.defer("written").order_by("-number")
    for step in earlier:
        if step.what == Step.UNDONE:
            undone += 1
        elif undone:
            undone -= 1
        elif step.number == 0:
            raise Refused(CONFLICT, _NOTHING)
        else:
            before = earlier.get(number=step.number - 1)
            _append(draft.row, known + 1, Step.UNDONE, step.part, before.plain, by=by, at=at)
            return


def set_back(*, known: int, by: Acting, at: datetime) -> None:
    """Set the draft back to where it began; that is a step too, and can be undone."""
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    if draft.step.number != known:
        raise Refused(CONFLICT, _TAKEN)
    _append(draft.row, known + 1, Step.SET_BACK, "", draft.first.plain, by=by, at=at)


def put_away(*, known: int, by: Acting, at: datetime) -> None:
    """End the draft without putting it in force; it is kept, and another can be begun."""
    check(by, Permission.EDIT_POLICY)
    draft = the_draft(by=by)
    if draft.step.number != known:
        raise Refused(CONFLICT, _TAKEN)
    end_draft(draft=draft, state=DraftState.PUT_AWAY, by=by, at=at)


def end_draft(*, draft: Draft, state: DraftState, by: Acting, at: datetime) -> None:
    """Close a draft for good. Raises Refused (conflict) where somebody else closed it."""
    check(by, Permission.EDIT_POLICY)
    rows = PolicyDraft.objects.filter(pk=draft.row.pk, state=DraftState.OPEN)
    if rows.update(state=state, ended_at=at) != 1:
        raise Refused(CONFLICT, _TAKEN)
    record(by=by, verb=f"end as {state}", noun="policy draft", objects=[draft.row.pk], at=at)


def _may_be_written(path: tuple[str, ...]) -> None:
    """Not found for what no site writes: the stops of state law, and the state itself."""
    if len(path) != 2 or path[0] not in ("settings", "conducts", "exclusions", "limits"):
        raise hidden()


def _not_changed(draft: Draft, known: int, path: tuple[str, ...]) -> None:
    then = draft.row.steps.filter(number=known).first()
    if then is None:
        raise Refused(CONFLICT, _TAKEN)
    kept_or_changed(draft.plain, then.plain, path)


def _next(
    draft: Draft, what: Step, path: tuple[str, ...], plain: Mapping[str, Any], *, by: Acting, at: datetime
) -> int:
    number: int = draft.step.number
    if plain == draft.plain:
        return number
    _append(draft.row, number + 1, what, ".".join(path), plain, by=by, at=at)
    return number + 1


def _append(
    draft: PolicyDraft,
    number: int,
    what: Step,
    part: str,
    plain: Mapping[str, Any],
    *,
    by: Acting,
    at: datetime,
) -> None:
    step = DraftStep(
        draft=draft,
        number=number,
        what=what,
        part=part[:120],
        written=json.dumps(plain),
        worker_id=by.hand,
        at=at,
    )
    try:
        with transaction.atomic():
            step.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(CONFLICT, _TAKEN) from error
    record(by=by, verb=what, noun="policy draft", objects=[draft.pk], why=part, at=at)
