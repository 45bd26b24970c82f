"""The charges that an officer lodged and whose date has passed: nothing of clock, intake or care."""

from typing import Any

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit.links import address
from thirdoption.web.street.forms.lodged import TakeUpForm


def lodged(*, by: Acting, wrong: TakeUpForm | None) -> dict[str, Any]:
    """Their list, each with a form; `wrong` stands where it was."""
    charges = queries.lodged(by=by)
    if charges:
        seen(by=by, noun="matter", objects=[one.pk for one in charges])
    lines = []
    for one in charges:
        lines.append(
            {
                "incident_number": one.incident_number,
                "offense": one.offense,
                "form": wrong if wrong is not None and wrong.charge == one.pk else TakeUpForm(charge=one.pk),
                "url": address("street:take-up", one.pk),
            }
        )
    return {"lines": lines, "count": len(lines), "wrong": wrong}
