"""Copying a contact or the plan into the agency's own record, so that nothing is written twice."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from thirdoption.program.care import actions, queries
from thirdoption.program.care.queries import contact_list as listing
from thirdoption.program.care.queries import plan as planning
from thirdoption.program.care.rules.plan import Copy
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.presenters import copies as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.files import csv_file
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def contact(request: HttpRequest, person: UUID, pk: UUID, form: str, *, by: Acting) -> HttpResponse:
    """One contact as text, CSV or a FHIR Encounter; that it was copied stands beside it from now on."""
    if request.method != "POST":
        return redirect("desk:contact-one", person, pk)
    found = queries.in_touch(by=by, pk=person)
    row = listing.contact(person=found, pk=pk)
    _check(form)
    actions.mark_copied(person=found, contact=row, form=form, by=by, at=by.now())
    who = listing.names(workers=[row.worker_id, *row.colleagues])
    now = clock(request, by)
    return _answer(
        form,
        "contact",
        text=lambda: presenting.contact_text(found, row, who, now),
        rows=lambda: presenting.contact_rows(row, who, now),
        fhir=lambda: presenting.encounter(found, row, who),
    )


@worker(Permission.WRITE_CARE)
def plan(request: HttpRequest, person: UUID, form: str, *, by: Acting) -> HttpResponse:
    """The plan as text, CSV or a FHIR CarePlan; that it was copied stands beside it from now on."""
    if request.method != "POST":
        return redirect("desk:plan", person)
    found = queries.in_touch(by=by, pk=person)
    _check(form)
    actions.mark_copied(person=found, contact=None, form=form, by=by, at=by.now())
    goals, now = planning.plan(people=found.records), clock(request, by)
    return _answer(
        form,
        "plan",
        text=lambda: presenting.plan_text(found, goals, now),
        rows=lambda: presenting.plan_rows(goals, now),
        fhir=lambda: presenting.care_plan(found, goals, now),
    )


def _check(form: str) -> None:
    if form not in set(Copy):
        raise hidden()


def _answer(
    form: str,
    name: str,
    *,
    text: Callable[[], str],
    rows: Callable[[], list[list[object]]],
    fhir: Callable[[], dict[str, object]],
) -> HttpResponse:
    """A file of that form; nobody keeps it on the way, and its name says nothing of anybody."""
    if form == Copy.CSV:
        return csv_file(f"{name}.csv", rows())
    if form == Copy.FHIR:
        answer: HttpResponse = JsonResponse(fhir(), content_type="application/fhir+json")
        ending = "json"
    else:
        answer, ending = HttpResponse(text(), content_type="text/plain; charset=utf-8"), "txt"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
