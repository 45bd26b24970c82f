"""The prosecutor liaison's pages: the held charges, and the decision about one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import actions, queries
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.kit.forms import act, in_conflict, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.kit.line import card
from thirdoption.web.partners import presenters
from thirdoption.web.partners.forms import DecisionForm


@worker(Permission.SEE_MATTERS)
def matters(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The charges that wait, with their clocks; or those that were decided."""
    show, number = request.GET.get("show", ""), request.GET.get("page", "")
    if show == presenters.DECIDED:
        page = presenters.decided_page(by=by, site=site_of(request), number=number)
    else:
        page = presenters.waiting_page(by=by, site=site_of(request), show=show, number=number)
    may_exchange = may(by.role, Permission.EXCHANGE_CHARGES)
    page |= {"on_call": card(site_of(request), by.now()), "may_exchange": may_exchange}
    return render(request, "partners/matters.html", page)


@worker(Permission.SEE_MATTERS)
def matter(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One charge, and its decision."""
    found = queries.matter(by=by, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = DecisionForm(data, matter=found)
    if data is not None and form.is_valid():
        act(form, actions.decide, matter=found, **form.decision(), by=by, at=by.now())
        if not form.errors:
            return redirect("partners:matter", pk=pk)
    page = presenters.matter_page(by=by, site=site_of(request), matter=found)
    open_to = found.state in WAITING or in_conflict(form)
    page |= {"form": form, "may_decide": open_to and may(by.role, Permission.DECIDE_MATTER)}
    return render(request, "partners/matter.html", page, status=status(form))
