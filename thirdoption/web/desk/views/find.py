"""Finding somebody whom the program knows, before they are made a second time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.care.queries.known import LISTED, known
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.people import Find
from thirdoption.web.desk.presenters.known import lines
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def find(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Who is called so, as it is typed; by POST, for a name is no address (R-59)."""
    form = Find(request.POST) if request.method == "POST" else Find()
    found = None
    if form.is_valid():
        found = lines(known(by=by, name=form.cleaned_data["name"]), clock(request, by))
    full = found is not None and len(found) >= LISTED
    page = {"form": form, "found": found, "full": full, "part": getattr(request, "htmx", False)}
    return render(request, "desk/find.html", page, status=status(form))
