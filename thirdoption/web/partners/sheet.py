"""The weekly sheet: the list on paper, with boxes. What is ticked on it is typed in by the liaison."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.rules import Permission
from thirdoption.program.staff.rules.links import BY_LINK
from thirdoption.program.trail.actions import record
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.guards import site_of, worker, worker_of
from thirdoption.web.partners.presenters import liaison_list

BOXES = (
    (gettext_lazy("Decline"), False),
    (gettext_lazy("Extend to"), True),
    (gettext_lazy("Call me"), False),
)
"""What can be ticked, and whether a day is written beside it."""


@worker(Permission.SEE_MATTERS)
def sheet(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Every charge that waits, for the printer; that it was printed is on the trail (R-69)."""
    return render(request, "partners/sheet.html", _page(request, by))


def _page(request: HttpRequest, by: Acting) -> dict[str, Any]:
    site, who = site_of(request), worker_of(request)
    today = local_day(site, by.now())
    charges = queries.held(by=by)
    rows = liaison_list(by=by, charges=charges, today=today)
    record(by=by, verb="print", noun="matter", objects=[one.pk for one in charges], at=by.now())
    by_link = f" ({_('by link')})" if by.role == BY_LINK else ""
    printed = {"name": who.name, "agency": f"{who.agency.name}{by_link}"}
    return {
        "rows": rows,
        "boxes": BOXES,
        "printed": {**printed, "day": written(today, "DATE_FORMAT")},
        "notice": _(NOTICE) if any(row.confirmed for row in rows) else "",
    }
