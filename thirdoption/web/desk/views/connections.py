"""Connecting a person to a provider: find one, say what is asked, and the release for it."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thirdoption.program.care import actions
from thirdoption.program.care import queries as care
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.people.models import Person
from thirdoption.program.services import queries
from thirdoption.program.services.queries import Listing, placed
from thirdoption.program.services.rules import Need
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import operator
from thirdoption.program.staff.rules import Permission
from thirdoption.web.desk import releases_text
from thirdoption.web.desk.forms.connections import Ask, Search
from thirdoption.web.desk.forms.releases import Sign
from thirdoption.web.desk.presenters import directory
from thirdoption.web.desk.presenters import releases as presenting
from thirdoption.web.desk.presenters.moments import Clock, clock
from thirdoption.web.desk.views.releases import alone
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import worker

ON_A_PAGE = 30


@worker(Permission.TAKE_RELEASE)
def connect(request: HttpRequest, person: UUID, *, by: Acting) -> HttpResponse:
    """Search the directory; with a service chosen, what is asked of it; then the release."""
    found = care.person(by=by, pk=person)
    user: Any = request.user
    site: Site = user.worker.site
    if "service" not in request.GET:
        return _search(request, found, site, clock(request, by))
    listing = _chosen(request.GET, site)
    today = clock(request, by).today
    if request.method != "POST":
        return _ask(request, found, listing, Ask(today=today, initial={"language": found.language}), by)
    ask = Ask(request.POST, today=today)
    step = request.POST.get("step")
    if not ask.is_valid() or step == "back":
        return _ask(request, found, listing, ask, by)
    return _release(request, found, listing, ask, by, sign=step == "sign")


def _search(request: HttpRequest, person: Person, site: Site, moment: Clock) -> HttpResponse:
    form = Search(request.GET or None, counties=next(placed.narrowing(site)))
    asked = form.cleaned_data if form.is_valid() else {}
    narrowed: dict[str, Any] = {
        "need": Need(asked["need"]) if asked.get("need") else None,
        "text": asked.get("text"),
        "county": asked.get("county"),
        "limit": ON_A_PAGE,
    }
    number = _number(request.GET.get("page", ""))
    found = queries.search(site, **narrowed, first=(number - 1) * ON_A_PAGE)
    if number > 1 and not found.total:
        number, found = 1, queries.search(site, **narrowed)
    page = {
        "person": person.name,
        "person_id": person.pk,
        "search": form,
        "services": [directory.line(one, moment) for one in found.listings],
        "total": found.total,
        "page": Paginator(range(found.total), ON_A_PAGE).get_page(number),
        "query": request.GET.urlencode(),
        "steps": _steps(),
    }
    return render(request, "desk/connect.html", page, status=status(form))


def _number(page: str) -> int:
    """The number of a page as an address gives it; the first for anything else."""
    return int(page) if re.fullmatch("[1-9][0-9]{0,3}", page) else 1


def _chosen(asked: QueryDict, site: Site) -> Listing:
    """The service that the address names. Raises Refused (not found) where this site has none such."""
    try:
        listing = queries.service(site, UUID(str(asked["service"])))
    except ValueError:
        listing = None
    if listing is None:
        raise hidden()
    return listing


def _ask(request: HttpRequest, person: Person, listing: Listing, form: Ask, by: Acting) -> HttpResponse:
    search = request.GET.copy()
    search.pop("service", None)
    page = {
        "person": person.name,
        "person_id": person.pk,
        "service": directory.line(listing, clock(request, by)),
        "form": form,
        "search": search.urlencode(),
        "steps": _steps(),
    }
    return render(request, "desk/connect_ask.html", page, status=status(form))


def _release(
    request: HttpRequest, person: Person, listing: Listing, ask: Ask, by: Acting, *, sign: bool
) -> HttpResponse:
    user: Any = request.user
    site: Site = user.worker.site
    moment, language = clock(request, by), ask.cleaned_data["language"]
    recipient = directory.recipient(listing)
    text = presenting.connection_text(
        person, recipient, ask.cleaned_data, operator(site).name, site.line_number, moment
    )
    with translation.override(language):
        form = Sign(request.POST if sign else None, text=text)
        if form.is_valid():
            asked = act(
                form,
                actions.ask_provider,
                person=person,
                service=listing.id,
                recipient=recipient,
                asks=ask.cleaned_data["asks"],
                text=text,
                language=language,
                expires_at=moment.end_of(ask.cleaned_data["until"]),
                **form.cleaned_data,
                by=by,
                at=by.now(),
            )
            if asked is not None:
                messages.success(request, _("The provider is asked."))
                return _back(person.pk)
        page = {"person_id": person.pk, "text": releases_text.show(text), "form": form, "ask": ask}
        return alone(request, "desk/connect_release.html", page, language)


def _back(person: UUID) -> HttpResponse:
    return redirect(f"{reverse('desk:person', args=[person])}#connections")


def _steps() -> list[str]:
    return [_("Find a provider"), _("What we ask"), _("The release")]
