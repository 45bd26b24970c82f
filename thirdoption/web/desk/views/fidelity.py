"""How the place keeps to the toolkit: counts alone, each beside what the toolkit asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.care.queries.caseload import limits
from thirdoption.program.ground.acting import Acting
from thirdoption.program.loop.queries import kept
from thirdoption.program.staff.rules import Permission, Purpose
from thirdoption.web.desk.presenters import fidelity as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.guards import worker


@worker(Permission.SEE_MONDAY, purpose=Purpose.PROGRAM_OPERATION)
def fidelity(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What the toolkit asks of caseloads, and where this place stands."""
    now = clock(request, by)
    shown = presenting.page(kept(by=by), limits(site=by.site, today=now.today), now)
    return render(request, "desk/fidelity.html", shown)
