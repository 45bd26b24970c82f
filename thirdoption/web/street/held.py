"""Held items: what a leaver's or an ended phone sent, and what a supervisor does with each."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.referrals import queries
from thirdoption.program.referrals.actions import held as actions
from thirdoption.program.referrals.models import Held
from thirdoption.program.staff.queries import device_keys
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.street import presenters
from thirdoption.web.street.forms.held import RefuseForm


@worker(Permission.SEE_HELD)
def items(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What is held for the agency; what nobody decided about comes first."""
    shown = presenters.held_items(queries.held_items(by=by), device_keys(by=by), site=site_of(request))
    return render(request, "street/held.html", shown)


@worker(Permission.SEE_HELD)
def item(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One item as its officer recorded it, until it is taken; and what was done with it."""
    return _show(request, queries.held_item(by=by, pk=pk), by)


def _show(request: HttpRequest, found: Held, by: Acting, wrong: forms.Form | None = None) -> HttpResponse:
    """The page of an item where it is now; `wrong` is the form that could not be saved."""
    page = presenters.held_item(found, by=by, site=site_of(request))
    form = wrong if isinstance(wrong, RefuseForm) else RefuseForm()
    shown = {"page": page, "form": form, "wrong": wrong or form}
    return render(request, "street/held_item.html", shown, status=status(wrong))


@worker(Permission.SEE_HELD, post=True)
def take(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Take it: it becomes the referral that it is."""
    form, found = forms.Form(request.POST), queries.held_item(by=by, pk=pk)
    notes = act(form, actions.take, held=found, by=by, at=by.now())
    for note in notes or ():
        why = str(note.values.get("why", ""))
        messages.warning(request, _(note.sentence) % {**note.values, "why": _(why) if why else ""})
    return _show(request, found, by, form) if form.errors else redirect("street:held-item", pk=pk)


@worker(Permission.SEE_HELD, post=True)
def refuse(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Make nothing of it, and say why."""
    form, found = RefuseForm(request.POST), queries.held_item(by=by, pk=pk)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        act(form, actions.refuse, held=found, reason=reason, by=by, at=by.now())
    return _show(request, found, by, form) if form.errors else redirect("street:held-item", pk=pk)


@worker(Permission.SEE_HELD, post=True)
def call(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Call the line for a yes that was too long ago to do so by itself."""
    form, found = forms.Form(request.POST), queries.held_item(by=by, pk=pk)
    act(form, actions.call, held=found, by=by, at=by.now())
    return _show(request, found, by, form) if form.errors else redirect("street:held-item", pk=pk)
