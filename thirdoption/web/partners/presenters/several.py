"""Several charges before they are declined or given a new date together."""

from collections.abc import Sequence
from typing import Any

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.models import Matter
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import local_day
from thirdoption.program.trail.actions import seen
from thirdoption.web.kit import clock as clocks
from thirdoption.web.kit.links import address
from thirdoption.web.partners.presenters.words import day, decided_as, filing, law


def several_page(*, by: Acting, site: Site, charges: Sequence[Matter]) -> dict[str, Any]:
    """The charges that were chosen, each by its incident number; nothing of intake."""
    today = local_day(site, by.now())
    seen(by=by, noun="matter", objects=[one.pk for one in charges])
    rows = [
        {
            "pk": one.pk,
            "url": address("partners:matter", one.pk),
            "incident_number": one.incident_number,
            "offense": one.offense,
            "law": law(one),
            "deadline": day(one.deadline_on),
            "words": decided_as(one.state) or clocks.words((one.deadline_on - today).days),
            "tone": "urgent" if decided_as(one.state) else clocks.tone((one.deadline_on - today).days),
            "filing": filing(one, today),
        }
        for one in charges
    ]
    return {"rows": rows, "count": len(rows)}
