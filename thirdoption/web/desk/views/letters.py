"""The letters of a person, and one of them as a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.actions.letters import write_own
from thirdoption.program.care.queries import letters as reading
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.actions.letters import show
from thirdoption.program.matters.models import OwnLetter
from thirdoption.program.matters.queries.letters import own_letter
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.presenters import letters as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker
from thirdoption.web.kit.letters import as_json, as_pdf


@worker(Permission.WRITE_CARE)
def letters(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """A person's letters, and the form that writes one."""
    found = queries.person(by=by, pk=person)
    now = clock(request, by)
    charges = reading.charges(person=found)
    data = request.POST if request.method == "POST" else None
    writable = reading.writable(person=found, charges=charges, today=now.today)
    form = presenting.LetterForm(data, person=found, writable=writable)
    if data is not None and form.is_valid():
        made = act(form, write_own, person=found, **form.values(), by=by, at=by.now())
        if made is not None:
            messages.success(request, _("The letter is written."))
            return redirect("desk:letters", person)
    return render(
        request, "desk/letters.html", presenting.page(found, charges, form, now), status=status(form)
    )


@worker(Permission.WRITE_CARE)
def pdf(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One letter as a PDF."""
    return as_pdf(_shown(pk, by))


@worker(Permission.WRITE_CARE)
def data(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One letter as data."""
    return as_json(_shown(pk, by))


def _shown(pk: UUID, by: Acting) -> OwnLetter:
    found = own_letter(pk=pk)
    show(letter=found, by=by, at=by.now())
    return found
