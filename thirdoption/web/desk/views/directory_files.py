"""The directory in and out as files: looked at before it is taken. No person is in them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.services import actions
from thirdoption.program.services.queries import hsds
from thirdoption.program.services.queries.foreseen import Foreseen, foreseen
from thirdoption.program.services.rules.rehearsal import unreachable
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.directory_files import Bring, GiveOut
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

REASONS = 15


@worker(Permission.IMPORT_DIRECTORY)
def bring(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """A file of services: first what it would change, then taking it."""
    site = site_of(request)
    form = Bring(request.POST or None, request.FILES or None, today=clock(request, by).today)
    steps = [_("Choose a file"), _("Look at what it would bring"), _("Take the services")]
    if not (form.is_bound and form.is_valid()):
        return render(
            request, "desk/directory_import.html", {"form": form, "steps": steps}, status=status(form)
        )
    found, source = form.reading, form.cleaned_data["source"]
    # In a rehearsal nobody real can be called by mistake, whoever brings the file.
    rows = unreachable(found.rows) if site.made_up else list(found.rows)
    if request.POST.get("do") == "refused":
        return _file(found.refused_csv(), "not-taken.csv", "text/csv; charset=utf-8")
    if request.POST.get("do") == "take":
        done = act(form, actions.import_directory, site=site, rows=rows, source=source, by=by, at=by.now())
        if done is not None:
            said = ngettext("%(n)s service was taken.", "%(n)s services were taken.", done.taken)
            same = ngettext("%(n)s was as before.", "%(n)s were as before.", done.unchanged)
            messages.success(request, f"{said % {'n': done.taken}} {same % {'n': done.unchanged}}")
            return redirect("desk:directory")
    page = {
        "form": form,
        "steps": steps,
        "found": found,
        "source": source,
        "made_up_contacts": site.made_up,
        "items": _items(foreseen(site, rows, source), len(found.refused)),
        "columns": form.choices(),
        "reasons": found.reasons()[:REASONS],
        "shown": [(row.name, row.organization_name, row.county) for row in rows[:5]],
    }
    return render(request, "desk/directory_import.html", page, status=status(form))


def _items(what: Foreseen, refused: int) -> list[tuple[str, str]]:
    return [
        (_("New services"), str(what.new)),
        (_("Services that changed"), str(what.changed)),
        (_("Services as before"), str(what.unchanged)),
        (_("Of all these, without an address that may be known"), str(what.without_address)),
        (_("Rows that are not taken"), str(refused)),
    ]


@worker(Permission.IMPORT_DIRECTORY)
def give_out(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The directory as HSDS. Places that may not be known are not in it (R-43)."""
    form = GiveOut(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "desk/directory_export.html", {"form": form}, status=status(form))
    version, shape = form.cleaned_data["version"], form.cleaned_data["shape"]
    actions.export_directory(site=site_of(request), version=version, by=by, at=by.now())
    tables = hsds.tables(site_of(request))
    if shape == "json":
        return _file(hsds.as_json(tables, version), f"hsds-{version}.json", "application/json")
    return _file(hsds.as_zip(tables, version), f"hsds-{version}.zip", "application/zip")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
