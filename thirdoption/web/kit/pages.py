"""Pages that belong to no audience: the way home, the language, and what Django itself refuses."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thirdoption.program.staff.rules import ROLES
from thirdoption.web.kit.guards import public, signed_in


@public
def home(request: HttpRequest) -> HttpResponse:
    """To where one's work is; without sign-in, to the public figures."""
    was = request.user.is_authenticated
    who = signed_in(request)
    if was and who is None:
        messages.warning(
            request,
            _("You are signed out: twelve hours have passed, or your account has ended."),
        )
    if settings.REHEARSAL and who is None:
        return redirect("demo:home")
    return redirect(ROLES[who.role].home if who else "public:home")


@public
def session(request: HttpRequest) -> HttpResponse:
    """Whether somebody is still signed in, 204 or 401: asked before what took long to write is sent."""
    return HttpResponse(status=204 if signed_in(request) else 401)


@require_POST
@public
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, and go back to the page."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(translate_url(back, chosen) if check_for_language(chosen) else back)
    if check_for_language(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return response


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """The same page for what is not there and for what may not be seen."""
    return render(request, "kit/404.html", status=404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """What Django refuses before a view."""
    return render(request, "kit/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """What broke outside a view."""
    return render(request, "kit/500.html", {"incident": ""}, status=500)
