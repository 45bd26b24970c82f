"""A form that was filled in more than once: then and now."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.care import queries
from thirdoption.program.care.queries.forms import filled
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.presenters import compared as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def compared(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """The answers of the last times side by side; `?of=` names the form by its url."""
    found = queries.in_touch(by=by, pk=person)
    rows = filled(people=found.same, url=request.GET.get("of", "")[:200])
    title, table = presenting.compared(rows, clock(request, by))
    around = {
        "person": found.name,
        "person_id": found.pk,
        "parts": parts(found.pk, "desk:forms"),
        "title": title,
        "table": table,
    }
    return render(request, "desk/compared.html", around)
