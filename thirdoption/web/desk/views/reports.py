"""Reports: build a quarter, look at it as the public will, release it as the second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.publications.rules import CONTENT_TYPES, FileKind
from thirdoption.program.reports import actions, queries
from thirdoption.program.reports.models import Report
from thirdoption.program.reports.rules.release import ReportState
from thirdoption.program.sites.queries import local_day
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk import report_presenters as presenters
from thirdoption.web.desk.report_forms import BuildForm, ReleaseForm
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.SEE_DRAFT_REPORT)
def reports(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The site's reports, and building a quarter that is over."""
    site = site_of(request)
    quarters = presenters.ended_quarters(local_day(site, by.now()), site.launched_on)
    form = BuildForm(request.POST or None, quarters=quarters)
    if form.is_bound and form.is_valid():
        year, number = form.cleaned_data["quarter"]
        made = act(form, actions.ask_for, year=year, number=number, by=by, at=by.now())
        if made is not None:
            return redirect("desk:report", pk=made.pk)
    page = {
        "table": presenters.reports(queries.reports(by=by), site),
        "form": form if quarters and may(by.role, Permission.BUILD_REPORT) else None,
        "may_build": may(by.role, Permission.BUILD_REPORT),
    }
    return render(request, "desk/reports.html", page, status=status(form))


@worker(Permission.SEE_DRAFT_REPORT)
def report(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """One report: being built, or how it will look."""
    return _show(request, queries.report(by=by, pk=pk), ReleaseForm(), by)


def _show(request: HttpRequest, found: Report, form: ReleaseForm, by: Acting) -> HttpResponse:
    page = presenters.report(found, by=by, site=site_of(request))
    return render(request, "desk/report.html", {**page, "form": form}, status=status(form))


@worker(Permission.SEE_DRAFT_REPORT)
def waiting(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """The part that asks again: 204 while it is being built, then the whole page anew."""
    if queries.state(by=by, pk=pk) == ReportState.BUILDING:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@worker(Permission.RELEASE_REPORT, post=True)
def release(request: HttpRequest, pk: UUID, *, by: Acting) -> HttpResponse:
    """Release as the second person: from now on everybody may see it."""
    found = queries.report(by=by, pk=pk)
    form = ReleaseForm(request.POST)
    made = act(form, actions.release, report=found, by=by, at=by.now()) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("The report is public. Everybody can read it now."))
        return redirect("desk:report", pk=pk)
    return _show(request, found, form, by)


@worker(Permission.SEE_DRAFT_REPORT)
def file(request: HttpRequest, pk: UUID, kind: str, language: str, *, by: Acting) -> HttpResponse:
    """The PDF or the CSV as it will be published."""
    content = queries.file(by=by, pk=pk, kind=kind, language=language)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[FileKind(kind)],
        headers={"Content-Disposition": f'attachment; filename="draft-{pk}-{language}.{kind}"'},
    )
