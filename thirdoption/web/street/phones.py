"""An officer's phones, and for a supervisor those of the agency: which sign for whom, and ending one."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff import actions, queries
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.street import presenters


@worker(Permission.RECORD_CONTACT)
def phones(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The phones that sign for a worker, the newest first."""
    shown = presenters.phones(queries.device_keys(by=by), by=by, zone=site_of(request).zone)
    return render(request, "street/phones.html", shown)


@worker(Permission.RECORD_CONTACT)
def end(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """End the key of a phone, once it is sure which one is meant."""
    key = queries.own_device_key(by=by, pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        act(form, actions.end_device_key, key=key, by=by, at=by.now())
        if not form.errors:
            return redirect("street:phones")
    phone = presenters.phone(key, by=by, zone=site_of(request).zone)
    return render(request, "street/phone_end.html", {"phone": phone, "form": form}, status=status(form))
