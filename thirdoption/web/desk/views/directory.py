"""The directory by itself: no person is on these pages, so nothing of them is on the trail."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.services import actions, queries
from thirdoption.program.services.rules import Known, Need
from thirdoption.program.services.rules.hours import Opening, opening
from thirdoption.program.services.rules.room import current
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk.forms.directory import Narrow, Room
from thirdoption.web.desk.presenters import directory
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

MOST = 1000
"""How many services are looked through for what is open or has room."""
SHOWN = 60


@worker(Permission.KEEP_DIRECTORY)
def listed(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Services by need, words and county; what is open now or was said to have room."""
    site, now = site_of(request), clock(request, by)
    form = Narrow(request.GET or None, counties=queries.counties(site))
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    need = Need(asked["need"]) if asked.get("need") else None
    found = queries.search(site, need, asked.get("text"), asked.get("county"), limit=MOST).listings
    hours = queries.hours(one.id for one in found) if asked.get("open") else {}
    kept = [
        one
        for one in (current(one, now.at) for one in found)
        if (not asked.get("room") or one.available is Known.YES)
        and (
            not asked.get("open")
            or opening(hours.get(one.id, ()), at=now.at, zone=now.zone).state is Opening.OPEN
        )
    ]
    page = {
        "search": form,
        "services": [directory.line(one, now) for one in kept[:SHOWN]],
        "total": len(kept),
        "more": len(kept) > SHOWN,
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/directory.html", page, status=status(form))


@worker(Permission.KEEP_DIRECTORY)
def one(request: HttpRequest, service: UUID, *, by: Acting) -> HttpResponse:
    """One service, and what its provider says about room."""
    listing = queries.service(site_of(request), service)
    if listing is None:
        raise hidden()
    form = Room(request.POST if request.method == "POST" else None)
    said = None
    if form.is_valid():
        said = act(form, actions.say_room, service=service, **form.values(), by=by, at=by.now())
    if said is not None:
        messages.success(request, _("Noted, as of now."))
        return redirect("desk:directory-one", service)
    page = {
        "service": directory.line(listing, clock(request, by)),
        "confidential": listing.confidential,
        "form": form,
    }
    return render(request, "desk/directory_one.html", page, status=status(form))


@worker(Permission.KEEP_DIRECTORY)
def hide(request: HttpRequest, service: UUID, *, by: Acting) -> HttpResponse:
    """From now on nobody is told where it is."""
    if request.method == "POST":
        actions.hide_place(service=service, by=by, at=by.now())
        messages.success(request, _("Its address is deleted, and no import brings it back."))
    return redirect("desk:directory-one", service)


@worker(Permission.KEEP_DIRECTORY)
def show(request: HttpRequest, service: UUID, *, by: Acting) -> HttpResponse:
    """It was hidden by mistake."""
    if request.method == "POST":
        actions.show_place(service=service, by=by, at=by.now())
        messages.success(request, _("Its address comes back with the next import of its source."))
    return redirect("desk:directory-one", service)
