"""Cookies that an answer which was under way cannot turn back.

A page asks for things in the background. When its answer comes after somebody has signed in, Django's
own middleware would set the old form token again, or take the new session's cookie away.
"""

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_vary_headers


class Sessions(SessionMiddleware):
    """As Django's own, but only signing out takes the cookie away, not asking with an ended session."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Leave the cookie alone where this request has not changed the session."""
        if request.session.modified:
            return super().process_response(request, response)
        if request.session.accessed:
            patch_vary_headers(response, ("Cookie",))
        return response


class FormToken(CsrfViewMiddleware):
    """As Django's own, but the cookie is sent once, not with every page that shows a form."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the cookie only where its value is another than the browser sent."""
        if request.META.get("CSRF_COOKIE") == request.COOKIES.get(settings.CSRF_COOKIE_NAME):
            return response
        return super().process_response(request, response)
