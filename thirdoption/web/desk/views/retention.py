"""The end of keeping who somebody was: whose time runs out, who is kept longer, and counts of both."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.actions.retention import keep_longer
from thirdoption.program.care.queries.retention import people_ending, records_ending
from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.rules import Permission, Purpose
from thirdoption.web.desk.forms.about import Keep
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker


@worker(Permission.SHARE_WORK)
def people(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """People whose identity is destroyed within 90 days, if nothing happens with them until then."""
    return _people(request, by, None, None)


@worker(Permission.SHARE_WORK)
def keep(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Keep somebody's record until a later day, and say why."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:ending")
    form, kept = Keep(request.POST, auto_id=f"id_{person}_%s"), None
    if form.is_valid():
        kept = act(form, keep_longer, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is None:
        return _people(request, by, person, form)
    day = clock(request, by).day(kept.until)
    messages.success(request, _("The record is kept until %(day)s.") % {"day": day})
    return redirect("desk:ending")


@worker(Permission.SEE_MONDAY, purpose=Purpose.PROGRAM_OPERATION)
def counts(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """How many records end in the months ahead, and how many have ended."""
    months, ended = records_ending()
    rows = [(f"{MONTHS[int(month[5:])]} {month[:4]}", many) for month, many in months]
    around = {"rows": rows, "ended": ended, "years": site_of(request).keeps_years}
    return render(request, "desk/ending_counts.html", around)


def _people(request: HttpRequest, by: Acting, tried: UUID | None, refused: Keep | None) -> HttpResponse:
    now = clock(request, by)
    rows = [
        {
            "person": one.person,
            "name": one.name,
            "day": now.day(max(one.due, now.today)),
            "form": refused if one.person == tried and refused else Keep(auto_id=f"id_{one.person}_%s"),
            "refused": one.person == tried,
        }
        for one in people_ending(by=by)
    ]
    around = {"rows": rows, "refused": refused, "years": site_of(request).keeps_years}
    return render(request, "desk/ending.html", around, status=status(refused))
