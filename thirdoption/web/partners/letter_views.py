"""The pages of letters about a charge."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care.actions.letters import write_notice
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries
from thirdoption.program.matters.queries.letters import office_letter
from thirdoption.program.staff.rules import Permission
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker
from thirdoption.web.kit.letters import as_json, as_pdf
from thirdoption.web.partners import letters as presenting
from thirdoption.web.partners.presenters import told_dates


@worker(Permission.DECIDE_MATTER)
def letters(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The letters about one charge, and the form that writes one."""
    found = queries.matter(by=by, pk=pk)
    # a letter that is not offered tells that the intake is done: accounted like the list
    confirmed = bool(told_dates(by=by, charges=[found]))
    data = request.POST if request.method == "POST" else None
    form = presenting.LetterForm(
        data,
        kinds=presenting.kinds(found, by, confirmed=confirmed),
        first=request.GET.get("kind", ""),
        by=by,
    )
    if data is not None and form.is_valid():
        made = act(form, write_notice, matter=found, **form.values(), by=by, at=by.now())
        if made is not None:
            messages.success(request, _("The letter is written."))
            return redirect("partners:letters", pk=pk)
    return render(request, "partners/letters.html", presenting.page(found, form), status=status(form))


@worker(Permission.DECIDE_MATTER)
def pdf(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One letter as a PDF."""
    return as_pdf(office_letter(by=by, pk=pk))


@worker(Permission.DECIDE_MATTER)
def data(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One letter as data."""
    return as_json(office_letter(by=by, pk=pk))
