"""A person's record as a file: PDF to read, or FHIR for another system."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from thirdoption.program.care import queries
from thirdoption.program.care.actions.records import THEIRS, export_record
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.record import Record
from thirdoption.web.desk.presenters import record as presenting
from thirdoption.web.desk.presenters import record_paper
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker
from thirdoption.web.kit.letters import draw


@worker(Permission.EXPORT_RECORD)
def record(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """For whom and what for; then the file, which is kept nowhere."""
    found = queries.in_touch(by=by, pk=person)
    form = Record(request.POST if request.method == "POST" else None, language=found.language)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("whom", "why")}
        act(form, export_record, person=found, **given, by=by, at=by.now())
    if not form.is_bound or form.errors:
        return render(request, "desk/record.html", {"form": form, "person": found}, status=status(form))
    whole = presenting.whole(
        found, queries.record(person=found), sensitive=form.cleaned_data["whom"] == THEIRS, at=by.now()
    )
    if request.POST.get("do") == "json":
        text = json.dumps(presenting.bundle(whole, clock(request, by)), ensure_ascii=False, indent=2)
        return _file(text.encode(), "application/fhir+json; charset=utf-8", "record.json")
    language, site = form.cleaned_data["language"], site_of(request)
    with override(language):
        written = record_paper.pages(whole, clock(request, by), site.program_name)
    drawn = draw(written, language=language, at=by.now(), made_up=site.made_up)
    return _file(drawn, "application/pdf", "record.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
