"""What must be told without consent: how little, to whom, and the accounting of what was told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.actions import told as acts
from thirdoption.program.care.queries import told as reading
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.models import Person
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.told import Note, Telling
from thirdoption.web.desk.presenters import told as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.files import csv_file
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def told(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Each ground with its limits, what was noted, the form, and the accounting."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return _page(request, found, by)
    form, kept = Telling(request.POST, zone=clock(request, by).zone), None
    if form.is_valid():
        kept = act(form, acts.note_told, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, form)
    if kept.told_at:
        messages.success(request, _("It is noted as told, and stands in the accounting."))
    else:
        messages.success(request, _("It is noted. Tell nothing before another worker has looked at it."))
    return redirect("desk:told", person)


@worker(Permission.LOOK_AGAIN)
def look(request: HttpRequest, person: UUID, telling: UUID, *, by: Acting) -> HttpResponse:
    """The second look of another worker."""
    return _said(request, person, telling, by, acts.look_at_told, True)


@worker(Permission.WRITE_CARE)
def step(request: HttpRequest, person: UUID, telling: UUID, *, by: Acting) -> HttpResponse:
    """It was told now, or will not be."""
    if request.POST.get("do") == "let-be":
        return _said(request, person, telling, by, acts.let_be, True)
    return _said(request, person, telling, by, acts.tell, False)


def _said(
    request: HttpRequest, person: UUID, telling: UUID, by: Acting, action: Any, noted: bool
) -> HttpResponse:
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:told", person)
    row, kept = reading.telling(person=found, pk=telling), None
    form = Note(request.POST, auto_id=f"id_{telling}_%s")
    if form.is_valid():
        typed = form.cleaned_data if noted else {}
        kept = act(form, action, told=row, **typed, by=by, at=by.now())
    if kept is None:
        return _page(request, found, by, form, tried=(telling, form))
    messages.success(request, _("Saved."))
    return redirect("desk:told", person)


def _page(
    request: HttpRequest, person: Person, by: Acting, form: Any = None, tried: tuple[UUID, Any] | None = None
) -> HttpResponse:
    now = clock(request, by)
    page = {
        "person": person.name,
        "person_id": person.pk,
        "parts": parts(person.pk, "desk:told"),
        "grounds": presenting.grounds(),
        "rows": presenting.lines(reading.tellings(people=person.records), now, by, tried),
        "table": presenting.accounting(reading.accounting(people=person.records, at=by.now()), now),
        "form": form if isinstance(form, Telling) else Telling(zone=now.zone),
        "refused": form,
    }
    return render(request, "desk/told.html", page, status=status(form))


@worker(Permission.WRITE_CARE)
def accounting(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """The accounting as a file for the person: a person asks, and has it at once (R-23)."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:told", person)
    acts.export_accounting(person=found, by=by, at=by.now())
    rows = reading.accounting(people=found.records, at=by.now())
    return csv_file("accounting.csv", presenting.accounting_rows(rows, clock(request, by)))
