"""The timeline of a person, and the list of whom the team looks for."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thirdoption.program.care import queries
from thirdoption.program.care.queries import looking as searching
from thirdoption.program.care.queries import timeline as gathering
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.queries.about import ways
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.timeline import Kinds, Whose
from thirdoption.web.desk.presenters import timeline as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.desk.presenters.parts import parts
from thirdoption.web.kit.guards import worker

ON_A_PAGE = 50


@worker(Permission.SEE_PERSON)
def timeline(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """What is on record with a date, newest first, by kind."""
    found = queries.in_touch(by=by, pk=person)
    kinds = Kinds(request.GET)
    chosen = kinds.chosen()
    many = gathering.count(people=found.same, chosen=chosen)
    page = Paginator(range(many), ON_A_PAGE).get_page(request.GET.get("page"))
    skip = max(page.start_index() - 1, 0)
    lines = gathering.timeline(people=found.same, chosen=chosen, skip=skip, limit=ON_A_PAGE)
    shown = {
        **presenting.timeline(lines, many, clock(request, by)),
        "person": found.name,
        "person_id": found.pk,
        "parts": parts(found.pk, "desk:timeline"),
        "filters": kinds,
        "page": page,
    }
    return render(request, "desk/timeline.html", shown)


@worker(Permission.SEE_PERSON)
def looking(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Whom the team looks for: since when, where they were last met, who looks, and when it was tried."""
    whose = Whose(request.GET)
    found = searching.looking_for(by=by, worker=by.worker if whose.mine() else None)
    reached = ways(people=[one.person for one in found])
    shown = {**presenting.looking(found, reached, clock(request, by)), "filters": whose}
    return render(request, "desk/looking.html", shown)
