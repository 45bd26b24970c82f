"""Charges that an officer lodged: asking the prosecutor to take one up after its date."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters import queries
from thirdoption.program.matters.actions import revive
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker
from thirdoption.web.street.forms.lodged import TakeUpForm
from thirdoption.web.street.presenters.lodged import lodged


@worker(Permission.RECORD_CONTACT)
def charges(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The charges that I lodged, whose date has passed and that nobody has decided."""
    return _show(request, by)


def _show(request: HttpRequest, by: Acting, wrong: TakeUpForm | None = None) -> HttpResponse:
    """The list; `wrong` is the form that could not be saved, in its place."""
    shown = lodged(by=by, wrong=wrong)
    return render(request, "street/lodged.html", shown, status=status(wrong))


@worker(Permission.RECORD_CONTACT, post=True)
def take_up(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Ask the prosecutor to take one up, and say why."""
    found = next((one for one in queries.lodged(by=by) if one.pk == pk), None)
    if found is None:
        raise hidden()
    form = TakeUpForm(request.POST, charge=pk)
    if form.is_valid():
        act(form, revive, matter=found, reason=form.cleaned_data["reason"], by=by, at=by.now())
    if form.errors:
        return _show(request, by, form)
    asked = _("The prosecutor is asked to take up incident %(number)s, and decides.")
    messages.success(request, asked % {"number": found.incident_number})
    return redirect("street:lodged")
