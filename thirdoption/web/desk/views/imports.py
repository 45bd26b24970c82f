"""Bringing along what a program has in workbooks, and taking it back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.care.actions.imports import DAYS, bring, save_map, take_back
from thirdoption.program.care.queries.imports import Judged, batches, judged, rows_of, saved_map
from thirdoption.program.care.rules.imports import Kind
from thirdoption.program.ground.acting import Acting
from thirdoption.program.sites.rules.csv_files import refused_csv
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.imports import Listed, kind_name
from thirdoption.web.desk.presenters import imports as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker

TAKE, NOT_TAKEN = "take", "refused"


@worker(Permission.BRING_ALONG)
def bring_along(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """A list: first what it would bring, then taking it. The file is kept nowhere between."""
    form = Listed(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "desk/bring.html", _page(request, form, by), status=status(form))
    if form.cleaned_data["saved"]:
        saved = saved_map(by=by, name=form.cleaned_data["saved"])
        if saved is None:
            form.add_error("saved", _("No columns are saved under this name."))
            return render(request, "desk/bring.html", _page(request, form, by), status=status(form))
        form.use(saved)
    rows = form.readings(clock(request, by).today)
    found = judged(kind=form.cleaned_data["kind"], readings=rows, chosen=form.workers(), by=by)
    unclear = form.ask_order() and not form.cleaned_data["order"]
    do = request.POST.get("do")
    done = None
    if do == TAKE and not unclear:
        done = act(form, bring, judged=found, key=form.cleaned_data["key"], by=by, at=by.now())
    if done is not None:
        return _brought(request, form, found.kind, done, by)
    if do == NOT_TAKEN:
        return _file(form, found)
    page = {
        **_page(request, form, by),
        "found": presenting.found(form, found, clock(request, by)),
        "unclear": unclear,
    }
    return render(request, "desk/bring.html", page, status=status(form))


def _brought(request: HttpRequest, form: Listed, kind: Kind, batch: UUID, by: Acting) -> HttpResponse:
    name = form.cleaned_data["save_as"]
    if name:
        columns = {head: field for head, field in zip(form.sheet.heads, form.columns, strict=True) if field}
        save_map(name=name, kind=kind, columns=columns, by=by, at=by.now())
    many = rows_of(batch=batch)
    said = ngettext("%(n)s row was taken.", "%(n)s rows were taken.", many) % {"n": many}
    messages.success(request, said)
    return redirect("desk:bring")


def _page(request: HttpRequest, form: Listed, by: Acting) -> dict[str, object]:
    now = clock(request, by)
    lately = batches(by=by, since=by.now() - timedelta(days=DAYS))
    shown = [{"pk": one.pk, "kind": kind_name(one.kind), "rows": one.rows, "at": now.moment(one.at),
              "worker": one.worker, "people": one.kind != Kind.CONTACTS} for one in lately]  # fmt: skip
    steps = [_("Choose a file"), _("Look at what it would bring"), _("Take the rows")]
    return {"form": form, "batches": shown, "steps": steps}


def _file(form: Listed, found: Judged) -> HttpResponse:
    """The rows that were not taken, each with the reasons; a column of a history is not among them."""
    keep = [place for place in range(len(form.sheet.heads)) if place not in form.sheet.history]
    rows = [
        replace(row, reasons=(presenting.why(row.reasons),), cells=tuple(row.cells[place] for place in keep))
        for row in found.refused
    ]
    content = refused_csv([form.sheet.heads[place] for place in keep], rows)
    headers = {
        "Content-Disposition": 'attachment; filename="not-taken.csv"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@worker(Permission.BRING_ALONG, post=True)
def undo(request: HttpRequest, batch: UUID, *, by: Acting) -> HttpResponse:
    """Take back what one list brought."""
    gone, kept = take_back(batch=batch, by=by, at=by.now())
    messages.success(
        request, ngettext("%(n)s row was taken back.", "%(n)s rows were taken back.", gone) % {"n": gone}
    )
    if kept:
        said = ngettext(
            "%(n)s row stays: somebody worked on it since.",
            "%(n)s rows stay: somebody worked on them since.",
            kept,
        )
        messages.warning(request, said % {"n": kept})
    return redirect("desk:bring")
