"""Charges as files: taking an agency's own words for them, and giving the list out as CSV or JSON."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thirdoption.program.ground.acting import Acting
from thirdoption.program.matters import queries
from thirdoption.program.matters.actions import import_charges
from thirdoption.program.matters.queries import Importable
from thirdoption.program.matters.rules import exchange
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.rules.csv_files import refused_csv
from thirdoption.program.staff.rules import Permission
from thirdoption.program.trail.actions import record, seen
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker, worker_of
from thirdoption.web.partners.exchange_forms import TAKE, TO_REFUSED, FileForm
from thirdoption.web.partners.presenters import told_dates


@worker(Permission.EXCHANGE_CHARGES)
def take(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """A file of the agency: first what it would change, then taking it. The file is kept nowhere between."""
    form = FileForm(request.POST or None, request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "partners/import.html", {"form": form}, status=status(form))
    if request.POST.get("do") == TAKE:
        done = act(form, import_charges, rows=form.parsed.rows, by=by, at=by.now())
        if done is not None:
            many = len(done.changes)
            said = ngettext("%(n)s charge was changed.", "%(n)s charges were changed.", many)
            messages.success(request, said % {"n": many})
            return redirect("partners:matters")
    found = queries.importable(by=by, rows=form.parsed.rows)
    seen(by=by, noun="matter", objects=[*(pk for pk, _values in found.changes), *found.same])
    if request.POST.get("do") == TO_REFUSED:
        rows = _refused(form, found)
        return _file(refused_csv(form.parsed.header, rows), "charges.refused.csv", "text/csv; charset=utf-8")
    page = {"form": form, "found": _counts(form, found), "again": form.again()}
    return render(request, "partners/import.html", page, status=status(form))


@worker(Permission.EXCHANGE_CHARGES)
def as_csv(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The viewer's charges that wait, one line each."""
    text = exchange.as_csv(_charges(by))
    return _file(text.encode(), "charges.csv", "text/csv; charset=utf-8")


@worker(Permission.EXCHANGE_CHARGES)
def as_json(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The same as one document."""
    about = {"site": site_of(request).program_name, "agency": worker_of(request).agency.name}
    text = exchange.as_json(_charges(by), **about, made_at=by.now().isoformat())
    return _file(text.encode(), "charges.json", "application/json")


def _charges(by: Acting) -> list[dict[str, str | None]]:
    """What the liaison's list tells, as plain values: locked, accounted and on the trail as an export."""
    charges = queries.held(by=by)
    told = told_dates(by=by, charges=charges)
    record(by=by, verb="export", noun="matter", objects=[one.pk for one in charges], at=by.now())
    return [_charge(one, told.get(one.referral_id)) for one in charges]


def _charge(one: Any, confirmed: Any) -> dict[str, str | None]:
    return {
        "incident_number": one.incident_number,
        "incident_on": one.incident_on.isoformat(),
        "law": one.law,
        "offense": one.offense,
        "offense_class": one.offense_class,
        "nibrs": one.offense_group,
        "set_aside": one.set_aside,
        "state": one.state,
        "held_on": one.held_on.isoformat(),
        "deadline_on": one.deadline_on.isoformat(),
        "file_by": one.file_by.isoformat() if one.file_by else None,
        "ticket_returnable_on": one.returnable_on.isoformat() if one.returnable_on else None,
        "intake_confirmed_on": confirmed.isoformat() if confirmed else None,
        "notice": NOTICE if confirmed else None,
    }


def _refused(form: FileForm, found: Importable) -> list[Any]:
    return sorted([*form.parsed.refused, *found.refused], key=lambda row: row.line)


def _counts(form: FileForm, found: Importable) -> dict[str, Any]:
    refused = _refused(form, found)
    return {
        "items": [
            (_("Charges that change"), str(len(found.changes))),
            (_("Charges that say so already"), str(len(found.same))),
            (_("Rows that are not taken"), str(len(refused))),
        ],
        "changes": len(found.changes),
        "refused": [(row.line, " ".join(_(reason) for reason in row.reasons)) for row in refused[:20]],
        "more": max(len(refused) - 20, 0),
    }


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
