"""Guards: who may ask for a page. Every route has one, and it opens the page's one transaction."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django_htmx.http import HttpResponseClientRedirect

from thirdoption.program.ground import acting as ground
from thirdoption.program.ground.acting import Acting
from thirdoption.program.ground.refusal import CONFLICT, NOT_FOUND, STATUS, Refused, hidden
from thirdoption.program.messages.rules.carrier import is_signed
from thirdoption.program.sites.models import Site
from thirdoption.program.sites.queries import place
from thirdoption.program.staff.actions import check
from thirdoption.program.staff.models import Worker
from thirdoption.program.staff.queries import acting, asking, is_open, link_at, place_of
from thirdoption.program.staff.rules import Permission, may_for
from thirdoption.program.staff.rules.links import BY_LINK, LinkState
from thirdoption.program.trail.actions import record
from thirdoption.program.trail.rules import Outcome

View = Callable[..., HttpResponse]
LINK = "link"
"""What a session holds that a link opened: which one. It is good for that list alone."""
TWELVE_HOURS = 12 * 60 * 60


def public(view: View) -> View:
    """Everybody may ask; the view must not be able to reach a person."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            return view(request, *args, **kwargs)

    guarded.guard = "public"  # type: ignore[attr-defined]
    return guarded


def carrier(view: View) -> View:
    """The carrier of messages and calls, by its signature; everybody else finds nothing to do here.

    The view gets the fields that were signed.
    """

    @wraps(view)
    def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if connection.connection and not connection.in_atomic_block and not connection.is_usable():
            connection.close()  # the server was restarted: a carrier asks once, and a yes would be lost
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return carrier_alone(within)


def carrier_alone(view: View) -> View:
    """The same for what needs no database, which may be away."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        fields = {name: str(value) for name, value in request.POST.items()}
        url = f"{settings.LINE_URL}{request.get_full_path()}"
        given = request.headers.get("X-Twilio-Signature", "")
        if request.method != "POST" or not is_signed(
            given, token=settings.CARRIER_TOKEN, url=url, fields=fields
        ):
            return HttpResponse(status=403)
        return view(request, *args, fields=fields, **kwargs)

    guarded.guard = "carrier"  # type: ignore[attr-defined]
    return guarded


def asker(view: View) -> View:
    """Everybody may ask something of a place: nobody by name, as its organization of kind community.

    The address names the place. The view gets `site`, and `by` or None where the place has nobody to whom it
    could be put; all it can do in that context is to add one row of what is asked.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, site: str, **kwargs: Any) -> HttpResponse:
        found = place(site)
        by = asking(found.pk)
        if by is None:
            with transaction.atomic():
                return view(request, *args, site=found, by=None, **kwargs)
        return _within(by, view, lambda: view(request, *args, site=found, by=by, **kwargs))

    guarded.guard = "asker"  # type: ignore[attr-defined]
    return guarded


def link_door(view: View) -> View:
    """Whoever holds a link to a list, before they are let in by its code.

    The view gets `link` and `by`, both None where nothing waits under the token: it answers the same (R-18).
    Only what is sent is looked at, so the page itself cannot tell one token from another.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponse:
        found = link_at(token=token) if request.method == "POST" else None
        by = acting(found.recipient) if found else None
        if found is None or by is None or found.state_at(by.now()) != LinkState.WAITING:
            with transaction.atomic():
                return view(request, *args, link=None, by=None, **kwargs)
        by = replace(by, role=BY_LINK)
        return _within(by, view, lambda: view(request, *args, link=found, by=by, **kwargs))

    guarded.guard = "link"  # type: ignore[attr-defined]
    return guarded


def provider_door(view: View) -> View:
    """Whoever holds the link of a connection: a provider without an account.

    The view gets `place`, None where no link has this token: it answers the same (R-18, R-26). In its context
    every table of a person is empty, and the link's own functions tell what it is for.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, token: str, **kwargs: Any) -> HttpResponse:
        found = place_of(token=token)
        if found is None:
            with transaction.atomic():
                return view(request, *args, token=token, place=None, **kwargs)
        return _within(found.by, view, lambda: view(request, *args, token=token, place=found, **kwargs))

    guarded.guard = "provider"  # type: ignore[attr-defined]
    return guarded


def worker(
    permission: Permission,
    purpose: str | None = None,
    *,
    post: bool = False,
    still: Callable[..., bool] = lambda *args, **kwargs: False,
) -> Callable[[View], View]:
    """Workers whose role has the permission; for everybody else the page does not exist.

    The view gets `by`, and everything it does happens in one transaction with that context.
    With `post` there is nothing to look at: any other method finds no page. `still`: for a part that a page
    asks for again and again, whether it is as shown: then the answer is 204, and no context is opened.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = signed_in(request)
            if who is None:
                return _to_sign_in(request)
            by = acting(who, purpose=purpose)
            if LINK in request.session:
                by = replace(by, role=BY_LINK)
                if not is_open(link=UUID(request.session[LINK]), by=by):
                    logout(request)
                    return redirect("partners:link-closed")
            if may_for(by.role, who.agency.kind, permission) and still(request, *args, by=by, **kwargs):
                return HttpResponse(status=204)

            def may() -> None:
                check(by, permission)
                if post and request.method != "POST":
                    raise hidden()

            return _within(by, view, lambda: view(request, *args, by=by, **kwargs), may)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def _within(
    by: Acting, view: View, answer: Callable[[], HttpResponse], may: Callable[[], None] = lambda: None
) -> HttpResponse:
    """The view's answer in the one transaction of who acts; what was refused goes on the trail."""
    try:
        may()
        with ground.opened(by):
            response = answer()
    except Refused as refused:
        if by.worker or refused.code != NOT_FOUND:  # an address that somebody unknown made up is no access
            _note_refusal(by, view, refused.code)
        raise
    if response.status_code == STATUS[CONFLICT]:
        _note_refusal(by, view, CONFLICT)
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The whole page goes to sign in, also when only a part of it was asked for."""
    where = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseClientRedirect(where) if getattr(request, "htmx", False) else redirect(where)


def signed_in(request: HttpRequest) -> Worker | None:
    """The worker who is signed in and still at work; twelve hours after signing in, nobody (R-63)."""
    if not request.user.is_authenticated:
        return None
    who: Worker | None = getattr(request.user, "worker", None)
    now = time.time()
    started = request.session.setdefault("signed_in_at", now)
    if who is None or now - started > TWELVE_HOURS:
        logout(request)
        return None
    # what a person does keeps the session alive, a page that asks again by itself does not
    polled = request.method == "GET" and getattr(request, "htmx", False)
    if not polled and now - request.session.get("seen_at", started) > 60:
        request.session["seen_at"] = now
    return who


def worker_of(request: HttpRequest) -> Worker:
    """The worker whom a guard let in, as the session's query read them, with their site."""
    who: Worker = request.user.worker  # type: ignore[union-attr]
    return who


def site_of(request: HttpRequest) -> Site:
    """The site of the worker whom a guard let in."""
    return worker_of(request).site


def _note_refusal(by: Acting, view: View, code: str) -> None:
    """A refusal is written in its own transaction, after the rollback of what was refused (R-69)."""
    with ground.opened(by):
        record(
            by=by,
            verb=view.__name__,
            noun="page",
            outcome=Outcome.REFUSED,
            why=code,
            at=by.now(),
        )
