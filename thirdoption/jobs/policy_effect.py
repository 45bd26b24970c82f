"""Counting what a draft of a policy would have answered: drawn by the reporter, kept as protected counts."""

from datetime import datetime
from uuid import UUID

from thirdoption.program.governance import actions
from thirdoption.program.governance.models import PolicyEffect
from thirdoption.program.governance.rules import effect_of, threshold_of
from thirdoption.program.ground.acting import Acting
from thirdoption.program.reports import queries
from thirdoption.program.sites.packs import parse_own
from thirdoption.program.sites.queries import policy_of


def count(*, effect: UUID, by: Acting, at: datetime) -> None:
    """Count the contacts that would get another answer; no contact is kept, shown or told apart."""
    asked = PolicyEffect.objects.select_related("draft", "version").get(pk=effect)
    old = policy_of(asked.version)
    new = parse_own(asked.draft.steps.get(number=asked.step).plain)
    rows = queries.contacts(site=asked.draft.site_id, first=asked.first_day, last=asked.last_day)
    result = effect_of(rows, old=old, new=new, threshold=threshold_of(old))
    actions.keep_effect(effect=asked, result=result, by=by, at=at)
