"""The list by link: a code opens it, and the session that follows is good for this list alone."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac

from thirdoption.program.ground.acting import Acting
from thirdoption.program.staff.actions import links as actions
from thirdoption.program.staff.models import ListLink
from thirdoption.web.kit.forms import status
from thirdoption.web.kit.guards import LINK, link_door, public
from thirdoption.web.partners.forms import CodeForm


@link_door
def open_link(request: HttpRequest, *, link: ListLink | None, by: Acting | None) -> HttpResponse:
    """The code is asked for, whatever the link; whoever is wrong hears one sentence (R-18, R-26)."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if in_time(request) and link is not None and by is not None:
            code = form.cleaned_data["code"]
            if actions.open_link(link=link, code=code, by=by, at=by.now()):
                return _let_in(request, link)
        form.refuse()
    return alone(render(request, "partners/link.html", {"form": form}, status=status(form)))


@public
def closed(request: HttpRequest) -> HttpResponse:
    """What somebody reads whose link has ended while they had it open."""
    return alone(render(request, "partners/link_closed.html"))


def _let_in(request: HttpRequest, link: ListLink) -> HttpResponse:
    """A new session of the link's recipient, which holds which link it stands on."""
    user: Any = link.recipient.user
    login(request, user, backend="thirdoption.web.kit.signin.Backend")
    request.session[LINK] = str(link.pk)
    request.session["signed_in_at"] = time.time()
    return alone(redirect("partners:matters"))


def in_time(request: HttpRequest) -> bool:
    """Whether few enough codes came from where this one comes; only a keyed digest of the address is kept."""
    where = salted_hmac(__name__, get_adapter().get_client_ip(request)).hexdigest()
    return bool(ratelimit.consume(request, action="link", key=where))


def alone(response: HttpResponse) -> HttpResponse:
    """The address is half of a key: no other page hears of it, and the form is still known to be ours."""
    response["Referrer-Policy"] = "strict-origin"
    return response
