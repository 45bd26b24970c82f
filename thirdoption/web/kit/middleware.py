"""The one place that turns a refusal into an answer."""

import logging
import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from thirdoption.program.ground.refusal import Refused
from thirdoption.web.kit.dates import in_words
from thirdoption.web.kit.logs import kind_and_place, route

log = logging.getLogger("thirdoption")


class answer:
    """Answer 404, 409 or 422 to what was refused, and 500 with an incident's id to what broke."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Render the page of a refusal; everything else is an incident, logged without its content."""
        if isinstance(exception, Refused):
            sentence = gettext(exception.sentence)
            if exception.values:
                sentence = sentence % in_words(exception.values)
            page = f"kit/{exception.status}.html"
            return render(request, page, {"sentence": sentence}, status=exception.status)
        if isinstance(exception, Http404 | PermissionDenied):
            return None  # the page for these is Django's to call
        incident = uuid.uuid4().hex[:12]
        # the exception's text may hold what a person typed: its kind and place are enough
        log.error("incident %s: %s on %s", incident, kind_and_place(exception), route(request))
        return render(request, "kit/500.html", {"incident": incident}, status=500)
