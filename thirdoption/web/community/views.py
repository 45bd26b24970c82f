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
    return _page(request, "start", site, by, {"operator": operator(site).name if by else ""})


@asker
def danger(request: HttpRequest, *, site: Site, by: Acting | None) -> HttpResponse:
    """Somebody is in danger: 911 first. Nothing of this is kept."""
    return _page(request, "danger", site, by, {})


@asker
def ask(request: HttpRequest, *, site: Site, by: Acting | None) -> HttpResponse:
    """The form; what is sent twice is taken once."""
    if by is None or not _takes(site, by):
        return _page(request, "ask", site, by, {})
    form = Ask(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key = form.cleaned_data["key"]
        made = act(form, community.ask, site=site, asked=form.asked(), key=key, by=by, at=by.now())
        if made is not None:
            number = number_of(made)
            return redirect("community:sent", site.code, number, receipts.seal(site, number))
    return _page(request, "ask", site, by, {"form": form}, status(form))


@asker
def sent(request: HttpRequest, number: str, seal: str, *, site: Site, by: Acting | None) -> HttpResponse:
    """The receipt: a number, and what happens next. It is the same whoever was asked for."""
    receipts.check(site, number, seal)
    return _page(request, "sent", site, by, {"number": number}, always=True)


def _takes(site: Site, by: Acting | None) -> bool:
    """Whether the place takes requests today, and has somebody to whom they are put."""
    return by is not None and community_policy(site=site, at=by.now()) is not None


def _page(
    request: HttpRequest,
    name: str,
    site: Site,
    by: Acting | None,
    more: dict[str, Any],
    code: int = 200,
    *,
    always: bool = False,
) -> HttpResponse:
    """A page of this door, or the one sentence where the door is closed."""
    if not always and not _takes(site, by):
        name, code = "closed", STATUS[CONFLICT] if request.method == "POST" else code
    around = {"site": site, "site_name": site.program_name, "made_up": site.made_up, **more}
    return render(request, f"community/{name}.html", around, status=code)
