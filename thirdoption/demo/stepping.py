"""Stepping into roles: only in a demo home, only into workers of a made-up place."""

import contextlib
from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from thirdoption.demo.place import address
from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import hidden
from thirdoption.program.staff.models import User, Worker
from thirdoption.program.staff.queries import acting
from thirdoption.web.kit.signin import Backend

PREFIX = "/demo/as/"
Answer = Callable[[HttpRequest], HttpResponse]


def as_role(get_response: Answer) -> Answer:
    """Let `/demo/as/<worker>/...` answer as that made-up worker, whoever is signed in.

    The rest of the address is the page's own; the part before it becomes the script's prefix, so
    that every link and form of the page keeps the role. No session is touched. Stands after the
    middleware that reads the signed-in account.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        before = get_script_prefix()
        try:
            _become(request)
            return get_response(request)
        finally:
            set_script_prefix(before)

    return middleware


def _become(request: HttpRequest) -> None:
    key, _slash, rest = request.path_info.removeprefix(PREFIX).partition("/")
    user = account(key)
    if user is None:
        raise Http404
    prefix = f"{request.META.get('SCRIPT_NAME', '').rstrip('/')}{PREFIX}{key}"
    request.user = user
    request.path_info = f"/{rest}"
    request.path = prefix + request.path_info
    request.META |= {"SCRIPT_NAME": prefix, "PATH_INFO": request.path_info}
    set_script_prefix(f"{prefix}/")


def is_framed(request: HttpRequest) -> bool:
    """Whether a page is shown by `as_role`: it needs no strip and no header of its own."""
    return PREFIX in request.META.get("SCRIPT_NAME", "") + "/"


def account(key: str) -> User | None:
    """The account of a made-up worker, as the sign-in reads it; None where there is none."""
    made_up = Worker.objects.filter(site__made_up=True, user__email=address(key))
    found = made_up.values_list("user_id", flat=True).first()
    return Backend().get_user(found) if found else None


@contextlib.contextmanager
def played(key: str) -> Iterator[Acting]:
    """An open context in which a made-up worker acts. Raises Refused (not found) without that worker."""
    user = account(key)
    if user is None:
        raise hidden()
    who: Worker = user.worker  # type: ignore[attr-defined]
    with ground.opened(acting(who)) as by:
        yield by
