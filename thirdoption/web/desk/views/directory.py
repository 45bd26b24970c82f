"""The directory by itself: no person is on these pages, so nothing of them is on the trail."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.services import actions, queries
from thirdoption.program.services.queries import matched, placed
from thirdoption.program.services.rules import Need
from thirdoption.program.staff.rules import Permission, may
from thirdoption.web.desk.forms.directory import Narrow, Room
from thirdoption.web.desk.presenters.directory_found import Facts, facts_of, found_line, kept
from thirdoption.web.desk.presenters.moments import clock
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import site_of, worker

MOST = 1000
"""How many services are looked through for what is open or has room."""
SHOWN = 30
ON_A_SHEET = 12


@worker(Permission.KEEP_DIRECTORY)
def listed(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """Services by need, words and county; near a place, in a language, open now, said to have room."""
    now, found = clock(request, by), _found(request, by)
    shown = Paginator(found.kept, SHOWN).get_page(request.GET.get("page"))
    page = {
        "search": found.form,
        "services": [found_line(one, found.facts, now) for one in shown.object_list],
        "total": len(found.kept),
        "page": shown,
        "narrowed": any(request.GET.get(name) for name in found.form.fields),
        "further": any(request.GET.get(name) for name in ("text", "county", "language", "room")),
        "query": urlencode({key: value for key, value in request.GET.items() if key in found.form.fields}),
        "brings": may(by.role, Permission.IMPORT_DIRECTORY),
    }
    return render(request, "desk/directory.html", page, status=status(found.form))


@worker(Permission.KEEP_DIRECTORY)
def sheet(request: HttpRequest, *, by: Acting) -> HttpResponse:
    """What was found, to print and give away, in the language of who takes it along."""
    language = request.GET.get("in") if request.GET.get("in") in ("en", "es") else "en"
    with override(language):
        now, found = clock(request, by), _found(request, by)
        page = {
            "services": [found_line(one, found.facts, now) for one in found.kept[:ON_A_SHEET]],
            "more": len(found.kept) > ON_A_SHEET,
            "day": now.day(now.at),
            "line": site_of(request).line_number,
            "query": urlencode({key: value for key, value in request.GET.items() if key != "in"}),
        }
        response = render(request, "desk/directory_sheet.html", page)
    response.headers["Content-Language"] = str(language)
    return response


@dataclass(frozen=True)
class _Found:
    form: Narrow
    kept: list[queries.Listing]
    facts: Facts


def _found(request: HttpRequest, by: Acting) -> _Found:
    """What the filters in the address find; with wrong ones, or from nowhere known, nothing."""
    site = site_of(request)
    counties, languages = placed.narrowing(site)
    form = Narrow(request.GET or None, counties=counties, languages=languages)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    need = Need(asked["need"]) if asked.get("need") else None
    found = queries.search(site, need, asked.get("text"), asked.get("county"), limit=MOST).listings
    ids = [one.id for one in found]
    miles = placed.away(site, asked["near"]) if asked.get("near") else {}
    if miles is None:
        form.add_error("near", _("The directory knows no place of this name. Try a ZIP code or a town."))
    facts = Facts(queries.hours(ids), miles or {})
    found_there = kept(found, facts, asked, clock(request, by))
    return _Found(form, [] if form.errors else found_there, facts)


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
    facts = Facts(queries.hours([service]), {})
    now = clock(request, by)
    found = found_line(listing, facts, now)
    page = {
        "service": found.service,
        "found": found,
        "facts": facts_of(found, placed.details(service)),
        "on_map": placed.away(site_of(request), listing.name) is not None,
        "behind": [(told, now.day(told.as_of)) for told in matched.behind(service)],
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
