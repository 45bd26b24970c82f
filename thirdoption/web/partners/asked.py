"""A provider answers one connection by link, on a telephone, without an account."""

import time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thirdoption.program.ground.refusal import NOT_FOUND, Refused
from thirdoption.program.services.actions import links as actions
from thirdoption.program.services.actions.links import Asked
from thirdoption.program.services.rules.connections import ANSWERS, HOURS
from thirdoption.program.sharing.rules import NOTICE
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import operator
from thirdoption.program.staff.queries import Place
from thirdoption.web.kit.dates import written
from thirdoption.web.kit.forms import act, status
from thirdoption.web.kit.guards import provider_door
from thirdoption.web.partners.asked_forms import CHOICES, Answer
from thirdoption.web.partners.forms import CodeForm
from thirdoption.web.partners.links import alone, in_time

ASKED = "asked"
"""What a session holds that a code opened: of which link, and since when."""


@provider_door
def asked(request: HttpRequest, *, token: str, place: Place | None) -> HttpResponse:
    """The code first, whatever the link; then what is asked, while the person's release lives (R-9, R-18)."""
    if place is None or not _is_open(request, place):
        return _code(request, token, place)
    try:
        found = actions.read(token=token, by=place.by, at=place.by.now())
    except Refused as refused:
        if refused.code != NOT_FOUND:
            raise
        request.session.pop(ASKED, None)
        return alone(redirect("partners:link-closed"))
    return _answer(request, token, place, found)


def _code(request: HttpRequest, token: str, place: Place | None) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if in_time(request) and place is not None:
            by = place.by
            if actions.open_link(token=token, link=place.link, code=code, by=by, at=by.now()):
                request.session[ASKED] = [str(place.link), time.time()]
                return alone(redirect("partners:asked", token))
        form.refuse()
    return alone(render(request, "partners/asked_code.html", {"form": form}, status=status(form)))


def _is_open(request: HttpRequest, place: Place) -> bool:
    link, since = request.session.get(ASKED, ("", 0))
    return bool(link == str(place.link) and time.time() - since < HOURS * 3600)


def _answer(request: HttpRequest, token: str, place: Place, found: Asked) -> HttpResponse:
    by, may = place.by, ANSWERS.get(found.state, ())
    posted = request.method == "POST"
    before = posted and request.POST.get("version") != str(found.version)
    form = Answer(
        request.POST if posted else None, may=tuple(CHOICES) if before else may, version=found.version
    )
    if posted and form.is_valid():
        act(form, actions.answer, token=token, asked=found, **form.cleaned_data, by=by, at=by.now())
        if not form.errors:
            messages.success(request, _("Thank you. Your answer is with whoever asked."))
            return alone(redirect("partners:asked", token))
    form.offer(may)
    return alone(render(request, "partners/asked.html", _page(found, place, form, may), status=status(form)))


def _page(found: Asked, place: Place, form: Answer, may: Any) -> dict[str, Any]:
    site = Site.objects.get(pk=place.by.site)
    return {
        "asked": found,
        "form": form if may else None,
        "spanish": found.language == "es",
        "until": written(found.until.astimezone(ZoneInfo(site.zone)), "DATE_FORMAT"),
        "asker": operator(site).name,
        "line": site.line_number,
        "notice": _(NOTICE),
    }
