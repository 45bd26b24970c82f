"""Please come, I am with somebody: no name, no offense, and the same for whoever it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.actions import calls
from thirdoption.program.handoffs.rules import OPEN
from thirdoption.program.handoffs.rules.calls import How
from thirdoption.program.referrals.queries import receipt
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.kit.line import card
from thirdoption.web.street import presenters
from thirdoption.web.street.forms import ComeForm


@worker(Permission.RECORD_CONTACT)
def come(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Ask the line to come to a place."""
    form = ComeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        asked = act(form, calls.ask, how=How.TAP, **form.cleaned_data, by=by, at=by.now())
        if asked is not None:
            return redirect("street:come-live", pk=asked.subject)
    shown = {"come": form, "on_call": card(site_of(request), by.now())}
    return render(request, "street/come.html", shown, status=status(form))


@worker(Permission.RECORD_CONTACT)
def live(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Who comes, until the officer is free; then the receipt.

    Asked for as a part of the page: 204 while nothing changed.
    """
    sent, found = receipt(by=by, referral=pk), queries.of_call(by=by, call=pk)
    part = getattr(request, "htmx", False)
    if found is None or found.state not in OPEN:
        to = reverse("street:receipt", args=[pk])
        return HttpResponseClientRedirect(to) if part else redirect(to)
    if part and request.GET.get("known") == presenters.version(found):
        return HttpResponse(status=204)
    site = site_of(request)
    panel = presenters.show_handoff(handoff=found, pk=pk, site=site, route="street:come-live")
    shown = {"panel": panel, "asked": presenters.asked(found, sent, site=site)}
    return render(request, "street/_handoff.html" if part else "street/come_live.html", shown)
