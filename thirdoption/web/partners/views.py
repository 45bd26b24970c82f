"""The prosecutor liaison's pages: the held charges, and the decision about one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.rules import State
from thirdoption.program.sites.models import Site
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.kit.forms import act
from thirdoption.web.kit.guards import signed_in, worker
from thirdoption.web.partners import presenters
from thirdoption.web.partners.forms import DecisionForm


def _site(request: HttpRequest) -> Site:
    who = signed_in(request)
    assert who is not None  # the guard let them in
    return who.site


@worker(Permission.SEE_MATTERS)
def matters(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The charges that wait, with their clocks; or those that were decided."""
    show = request.GET.get("show", "")
    if show == presenters.DECIDED:
        page = presenters.decided_page(by=by, site=_site(request))
    else:
        number = request.GET.get("page", "")
        page = presenters.waiting_page(by=by, site=_site(request), show=show, number=number)
    return render(request, "partners/matters.html", page)


@worker(Permission.SEE_MATTERS)
def matter(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One charge, and its decision."""
    found = queries.matter(by=by, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, incident_number=found.incident_number)
    if data is not None and form.is_valid():
        act(form, actions.decide, matter=found, **form.decision(), by=by, at=by.now())
        if not form.errors:
            return redirect("partners:matter", pk=pk)
    page = presenters.matter_page(by=by, site=_site(request), matter=found)
    page |= {"form": form, "may_decide": found.state == State.HELD and may(by.role, Permission.DECIDE_MATTER)}
    return render(request, "partners/matter.html", page, status=422 if form.errors else 200)
