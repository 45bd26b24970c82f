"""Asking the program to meet somebody: without an account, and with no way to read anything back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, STATUS
from thirdoption.program.referrals.actions import community
from thirdoption.program.referrals.queries.community import community_policy
from thirdoption.program.referrals.rules.community import number_of
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import operator, places
from thirdoption.web.community import receipts
from thirdoption.web.community.forms import Ask
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import asker, public


@public
def home(request: HttpRequest) -> HttpResponse:
    """Which place; straight on where there is only one."""
    found = places()
    if len(found) == 1:
        return redirect("community:start", found[0].code)
    return render(request, "community/home.html", {"places": found})


@asker
def start(request: HttpRequest, *, site: Site, by: Acting | None) -> HttpResponse:
    """What this is and what it is not, and first of all whether anybody is in danger."""
    if by is None or not _takes(site, by):
        return _closed(request, site)
    return _page(request, "start", site, {"operator": operator(site).name})


@asker
def danger(request: HttpRequest, *, site: Site, by: Acting | None) -> HttpResponse:
    """Somebody is in danger: 911 first. Nothing of this is kept."""
    if by is None or not _takes(site, by):
        return _closed(request, site)
    return _page(request, "danger", site)


@asker
def ask(request: HttpRequest, *, site: Site, by: Acting | None) -> HttpResponse:
    """The form; what is sent twice is taken once."""
    if by is None or not _takes(site, by):
        return _closed(request, site)
    form = Ask(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key = form.cleaned_data["key"]
        made = act(form, community.ask, site=site, asked=form.asked(), key=key, by=by, at=by.now())
        if made is not None:
            number = number_of(made)
            return redirect("community:sent", site.code, number, receipts.seal(site, number))
    return _page(request, "ask", site, {"form": form}, status(form))


@asker
def sent(request: HttpRequest, number: str, seal: str, *, site: Site, by: Acting | None) -> HttpResponse:
    """The receipt: a number, and what happens next. It is the same whoever was asked for."""
    receipts.check(site, number, seal)
    return _page(request, "sent", site, {"number": number})


def _takes(site: Site, by: Acting) -> bool:
    """Whether the place takes requests today."""
    return community_policy(site=site, at=by.now()) is not None


def _closed(request: HttpRequest, site: Site) -> HttpResponse:
    """The one sentence where the door is closed, or where nobody is there to whom a request is put."""
    return _page(request, "closed", site, code=STATUS[CONFLICT] if request.method == "POST" else 200)


def _page(
    request: HttpRequest, name: str, site: Site, more: dict[str, Any] | None = None, code: int = 200
) -> HttpResponse:
    around = {"site": site, "site_name": site.program_name, "made_up": site.made_up, **(more or {})}
    return render(request, f"community/{name}.html", around, status=code)
