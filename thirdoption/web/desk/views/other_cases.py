"""Noting another case of a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters.actions import note_case
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.other_cases import Case
from thirdoption.web.desk.views.people import person_page
from thirdoption.web.kit.forms import act
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def other_case(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """One more case that the person told of."""
    back = f"{reverse('desk:person', args=[person])}#other-cases"
    if request.method != "POST":
        return redirect(back)
    found = queries.in_touch(by=by, pk=person)
    form, kept = Case(request.POST), None
    if form.is_valid():
        kept = act(form, note_case, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        return person_page(request, found, by, case=form)
    messages.success(request, _("The case is noted."))
    return redirect(back)
