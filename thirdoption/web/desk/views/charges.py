"""What a care worker does about a held charge: what became of a ticket, and a pause of the clock."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care.queries import came_by
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.matters import actions
from thirdoption.program.matters.models import Matter
from thirdoption.program.matters.rules import WAITING
from thirdoption.program.people.models import Person
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.charges import Pause, Ticket
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.CHANGE_TICKET)
def ticket(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """What became of an appearance ticket."""
    found, charge = _charge(person, referral, by)
    if charge.returnable_on is None:
        raise hidden()
    form = Ticket(request.POST if request.method == "POST" else None)
    said = None
    if form.is_valid():
        said = act(form, actions.change_ticket, matter=charge, **form.cleaned_data, by=by, at=by.now())
    if said is not None:
        messages.success(request, _("Saved: the prosecutor's office reads it too."))
        return _back(person)
    return _page(request, "desk/ticket.html", found, charge, form, by)


@worker(Permission.PAUSE_CLOCK)
def pause(request: HttpRequest, person: UUID, referral: UUID, *, by: Acting) -> HttpResponse:
    """The clock stands for a while: the days that were left count on from its end."""
    found, charge = _charge(person, referral, by)
    form = Pause(request.POST if request.method == "POST" else None)
    paused = None
    if form.is_valid():
        paused = act(form, actions.pause, matter=charge, **form.cleaned_data, by=by, at=by.now())
    if paused is not None:
        day = clock(request, by).day(charge.deadline_on)
        messages.success(request, _("The clock is paused. The last day is now %(day)s.") % {"day": day})
        return _back(person)
    return _page(request, "desk/pause.html", found, charge, form, by)


def _charge(person: UUID, referral: UUID, by: Acting) -> tuple[Person, Matter]:
    """A person and the charge that waits. Raises Refused (not found) where none does."""
    found, came = came_by(by=by, person=person, referral=referral)
    charge: Matter | None = getattr(came, "matter", None)
    if charge is None or charge.state not in WAITING:
        raise hidden()
    return found, charge


def _page(
    request: HttpRequest, template: str, person: Person, charge: Matter, form: forms.Form, by: Acting
) -> HttpResponse:
    now = clock(request, by)
    page: dict[str, Any] = {
        "person_id": person.pk,
        "name": person.name,
        "incident": charge.incident_number,
        "due": now.due(charge.deadline_on),
        "ticket": now.day(charge.returnable_on) if charge.returnable_on else "",
        "form": form,
    }
    return render(request, template, page, status=status(form))


def _back(person: UUID) -> HttpResponse:
    return redirect(f"{reverse('desk:person', args=[person])}#charges")
