"""Which services really connect: for the program manager, in protected counts."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.services.queries.connected import Counted, counted
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.presenters import connected as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit import inputs as fields
from thirdoption.web.kit.files import csv_file
from thirdoption.web.kit.guards import worker

PERIODS = {"year": _("The last 12 months"), "all": _("Since the beginning")}


class Period(forms.Form):
    """Long periods only: a short one would say something of few."""

    period = fields.one(_("Period"), lambda: list(PERIODS.items()), required=False, initial="year")


@worker(Permission.SEE_CONNECTIONS)
def services_counted(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Which services really connect, how long they take and whom they turn away."""
    form = Period(request.GET or None, initial={"period": "year"})
    page: dict[str, Any] = {
        "form": form,
        "table": presenting.table(_rows(request, by)),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/services_counted.html", page)


@worker(Permission.SEE_CONNECTIONS)
def services_file(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The same as a file."""
    table = presenting.table(_rows(request, by))
    rows = [["" if cell is None else cell for cell in row] for row in table.rows]
    return csv_file("services.csv", [[column.label for column in table.columns], *rows])


def _rows(request: HttpRequest, by: Acting) -> list[Counted]:
    today = clock(request, by).today
    before = today.replace(day=1)
    first = date(1990, 1, 1) if request.GET.get("period") == "all" else before.replace(year=before.year - 1)
    return counted(first=first, before=before, by=by)
