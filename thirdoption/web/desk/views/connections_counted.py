"""Which services really connect: for the program manager, in protected counts."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.services.queries.counted import counted
from thirdoption.program.services.rules.connections import halves
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.presenters import connected as presenting
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.files import csv_file
from thirdoption.web.kit.guards import worker


class Period(forms.Form):
    """One calendar half-year, so that no two pages can be subtracted from each other."""

    def __init__(self, *args: Any, choices: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = {one.isoformat(): one for one in choices}
        offered = [(code, presenting.half(one)) for code, one in self.choices.items()]
        self.fields["period"] = forms.ChoiceField(label=_("Half-year"), choices=offered, required=False)

    def chosen(self) -> date:
        """The half-year that was chosen; the latest where none was."""
        told = self.cleaned_data.get("period", "") if self.is_valid() else ""
        return self.choices.get(told) or next(iter(self.choices.values()))


@worker(Permission.SEE_CONNECTIONS)
def services_counted(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Which services really connect, how long they take and whom they turn away."""
    form = _period(request, by)
    rows = counted(half=form.chosen(), by=by)
    page: dict[str, Any] = {
        "form": form,
        "table": presenting.table(rows, form.chosen()),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/services_counted.html", page)


@worker(Permission.SEE_CONNECTIONS)
def services_file(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """The same as a file."""
    half = _period(request, by).chosen()
    table = presenting.table(counted(half=half, by=by), half)
    rows = [["" if cell is None else cell for cell in row] for row in table.rows]
    return csv_file("services.csv", [[column.label for column in table.columns], *rows])


def _period(request: HttpRequest, by: Acting) -> Period:
    choices = halves(clock(request, by).today)
    sent = {**request.GET.dict()} if "period" in request.GET else {"period": choices[0].isoformat()}
    return Period(sent, choices=choices)
