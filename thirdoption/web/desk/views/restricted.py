"""Who alone may open a record: named, lifted, and opened by a supervisor in an emergency."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.care import queries
from thirdoption.program.care.actions import restricting as acts
from thirdoption.program.care.queries.restricted import reference, restricted
from thirdoption.program.ground.acting import Acting
from thirdoption.program.people.queries.about import restriction
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.about import Restrict, Why
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker


@worker(Permission.WRITE_CARE)
def restrict(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Name the workers who alone may open this record, or name others."""
    found = queries.in_touch(by=by, pk=person)
    team = [(one.pk, one.name) for one, _many in queries.colleagues(by=by)]
    holds = restriction(person=person)
    known = {"workers": [str(one) for one in holds.workers], "because": holds.because} if holds else {}
    form = Restrict(request.POST if request.method == "POST" else None, team=team, initial=known)
    kept = None
    if form.is_valid():
        kept = act(form, acts.restrict, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is not None:
        messages.success(request, _("Only the workers you named can open this record now."))
        named = by.worker in form.cleaned_data["workers"]
        return redirect("desk:about", person) if named else redirect("desk:home")
    around = {"person": found.name, "person_id": found.pk, "form": form}
    return render(request, "desk/restrict.html", around, status=status(form))


@worker(Permission.WRITE_CARE)
def lift(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Let the team open it again."""
    found = queries.in_touch(by=by, pk=person)
    if request.method != "POST":
        return redirect("desk:about", person)
    form, kept = Why(request.POST), None
    if form.is_valid():
        kept = act(form, acts.lift, person=found, **form.cleaned_data, by=by, at=by.now())
    if kept is not None:
        messages.success(request, _("The team can open this record again."))
        return redirect("desk:about", person)
    around = {"person": found.name, "person_id": found.pk, "form": form, "lifts": True}
    return render(request, "desk/restrict.html", around, status=status(form))


@worker(Permission.SHARE_WORK)
def records(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Restricted records, without a name: whose they are, and which nobody can open any more."""
    return _records(request, by, None, None)


@worker(Permission.SHARE_WORK)
def emergency(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Open one for 24 hours; the reason goes on the trail."""
    if request.method != "POST":
        return redirect("desk:restricted")
    form = Why(request.POST, auto_id=f"id_{person}_%s")
    if form.is_valid():
        acts.open_in_emergency(person=person, **form.cleaned_data, by=by, at=by.now())
        messages.success(request, _("The record is open to you for 24 hours."))
        return redirect("desk:person", person)
    return _records(request, by, person, form)


def _records(request: HttpRequest, by: Acting, tried: UUID | None, refused: Why | None) -> HttpResponse:
    now = clock(request, by)
    rows = [
        {
            "person": one.person,
            "reference": reference(one.person),
            "opened": one.opened,
            "since": now.day(one.since),
            "workers": ", ".join(one.workers),
            "review": now.day(one.review_on),
            "alone": one.alone,
            "due": one.review_on <= now.today,
            "form": refused if refused and one.person == tried else Why(auto_id=f"id_{one.person}_%s"),
        }
        for one in restricted(by=by)
    ]
    around = {"rows": rows, "refused": refused}
    return render(request, "desk/restricted.html", around, status=status(refused))
