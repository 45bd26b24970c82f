"""Please come, I am with somebody: no name, no offense, and the same for whoever it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.handoffs import queries
from thirdoption.program.handoffs.actions import calls
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
    """Who comes, until the officer is free, and then the receipt; or the referral that was told meanwhile."""
    sent, number = receipt(by=by, referral=pk), queries.pulse(by=by, referral=pk)
    found = queries.of_referral(by=by, referral=pk)
    if found is None:
        return redirect("street:receipt", pk=pk)
    if found.referral_id is not None:
        return redirect("street:referral", pk=found.referral_id)
    site = site_of(request)
    panel = presenters.show_handoff(handoff=found, number=number, pk=pk, site=site)
    shown = {"panel": panel, "asked": presenters.asked(found, sent, site=site)}
    return render(request, "street/come_live.html", shown)
