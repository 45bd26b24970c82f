"""The charges that an officer lodged: charge and clock, nothing of intake or care."""

from typing import Any

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries
from thirdoption.program.matters.rules import days_left
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit import clock
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.links import address
from thirdoption.web.street.forms.lodged import TakeUpForm


def lodged(*, by: Acting, site: Site, wrong: TakeUpForm | None) -> dict[str, Any]:
    """Their list, the nearest date first; a form where the date has passed. `wrong` stands where it was."""
    today = local_day(site, by.now())
    charges = queries.lodged(by=by)
    if charges:
        seen(by=by, noun="matter", objects=[one.pk for one in charges])
    lines = []
    for one in charges:
        left = days_left(one.deadline_on, today)
        form = TakeUpForm(charge=one.pk) if left < 0 else None
        lines.append(
            {
                "incident_number": one.incident_number,
                "offense": one.offense,
                "deadline": written(one.deadline_on, "j M Y"),
                "words": clock.words(left),
                "tone": clock.tone(left),
                "form": wrong if wrong is not None and wrong.charge == one.pk else form,
                "url": address("street:take-up", one.pk),
            }
        )
    return {"lines": lines, "count": len(lines), "wrong": wrong}
